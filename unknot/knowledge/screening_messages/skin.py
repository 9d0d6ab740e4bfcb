"""What the card “Skin and allergies” of screening.yaml says."""

from django.utils.translation import gettext_noop

SENTENCES = (
    gettext_noop("Open or unhealed wound"),
    gettext_noop("Do you have any open cuts, burns or wounds that have not healed?"),
    gettext_noop("Mark where it is."),
    gettext_noop("We leave that area alone until it has healed."),
    gettext_noop("Eczema, psoriasis, ulcers, blisters, rash or skin allergy"),
    gettext_noop("Do you have eczema, psoriasis, ulcers, blisters, a rash or a skin allergy?"),
    gettext_noop("Does it cover most of your body?"),
    gettext_noop(
        "We leave these areas alone and use a neutral product. When most of the skin is affected we can't book this "
        "until it has calmed down."
    ),
    gettext_noop(
        "Calm psoriasis and eczema may be massaged lightly (British texts); weeping or sore areas never."
    ),
    gettext_noop("Contagious skin condition"),
    gettext_noop("Do you have ringworm, scabies, impetigo, head lice, cold sores, warts or athlete's foot?"),
    gettext_noop("Which?"),
    gettext_noop("Ringworm"),
    gettext_noop("Scabies"),
    gettext_noop("Impetigo"),
    gettext_noop("Head lice"),
    gettext_noop("A cold sore"),
    gettext_noop("Warts"),
    gettext_noop("Athlete's foot"),
    gettext_noop(
        "We wait until it is treated, so that it doesn't spread; a small spot we simply leave alone."
    ),
    gettext_noop("Some texts allow other parts of the body once ringworm is treated and covered."),
    gettext_noop("Sunburn"),
    gettext_noop("Are you sunburnt?"),
    gettext_noop("Blisters, or most of the body?"),
    gettext_noop(
        "We keep off sunburnt skin. With blisters, or when most of the body is burnt, we can't book this until it "
        "has healed."
    ),
    gettext_noop("Bruises"),
    gettext_noop("Any large or painful bruises?"),
    gettext_noop("We keep off the bruise until it has faded."),
    gettext_noop("New tattoo or piercing"),
    gettext_noop("Have you had a tattoo or piercing in the last 4 weeks?"),
    gettext_noop("When?"),
    gettext_noop("We keep off the new tattoo or piercing until it has healed, for 28 days."),
    gettext_noop("2 to 4 weeks in salons' policies; treated as a wound until healed."),
    gettext_noop("New unexplained lump, swelling or pain"),
    gettext_noop("Do you have a lump, swelling or pain that no one has checked yet?"),
    gettext_noop("Please have it looked at by a doctor. Until then we keep off it."),
    gettext_noop("Allergy to oils, nuts, latex or fragrance"),
    gettext_noop("Are you allergic to nuts, oils, essential oils, fragrance, latex or any cosmetic?"),
    gettext_noop("Nuts"),
    gettext_noop("A massage oil"),
    gettext_noop("Fragrance or essential oils"),
    gettext_noop("Latex"),
    gettext_noop("A cosmetic product"),
    gettext_noop("Have you ever had a severe reaction (trouble breathing, swelling of the face, collapse)?"),
    gettext_noop(
        "Thank you for telling us: we use a plain product that suits you. A massage with essential oils we can't "
        "book if you are allergic to fragrance."
    ),
)
