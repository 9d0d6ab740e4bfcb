"""The real body, and what a client may want of a treatment, for hypothesis."""

from hypothesis import strategies as st

from unknot.core.suitability import Pressure, Wanted
from unknot.knowledge.body import body
from unknot.knowledge.load import regions, treatments

BODY = body()
ANSWERS = sorted(each for region in regions().values() for each in region.answer_ids)
STRENGTH = st.none() | st.integers(1, 5)
AVOIDED = st.frozensets(st.sampled_from(ANSWERS), max_size=12)
PRESSURE = st.builds(
    lambda bounds, wish, cap: Pressure(min(bounds), max(bounds), wish, cap),
    st.tuples(st.integers(1, 5), st.integers(1, 5)),
    STRENGTH,
    STRENGTH,
)
WANTED = st.builds(
    Wanted,
    regions=st.sampled_from([each.regions for each in treatments().values()])
    | st.lists(st.sampled_from(ANSWERS), min_size=1, max_size=8).map(tuple),
    duration_min=st.integers(15, 480),
    focus=st.dictionaries(st.sampled_from(ANSWERS), STRENGTH, max_size=6),
    avoided=AVOIDED,
    pressure=PRESSURE,
    extent=st.sampled_from(["full", "partial"]),
)


def back(duration_min: int, **more: object) -> Wanted:
    """A classic back massage, at pressure 2 to 4."""
    told = {"pressure": Pressure(2, 4), "extent": "partial", **more}
    return Wanted(treatments()["back_massage"].regions, duration_min, **told)  # type: ignore[arg-type]
