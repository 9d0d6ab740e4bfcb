"""What a salon uses on the skin."""

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models

from unknot.knowledge.allergens import allergens, media
from unknot.salons.models.salon import Salon


def check_medium(medium: str) -> None:
    """Raises ValidationError unless treatments of the catalogue name this medium."""
    if medium not in media():
        raise ValidationError("unknown medium", code="unknown_medium")


def check_allergen(allergen: str) -> None:
    """Raises ValidationError unless the rulebook asks about this allergen."""
    if allergen not in allergens():
        raise ValidationError("unknown allergen", code="unknown_allergen")


class Product(models.Model):
    """An oil, a lotion, a cream on the salon's shelf.

    `medium` is as treatments of the catalogue name it; `allergens` are answers that the rulebook offers to "Which?".
    """

    salon = models.ForeignKey(Salon, on_delete=models.CASCADE, related_name="products")
    name = models.CharField(max_length=200)
    medium = models.CharField(max_length=40, validators=[check_medium])
    allergens = ArrayField(
        models.CharField(max_length=40, validators=[check_allergen]), default=list, blank=True
    )

    class Meta:
        ordering = ["salon_id", "name"]
        constraints = [
            models.UniqueConstraint(fields=["salon", "name"], name="product_named_once"),
            models.CheckConstraint(condition=~models.Q(name=""), name="product_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
