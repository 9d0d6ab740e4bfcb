"""What a treatment of the catalogue is, in plain words: its strokes, what one wears, what is put on the skin, how firm.

Facts of the catalogue alone; what they do for anybody is not said here.
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unknot.knowledge.load import Treatment, treatments

TECHNIQUES = {
    "effleurage": gettext_lazy("long gliding strokes"),
    "petrissage": gettext_lazy("kneading"),
    "friction": gettext_lazy("small circling pressure"),
    "tapotement": gettext_lazy("tapping"),
    "vibration": gettext_lazy("fine shaking"),
    "compression": gettext_lazy("rhythmic pressing"),
    "stripping": gettext_lazy("slow deep glides along a muscle"),
    "holding": gettext_lazy("still touch"),
    "passive_stretching": gettext_lazy("stretches that are done for you"),
    "stationary_circles": gettext_lazy("light circles on the skin"),
    "deep_friction": gettext_lazy("small strong strokes across a muscle"),
    "sustained_pressure": gettext_lazy("one point pressed and held"),
    "myofascial_stretch": gettext_lazy("slow stretching of the skin"),
    "stretching": gettext_lazy("stretches"),
    "joint_mobilisation": gettext_lazy("slow small movements of the joints"),
    "finger_pressure": gettext_lazy("pressing with thumbs and fingers"),
    "palm_pressure": gettext_lazy("leaning with flat hands"),
    "acupressure": gettext_lazy("pressing of traditional points"),
    "walking": gettext_lazy("pressing with the feet"),
    "thumb_walking": gettext_lazy("small steps of the thumb"),
    "heated_stone_placement": gettext_lazy("warm stones laid on the body"),
    "long_flowing_effleurage": gettext_lazy("strokes over the whole length of the body"),
    "forearm_strokes": gettext_lazy("gliding with the forearms"),
    "pump": gettext_lazy("light pressing in waves"),
    "rotary": gettext_lazy("light turning pressure"),
    "scoop": gettext_lazy("light scooping strokes"),
    "suction": gettext_lazy("cups that lift the skin"),
    "gliding_cups": gettext_lazy("cups that glide over the skin"),
    "scraping": gettext_lazy("a smooth edge drawn over the skin"),
    "cleanse": gettext_lazy("washing of the face"),
    "exfoliation": gettext_lazy("removal of dead skin"),
    "steam": gettext_lazy("warm moist air"),
    "mask": gettext_lazy("a mask"),
    "acid_application": gettext_lazy("an acid that loosens the upper skin"),
    "neutralise": gettext_lazy("the end of the acid’s work"),
    "electrical_current": gettext_lazy("a weak current"),
    "wrap": gettext_lazy("a wrap"),
    "heat": gettext_lazy("warmth"),
}
MEDIA = {
    "oil": gettext_lazy("oil"),
    "lotion": gettext_lazy("lotion"),
    "cream": gettext_lazy("cream"),
    "wax": gettext_lazy("wax"),
    "talc": gettext_lazy("talc"),
    "balm": gettext_lazy("balm"),
    "essential_oils": gettext_lazy("scented oils"),
    "cosmetic_products": gettext_lazy("skin care products"),
    "acid_products": gettext_lazy("an acid product"),
    "conductive_gel": gettext_lazy("a gel"),
    "scrub": gettext_lazy("a scrub"),
    "mud": gettext_lazy("mud"),
    "none": gettext_lazy("nothing at all"),
}
# Of the catalogue's scale from 1 to 5.
PRESSURES = {
    1: gettext_lazy("very light"),
    2: gettext_lazy("light"),
    3: gettext_lazy("medium"),
    4: gettext_lazy("strong"),
    5: gettext_lazy("deep"),
}


def described(treatment_id: str) -> list[str]:
    """Two or three short sentences; none for a treatment that has left the catalogue."""
    treatment = treatments().get(treatment_id)
    return [strokes(treatment), _worn(treatment), pressure(treatment)] if treatment else []


def strokes(treatment: Treatment) -> str:
    """What is done."""
    said = ", ".join(str(TECHNIQUES[each]) for each in treatment.techniques)
    return f"{said[:1].upper()}{said[1:]}."


def media(treatment: Treatment) -> str:
    """What may be put on the skin, within a sentence: oil or nothing at all."""
    return _(" or ").join(str(MEDIA[each]) for each in treatment.media)


def pressure(treatment: Treatment) -> str:
    """How firm it is."""
    least, most = treatment.pressure_min, treatment.pressure_max
    if least == most:
        return _("Pressure: %(pressure)s.") % {"pressure": PRESSURES[least]}
    return _("Pressure: %(least)s to %(most)s.") % {"least": PRESSURES[least], "most": PRESSURES[most]}


def _worn(treatment: Treatment) -> str:
    if treatment.clothed:
        if treatment.media == ("none",):
            return _("You stay dressed, and nothing is put on the skin.")
        return _("You stay dressed. On the skin: %(media)s.") % {"media": media(treatment)}
    return _("On bare skin, with: %(media)s.") % {"media": media(treatment)}
