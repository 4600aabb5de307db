"""Asking the office that logged a case for its consent or for more, and its answer."""

import uuid
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies.access import Capability, requires
from agencies.models import Country
from cases import askmore, asks, consents, handling
from cases.forms.ask_forms import AnswerAskForm, AskForCopyForm, AskForMoreForm, AskToPassOnForm
from cases.forms.moments import zone_of
from cases.models import Ask
from cases.models.copy import Purpose
from cases.models.levels import OFFERED, Level
from cases.reading import Sighted, find
from cases.views.asking import Question, ask, only_originators, reader


def _readers_case(request: HttpRequest, reference: str) -> Sighted:
    sighted = find(reference, request.user)
    if sighted.is_originator:
        raise PermissionDenied(_("Your own office logged this case: there is nobody to ask."))
    return sighted


@requires(Capability.ASK_ORIGINATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def case_ask_copy(request: HttpRequest, reference: str) -> HttpResponse:
    sighted = _readers_case(request, reference)
    question = Question(
        title=_("Ask for consent to take a copy"),
        lead=_("%(office)s decides. Until it agrees, no copy leaves the portal for that purpose.")
        % {"office": sighted.case.office.title},
        button=_("Ask for consent"),
        done=_("%(office)s was asked.") % {"office": sighted.case.office.title},
    )

    def verb(export_purpose: str, purpose: str) -> object:
        wanted = Purpose(export_purpose)
        return consents.ask_for_copy(sighted.case, wanted, officer=reader(request), purpose=purpose)

    purposes = [p for p in Purpose if handling.is_bound(sighted.case, p)]
    form = AskForCopyForm(request.POST or None, purposes=purposes)
    return ask(request, sighted, question, form, verb)


@requires(Capability.ASK_ORIGINATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def case_ask_pass_on(request: HttpRequest, reference: str) -> HttpResponse:
    sighted = _readers_case(request, reference)
    if not sighted.is_full:
        raise PermissionDenied(_("Only who sees the full case can ask to pass it on."))
    question = Question(
        title=_("Ask that another country be shown the case"),
        lead=_("Only %(office)s can share it. It reads what for, and decides.")
        % {"office": sighted.case.office.title},
        button=_("Ask to pass it on"),
        done=_("%(office)s was asked.") % {"office": sighted.case.office.title},
    )

    def verb(to: Country, level: str, **more: Any) -> object:
        return consents.ask_to_pass_on(
            sighted.case, to, Level(level), officer=reader(request), **more
        )

    restricted = sighted.case.is_restricted
    own = [] if restricted else [sighted.country, sighted.case.country_id]
    others = Country.objects.exclude(pk__in=own)
    levels = [level for level in OFFERED if level.rank <= sighted.level.rank]
    form = AskToPassOnForm(
        request.POST or None, countries=list(others), levels=levels, must_choose=restricted
    )
    return ask(request, sighted, question, form, verb)


@requires(Capability.ASK_ORIGINATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def case_ask_more(request: HttpRequest, reference: str) -> HttpResponse:
    sighted = _readers_case(request, reference)
    levels = askmore.levels_to_ask(sighted)
    if not levels:
        raise PermissionDenied(_("There is nothing more to ask for."))
    question = Question(
        title=_("Ask to see more"),
        lead=_("%(office)s reads what for, and decides what your country sees.")
        % {"office": sighted.case.office.title},
        button=_("Ask to see more"),
        done=_("%(office)s was asked.") % {"office": sighted.case.office.title},
    )

    def verb(level: str, purpose: str) -> object:
        return askmore.ask_for_more(
            sighted.case, Level(level), officer=reader(request), purpose=purpose
        )

    form = AskForMoreForm(request.POST or None, levels=levels, initial={"level": levels[0]})
    return ask(request, sighted, question, form, verb)


@requires(Capability.SHARE_CASE)
@require_http_methods(["GET", "HEAD", "POST"])
def case_ask_answer(request: HttpRequest, reference: str, public_id: uuid.UUID) -> HttpResponse:
    sighted = find(reference, request.user)
    asked = next((a for a in asks.asks_of(sighted) if a.public_id == public_id), None)
    if asked is None:
        raise Http404
    only_originators(sighted)
    question = Question(
        title=_("What %(who)s asks") % {"who": asked.office or asked.country},
        lead=_lead(asked),
        button=_("Answer"),
        done=_("They were told what you answered."),
    )

    def verb(answer: str, reason: str, level: str = "", expires: datetime | None = None) -> object:
        who = reader(request)
        if answer == Ask.Answer.DECLINED:
            return asks.decline(asked, officer=who, reason=reason)
        chosen = Level(level) if level else None
        return consents.agree(asked, officer=who, level=chosen, expires=expires, reason=reason)

    form = AnswerAskForm(
        request.POST or None,
        levels=_levels(asked),
        zone=zone_of(reader(request).time_zone),
        initial={"level": asked.level},
    )
    return ask(request, sighted, question, form, verb)


def _lead(asked: Ask) -> str:
    facts = {"words": asked.purpose, "who": asked.asked_by.full_title, "to": asked.to or ""}
    if asked.kind == Ask.Kind.EXPORT:
        facts["what"] = str(Purpose(asked.export_purpose).label)
        return _("%(who)s asks to take copies for: %(what)s. “%(words)s”") % facts
    facts["level"] = str(Level(asked.level).label)
    if asked.kind == Ask.Kind.PASS_ON:
        return _("%(who)s asks that %(to)s be shown the case (%(level)s). “%(words)s”") % facts
    return _("%(who)s asks to see more (%(level)s). “%(words)s”") % facts


def _levels(asked: Ask) -> list[Level]:
    if asked.kind == Ask.Kind.EXPORT:
        return []
    return OFFERED if asked.kind == Ask.Kind.PASS_ON else [Level.FULL, Level.CONTRIBUTE]
