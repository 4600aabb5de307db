"""Showing one victim or witness to one country, and taking that back."""

from functools import partial
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from agencies.access import Capability, requires
from agencies.models import Country
from cases import protection
from cases.forms.verbs import DiscloseForm, PurposeForm, RecallForm
from cases.models import Disclosure, Subject
from cases.reading import Sighted, find
from cases.views.asking import Question, ask, only_originators, reader


@requires(Capability.SHARE_CASE)
@require_http_methods(["GET", "HEAD", "POST"])
def case_disclose(request: HttpRequest, reference: str, subject: UUID) -> HttpResponse:
    sighted = find(reference, request.user)
    only_originators(sighted)
    person = _person(sighted, subject)
    countries = protection.may_be_shown_to(person)
    question = Question(
        title=_("Show %(person)s to a country") % {"person": person},
        lead=_lead(bool(countries)),
        button=_("Show this person"),
        done=_("They can see the person and were told."),
    )
    form = DiscloseForm(request.POST or None, countries=countries)
    verb = partial(protection.disclose, person, officer=reader(request))
    return ask(request, sighted, question, form, verb)


@requires(Capability.SHARE_CASE)
@require_http_methods(["GET", "HEAD", "POST"])
def case_take_back(
    request: HttpRequest, reference: str, subject: UUID, country: str
) -> HttpResponse:
    sighted = find(reference, request.user)
    only_originators(sighted)
    shown = _shown(sighted, subject, country)
    facts = {"person": shown.subject, "country": shown.country}
    question = Question(
        title=_("Hide %(person)s from %(country)s again") % facts,
        lead=_("They no longer see the person. What they have read already, they have read."),
        button=_("Hide this person"),
        done=_("%(country)s no longer sees the person.") % facts,
        is_grave=True,
    )
    verb = partial(protection.take_back, shown, officer=reader(request))
    return ask(request, sighted, question, RecallForm(request.POST or None), verb)


@requires(Capability.SHARE_CASE)
@require_http_methods(["GET", "HEAD", "POST"])
def case_unprotect(request: HttpRequest, reference: str, subject: UUID) -> HttpResponse:
    sighted = find(reference, request.user)
    only_originators(sighted)
    person = _person(sighted, subject)
    question = Question(
        title=_("Lift the protection of %(person)s") % {"person": person},
        lead=_lifting(protection.may_be_shown_to(person)),
        button=_("Lift the protection"),
        done=_("Whoever sees the full case sees the person now, and was told."),
        is_grave=True,
    )
    verb = partial(protection.unprotect, person, officer=reader(request))
    return ask(request, sighted, question, PurposeForm(request.POST or None), verb)


def _lifting(countries: list[Country]) -> str:
    """Who would see the person at once."""
    if not countries:
        return _("No country sees the full case without seeing this person.")
    return ngettext(
        "%(count)s country will see this person at once: %(names)s. Others do, once they see the "
        "full case.",
        "%(count)s countries will see this person at once: %(names)s. Others do, once they see "
        "the full case.",
        len(countries),
    ) % {"count": len(countries), "names": ", ".join(map(str, countries))}


def _lead(somebody: bool) -> str:
    if somebody:
        return _("Officers there who see the full case will see this person, and no other.")
    return _("No country sees the full case without seeing this person. Share the case first.")


def _person(sighted: Sighted, public_id: UUID) -> Subject:
    found = (s for s in sighted.subjects if s.public_id == public_id and s.is_protected)
    person = next(found, None)
    if person is None:
        raise Http404
    return person


def _shown(sighted: Sighted, public_id: UUID, country: str) -> Disclosure:
    person = _person(sighted, public_id)
    for disclosure in sighted.disclosures:
        is_standing = disclosure.ended_at is None and disclosure.country_id == country
        if is_standing and disclosure.subject_id == person.pk:
            return disclosure
    raise Http404
