"""The sentences people read that live in the knowledge files, marked for translation.

Message extraction reads Python, not YAML. A test holds these lists equal to the files, in the files' order.
"""

from django.utils.translation import gettext_noop

TREATMENT_NAMES = (
    gettext_noop("Classic back massage"),
    gettext_noop("Swedish (classic) full-body massage"),
    gettext_noop("Gentle relaxation massage"),
    gettext_noop("Deep tissue massage"),
    gettext_noop("Sports massage"),
    gettext_noop("Trigger point / myofascial release"),
    gettext_noop("Hot stone massage"),
    gettext_noop("Manual lymphatic drainage (wellness)"),
    gettext_noop("Thai massage"),
    gettext_noop("Shiatsu"),
    gettext_noop("Aromatherapy massage"),
    gettext_noop("Pregnancy massage"),
    gettext_noop("Postnatal massage"),
    gettext_noop("Reflexology"),
    gettext_noop("Chair (seated) massage"),
    gettext_noop("Indian head massage"),
    gettext_noop("Oncology-adapted massage"),
    gettext_noop("Dry cupping"),
    gettext_noop("Gua sha (body)"),
    gettext_noop("Lomi lomi"),
    gettext_noop("Classic facial with massage"),
    gettext_noop("Chemical peel / resurfacing facial"),
    gettext_noop("Microcurrent facial"),
    gettext_noop("Body scrub and wrap"),
)
"""`name` in treatments.yaml."""

REGION_NAMES = (
    gettext_noop("Scalp"),
    gettext_noop("Forehead"),
    gettext_noop("Temple"),
    gettext_noop("Face"),
    gettext_noop("Jaw"),
    gettext_noop("Base of the skull"),
    gettext_noop("Back of the neck"),
    gettext_noop("Side of the neck"),
    gettext_noop("Throat"),
    gettext_noop("Top of the shoulder"),
    gettext_noop("Shoulder blade"),
    gettext_noop("Upper back (between the shoulder blades)"),
    gettext_noop("Middle back"),
    gettext_noop("Lower back"),
    gettext_noop("Neck bones"),
    gettext_noop("Spine, upper and middle"),
    gettext_noop("Spine, lower"),
    gettext_noop("Base of the spine"),
    gettext_noop("Side of the waist / kidney area"),
    gettext_noop("Buttock"),
    gettext_noop("Upper chest"),
    gettext_noop("Breast"),
    gettext_noop("Ribs, side of chest"),
    gettext_noop("Upper tummy"),
    gettext_noop("Lower tummy"),
    gettext_noop("Groin"),
    gettext_noop("Shoulder"),
    gettext_noop("Armpit"),
    gettext_noop("Upper arm"),
    gettext_noop("Elbow"),
    gettext_noop("Inside of the elbow"),
    gettext_noop("Forearm"),
    gettext_noop("Wrist"),
    gettext_noop("Hand"),
    gettext_noop("Hip"),
    gettext_noop("Front of thigh"),
    gettext_noop("Back of thigh"),
    gettext_noop("Inner thigh"),
    gettext_noop("Front of knee"),
    gettext_noop("Back of knee"),
    gettext_noop("Shin"),
    gettext_noop("Calf"),
    gettext_noop("Ankle"),
    gettext_noop("Top of foot"),
    gettext_noop("Sole of foot"),
)
"""`lay` in body_regions.yaml."""

SECTION_NAMES = (
    gettext_noop("Back, neck and shoulders"),
    gettext_noop("Hips, legs and feet"),
    gettext_noop("Arms and hands"),
    gettext_noop("Front of the body"),
    gettext_noop("Head and face"),
)
"""`lay` of the sections in body_regions.yaml."""

BODY_GROUP_NAMES = (
    gettext_noop("Neck and shoulders"),
    gettext_noop("Upper back"),
    gettext_noop("Middle back"),
    gettext_noop("Lower back"),
    gettext_noop("Hips and buttocks"),
    gettext_noop("Thighs and knees"),
    gettext_noop("Lower legs"),
    gettext_noop("Ankles and feet"),
    gettext_noop("Arms and elbows"),
    gettext_noop("Wrists and hands"),
    gettext_noop("Chest and ribs"),
    gettext_noop("Tummy"),
    gettext_noop("Head and face"),
)
"""`lay` of the body groups in body_regions.yaml."""

WISH_LABELS = (
    gettext_noop("Tight neck and shoulders"),
    gettext_noop("A facial"),
    gettext_noop("Aching back"),
    gettext_noop("Unwind from stress"),
    gettext_noop("Just a good massage"),
    gettext_noop("Tired legs"),
)
"""`label` in wishes.yaml."""
