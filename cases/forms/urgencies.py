"""The four urgencies with the plain meaning of their clocks, from the same settings."""

from django.conf import settings
from django.utils.translation import gettext as _

from agencies.durations import in_words
from cases.forms.kept import Choice
from cases.models import Case


def urgency_choices() -> list[tuple[str, str]]:
    meant = {
        Case.Urgency.FLASH: _("A pursuit, or a person in danger."),
        Case.Urgency.URGENT: _("It matters within hours."),
        Case.Urgency.PRIORITY: _("It matters within days."),
        Case.Urgency.ROUTINE: _("To be known; nothing is lost by waiting."),
    }
    return [
        (urgency.value, Choice(str(urgency.label), f"{meant[urgency]} {_clock(urgency)}"))
        for urgency in Case.Urgency
    ]


def _clock(urgency: str) -> str:
    limit = settings.ACKNOWLEDGE_WITHIN[urgency]
    if limit is None:
        return _("The other office has one working day to acknowledge.")
    return _("The other office has %(time)s to acknowledge.") % {"time": in_words(limit)}
