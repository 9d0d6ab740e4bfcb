"""Holds, and appointments with their parts."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.functional import cached_property

from unknot.core.suitability import Outcome
from unknot.diary.models.agreed import Agreed
from unknot.diary.models.changeable import Changeable
from unknot.diary.models.extended import Extended
from unknot.diary.models.marked import Marked
from unknot.people.models import Client
from unknot.plumbing.ids import new_id
from unknot.plumbing.tokens import opens, token
from unknot.salons.models import Offer, Resource, Salon
from unknot.salons.models.benefits import Benefited, benefit_holds

BOOKABLE = frozenset({Outcome.ALLOWED, Outcome.ADAPT, Outcome.CLEARANCE})
"""What can be booked: as it is, adapted, or while the salon waits for a note."""

SHORTEST_MIN = 15
"""No treatment that has come to less can be planned."""


class Hold(Marked, Agreed, Benefited, Extended):
    """A slot kept for somebody until `expires_at` (a whole second); then it is free for everybody at once.

    `visitor` and `address` are keyed digests: a visitor has one live hold, an address ten. `appointment` is what it
    became; then it has no claims of its own any more. Of slots kept together the first is the `lead` of the others,
    which share its fate and belong to its visitor without saying so.
    """

    public_id = models.CharField(max_length=40, unique=True, default=new_id, editable=False)
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="holds")
    practitioner = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="holds")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    visitor = models.CharField(max_length=64, blank=True)
    address = models.CharField(max_length=64, blank=True)
    appointment = models.ForeignKey("Appointment", on_delete=models.CASCADE, null=True, related_name="holds")
    lead = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="followers")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [
            models.Index(fields=["visitor", "expires_at"], name="hold_by_visitor"),
            models.Index(fields=["address", "expires_at"], name="hold_by_address"),
        ]
        constraints = [*benefit_holds("hold")]

    def __str__(self) -> str:
        return f"hold {self.public_id}"

    @property
    def price_minor(self) -> int:
        """What is to pay for it, by the offer's price as it is now."""
        return self.gap_benefit.price(self.offer.price_minor)

    @property
    def token(self) -> str:
        """What opens this hold: whoever has it may confirm or release it."""
        return token("hold", self.public_id, 1)

    def extended(self) -> "Hold":
        """This hold with its offer as it is held: with its add-ons, so much longer and dearer."""
        self.offer = self.offer.with_added(self.extras)
        return self

    def opens_with(self, given: str) -> bool:
        """Whether `given` is this hold's token."""
        return opens(given, "hold", self.public_id, 1)


class Appointment(Changeable):
    """A booked visit of one client. `starts_at` and `ends_at` enclose its part, without buffers.

    Of visits booked together, for two at once or in a row, the first is the `lead` of the others.
    `sequence` rises with every change (RFC 5545), `token_version` when its private link is revoked. The day before, its
    client has said that all is as it was (`reaffirmed_at`), or that she can't come as she is (`excused_at`), which
    lifts the salon's limit for her next move or cancellation. As long as it `borrows_address`, who comes along is
    reached through who booked, who has her private link too. `arrived_at`, `begun_at` and `done_at` are when the salon
    said so.
    """

    class Status(models.TextChoices):
        BOOKED = "booked"
        ARRIVED = "arrived"
        IN_TREATMENT = "in_treatment"
        DONE = "done"
        NO_SHOW = "no_show"
        CANCELLED = "cancelled"

    public_id = models.CharField(max_length=40, unique=True, default=new_id, editable=False)
    salon = models.ForeignKey(Salon, on_delete=models.PROTECT, related_name="appointments")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="appointments")
    status = models.CharField(max_length=12, choices=Status, default=Status.BOOKED)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    sequence = models.PositiveIntegerField(default=0)
    token_version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(db_default=Now())
    changed_at = models.DateTimeField(db_default=Now())
    reaffirmed_at = models.DateTimeField(null=True)
    excused_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)
    begun_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    lead = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="followers")
    borrows_address = models.BooleanField(default=False, db_default=False)

    class Meta:
        indexes = [
            models.Index(fields=["salon", "starts_at"], name="appointment_by_day"),
            models.Index(
                fields=["starts_at"], condition=models.Q(status="booked"), name="appointment_to_come"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="appointment_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=models.Q(reaffirmed_at=None) | models.Q(excused_at=None),
                name="appointment_reaffirmed_or_excused",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=("arrived", "in_treatment", "done"))
                | models.Q(arrived_at=None, begun_at=None, done_at=None),
                name="appointment_attended_by_who_came",
            ),
        ]

    def __str__(self) -> str:
        return f"appointment {self.public_id}"

    @property
    def token(self) -> str:
        """What opens this appointment to its client."""
        return token("appointment", self.public_id, self.token_version)

    def opens_with(self, given: str) -> bool:
        """Whether `given` is this appointment's token."""
        return opens(given, "appointment", self.public_id, self.token_version)

    @cached_property
    def part(self) -> "Part":
        """Its one part, as it was when it was first asked for, with who and what."""
        return self.parts.select_related("offer", "practitioner").get()

    @property
    def is_told_with_lead(self) -> bool:
        """Whether who booked hears of its last change anyway, because what leads it was changed at the same moment."""
        lead = self.lead
        return self.borrows_address and lead is not None and lead.changed_at == self.changed_at

    @property
    def party(self) -> "list[Appointment]":
        """All that were booked together, the lead first; alone it is its own. Cancelled ones too. One statement."""
        lead_id = self.lead_id or self.pk
        rows = Appointment.objects.filter(models.Q(pk=lead_id) | models.Q(lead_id=lead_id))
        return list(rows.select_related("salon", "client").order_by("starts_at", "pk"))

    @property
    def is_live(self) -> bool:
        """Whether it still takes its time: booked, attended or missed, but not cancelled."""
        return self.status != self.Status.CANCELLED

    @property
    def is_attended(self) -> bool:
        """Whether the treatment has begun or is over: nobody cancels or moves it any more."""
        return self.status in (self.Status.IN_TREATMENT, self.Status.DONE)


class Part(Marked, Agreed, Benefited, Extended):
    """One treatment for one client within an appointment, by one practitioner; price and minutes as when booked.

    `price_minor` is what is paid; `off_minor` was taken off for its gap benefit.

    `told` says how the client has answered about health, `verdict` what the rules of version `rulebook` made of it:
    what the salon has to know, never why. `avoid` are regions that are left out for it, `pressure_max` caps the
    pressure (1-5), `seen` is the digest of what she was shown and has accepted, empty while she has not. `judged_under`
    is the digest of the rules with the salon's settings. `verdict` is empty while nothing was judged. `kept_at` is when
    the salon said that it stays although its hours have changed, until it is moved or they change for it once more.
    `shortened_min` is how long the treatment lasts when its client came late and agreed to that; it ends as planned.
    """

    class Told(models.TextChoices):
        ONLINE = "online"
        AS_BEFORE = "as_before"
        IN_PERSON = "in_person"

    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, related_name="parts")
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="parts")
    practitioner = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="parts")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    treatment = models.CharField(max_length=60)
    duration_min = models.PositiveSmallIntegerField()
    price_minor = models.PositiveIntegerField()
    off_minor = models.PositiveIntegerField(default=0, db_default=0)
    currency = models.CharField(max_length=3)
    told = models.CharField(max_length=9, choices=Told, default="", db_default="", blank=True)
    verdict = models.CharField(
        max_length=12, choices=[(each, each) for each in Outcome], default="", db_default="", blank=True
    )
    rulebook = models.CharField(max_length=40, default="", db_default="", blank=True)
    avoid = ArrayField(models.CharField(max_length=60), default=list, db_default=[], blank=True)
    pressure_max = models.PositiveSmallIntegerField(null=True)
    seen = models.CharField(max_length=64, default="", db_default="", blank=True)
    judged_under = models.CharField(max_length=64, default="", db_default="", blank=True)
    kept_at = models.DateTimeField(null=True)
    shortened_min = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ["appointment_id", "starts_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="part_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=models.Q(verdict="", rulebook="") | ~models.Q(verdict="") & ~models.Q(rulebook=""),
                name="part_names_the_rules_that_judged",
            ),
            models.CheckConstraint(
                condition=models.Q(verdict="") | models.Q(told__in=["online", "as_before"]),
                name="part_is_judged_by_answers",
            ),
            models.CheckConstraint(
                condition=models.Q(shortened_min=None)
                | models.Q(shortened_min__gte=SHORTEST_MIN, shortened_min__lt=models.F("duration_min")),
                name="part_is_shortened_to_less",
            ),
            models.CheckConstraint(
                condition=models.Q(off_minor=0) | models.Q(gap_percent__gt=0) | models.Q(gap_off_minor__gt=0),
                name="part_off_by_its_benefit",
            ),
            *benefit_holds("part"),
        ]

    def __str__(self) -> str:
        return f"{self.treatment} {self.duration_min} min"

    @property
    def minutes(self) -> int:
        """How long the treatment lasts, as booked or as agreed with a client who came late."""
        return self.duration_min if self.shortened_min is None else self.shortened_min

    @property
    def list_minor(self) -> int:
        """Its price without any gap benefit."""
        return self.price_minor + self.off_minor

    def cost(self, list_minor: int) -> None:
        """Let it cost so much, less what its gap benefit takes off."""
        self.off_minor = self.gap_benefit.off(list_minor)
        self.price_minor = list_minor - self.off_minor

    @property
    def own_min(self) -> int:
        """The minutes of the treatment itself, without add-ons."""
        return self.minutes - sum(each.duration_min for each in self.extras)

    @property
    def is_answered(self) -> bool:
        """Whether its client has answered here, or said that nothing has changed."""
        return self.told in (self.Told.ONLINE, self.Told.AS_BEFORE)

    @property
    def is_unsuitable(self) -> bool:
        """Whether the rules speak against it as it is booked."""
        return self.verdict != "" and self.verdict not in BOOKABLE

    @property
    def is_to_accept(self) -> bool:
        """Whether something changes that its client has not accepted."""
        return self.verdict in (Outcome.ADAPT, Outcome.CLEARANCE) and not self.seen

    @property
    def is_to_answer(self) -> bool:
        """Whether what its client answered does not do any more."""
        return self.is_answered and not self.verdict

    @property
    def waits_for_client(self) -> bool:
        """Whether its client has something to decide or to answer."""
        return self.is_unsuitable or self.is_to_accept or self.is_to_answer
