"""What rooms and equipment can do, in words."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

ROOMS = {
    "table": _("Massage table"),
    "mat": _("Floor mat"),
    "chair": _("Massage chair"),
    "double": _("Two tables"),
}
EQUIPMENT = {
    "hot_stones": _("Hot stones"),
    "cups": _("Cups"),
    "gua_sha_set": _("Gua sha set"),
    "wrap_blanket": _("Wrap blanket"),
    "facial_steamer": _("Facial steamer"),
    "magnifying_lamp": _("Magnifying lamp"),
    "microcurrent_device": _("Microcurrent device"),
}


def feature_name(feature: str) -> str:
    """What a feature is called; one of a salon's own as it wrote it."""
    known = ROOMS.get(feature) or EQUIPMENT.get(feature)
    return str(known or feature.replace("_", " ").capitalize())


def named(features: Iterable[str]) -> list[tuple[str, str]]:
    """Some features with their names, as a form takes choices."""
    return [(each, feature_name(each)) for each in features]
