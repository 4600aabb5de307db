"""The office's inbox: what waits, what was answered, what others have not answered yet."""

from agencies.models import Officer
from notices.models import Notice


def waiting_count(officer: Officer) -> int:
    return Notice.objects.visible_to(officer).waiting().count()
