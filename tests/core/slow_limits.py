"""What keeps a practitioner well, once more: tick by tick on a list of ticks, without bits and without formulas."""

from collections.abc import Sequence

from unknot.core.availability.limits import Limits, Stint


def keeps(
    limits: Limits, days: Sequence[tuple[int, int]], stints: Sequence[Stint], added: Sequence[Stint]
) -> bool:
    """Whether some more treatments break none of the limits."""
    busy: set[int] = set()
    for each in (*stints, *added):
        busy.update(range(each.from_, each.to))
    return (
        _has_time_to_travel(stints, added)
        and all(_rests(limits.rest, rest, busy, added) for rest in limits.rests)
        and _pauses(limits, busy, added)
        and all(_minutes_kept(limits, day, stints, added) for day in days)
    )


def _has_time_to_travel(stints: Sequence[Stint], added: Sequence[Stint]) -> bool:
    for far in stints:
        road = {*range(far.from_ - far.away, far.to + far.away)} if far.away else set()
        if any(tick in road for new in added for tick in range(new.from_, new.to)):
            return False
    return True


def _rests(length: int, rest: tuple[int, int], busy: set[int], added: Sequence[Stint]) -> bool:
    if not length or not any(tick in range(*rest) for new in added for tick in range(new.from_, new.to)):
        return True
    longest = free = 0
    for tick in range(*rest):
        free = 0 if tick in busy else free + 1
        longest = max(longest, free)
    return longest >= length


def _pauses(limits: Limits, busy: set[int], added: Sequence[Stint]) -> bool:
    """From each added treatment outwards, both ways, until a whole pause has been free."""
    if not limits.stretch:
        return True
    for new in added:
        ends = []
        for way, tick in ((-1, new.from_), (1, new.to - 1)):
            last, free = tick, 0
            while free < limits.pause or (not limits.pause and free < 0):
                tick += way
                if tick in busy:
                    last, free = tick, 0
                else:
                    free += 1
            ends.append(last)
        if ends[1] - ends[0] + 1 > limits.stretch:
            return False
    return True


def _minutes_kept(
    limits: Limits, day: tuple[int, int], stints: Sequence[Stint], added: Sequence[Stint]
) -> bool:
    for most, only_deep in ((limits.hands_on, False), (limits.deep, True)):
        counted = [
            [each for each in some if each.starts in range(*day) and (each.is_deep or not only_deep)]
            for some in (added, (*stints, *added))
        ]
        if most and counted[0] and sum(each.ends - each.starts for each in counted[1]) > most:
            return False
    return True
