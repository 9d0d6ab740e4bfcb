"""What the card “On the day” of screening.yaml says."""

from django.utils.translation import gettext_noop

SENTENCES = (
    gettext_noop("Alcohol or recreational drugs"),
    gettext_noop("Have you had alcohol or recreational drugs today?"),
    gettext_noop("We can't give a massage today. We gladly move your visit to another day."),
    gettext_noop("Heavy meal"),
    gettext_noop("Have you eaten a heavy meal in the last 2 hours?"),
    gettext_noop("After a big meal we leave your tummy alone and don't keep you lying face down for long."),
    gettext_noop("Strong painkillers today"),
    gettext_noop("Have you taken strong painkillers or sedatives today?"),
    gettext_noop("Strong painkillers dull what you feel, so we keep the pressure moderate today."),
)
