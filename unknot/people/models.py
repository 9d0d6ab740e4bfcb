"""Users sign in and work in salons; clients receive treatments and need no account, only perhaps a device."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Now

from unknot.plumbing.ids import new_id
from unknot.plumbing.tokens import fingerprint


class Users(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)

    def create_user(self, email: str, name: str, password: str | None = None) -> "User":
        """A new account; without a password it cannot sign in until it sets one."""
        user = self.model(email=email.strip().lower(), name=name)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Somebody who signs in: an owner, a receptionist, a practitioner. The e-mail is the name one signs in with."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(db_default=Now())

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[Users] = Users()

    def __str__(self) -> str:
        return self.name


class Client(models.Model):
    """Who receives a treatment.

    A booking without an account makes a new row: a typed e-mail proves nothing, so it never opens or changes an
    earlier one. `phone` is E.164. Who has said herself that she comes has given one of `email` and `phone`. Somebody
    else may have written her down by name alone, a salon's desk (`desk:7`); then `written_down_by` says who, and no
    letter can go to her.
    """

    public_id = models.CharField(max_length=40, unique=True, default=new_id, editable=False)
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=16, blank=True)
    language = models.CharField(max_length=12, default="en")
    written_down_by = models.CharField(max_length=40, default="", db_default="", blank=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(email="", phone="", written_down_by=""),
                name="client_can_be_reached_or_was_written_down",
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="client_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def introduce(self, *, name: str, email: str, phone: str) -> None:
        """She says herself who she is and how she is reached, after somebody else has said it for her."""
        self.name, self.email, self.phone = name, email, phone
        self.save(update_fields=["name", "email", "phone"])


class Devices(models.QuerySet["Device"]):
    def showing(self, token: str) -> "Devices":
        """The one device that shows this token, or none."""
        return self.filter(fingerprint=Device.fingerprint_of(token))

    def unused_since(self, moment: datetime) -> "Devices":
        """Devices remembered for the last time before `moment`."""
        return self.filter(used_at__lt=moment)


class Device(models.Model):
    """A browser that asked to be remembered for one client, until it says "not me" or a year goes by unused.

    Only the keyed `fingerprint` of its token is kept; the token itself stays in the device's cookie. `used_at` is
    when it was last remembered, which is when its cookie began to run.
    """

    KEPT = timedelta(days=365)

    fingerprint = models.CharField(max_length=64, unique=True)
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="devices")
    created_at = models.DateTimeField(db_default=Now())
    used_at = models.DateTimeField(db_index=True)

    objects = Devices.as_manager()

    def __str__(self) -> str:
        return f"device {self.pk}"

    @staticmethod
    def fingerprint_of(token: str) -> str:
        """Under what a device that shows this token is found."""
        return fingerprint(f"device:{token}")
