"""Partner systems and their webhooks, for the coordinators of their country."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from agencies.access import Capability, officer, requires
from agencies.models import Officer, Partner
from agencies.problems import NotAllowed, Problem, StaleVersion
from notices.models import FeedEvent, Webhook, WebhookDelivery
from notices.webhooks import registering
from notices.webhooks.registering import find_webhook

ROWS = 100


@requires(Capability.KEEP_PARTNERS)
@require_safe
def partner_list(request: HttpRequest) -> HttpResponse:
    context = {
        "partners": Partner.objects.visible_to(request.user),
        "webhooks": Webhook.objects.visible_to(request.user).to_show(),
    }
    return render(request, "notices/partners.html", context)


@requires(Capability.KEEP_PARTNERS)
@require_safe
def webhook(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = find_webhook(public_id, request.user)
    rows = (
        WebhookDelivery.objects.visible_to(request.user)
        .filter(webhook=found)
        .select_related("event")
    )
    labels = dict(FeedEvent.KINDS)
    context = {
        "webhook": found,
        "kinds": [labels[kind] for kind in found.events],
        "deliveries": rows[:ROWS],
        "waiting": rows.waiting().count(),
        "dead": rows.filter(state=WebhookDelivery.State.DEAD).count(),
    }
    return render(request, "notices/webhook.html", context)


@requires(Capability.KEEP_PARTNERS)
@require_POST
def approve(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = find_webhook(public_id, request.user)
    version = request.POST.get("version", "")
    number = int(version) if version.isascii() and version.isdigit() and len(version) < 10 else 0

    def verb(who: Officer) -> str:
        registering.approve(found, officer=who, version=number)
        return _("Approved. Events are sent from now on.")

    return _done(request, found, verb)


@requires(Capability.KEEP_PARTNERS)
@require_POST
def stop(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = find_webhook(public_id, request.user)

    def verb(who: Officer) -> str:
        registering.stop(found, officer=who)
        return _("Stopped. Nothing is sent there any more.")

    return _done(request, found, verb)


@requires(Capability.KEEP_PARTNERS)
@require_POST
def send_test(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = find_webhook(public_id, request.user)

    def verb(who: Officer) -> str:
        registering.test(found, officer=who)
        return _("A test is being sent. It stands below with how it went.")

    return _done(request, found, verb)


@requires(Capability.KEEP_PARTNERS)
@require_POST
def resend_dead(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = find_webhook(public_id, request.user)

    def verb(who: Officer) -> str:
        number = registering.resend_dead(found, officer=who)
        told = ngettext("%d delivery is queued again.", "%d deliveries are queued again.", number)
        return told % number

    return _done(request, found, verb)


def _done(request: HttpRequest, found: Webhook, verb: Callable[[Officer], str]) -> HttpResponse:
    """What cannot be done now is said on the page of the webhook."""
    who = officer(request.user)
    if who is None:
        raise PermissionDenied
    try:
        messages.success(request, verb(who))
    except NotAllowed as problem:
        raise PermissionDenied(problem.message) from problem
    except StaleVersion:
        told = _("It was changed meanwhile. Look at it once more, then approve it.")
        messages.error(request, told)
    except Problem as problem:
        messages.error(request, problem.message)
    return redirect(found.link)
