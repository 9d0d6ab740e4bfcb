"""The sentences of promises.yaml that a salon reads, marked for translation as in messages.py."""

from django.utils.translation import gettext_noop

WHY = (
    gettext_noop("No study shows that massage cures anything."),
    gettext_noop("A salon does not treat illness; that is the work of doctors."),
    gettext_noop("The body needs no help of this kind, and massage has been shown to give none."),
    gettext_noop("Where this was measured, massage changed nothing that matters."),
    gettext_noop("Nobody can say what is boosted, or by how much."),
    gettext_noop("Massage may ease for a while; no study shows that it ends a pain or takes away its cause."),
    gettext_noop("What changes on the skin soon passes, and tissue is not rebuilt."),
    gettext_noop("No treatment works for everybody, and the evidence about massage is weak."),
    gettext_noop("That something is old does not show that it works."),
)
"""`why` in promises.yaml."""

INSTEAD = (
    gettext_noop("Say how it feels, for example “can help you relax”."),
    gettext_noop(
        "Say what is done and how it feels, for example “massage of the back, with the pressure you like”."
    ),
    gettext_noop("Say what one notices, for example “your skin may feel warm”."),
    gettext_noop("Say what one notices, for example “you may feel warm and loose”."),
    gettext_noop("Say what one notices, for example “you may feel rested”."),
    gettext_noop("Say “may ease for a short while”."),
    gettext_noop("Say “skin may feel soft right after”."),
    gettext_noop("Say “may” or “can”, and what people say about it."),
    gettext_noop("Say where it comes from, without what it is said to do."),
)
"""`instead` in promises.yaml."""
