"""What the card “Age” of screening.yaml says."""

from django.utils.translation import gettext_noop

SENTENCES = (
    gettext_noop("Under 18"),
    gettext_noop("Is the person being treated under 18?"),
    gettext_noop(
        "A parent or guardian has to agree, and be there if you are under 16. Peels and facials with electric "
        "current we can't book before 18."
    ),
    gettext_noop("Ages and rules are local law."),
)
