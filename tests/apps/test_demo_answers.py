"""In the demo city clients have answered before some visits of today and tomorrow, so that the team can prepare."""

from datetime import timedelta

import pytest

from tests.apps.test_demo_city import NOON, opened
from unknot.config.demo.answers import A_DAY
from unknot.config.demo.paper import paper
from unknot.config.demo.products import bottles
from unknot.config.demo.sites import sites
from unknot.core.hours import local_day, tick_floor
from unknot.diary.models import Part
from unknot.health import actions as locked
from unknot.health.files import kind_of
from unknot.health.models import Answers, Clearance, Grant
from unknot.health.values import Opened, OpenedNote
from unknot.knowledge.allergens import allergens, media
from unknot.salons.models import Membership, Product, Salon

pytestmark = pytest.mark.django_db


def told() -> list[tuple[str, str, str]]:
    parts = Part.objects.exclude(told="").order_by("starts_at", "pk")
    return [(part.starts_at.isoformat(), part.told, part.verdict) for part in parts]


def test_a_handful_of_visits_of_today_and_tomorrow_have_answers() -> None:
    opened(NOON)
    parts = list(Part.objects.exclude(told="").select_related("appointment__salon", "practitioner"))
    salons = {part.appointment.salon for part in parts}
    assert len(salons) == 1
    zone = salons.pop().zone
    today = local_day(zone, tick_floor(NOON))
    days = [local_day(zone, tick_floor(part.starts_at)) for part in parts]
    assert set(days) == {today, today + timedelta(days=1)}
    assert max(days.count(day) for day in days) <= A_DAY
    online = [part for part in parts if part.told == "online"]
    assert len(online) == Answers.objects.count() == Grant.objects.count()
    assert {part.verdict for part in online} >= {"adapt", "clearance"}


def test_the_practitioner_who_signs_in_can_open_a_brief_and_a_note() -> None:
    opened(NOON)
    aino = Membership.objects.get(role="practitioner").practitioner
    assert aino is not None
    mine = Grant.objects.filter(practitioner=aino, opens_at__lte=NOON)
    read = [locked.open_answers(by=aino, visit=given.visit, now=NOON) for given in mine]
    assert read and all(isinstance(each, Opened) for each in read)
    handed = Clearance.objects.filter(visit__in=Grant.objects.filter(practitioner=aino).values("visit"))
    notes = [locked.open_note(by=aino, note=each.pk, now=NOON) for each in handed]
    assert notes and all(isinstance(each, OpenedNote) for each in notes)


def test_opening_the_city_again_asks_nobody_twice_and_the_next_day_goes_on() -> None:
    opened(NOON)
    before = told()
    opened(NOON + timedelta(hours=9))
    assert told() == before
    opened(NOON + timedelta(days=1))
    after = told()
    assert set(before) < set(after)
    assert len(after) - len(before) <= A_DAY


def test_each_salon_has_three_products_of_known_media_and_allergens() -> None:
    opened(NOON)
    assert [salon.products.count() for salon in Salon.objects.all()] == [3] * 6
    for product in Product.objects.all():
        product.full_clean()
    assert {each.medium for each in Product.objects.all()} <= media()
    assert {each for one in Product.objects.all() for each in one.allergens} <= set(allergens())


def test_a_shelf_is_the_same_in_every_run() -> None:
    site = sites(6)[0]
    assert bottles(site) == bottles(site)
    assert len({name for name, _bottle in bottles(site)}) == 3


def test_the_paper_is_a_pdf_whose_table_finds_its_objects() -> None:
    made = paper(["One (1)", "Two"])
    assert kind_of(made) == "application/pdf"
    begins = [int(line[:10]) for line in made.split(b"\n") if line.endswith(b"00000 n ")]
    assert [made[at:].split(b" ", 1)[0] for at in begins] == [b"1", b"2", b"3", b"4"]
    assert made[int(made.split(b"startxref\n")[1].split(b"\n")[0]) :].startswith(b"xref")
    assert rb"One \(1\)" in made
