"""The style page, every component in each of its states with invented words; and the page that
is shown when a view breaks."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from agencies.access import Capability, requires
from audit.context import origin
from cases.narrowing import Narrowed
from cases.routemap import Dot, RouteMap
from notices.models import Urgency


@requires(Capability.PUBLIC)
@require_safe
def style(request: HttpRequest) -> HttpResponse:
    context = {name: sample() for name, sample in SAMPLES.items()}
    return render(request, "portal/style.html", context)


def server_error(request: HttpRequest) -> HttpResponse:
    """Asks nothing of the request or the database: they may be what broke. The number is the
    one in the log."""
    page = render_to_string("500.html", {"number": origin().request_id[:12]})
    return HttpResponse(page, status=500)


@dataclass(frozen=True)
class SampleStop:
    """Stands in for a RouteStop."""

    name: str
    role: str
    is_incident: bool = False
    at: Any = None

    def __str__(self) -> str:
        return self.name

    def get_role_display(self) -> str:
        return self.role


class SampleForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Name"),
        help_text=gettext_lazy("In its own script first, as it stands in the document."),
    )
    when = forms.CharField(
        label=gettext_lazy("When"),
        help_text=gettext_lazy("Day/month/year, such as 22/11/2026. Buddhist years too."),
    )
    office = forms.ChoiceField(
        label=gettext_lazy("Office"),
        choices=[("TH-MSI", "BLO Mae Sai"), ("MM-TCL", "BLO Tachileik")],
    )
    urgency = forms.ChoiceField(
        label=gettext_lazy("How urgent is it?"), choices=Urgency.choices, widget=forms.RadioSelect
    )
    confirmed = forms.BooleanField(
        label=gettext_lazy("I have read the restriction"),
        help_text=gettext_lazy("Needed for handling code H3."),
    )
    account = forms.CharField(
        label=gettext_lazy("The account"), widget=forms.Textarea(attrs={"rows": 3})
    )


def _form() -> SampleForm:
    """With one answer that does not fit."""
    typed = {"name": "สมชาย ใจดี", "when": "31/02/2026", "office": "TH-MSI", "urgency": "flash"}
    form = SampleForm({**typed, "confirmed": "on", "account": "…"}, use_required_attribute=False)
    form.add_error("when", _("February 2026 has 28 days. Write the day as 28/02/2026."))
    return form


def _route() -> list[SampleStop]:
    now = timezone.now()
    return [
        SampleStop("Tachileik, MM", _("came from"), at=now - timedelta(hours=2)),
        SampleStop("Mae Sai (1st Friendship Bridge), TH", _("happened at"), True, now),
        SampleStop("Chiang Khong, TH", _("passed through")),
        SampleStop("Houay Xay, LA", _("goes to")),
    ]


def _ways() -> list[tuple[str, list[tuple[str, str]]]]:
    """An office that was told, in each of its states."""
    names = [_("queued"), _("delivered"), _("read"), _("acknowledged")]
    said = [_("just sent"), _("delivered, not read"), _("read, not acknowledged"), _("done")]
    states = [
        ["now", "", "", ""],
        ["done", "done", "now", ""],
        ["done"] * 3 + ["now"],
        ["done"] * 4,
    ]
    stations = [list(zip(names, row, strict=True)) for row in states]
    return list(zip(said, stations, strict=True))


def _map() -> RouteMap:
    dots = [
        Dot(1, 99.88, -20.44, "Mae Sai", True),
        Dot(2, 100.41, -20.26, "Chiang Khong", False),
    ]
    return RouteMap(dots, left=98.6, top=-21.3, width=3.0, height=1.9)


def _narrowed() -> Narrowed:
    return Narrowed(month=date(2026, 10, 1))


SAMPLES: dict[str, Callable[[], Any]] = {
    "urgencies": lambda: Urgency.choices,
    "waiting": lambda: SimpleNamespace(count=3),
    "tones": lambda: [
        ("ok", _("acknowledged")),
        ("wait", _("waiting")),
        ("late", _("late")),
        ("soft", _("draft")),
        ("", _("open")),
    ],
    "clocks": lambda: [
        ("calm", _("acknowledge within 7 h")),
        ("soon", _("acknowledge within 13 min")),
        ("late", _("7 min late")),
    ],
    "stops": _route,
    "map": _map,
    "short_stops": lambda: _route()[1:2],
    "ways": _ways,
    "narrowed": _narrowed,
    "form": _form,
    "there": lambda: SimpleNamespace(title="BLO Tachileik", time_zone="Asia/Yangon"),
    "now": timezone.now,
    "long_ago": lambda: timezone.now() - timedelta(days=500),
}
