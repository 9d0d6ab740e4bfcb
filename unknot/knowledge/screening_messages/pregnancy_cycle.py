"""What the card “Pregnancy, birth and period” of screening.yaml says."""

from django.utils.translation import gettext_noop

SENTENCES = (
    gettext_noop("First day of a period"),
    gettext_noop("Will your visit fall on the first day of your period?"),
    gettext_noop("Which day will it begin?"),
    gettext_noop("This salon moves a visit on that day to the next one."),
    gettext_noop("We leave the lower tummy alone and work the way you find comfortable."),
    gettext_noop(
        "The classic list is stricter than the evidence. No source gives a medical reason to avoid massage during a "
        "period; British and Polish lists leave out the tummy at most. We recommend not to ask."
    ),
    gettext_noop("Pregnancy"),
    gettext_noop("Are you pregnant?"),
    gettext_noop("One of the two dates is enough. The due date counts if you give both."),
    gettext_noop("Your due date"),
    gettext_noop("Or the first day of your last period"),
    gettext_noop(
        "Any complications or a high-risk pregnancy (pre-eclampsia, bleeding, placenta problems, clot history, "
        "twins with problems)?"
    ),
    gettext_noop("This salon books pregnant clients from the second trimester on."),
    gettext_noop(
        "We book pregnant clients with practitioners trained for it, on your side and with gentle pressure. Other "
        "treatments we can't book during pregnancy."
    ),
    gettext_noop(
        "The classic list is stricter than the evidence. Fogarty, Werner and James (2023) find no scientific ground "
        "for the fear that massage causes miscarriage. Yet every trial enrolled women from week 12 on, so earlier "
        "massage is untested, not proven safe. Clots are more common in pregnancy: no deep work on the legs."
    ),
    gettext_noop("Birth in the last 6 weeks"),
    gettext_noop("Have you given birth in the last 6 weeks?"),
    gettext_noop("When?"),
    gettext_noop("Was it a caesarean?"),
    gettext_noop(
        "In the first six weeks after birth we can book this once your midwife or doctor agrees in writing."
    ),
    gettext_noop(
        "A Czech list waits 2 months; British lists wait for the check after 6 weeks; trained postnatal therapists "
        "work earlier."
    ),
)
