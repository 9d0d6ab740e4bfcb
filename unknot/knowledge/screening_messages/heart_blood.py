"""What the card “Heart, blood vessels and blood” of screening.yaml says."""

from django.utils.translation import gettext_noop

SENTENCES = (
    gettext_noop("Blood clot (DVT/PE), recent or past"),
    gettext_noop("Have you ever had a blood clot in a leg, arm or lung?"),
    gettext_noop("When was it found?"),
    gettext_noop("Has your doctor confirmed in writing that it has cleared and massage is fine?"),
    gettext_noop(
        "We can book this once {fresh_clot_months} have passed and your doctor has written that massage is fine for "
        "you."
    ),
    gettext_noop(
        "How long is fresh? Practitioners write 3 months and then a doctor's approval, a lymphatic drainage "
        "practice 2 months, a Polish salon 6 months after the inflammation, a British hot stone therapist 2 years. "
        "The classic list gives no time."
    ),
    gettext_noop("Phlebitis (inflamed vein)"),
    gettext_noop(
        "Do you have a vein that is sore, hard, red or inflamed (phlebitis), or have you had one before?"
    ),
    gettext_noop("Is it inflamed now?"),
    gettext_noop("When did it settle?"),
    gettext_noop(
        "We can't book this while the vein is sore. Once it has settled we keep away from it, and for the first "
        "{phlebitis_clear_months} we ask for a note from your doctor."
    ),
    gettext_noop(
        "While it is active everybody says no. Afterwards a Warsaw salon waits 6 months; others ask for medical "
        "approval."
    ),
    gettext_noop("Aneurysm"),
    gettext_noop("Have you been told you have an aneurysm (a bulging artery)?"),
    gettext_noop("Has it been repaired by surgery?"),
    gettext_noop("We can book this once your specialist agrees in writing."),
    gettext_noop(
        "We can't book this as things are. Please talk to your specialist about what is safe for you."
    ),
    gettext_noop(
        "The classic list and Polish lists exclude it; the British Heart Foundation says to check with the "
        "specialist first. After a repair all ask for approval."
    ),
    gettext_noop("Advanced atherosclerosis / narrowed arteries"),
    gettext_noop("Have you been told your arteries are badly narrowed (carotid, leg or heart arteries)?"),
    gettext_noop("Did your doctor call it severe or advanced?"),
    gettext_noop(
        "We can't book this until your doctor agrees in writing. We then keep away from the front and sides of the "
        "neck."
    ),
    gettext_noop(
        "The classic list and Polish lists exclude it when advanced; the British Heart Foundation and British lists "
        "say to check with the specialist."
    ),
    gettext_noop("Buerger's disease (thromboangiitis obliterans)"),
    gettext_noop("Do you have Buerger's disease (inflamed, blocked small arteries in hands or feet)?"),
    gettext_noop("Which fits best?"),
    gettext_noop("No pain"),
    gettext_noop("Pain when I walk"),
    gettext_noop("Pain at rest"),
    gettext_noop("Sores that don't heal"),
    gettext_noop(
        "We can't book this while you have pain at rest or sores. Otherwise we ask for a note from your doctor and "
        "keep away from hands and feet."
    ),
    gettext_noop(
        "Only Central European lists name stages; British and American lists ask for medical approval of any "
        "vascular disease."
    ),
    gettext_noop("Blood thinners"),
    gettext_noop(
        "Do you take blood thinners (for example warfarin, apixaban, rivaroxaban, heparin, clopidogrel)?"
    ),
    gettext_noop(
        "With blood thinners you bruise more easily, so we keep the pressure light and leave out deep work, "
        "stretching, cupping and gua sha."
    ),
    gettext_noop(
        "NCCIH: no forceful or deep tissue massage. British Heart Foundation: deep tissue is not suitable. Some "
        "salons refuse all massage or ask for a letter."
    ),
    gettext_noop("Bleeding disorder or low platelets"),
    gettext_noop("Do you have haemophilia, another bleeding disorder, or low platelets?"),
    gettext_noop(
        "We can book a gentle treatment once your doctor agrees in writing. Deep work, cupping and gua sha we leave "
        "out."
    ),
    gettext_noop("High blood pressure"),
    gettext_noop("Do you have high blood pressure?"),
    gettext_noop("Is it controlled (by medicine or lifestyle) and checked in the last year?"),
    gettext_noop("Your latest reading, if you know it"),
    gettext_noop("Under 160/100"),
    gettext_noop("From 160/100 to 180/110"),
    gettext_noop("Over 180/110"),
    gettext_noop("I don't know it"),
    gettext_noop(
        "Well-controlled blood pressure is fine with small changes. If it is not controlled, or your last reading "
        "was 160/100 or more, we ask for a note from your doctor. After a reading over 180/110 we can't book this: "
        "please ask a doctor first."
    ),
    gettext_noop(
        "Limits differ: 160/95 or 160/100 in training notes, 180/110 or 180/120 for a crisis. Gentle massage lowers "
        "blood pressure; painful deep work and heat may raise it."
    ),
    gettext_noop("Heart condition"),
    gettext_noop(
        "Do you have a heart condition (angina, heart failure, rhythm problem, past heart attack or heart surgery)?"
    ),
    gettext_noop("Which?"),
    gettext_noop("Angina"),
    gettext_noop("Heart failure"),
    gettext_noop("A rhythm problem"),
    gettext_noop("A heart attack"),
    gettext_noop("Heart surgery"),
    gettext_noop("A valve problem"),
    gettext_noop("Something else"),
    gettext_noop("When was the last event or operation?"),
    gettext_noop("We can book this once your heart team agrees in writing to the kind of massage you want."),
    gettext_noop(
        "British Heart Foundation: always check; with heart failure a gentle seated massage may be right. After a "
        "heart attack a Polish list waits 2 weeks, others 6 months or full recovery with approval."
    ),
    gettext_noop("Past stroke or mini-stroke"),
    gettext_noop("Have you ever had a stroke or TIA?"),
    gettext_noop("When?"),
    gettext_noop(
        "We can book this once your doctor agrees in writing. We then leave out deep work on the neck."
    ),
    gettext_noop("Pacemaker or implanted defibrillator"),
    gettext_noop("Do you have a pacemaker, ICD or other implanted device or pump?"),
    gettext_noop("When was it fitted?"),
    gettext_noop("Where is it?"),
    gettext_noop(
        "Massage is usually fine away from the device once it has healed in. Facials with electric current we can't "
        "book."
    ),
    gettext_noop(
        "British Heart Foundation: usually fine away from the device; many British lists still want a letter."
    ),
    gettext_noop("Varicose veins"),
    gettext_noop("Do you have varicose veins (bulging, twisted veins)?"),
    gettext_noop("Mark where it is."),
    gettext_noop("We keep off these veins and work only lightly below them."),
    gettext_noop(
        "Training notes: severe ones exclude the leg below them, mild ones only deep work. Others avoid just the "
        "veins."
    ),
    gettext_noop("Low blood pressure or fainting"),
    gettext_noop("Do you often feel faint or have low blood pressure?"),
    gettext_noop("We keep the room cool, don't use long heat, and give you time to get up slowly."),
)
