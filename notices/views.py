"""Deliveries that were given up or wait too long, for administrators."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agencies.access import Capability, officer, requires
from notices import deliveries
from notices.models import Delivery


@requires(Capability.RESEND_DELIVERY)
@require_safe
def delivery_list(request: HttpRequest) -> HttpResponse:
    context = {"dead": deliveries.given_up(), "waiting": deliveries.longest_waiting()}
    return render(request, "notices/deliveries.html", context)


@requires(Capability.RESEND_DELIVERY)
@require_POST
def resend(request: HttpRequest, pk: int) -> HttpResponse:
    delivery = get_object_or_404(Delivery.objects.dead().select_related("notice__office"), pk=pk)
    who = officer(request.user)
    if who is None:
        raise PermissionDenied
    deliveries.resend(delivery, officer=who)
    messages.success(request, _("It is queued again."))
    return redirect("deliveries")
