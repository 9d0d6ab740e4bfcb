"""What the card “Feeling ill, or recently vaccinated” of screening.yaml says."""

from django.utils.translation import gettext_noop

SENTENCES = (
    gettext_noop("Fever, cold or flu"),
    gettext_noop("Do you have a cold, flu, sore throat or a temperature, now or in the last few days?"),
    gettext_noop("Do you still have symptoms?"),
    gettext_noop("Last day on which you had a temperature or felt ill"),
    gettext_noop(
        "Please rest. We can book this once you have been well and without a temperature, without medicine, for a "
        "full {fever_clear_hours}. With a temperature after an operation, after giving birth or after travel to a "
        "hot country, see a doctor today."
    ),
    gettext_noop(
        "CDC 2024: 24 hours without a temperature and getting better, then 5 days of care. The classic list gives "
        "no time; some salons wait 48 hours, Polish lists only above 38 degrees; UKHSA does not keep a runny nose "
        "away."
    ),
    gettext_noop("Vomiting or diarrhoea"),
    gettext_noop("Have you had vomiting or diarrhoea in the last few days?"),
    gettext_noop("Still having symptoms?"),
    gettext_noop("Last day with symptoms"),
    gettext_noop("Please rest. We can book this from 48 hours after the last symptoms."),
    gettext_noop("UKHSA 48 hours; some Australian services 24 hours unless it is norovirus."),
    gettext_noop("Infectious disease"),
    gettext_noop(
        "Do you have an infection that others could catch (for example chickenpox, measles, shingles, COVID-19, "
        "tuberculosis)?"
    ),
    gettext_noop("Which?"),
    gettext_noop("Chickenpox"),
    gettext_noop("Shingles"),
    gettext_noop("COVID-19"),
    gettext_noop("Flu"),
    gettext_noop("Measles"),
    gettext_noop("Tuberculosis"),
    gettext_noop("Something else"),
    gettext_noop("Are all blisters dry and crusted?"),
    gettext_noop("Mark where it is."),
    gettext_noop(
        "To protect you, our team and other clients we can't book this until others can no longer catch it from you."
    ),
    gettext_noop(
        "The classic list bans every infectious disease. UKHSA and Public Health Wales exclude nobody for a virus "
        "carried in the blood: such a ban would discriminate and protect nobody, so we never ask."
    ),
    gettext_noop("Acute inflammation"),
    gettext_noop("Is any part of your body red, hot, swollen or inflamed right now?"),
    gettext_noop(
        "We leave the sore area alone until it has settled. If a joint is suddenly hot, swollen and very painful, "
        "see a doctor today."
    ),
    gettext_noop(
        "The classic list excludes the client; British and American lists only avoid the area, unless the whole "
        "body is concerned."
    ),
    gettext_noop("Recent vaccination"),
    gettext_noop("Have you had, or will you have, a vaccine in the 3 days before your appointment?"),
    gettext_noop("When? The hour too, if you know it."),
    gettext_noop("Is the spot still sore?"),
    gettext_noop("Where was it given?"),
    gettext_noop(
        "We wait {vaccine_hours} after a vaccine, so that the way it makes you feel and the massage are not mixed "
        "up, and we keep off the sore spot."
    ),
    gettext_noop(
        "ABMP (Ruth Werner): 48 hours; several salons 72 hours; no health authority advises against massage."
    ),
    gettext_noop("Recent injection (joint steroid, depot, contraceptive implant)"),
    gettext_noop(
        "Have you had an injection or implant fitted in the last {injection_days} (joint steroid, depot, implant)?"
    ),
    gettext_noop("When?"),
    gettext_noop("We keep off the spot. The wait is {injection_days}."),
    gettext_noop("No guideline: 48 hours to 14 days in salons' policies."),
)
