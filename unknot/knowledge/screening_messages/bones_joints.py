"""What the card “Operations, injuries, bones and joints” of screening.yaml says."""

from django.utils.translation import gettext_noop

SENTENCES = (
    gettext_noop("Osteoporosis"),
    gettext_noop("Do you have osteoporosis (thin bones)?"),
    gettext_noop(
        "Have you broken a bone easily (spine, hip, wrist), lost height, or been told it is severe?"
    ),
    gettext_noop(
        "We can book this strong treatment once your doctor agrees in writing. Gentler ones need no note."
    ),
    gettext_noop(
        "Thin bones need gentle hands: no strong pressure, no stretching. Where bones have already broken easily we "
        "can't book strong treatments."
    ),
    gettext_noop(
        "The classic list refuses it when advanced. Werner: very gentle massage is good, a fresh break is not."
    ),
    gettext_noop("Recent operation"),
    gettext_noop(
        "Have you had an operation (also a caesarean or keyhole surgery) in the last {surgery_letter_weeks}, or one "
        "whose wound has not healed?"
    ),
    gettext_noop("Minor: local anaesthetic, home the same day, a small wound. Everything else is major."),
    gettext_noop("When?"),
    gettext_noop("How big?"),
    gettext_noop("Minor"),
    gettext_noop("Major"),
    gettext_noop("Is the wound fully healed?"),
    gettext_noop("Mark where it is."),
    gettext_noop(
        "After a bigger operation we wait {surgery_wait_weeks}, then ask for your surgeon's note until "
        "{surgery_letter_weeks} have passed. A wound that is still healing we leave alone."
    ),
    gettext_noop(
        "6 to 8 weeks (pages on surgery, oncology notes), 1 month (a Thai massage clinic), a letter for 3 months (a "
        "London list), scars 6 months to 2 years (ITEC)."
    ),
    gettext_noop("Broken bone"),
    gettext_noop("Have you broken a bone in the last {fracture_weeks}?"),
    gettext_noop("Where?"),
    gettext_noop("Arm or leg"),
    gettext_noop("Hand or foot"),
    gettext_noop("Spine"),
    gettext_noop("Skull"),
    gettext_noop("Pelvis"),
    gettext_noop("Ribs"),
    gettext_noop(
        "We keep away from a healing break until {fracture_weeks} have passed. After a broken spine, skull, pelvis "
        "or rib we ask for a note from your doctor first."
    ),
    gettext_noop(
        "Texts on fractures: until it has healed, 4 to 12 weeks. ITEC: 3 months. A London list: 6 months, around "
        "the break only."
    ),
    gettext_noop("New sprain, strain or muscle tear"),
    gettext_noop(
        "Have you sprained, strained or torn something in the last {injury_hours}, or had a whiplash or neck injury "
        "in the last 3 months?"
    ),
    gettext_noop("If you don't know the hour, the day is enough."),
    gettext_noop("Was it a whiplash or neck injury?"),
    gettext_noop("Has a doctor or physio seen it?"),
    gettext_noop(
        "We keep away from a fresh injury until {injury_hours} have passed. After a neck injury we also ask that a "
        "doctor or physiotherapist has looked at it."
    ),
    gettext_noop("24 to 72 hours; one salon 48 hours for the whole body."),
    gettext_noop("Head injury or concussion"),
    gettext_noop("Have you hit your head or had a concussion in the last 2 weeks?"),
    gettext_noop(
        "Since then, a lasting or worse headache, vomiting, drowsiness, confusion, memory loss, blurred vision, "
        "weakness, a seizure, or blood or fluid from ear or nose? Or has no doctor seen you although you were "
        "knocked out, take blood thinners or have a bleeding disorder?"
    ),
    gettext_noop(
        "Please call {emergency} or go to an emergency department now. We can't book a massage before a doctor has "
        "seen you."
    ),
    gettext_noop(
        "We can book this once a doctor has said in writing that massage is fine after the knock to your head."
    ),
    gettext_noop("7 to 14 days; all ask for a doctor's approval."),
    gettext_noop("Slipped disc or sciatica"),
    gettext_noop("Do you have a slipped disc, sciatica or a trapped nerve?"),
    gettext_noop("Have you read the warning signs, and does none of them apply to you?"),
    gettext_noop(
        "A massage may feel good, but it doesn't mend a back. We keep the pressure moderate, leave out strong "
        "stretches, and ask for a note where one is needed."
    ),
    gettext_noop(
        "The article behind the classic list calls massage a great treatment here. The Dutch guideline of 2021 "
        "advises against it when a nerve root hurts; NICE allows it only together with exercise. A slipped disc is "
        "the serious harm that reports name most often (Yin 2014)."
    ),
    gettext_noop("Artificial joint, metalwork or hypermobility"),
    gettext_noop("Do you have an artificial joint, metal plates or very loose joints?"),
    gettext_noop(
        "We don't move joints to the end of their range and use no hot stones there. Thai massage needs a note from "
        "your doctor."
    ),
)
