"""What an appointment occupies: practitioners, rooms, equipment, and their lanes in a salon's day."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from unknot.plumbing.ids import new_id
from unknot.salons.models.rules import Ruled, limits_hold, opening_holds
from unknot.salons.models.salon import Salon, in_ticks

MOST_LANES = 63
MOST_TURNOVER_MIN = 60


class Resource(Ruled):
    """A practitioner, a room or a piece of equipment: one thing that is in one place at a time.

    `features` says what a room or equipment can do (`table`, `double`, `hot_stones`); an offer asks for one.
    `serves` is how many clients at once: two who come together in a room for two, else one.
    A practitioner may work in several salons, through several lanes; her rules win over a salon's. `prepare_min` and
    `recover_min` are what it takes to be ready before and after each treatment, beside the offer's buffers: changing
    sheets, warming stones, washing hands. Multiples of 5, at most an hour.
    """

    class Kind(models.TextChoices):
        PRACTITIONER = "practitioner"
        ROOM = "room"
        EQUIPMENT = "equipment"

    class Gender(models.TextChoices):
        UNSAID = ""
        FEMALE = "female"
        MALE = "male"
        OTHER = "other"

    public_id = models.CharField(max_length=40, unique=True, default=new_id, editable=False)
    kind = models.CharField(max_length=12, choices=Kind)
    name = models.CharField(max_length=200)
    gender = models.CharField(max_length=6, choices=Gender, blank=True, default=Gender.UNSAID)
    features = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    serves = models.PositiveSmallIntegerField(default=1, db_default=1)
    prepare_min = models.PositiveSmallIntegerField(default=0, db_default=0)
    recover_min = models.PositiveSmallIntegerField(default=0, db_default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(prepare_min__lte=MOST_TURNOVER_MIN, recover_min__lte=MOST_TURNOVER_MIN),
                name="resource_turnover",
            ),
            models.CheckConstraint(
                condition=models.Q(serves=1) | models.Q(serves=2, kind="room"), name="only_a_room_serves_two"
            ),
            models.CheckConstraint(condition=in_ticks("prepare_min"), name="resource_prepare_in_ticks"),
            models.CheckConstraint(condition=in_ticks("recover_min"), name="resource_recover_in_ticks"),
            *limits_hold("resource"),
            *opening_holds("resource"),
        ]

    def __str__(self) -> str:
        return self.name


class Skill(models.Model):
    """A practitioner can give a treatment (an id of the catalogue)."""

    practitioner = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="skills")
    treatment = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practitioner", "treatment"], name="skill_said_once"),
        ]

    def __str__(self) -> str:
        return self.treatment


class Lane(models.Model):
    """A resource's place in a salon's day rows: bit map number `number`, 0 to 62.

    Numbers are never given to another resource, or old rows would speak of the wrong one. From `left_on` on the
    resource is not to be had here any more; once that day has come it `is_gone`, serves no offer and is shown only
    where something stands in its lane.
    """

    salon = models.ForeignKey(Salon, on_delete=models.CASCADE, related_name="lanes")
    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="lanes")
    number = models.PositiveSmallIntegerField()
    left_on = models.DateField(null=True, blank=True)
    is_gone = models.BooleanField(default=False, db_default=False)

    class Meta:
        ordering = ["salon_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["salon", "number"], name="lane_number_once"),
            models.UniqueConstraint(fields=["salon", "resource"], name="lane_resource_once"),
            models.CheckConstraint(condition=models.Q(number__lt=MOST_LANES), name="lane_fits_a_mask"),
            models.CheckConstraint(
                condition=models.Q(is_gone=False) | models.Q(left_on__isnull=False), name="lane_gone_since"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.resource} in lane {self.number}"


class Travel(models.Model):
    """How long the way is between two salons of one practitioner, in minutes, both ways; once for each pair."""

    salon = models.ForeignKey(Salon, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Salon, on_delete=models.CASCADE, related_name="+")
    minutes = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["salon", "other"], name="travel_said_once"),
            models.CheckConstraint(
                condition=models.Q(salon__lt=models.F("other")), name="travel_between_two_in_order"
            ),
            models.CheckConstraint(condition=models.Q(minutes__range=(5, 480)), name="travel_within_a_day"),
            models.CheckConstraint(condition=in_ticks("minutes"), name="travel_in_ticks"),
        ]

    def __str__(self) -> str:
        return f"{self.minutes} min"
