"""Jobs about people: devices that nobody has used for a year are forgotten."""

from procrastinate.contrib.django import app

from unknot.people.actions import forget_devices_unused_since
from unknot.people.models import Device
from unknot.plumbing.clock import now


@app.periodic(cron="47 3 * * *")
@app.task(name="people.forget_devices", queueing_lock="people.forget_devices")
def forget_devices(timestamp: int) -> None:
    """Every night: a device whose cookie has run out is taken away too."""
    forget_devices_unused_since(now() - Device.KEPT)
