"""What the card “Cancer and lymph nodes” of screening.yaml says."""

from django.utils.translation import gettext_noop

SENTENCES = (
    gettext_noop("Cancer, now or in the last 5 years"),
    gettext_noop("Have you had cancer, or treatment for it, in the last 5 years?"),
    gettext_noop("Is it active, has it spread (for example to bone), or are you having treatment now?"),
    gettext_noop("When did treatment end or was it last active?"),
    gettext_noop("Last radiotherapy session"),
    gettext_noop("Where was it, where were you operated on or treated, and where is a port or line?"),
    gettext_noop("We want you cared for by someone trained for it, and with your team's written agreement."),
    gettext_noop(
        "The classic list is stricter than the evidence. Macmillan, Cancer Council NSW and ABMP: no evidence that "
        "massage spreads cancer; trained therapists give gentle massage in cancer centres and avoid tumour sites, "
        "treated areas and deep work. Polish and ITEC lists refuse it. One ABMP member waits 72 hours after "
        "chemotherapy."
    ),
    gettext_noop("Lymph nodes removed / lymphoedema"),
    gettext_noop(
        "Have you ever had lymph nodes removed or treated, or do you have lymphoedema (long-term swelling)?"
    ),
    gettext_noop("Is it swollen now?"),
    gettext_noop("Mark where it is."),
    gettext_noop(
        "That part of the body swells easily, so we keep light there and use no heat. While it is swollen we ask "
        "for a note from your doctor. Cupping and gua sha we can't book."
    ),
    gettext_noop(
        "The National Lymphedema Network admits that evidence for such rules is thin; ABMP reports one case after "
        "firm massage at the shoulder blade. Drainage by a certified therapist is treatment, not a spa massage."
    ),
)
