"""Which treatments fit: each reason is true of the treatment, and the best fit comes first."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unknot.core.fitting import STRENGTHS, Kind, Liked, Wish, fits
from unknot.knowledge.load import treatments
from unknot.web.which import kind

KINDS = [kind(each) for each in treatments().values()]
LIKED = st.builds(
    Liked,
    pressure=st.sampled_from(["", *STRENGTHS]),
    clothed=st.sampled_from([None, True, False]),
    oil=st.sampled_from([None, True, False]),
    warm=st.sampled_from([None, True, False]),
    duration_min=st.sampled_from([None, 20, 45, 60, 90]),
)


def ids(liked: Liked) -> list[str]:
    """The treatments that meet every wish."""
    return [fit.kind.id for fit in fits(KINDS, liked) if not fit.unmet]


def test_strong_and_dressed_is_thai_or_shiatsu() -> None:
    assert ids(Liked("strong", clothed=True)) == ["thai", "shiatsu"]


def test_warm_and_an_hour_long_is_stones_a_facial_or_a_wrap() -> None:
    assert ids(Liked(warm=True, duration_min=60)) == ["hot_stone", "facial", "body_scrub_wrap"]


def test_without_oil_and_light_leaves_out_what_can_only_be_given_with_oil() -> None:
    assert ids(Liked("light", oil=False)) == [
        *(
            "gentle_relaxation",
            "lymphatic_drainage",
            "shiatsu",
            "reflexology",
            "chair",
            "indian_head",
            "oncology",
        )
    ]


def test_who_wishes_for_nothing_is_shown_everything_in_order_and_without_reasons() -> None:
    found = fits(KINDS, Liked())
    assert [fit.kind for fit in found] == KINDS
    assert {(fit.met, fit.unmet) for fit in found} == {((), ())}


def test_what_fits_best_comes_first_and_says_what_it_lacks() -> None:
    found = fits(KINDS, Liked("strong", clothed=True, warm=True))
    assert (found[0].kind.id, found[0].unmet) == ("thai", (Wish.WARM,))
    assert [len(fit.unmet) for fit in found] == sorted(len(fit.unmet) for fit in found)


@pytest.mark.parametrize(
    ("least", "most", "strength", "is_met"),
    [(1, 2, "light", True), (3, 5, "light", False), (2, 3, "medium", True), (1, 2, "medium", False),
     (4, 5, "medium", False), (1, 4, "strong", True), (1, 3, "strong", False)],
)  # fmt: skip
def test_a_pressure_is_met_where_the_two_meet(least: int, most: int, strength: str, is_met: bool) -> None:
    one = Kind("one", (60,), least, most, ("oil",), clothed=False, warm=False)
    [fit] = fits([one], Liked(strength))
    assert (Wish.PRESSURE in fit.met, Wish.PRESSURE in fit.unmet) == (is_met, not is_met)


def is_true(wish: Wish, of: Kind, liked: Liked) -> bool:
    """The wish against the treatment's data, said in another way than the core says it."""
    if wish is Wish.PRESSURE:
        least, most = STRENGTHS[liked.pressure]
        return bool({*range(of.pressure_min, of.pressure_max + 1)} & {*range(least, most + 1)})
    if wish is Wish.CLOTHED:
        return of.clothed == liked.clothed
    if wish is Wish.OIL:
        return bool({*of.media} - {"none"}) if liked.oil else "none" in of.media
    if wish is Wish.WARM:
        return of.warm == liked.warm
    return any(minutes == liked.duration_min for minutes in of.durations_min)


@given(LIKED)
def test_every_reason_is_true_of_the_treatments_data(liked: Liked) -> None:
    for fit in fits(KINDS, liked):
        assert [wish for wish in fit.met if not is_true(wish, fit.kind, liked)] == []
        assert [wish for wish in fit.unmet if is_true(wish, fit.kind, liked)] == []


@given(LIKED)
def test_each_wish_that_was_made_is_answered_once_and_no_other(liked: Liked) -> None:
    others = (liked.clothed, liked.oil, liked.warm, liked.duration_min)
    made = [bool(liked.pressure), *(each is not None for each in others)]
    asked = {wish for wish, is_made in zip(Wish, made, strict=True) if is_made}
    for fit in fits(KINDS, liked):
        assert ({*fit.met} | {*fit.unmet}, len(fit.met) + len(fit.unmet)) == (asked, len(asked))


def test_the_catalogue_answers_every_pair_of_simple_wishes_with_something() -> None:
    pairs = product((True, False), repeat=2)
    assert [(clothed, oil) for clothed, oil in pairs if not ids(Liked(clothed=clothed, oil=oil))] == []
