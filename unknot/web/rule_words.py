"""The rules of the rulebook in words, for the page that lists them."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from unknot.core.suitability.conditions import Condition, FirstTrimester, Is, IsNot, Overlaps, SameDay, Since
from unknot.core.suitability.rulebook import TODAY, FollowUp, Item, Rule, Rulebook, Until
from unknot.core.suitability.sentences import Amount
from unknot.core.suitability.settings import Stretch
from unknot.core.suitability.values import RuleClass
from unknot.knowledge import load
from unknot.knowledge.spoken_words import spoken_amount

CLASSES = {
    RuleClass.EMERGENCY: gettext_lazy("Nothing is booked: seek care first"),
    RuleClass.NOT_SUITABLE: gettext_lazy("Not suitable"),
    RuleClass.CLEARANCE: gettext_lazy("Only with a written note"),
    RuleClass.POSTPONE: gettext_lazy("Later"),
    RuleClass.LOCAL: gettext_lazy("The area is left alone"),
    RuleClass.ADAPT: gettext_lazy("Adapted"),
    RuleClass.NONE: gettext_lazy("No change"),
}
POLICIES = {
    "seed_strict": gettext_lazy("the classic list"),
    "modern": gettext_lazy("current evidence"),
    "new_salon": gettext_lazy("what a new salon starts with"),
}


def treatments(rule: Rule, book: Rulebook) -> str:
    """All treatments, all but a few, or the few."""
    left_out = [each for each in book.treatments if each not in rule.treatments]
    if not left_out:
        return _("all treatments")
    if len(left_out) < len(rule.treatments):
        return _("all treatments but %(treatments)s") % {"treatments": _names(left_out)}
    return _names(each for each in book.treatments if each in rule.treatments)


def conditions(rule: Rule, item: Item, book: Rulebook) -> list[str]:
    """What must be answered for the rule to hold, one phrase each."""
    return [_condition(test, item, book) for test in rule.when]


def changes(rule: Rule, item: Item, book: Rulebook) -> list[str]:
    """What the rule asks for beyond its class: when again, what to leave alone, what to change."""
    found = [_until(rule.until, item, book)] if rule.until else []
    regions = [_(load.regions()[each].lay) for each in rule.regions]
    if rule.marks:
        regions.append(_("where the client marked it"))
    if regions:
        found.append(_("Left alone: %(regions)s.") % {"regions": ", ".join(regions)})
    return found + [_(book.adaptations[each].text) for each in rule.adaptations]


def policies(rule: Rule, book: Rulebook) -> str:
    """Under which policies the rule is in force; nothing when it always is."""
    in_force = [each for each in book.switches.policies if rule.belongs(_choices(each, book))]
    if len(in_force) == len(book.switches.policies):
        return ""
    if not in_force:
        return _("Only where the salon chooses so.")
    named = [str(POLICIES[each]) for each in in_force]
    return _("Only under: %(policies)s.") % {"policies": ", ".join(named)}


def _choices(policy: str, book: Rulebook) -> dict[str, str]:
    named = book.switches.policies[policy]
    return {each.id: each.by_policy[named.base] for each in book.switches.choices.values()} | dict(named.sets)


def _names(ids: Iterable[str]) -> str:
    return ", ".join(_(load.treatments()[each].name) for each in ids)


def _condition(test: Condition, item: Item, book: Rulebook) -> str:
    if isinstance(test, FirstTrimester):
        return (
            _("after the first trimester") if test.over else _("in the first trimester, or its age unknown")
        )
    asked = item.follow_ups[test.field]
    return _("“%(question)s” %(answer)s") % {"question": _(asked.text), "answer": _answer(test, asked, book)}


def _answer(test: Is | IsNot | Overlaps | Since | SameDay, asked: FollowUp, book: Rulebook) -> str:
    if isinstance(test, SameDay):
        return _("on the day of the visit")
    if isinstance(test, Since):
        said = {"time": _stretch(test.stretch, book)}
        if test.reached:
            return _("at least %(time)s before the visit") % said
        return _("less than %(time)s before the visit") % said
    wanted = [test.unwanted] if isinstance(test, IsNot) else sorted(test.wanted, key=str)
    said = {"answers": ", ".join(dict.fromkeys(_value(each, asked) for each in wanted))}
    return _("anything but: %(answers)s") % said if isinstance(test, IsNot) else said["answers"]


def _value(value: bool | str, asked: FollowUp) -> str:
    if isinstance(value, bool):
        return pgettext("answer", "Yes") if value else pgettext("answer", "No")
    return _(asked.options[value]) if value in asked.options else _("something we never ask about")


def _until(until: Until, item: Item, book: Rulebook) -> str:
    if until.field is None:
        return _("Until it is over.")
    if until.stretch is None:
        return _("Until the first trimester is over.")
    if until.field == TODAY:
        return _("Until the next day.")
    asked = _(item.follow_ups[until.field].text)
    return _("Until %(time)s after “%(question)s”.") % {
        "time": _stretch(until.stretch, book),
        "question": asked,
    }


def _stretch(stretch: Stretch, book: Rulebook) -> str:
    numbers = book.switches.numbers
    count = stretch.count if isinstance(stretch.count, int) else numbers[stretch.count].default
    return spoken_amount(Amount(count, stretch.unit).plain)


def limits(item: Item, book: Rulebook) -> Iterator[str]:
    """What a salon may choose about the item in numbers."""
    for number in book.switches.numbers.values():
        if number.item == item.id:
            unit = number.id.rpartition("_")[2]
            yield _("%(default)s; a salon may choose from %(least)s to %(most)s.") % {
                "least": spoken_amount(Amount(number.least, unit).plain),
                "most": spoken_amount(Amount(number.most, unit).plain),
                "default": spoken_amount(Amount(number.default, unit).plain),
            }
