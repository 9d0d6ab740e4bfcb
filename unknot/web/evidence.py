"""How well the evidence bears what is said, in plain words."""

from django.utils.translation import gettext_lazy as _

CERTAINTY = {
    "certain": _("Evidence: certain"),
    "moderate": _("Evidence: moderate"),
    "low": _("Evidence: low"),
    "very_low": _("Evidence: very low"),
    "none": _("Evidence: none"),
}
MEANS = {
    "certain": _("Several good studies agree."),
    "moderate": _("Good studies point the same way; more of them could still change how much it helps."),
    "low": _("Some studies say so; better ones could change the picture."),
    "very_low": _("A few small or weak studies are all there is; nobody can be sure."),
    "none": _("No study shows that it does anything for health. This is what people say of it."),
}
