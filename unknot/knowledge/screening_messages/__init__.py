"""The sentences of screening.yaml that people read, marked for translation: one module for each of its cards.

A test holds them equal to the file, in the file's order.
"""

from unknot.knowledge.screening_messages import (
    bones_joints,
    cancer,
    check_in,
    face,
    feeling_ill,
    frame,
    heart_blood,
    identity,
    long_term,
    pregnancy_cycle,
    red_flags,
    skin,
)

BY_CARD = {
    "red_flags": red_flags.SENTENCES,
    "feeling_ill": feeling_ill.SENTENCES,
    "heart_blood": heart_blood.SENTENCES,
    "cancer": cancer.SENTENCES,
    "pregnancy_cycle": pregnancy_cycle.SENTENCES,
    "bones_joints": bones_joints.SENTENCES,
    "long_term": long_term.SENTENCES,
    "skin": skin.SENTENCES,
    "face": face.SENTENCES,
    "check_in": check_in.SENTENCES,
    "identity": identity.SENTENCES,
}
FRAME = frame.SENTENCES
