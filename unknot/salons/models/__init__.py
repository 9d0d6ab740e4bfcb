"""The nouns of a salon: the place, who and what is there, what is sold, and when."""

from unknot.salons.models.acquaintances import Acquaintance
from unknot.salons.models.hours import HoursException, WeeklyChange, WeeklyHours
from unknot.salons.models.joined import Joined
from unknot.salons.models.offers import Added, AddOn, Offer
from unknot.salons.models.preferences import Preferences
from unknot.salons.models.products import Product
from unknot.salons.models.resources import Lane, Resource, Skill, Travel
from unknot.salons.models.salon import Membership, Salon
from unknot.salons.models.sketches import Sketch
from unknot.salons.models.time_off import TimeOff

__all__ = [
    "Acquaintance",
    "AddOn",
    "Added",
    "HoursException",
    "Joined",
    "Lane",
    "Membership",
    "Offer",
    "Preferences",
    "Product",
    "Resource",
    "Salon",
    "Sketch",
    "Skill",
    "TimeOff",
    "Travel",
    "WeeklyChange",
    "WeeklyHours",
]
