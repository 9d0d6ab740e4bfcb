"""What the card “Long-term conditions” of screening.yaml says."""

from django.utils.translation import gettext_noop

SENTENCES = (
    gettext_noop("Diabetes"),
    gettext_noop("Do you have diabetes?"),
    gettext_noop("Any numbness, foot ulcers, or eye or kidney problems from it?"),
    gettext_noop("Do you use insulin?"),
    gettext_noop(
        "Massage is fine when all is stable; we keep off the places where you inject. With numb feet, sores, or eye "
        "or kidney trouble we ask for a note from your doctor and leave out heat."
    ),
    gettext_noop(
        "Older British lists ask everybody for a letter; Werner decides by complications, not by the label."
    ),
    gettext_noop("Reduced feeling in an area"),
    gettext_noop("Do you have numb areas or reduced feeling anywhere?"),
    gettext_noop("Mark where it is."),
    gettext_noop("We keep off areas where you feel less, and use no hot stones."),
    gettext_noop("Epilepsy"),
    gettext_noop("Do you have epilepsy?"),
    gettext_noop("Controlled, with no seizure in the last 6 months?"),
    gettext_noop(
        "With no seizure for six months a massage is fine, and we leave out some essential oils. Otherwise we ask "
        "for a note from your doctor."
    ),
    gettext_noop(
        "The Epilepsy Society lists oils to avoid; NAHA sees no conclusive evidence at the doses of aromatherapy. "
        "British lists ask for a letter."
    ),
    gettext_noop("Autoimmune or inflammatory condition"),
    gettext_noop("Do you have rheumatoid arthritis, lupus, MS, psoriatic arthritis or similar?"),
    gettext_noop("Is it flaring now?"),
    gettext_noop(
        "We can't book this during a flare. Once it has settled we keep the pressure moderate; hot stones need a "
        "note from your doctor."
    ),
    gettext_noop("A Polish list refuses multiple sclerosis; others adapt and avoid heat."),
    gettext_noop("Serious kidney or liver disease"),
    gettext_noop("Do you have serious kidney or liver disease?"),
    gettext_noop("We can book this once your doctor agrees in writing. Lymphatic drainage we can't book."),
    gettext_noop("Swollen legs or body with no known cause"),
    gettext_noop("Do you have swelling in both legs or elsewhere that nobody has explained?"),
    gettext_noop("We can book this once a doctor has looked at the swelling and agrees in writing."),
    gettext_noop("Asthma or breathing trouble lying flat"),
    gettext_noop("Do you have severe asthma or trouble breathing when lying flat?"),
    gettext_noop(
        "You can sit or lie half upright, and we use nothing scented. A massage with essential oils needs a note "
        "from your doctor."
    ),
    gettext_noop("Hernia"),
    gettext_noop("Do you have a hernia?"),
    gettext_noop("We leave the tummy and groin alone."),
    gettext_noop("Acute mental illness"),
    gettext_noop("Are you in a mental-health crisis or having an acute episode?"),
    gettext_noop(
        "We want you to be safe. Please talk to your care team first; we can book this once they agree in writing."
    ),
    gettext_noop("Older lists bar any psychotic condition; touch with consent is not harmful in general."),
)
