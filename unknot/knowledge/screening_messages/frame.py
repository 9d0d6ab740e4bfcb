"""The lines of the interview, the titles of its cards, and the adaptations."""

from django.utils.translation import gettext_noop

SENTENCES = (
    gettext_noop(
        "Back or neck pain with numbness, weakness, bladder or bowel change, fever, weight loss, an accident or a "
        "past cancer; a sudden severe headache; chest pain or breathlessness; a swollen, hot or newly painful leg "
        "or arm; a hot painful joint; red skin that spreads"
    ),
    gettext_noop(
        "A cold, fever, stomach bug or infection; an inflamed area; a vaccine within 3 days of the visit; an "
        "injection or implant in the last {injection_days}"
    ),
    gettext_noop(
        "Heart, arteries, stroke, aneurysm, blood pressure or fainting, blood clot, veins, bleeding, blood "
        "thinners, pacemaker or other implant"
    ),
    gettext_noop(
        "Cancer in the last 5 years; lymph nodes ever removed or treated; long-term swelling (lymphoedema)"
    ),
    gettext_noop("Pregnant, or a birth in the last 6 weeks"),
    gettext_noop(
        "An operation or caesarean in the last {surgery_letter_weeks}, a broken bone in the last {fracture_weeks}; "
        "a recent sprain, whiplash or knock to the head; thin bones; slipped disc or sciatica; artificial or very "
        "loose joints"
    ),
    gettext_noop(
        "Diabetes, epilepsy, asthma, hernia, autoimmune, kidney, liver or other long-term condition; numb areas; "
        "unexplained swelling; a mental-health crisis"
    ),
    gettext_noop(
        "Wounds, rash, skin condition, sunburn, large bruises, a new tattoo or piercing, an unexplained lump"
    ),
    gettext_noop("Allergy to nuts, oils, fragrance, latex or cosmetics"),
    gettext_noop(
        "Face: anti-wrinkle injections, fillers, a peel, laser, microneedling or waxing lately; retinoid or acid "
        "creams; isotretinoin"
    ),
    gettext_noop("The first day of a period on the day of the visit"),
    gettext_noop("Warning signs"),
    gettext_noop("Feeling ill, or recently vaccinated"),
    gettext_noop("Heart, blood vessels and blood"),
    gettext_noop("Cancer and lymph nodes"),
    gettext_noop("Pregnancy, birth and period"),
    gettext_noop("Operations, injuries, bones and joints"),
    gettext_noop("Long-term conditions"),
    gettext_noop("Skin and allergies"),
    gettext_noop("Face"),
    gettext_noop("On the day"),
    gettext_noop("Age"),
    gettext_noop("Light pressure only."),
    gettext_noop("Light to medium pressure, nothing deep."),
    gettext_noop("Light pressure only on and around that part of the body."),
    gettext_noop("Pressure that stays comfortable throughout."),
    gettext_noop("No deep pressure on the legs."),
    gettext_noop("No deep work on the neck."),
    gettext_noop("No deep work below the vein."),
    gettext_noop("Very gentle over the bone concerned."),
    gettext_noop("Nothing on or near the device."),
    gettext_noop("Nothing on the places where you inject or wear a pump."),
    gettext_noop("Nothing on the tummy."),
    gettext_noop("No tapping or drumming strokes."),
    gettext_noop("No stretching."),
    gettext_noop("No stretching to the end of a movement."),
    gettext_noop("No stretching of the neck."),
    gettext_noop("No heat."),
    gettext_noop("No heat on that part of the body."),
    gettext_noop("No long heat."),
    gettext_noop("Lying on your side."),
    gettext_noop("From week 20 on, not lying flat on your back."),
    gettext_noop("Not lying face down for long."),
    gettext_noop("Half upright, or seated."),
    gettext_noop("Without the face cradle."),
    gettext_noop("Time to get up slowly."),
    gettext_noop("A short session."),
    gettext_noop("An oil or lotion without nuts and without what you are allergic to."),
    gettext_noop("An unscented product."),
    gettext_noop("A drop on the skin first, to see that it agrees with you."),
    gettext_noop("What you are allergic to stays out of the room."),
    gettext_noop("Your practitioner knows what to do in an allergic reaction."),
    gettext_noop("No rosemary, eucalyptus, sage, hyssop, camphor, fennel or spike lavender."),
    gettext_noop("No exfoliation."),
    gettext_noop("Something to eat within reach."),
    gettext_noop("Your practitioner knows what to do in a seizure."),
    gettext_noop("The way you find comfortable."),
    gettext_noop("Please have a doctor look at it."),
    gettext_noop("We can tell you where to find support."),
    gettext_noop("A parent or guardian agrees."),
    gettext_noop("Under 16, a parent or guardian is there."),
)
