"""What the web server loads, in each of its workers."""

import os
import signal

from django.core.wsgi import get_wsgi_application

from unknot.config import lifeline

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "unknot.config.settings")
if supervisor := os.environ.get("UNKNOT_SUPERVISOR"):
    # The server's main process dies with its supervisor; its workers have to die with it.
    lifeline.die_with_child_of(int(supervisor), signal.SIGKILL)
application = get_wsgi_application()
