"""What the card “Warning signs” of screening.yaml says."""

from django.utils.translation import gettext_noop

SENTENCES = (
    gettext_noop("New numbness between the legs, or trouble with bladder or bowel"),
    gettext_noop(
        "Do you have any of these, with or without back pain: numbness or altered feeling around the genitals, back "
        "passage, buttocks or inner thighs; new trouble peeing, controlling or feeling your bladder or bowel; new "
        "pain running down both legs; new numbness, tingling or weakness in both legs; new loss of sexual feeling?"
    ),
    gettext_noop(
        "Please go to an emergency department or call {emergency} now. This has to be looked at today, with or "
        "without pain. We can't book a massage before that."
    ),
    gettext_noop("None: all sources ask for an assessment on the same day."),
    gettext_noop("Back pain after serious accident, or with chest pain"),
    gettext_noop(
        "Is your back or neck pain new since a serious accident or fall that no doctor has checked, or does it come "
        "with chest pain?"
    ),
    gettext_noop(
        "Please go to an emergency department or call {emergency} now. We can't book a massage before a doctor has "
        "seen you."
    ),
    gettext_noop("New or getting-worse weakness"),
    gettext_noop("Is an arm or leg getting weaker, dragging, or clumsy?"),
    gettext_noop(
        "Please go to an emergency department or call {emergency} now. A doctor should look at new weakness today. "
        "We can't book a massage before that."
    ),
    gettext_noop("Back pain with being unwell"),
    gettext_noop(
        "Do you have back pain AND any of: a high temperature; losing weight without trying; pain that is much "
        "worse at night and not eased by rest; a lump or change of shape in your back?"
    ),
    gettext_noop("Which?"),
    gettext_noop("A high temperature"),
    gettext_noop("Losing weight without trying"),
    gettext_noop("Much worse at night, not eased by rest"),
    gettext_noop("A lump, or a change of shape"),
    gettext_noop(
        "Please see a doctor within a day: ask for an urgent appointment or call {advice_line}. We can't book a "
        "massage before that."
    ),
    gettext_noop(
        "The NHS asks for an urgent appointment rather than an ambulance; pages of osteopaths and neurosurgeons say "
        '"see a doctor now".'
    ),
    gettext_noop("New unexplained back pain and past cancer"),
    gettext_noop("Is this a new back pain you cannot explain, and have you ever had cancer?"),
    gettext_noop(
        "Please ask your doctor or your cancer team for an appointment first, within a day: call them or "
        "{advice_line}. We can't book a massage before that."
    ),
    gettext_noop("Sudden severe headache or neck pain with dizziness"),
    gettext_noop(
        "Do you have a sudden, very severe headache (the worst you have had), or a new unusual headache or neck "
        "pain with any of: dizziness, double vision, slurred speech, trouble swallowing, face numbness, "
        "unsteadiness, a drop attack?"
    ),
    gettext_noop("Please call {emergency} now. We can't book a massage before a doctor has seen you."),
    gettext_noop("Chest pain, breathlessness, or a face, arm or speech that fails now"),
    gettext_noop(
        "Right now do you have chest pain, sudden breathlessness, coughing blood, or a drooping face, weak arm or "
        "slurred speech?"
    ),
    gettext_noop("A swollen, hot or newly painful leg or arm"),
    gettext_noop(
        "Is one leg or arm newly swollen, warm, red or darker, or is there a new throbbing or cramping pain in one "
        "calf, thigh or arm, for example after a long trip, an operation or in pregnancy?"
    ),
    gettext_noop("Which limb?"),
    gettext_noop(
        "Please see a doctor today or call {advice_line}. If you also become short of breath or have chest pain, "
        "call {emergency}. Please don't have the limb rubbed or massaged until a doctor has looked at it."
    ),
    gettext_noop("None on safety: a limb like this is never massaged."),
    gettext_noop("Pregnancy warning signs"),
    gettext_noop(
        "If you are pregnant: any bleeding, severe or lasting tummy pain or pain under the ribs, severe headache or "
        "vision change, sudden swelling, high temperature, severe itching, fewer baby movements, contractions "
        "before 37 weeks, or waters broken?"
    ),
    gettext_noop(
        "Please call your midwife or maternity unit now. For heavy bleeding or constant severe tummy pain call "
        "{emergency}. We can't book a massage until they say that it is fine."
    ),
    gettext_noop("Spreading red hot skin, or a suddenly hot painful joint"),
    gettext_noop(
        "Is an area of skin red or darker, hot, swollen and spreading, or do you feel feverish with it? Or has a "
        "joint suddenly become very painful, swollen and hot?"
    ),
    gettext_noop(
        "Please see a doctor today or call {advice_line}. If you also feel very ill, faint, confused or breathless, "
        "call {emergency}. We can't book a massage before that."
    ),
)
