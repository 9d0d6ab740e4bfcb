"""What the card “Face” of screening.yaml says."""

from django.utils.translation import gettext_noop

SENTENCES = (
    gettext_noop("Botox / anti-wrinkle injections"),
    gettext_noop("Have you had anti-wrinkle injections in the last {botox_days}?"),
    gettext_noop("When?"),
    gettext_noop(
        "We keep pressure off your face for a while. The wait for a face or head treatment is {botox_days}."
    ),
    gettext_noop(
        "24 hours (Mayo Clinic, as quoted by a surgeon; an American injector), 1 week or 2 weeks (clinics)."
    ),
    gettext_noop("Dermal fillers"),
    gettext_noop("Have you had fillers in the last {filler_days}?"),
    gettext_noop("We keep pressure off your face, also lying face down. The wait is {filler_days}."),
    gettext_noop("48 hours to 2 or 3 weeks."),
    gettext_noop("Isotretinoin (Roaccutane/Accutane)"),
    gettext_noop("Have you taken isotretinoin in the last {isotretinoin_months}?"),
    gettext_noop("Still taking it?"),
    gettext_noop("When did you stop?"),
    gettext_noop(
        "The skin is thin and heals slowly: we can't book a peel until {isotretinoin_months} after the last dose, "
        "and leave out exfoliation while you take it."
    ),
    gettext_noop("6 months to 12 months, depending on the clinic."),
    gettext_noop("Retinoid or acid creams"),
    gettext_noop(
        "Have you used retinoid (retinol, tretinoin) or acid products on your face in the last week?"
    ),
    gettext_noop("When did you last use it?"),
    gettext_noop(
        "The skin is easily irritated: we leave out exfoliation, and can book a peel from 7 days after the last use."
    ),
    gettext_noop("3 to 10 days."),
    gettext_noop("Recent peel, laser or microneedling"),
    gettext_noop("Have you had a peel, laser, microneedling or facial waxing in the last 4 weeks?"),
    gettext_noop("Which?"),
    gettext_noop("A peel"),
    gettext_noop("Laser"),
    gettext_noop("Microneedling"),
    gettext_noop("Waxing"),
    gettext_noop("Your skin needs to calm down first. We can book this from the day shown."),
    gettext_noop("2 to 4 weeks."),
)
