"""The sentences of concerns.yaml that people read, marked for translation as in messages.py."""

from django.utils.translation import gettext_noop

LABELS = (
    gettext_noop("Neck and shoulder strain"),
    gettext_noop("New low back pain"),
    gettext_noop("Long-lasting low back pain"),
    gettext_noop("Stress and tension"),
    gettext_noop("Sleep"),
    gettext_noop("Stiffness"),
    gettext_noop("Simply feeling well"),
    gettext_noop("Soft skin"),
    gettext_noop("Comfort in pregnancy"),
    gettext_noop("Migraine"),
    gettext_noop("Sciatica"),
    gettext_noop("Disc problem"),
    gettext_noop("Recovering after an injury"),
    gettext_noop("Knee arthritis"),
    gettext_noop("Comfort during or after cancer"),
    gettext_noop("Circulation"),
)
"""`label` in concerns.yaml."""

CLAIMS = (
    gettext_noop(
        "In one trial, hour-long massage two or three times a week for four weeks eased long-lasting neck "
        "pain more than waiting did; a large review found little difference from a sham massage."
    ),
    gettext_noop(
        "Massage may ease a new episode of low back pain for a short while; most episodes improve anyway, "
        "and staying active helps."
    ),
    gettext_noop(
        "A course of weekly massage may ease long-lasting back pain for a short time; it goes with "
        "exercise, not instead of it."
    ),
    gettext_noop("Massage can help you relax and relieve everyday stress."),
    gettext_noop("Massage may help some people sleep a little better for a short time."),
    gettext_noop("You may feel looser after a massage; the effect is usually short."),
    gettext_noop("Many people book regularly simply because it feels good and helps them unwind."),
    gettext_noop("Skin may look flushed and feel soft right after; the effect is temporary."),
    gettext_noop(
        "From the second trimester, gentle massage by a trained therapist may ease stress and backache."
    ),
    gettext_noop(
        "A few small studies hint at fewer migraines with regular massage, but this is uncertain; it does "
        "not replace your treatment."
    ),
    gettext_noop(
        "There is no good evidence that massage helps sciatica itself; it may help you relax while you "
        "recover and stay active."
    ),
    gettext_noop(
        "Gentle massage may be a comfortable way to relax tense muscles if you have a disc problem, but it "
        "does not mend the disc."
    ),
    gettext_noop("With your physiotherapist's agreement, massage may add comfort during rehabilitation."),
    gettext_noop(
        "A course of weekly hour-long massage may ease knee arthritis symptoms while it lasts; the effect "
        "fades afterwards."
    ),
    gettext_noop("Gentle massage by a trained therapist may help you feel calmer and more comfortable."),
    gettext_noop("Your skin may feel warm and look flushed for a while."),
)
"""`says` in concerns.yaml."""

FOR_WHOM = (
    gettext_noop("Anyone with a stiff or aching neck or shoulders, and none of the signs below."),
    gettext_noop(
        "Anyone whose low back has hurt for less than twelve weeks, who has none of the signs below and "
        "would like some ease while the back calms down."
    ),
    gettext_noop(
        "Anyone whose low back has hurt for twelve weeks or more, whose doctor knows of it, and who would "
        "like some ease beside exercise."
    ),
    gettext_noop("Nearly everybody who would like an hour of calm."),
    gettext_noop("Anyone who sleeps badly now and then."),
    gettext_noop("Anyone who feels stiff and likes to be stretched and kneaded."),
    gettext_noop("Whoever likes it."),
    gettext_noop("Anyone with calm, whole skin."),
    gettext_noop(
        "Anyone past the first three months whose pregnancy goes well, with a practitioner trained for it."
    ),
    gettext_noop("Anyone whose doctor knows of the migraine, between attacks."),
    gettext_noop(
        "Anyone who wants to relax while a pain in the leg passes, and whose leg is neither weak nor numb."
    ),
    gettext_noop(
        "Anyone who knows of a disc problem, has no weakness or numbness that is new, and would simply like "
        "to relax, with gentle pressure."
    ),
    gettext_noop("Anyone whose injury has been looked at, and whose physiotherapist agrees."),
    gettext_noop("Anyone whose knee has been looked at and is not hot or newly swollen."),
    gettext_noop("Anyone whose care team agrees, with a practitioner trained for it."),
    gettext_noop("Whoever likes the warmth. As a way to better circulation it is not worth your money."),
)
"""`for_whom` in concerns.yaml."""

LIMITS = (
    gettext_noop(
        "It does not change how you stand or sit, and hard spots come back. Half an hour did no better than "
        "waiting."
    ),
    gettext_noop(
        "That it makes an episode shorter has not been shown, and it does not take away what set it off."
    ),
    gettext_noop(
        "The ease does not last beyond the course, and no trial has tested a monthly visit. A more "
        "technical massage did no better than a relaxing one."
    ),
    gettext_noop("The calm is short, and it is no care for an illness of the mind."),
    gettext_noop("It is no answer to sleeplessness that goes on for weeks: for that, see a doctor."),
    gettext_noop(
        "It does not make joints move further or tendons longer: in the trial that measured it, at the "
        "knee, nothing had changed."
    ),
    gettext_noop(
        "It does not prevent illness or injury. A visit every month is a pleasure; no study says that "
        "anybody needs it."
    ),
    gettext_noop(
        "That it makes skin younger, feeds it or smooths dimples has not been shown. The flush soon passes."
    ),
    gettext_noop(
        "That it makes birth easier or holds off an early one has not been shown. All studies began after "
        "the twelfth week; of earlier weeks nothing is known."
    ),
    gettext_noop("It does not stop an attack, and nobody should leave out a medicine for it."),
    gettext_noop(
        "It does not free a nerve. The Dutch guideline for physiotherapists advises against massage for it; "
        "the British one would have it only beside exercise."
    ),
    gettext_noop(
        "It does not mend a disc or put anything back in place. Forceful work on the back is not for you: "
        "rare harm has been reported from it."
    ),
    gettext_noop("It does not rebuild muscle or mend tissue, and no study shows that one is back sooner."),
    gettext_noop("It does not bring back cartilage, and it does not take the place of exercise."),
    gettext_noop("It does nothing against the illness itself, and no study has shown that it spreads it."),
    gettext_noop(
        "It does not raise the blood flow in the muscles, does not flush out toxins, and does nothing for "
        "metabolism or glands. After sport the muscles even got less blood."
    ),
)
"""`limits` in concerns.yaml."""

STUDIED = (
    gettext_noop("60 minutes, two or three times a week for four weeks."),
    gettext_noop("Ten visits, one a week."),
    gettext_noop("45 minutes, once a week for six weeks."),
    gettext_noop("60 minutes, once a week for eight weeks."),
)
"""`studied` in concerns.yaml, of those that have it."""
