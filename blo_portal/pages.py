"""The style page: every component in each of its states, with invented words."""

from types import SimpleNamespace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.access import Capability, requires
from notices.models import Urgency


def _stop(name: str, role: str, *, incident: bool = False) -> SimpleNamespace:
    class Named(SimpleNamespace):
        def __str__(self) -> str:
            return name

    return Named(get_role_display=role, is_incident=incident, at=timezone.now())


@requires(Capability.PUBLIC)
def style(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "portal/style.html",
        {
            "urgencies": Urgency.choices,
            "tones": [
                ("ok", _("acknowledged")),
                ("wait", _("waiting")),
                ("late", _("late")),
                ("", _("ours")),
            ],
            "stops": [
                _stop("Tachileik", _("came from")),
                _stop("Mae Sai", _("happened at"), incident=True),
                _stop("Houay Xay", _("goes to")),
            ],
            "steps": [
                (_("queued"), "done"),
                (_("delivered"), "done"),
                (_("read"), "now"),
                (_("acknowledged"), ""),
            ],
            "errors": [("example", _("When: give the day as 22/11/2026 or 22/11/2569."))],
            "now": timezone.now(),
        },
    )
