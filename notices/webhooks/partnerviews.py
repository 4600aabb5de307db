"""The page of one partner system, for the coordinators of its country."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies import partners
from agencies.access import Capability, officer, requires
from agencies.looks import DressedForm
from agencies.models import Officer, Partner
from agencies.partners import find_partner
from agencies.problems import NotAllowed, Problem
from notices.models import Webhook
from notices.webhooks.forms import StopForm


@requires(Capability.KEEP_PARTNERS)
@require_safe
def partner(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _page(request, find_partner(public_id, request.user), StopForm())


@requires(Capability.KEEP_PARTNERS)
@require_POST
@never_cache
def secret(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The answer is the only page that ever shows it."""
    found = find_partner(public_id, request.user)
    clear = partners.rotate_secret(found, officer=_me(request))
    return _page(request, find_partner(public_id, request.user), StopForm(), secret=clear)


@requires(Capability.KEEP_PARTNERS)
@require_POST
def end_old_secret(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = find_partner(public_id, request.user)

    def verb(who: Officer) -> str:
        partners.end_old_secret(found, officer=who)
        return _("The old secret works no more.")

    return _done(request, found, verb)


@requires(Capability.KEEP_PARTNERS)
@require_POST
def revoke(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = find_partner(public_id, request.user)

    def verb(who: Officer) -> str:
        number = partners.revoke_tokens(found, officer=who)
        return ngettext("%d token was withdrawn.", "%d tokens were withdrawn.", number) % number

    return _done(request, found, verb)


@requires(Capability.KEEP_PARTNERS)
@require_http_methods(["POST"])
def stop(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = find_partner(public_id, request.user)
    form = StopForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)

    def verb(who: Officer) -> str:
        partners.stop(found, reason=form.cleaned_data["reason"], officer=who)
        return _("The system is stopped.")

    return _done(request, found, verb)


@requires(Capability.KEEP_PARTNERS)
@require_POST
def start(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = find_partner(public_id, request.user)

    def verb(who: Officer) -> str:
        partners.start(found, officer=who)
        return _("The system may work again.")

    return _done(request, found, verb)


def _me(request: HttpRequest) -> Officer:
    who = officer(request.user)
    if who is None:
        raise PermissionDenied
    return who


def _page(
    request: HttpRequest, found: Partner, form: DressedForm, *, secret: str = ""
) -> HttpResponse:
    context = {
        "partner": found,
        "tokens": partners.tokens_of(found),
        "webhooks": Webhook.objects.visible_to(request.user).filter(partner=found),
        "form": form,
        "secret": secret,
    }
    return render(request, "notices/partner.html", context)


def _done(request: HttpRequest, found: Partner, verb: Callable[[Officer], str]) -> HttpResponse:
    """What cannot be done now is said on the page of the system."""
    try:
        messages.success(request, verb(_me(request)))
    except NotAllowed as problem:
        raise PermissionDenied(problem.message) from problem
    except Problem as problem:
        messages.error(request, problem.message)
    return redirect(found.link)
