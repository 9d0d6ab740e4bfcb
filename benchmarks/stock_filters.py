"""Filters of the plain template that the product's pages have no use for."""

from django import template

from unknot.design import words
from unknot.design.templatetags.words import treatment_name
from unknot.salons.models import Resource

register = template.Library()


@register.filter
def clock_time(minutes: int) -> str:
    """Minutes after midnight as a time of day."""
    return words.time_of_day(*divmod(minutes, 60))


@register.filter
def skill_names(person: Resource) -> str:
    """What somebody can give, by name."""
    return ", ".join(sorted(treatment_name(skill.treatment) for skill in person.skills.all()))
