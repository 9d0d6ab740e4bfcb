"""Products of a salon: named once, and only with media and allergens that somebody asks about."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests import cast
from unknot.core.suitability.products import Stocked
from unknot.knowledge.allergens import SCENT, UNSCENTED, allergens, media
from unknot.knowledge.screening import rulebook
from unknot.salons.bridge import stocked
from unknot.salons.models import Product

pytestmark = pytest.mark.django_db


def refused_by(**values: object) -> str:
    try:
        with transaction.atomic():
            Product.objects.create(**values)
    except IntegrityError as error:
        return str(getattr(error.__cause__, "diag").constraint_name)  # noqa: B009
    return ""


def test_a_product_has_a_name_and_the_salon_has_it_once() -> None:
    one, other = cast.salon("One").salon, cast.salon("Other").salon
    assert refused_by(salon=one, name="", medium="oil") == "product_has_a_name"
    assert refused_by(salon=one, name="Almond oil", medium="oil") == ""
    assert refused_by(salon=one, name="Almond oil", medium="lotion") == "product_named_once"
    assert refused_by(salon=other, name="Almond oil", medium="oil") == ""


def test_media_and_allergens_are_those_of_the_knowledge_files() -> None:
    product = Product(salon=cast.salon().salon, name="X", medium="oil", allergens=["nuts", "latex"])
    product.full_clean()
    product.medium, product.allergens = "none", ["nuts", "pollen"]
    with pytest.raises(ValidationError) as refused:
        product.full_clean()
    assert sorted(refused.value.message_dict) == ["allergens", "medium"]
    assert {"oil", "lotion"} < media()


def test_what_the_desk_names_of_the_rulebook_is_there() -> None:
    assert SCENT in allergens()
    assert UNSCENTED in rulebook().adaptations
    assert set(allergens()) == {"nuts", "carrier_oil", SCENT, "latex", "cosmetic"}


def test_the_shelf_is_the_salons_own_by_name() -> None:
    one, other = cast.salon("One").salon, cast.salon("Other").salon
    for salon, name in ((one, "B"), (one, "A"), (other, "C")):
        Product.objects.create(salon=salon, name=name, medium="oil", allergens=["nuts"])
    assert stocked(one) == [Stocked(name, "oil", frozenset({"nuts"})) for name in "AB"]
