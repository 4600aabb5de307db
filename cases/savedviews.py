"""Saved views of the case list, and the e-mail that says that new cases fit one.

The e-mail holds a number and a link: neither the name that the officer gave the view nor what it
looks for, which may be a person.
"""

from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.http import Http404, HttpRequest, QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from agencies.access import Capability, may
from agencies.models import Officer
from audit.clock import now
from cases.filters import CaseFilter
from cases.models import Case, SavedView
from cases.problems import CaseProblem

MOST_VIEWS = 30
MOST_AT_ONCE = 200
EVERY = {
    SavedView.Digest.DAILY: timedelta(days=1),
    SavedView.Digest.WEEKLY: timedelta(days=7),
}


def views_of(user: object) -> list[SavedView]:
    return list(SavedView.objects.readable_by(user))


def find_view(user: object, public_id: UUID) -> SavedView:
    found = SavedView.objects.readable_by(user).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


# -- verbs ---------------------------------------------------------------------------------------


@transaction.atomic
def save_view(
    officer: Officer, *, name: str, query: QueryDict, digest: str = SavedView.Digest.NEVER
) -> SavedView:
    """Keep the filters that `query` chooses. Raises CaseProblem for a filter that is not
    understood, or none; a name is taken once."""
    asked = _asked(query, officer)
    chosen = {key: query[key] for key in asked.form.fields if query.get(key)}
    if not asked.form.is_valid() or not chosen:
        raise CaseProblem(_("Choose at least one filter of the list."), field="query")
    Officer.objects.select_for_update().get(pk=officer.pk)
    if SavedView.objects.readable_by(officer).count() >= MOST_VIEWS:
        raise CaseProblem(_("You have %(n)s views. Remove one first.") % {"n": MOST_VIEWS})
    if SavedView.objects.readable_by(officer).filter(name=name).exists():
        raise CaseProblem(_("You have a view of that name already."), field="name")
    kept = QueryDict(mutable=True)
    kept.update(chosen)
    moment = now()
    return SavedView.objects.create(
        officer=officer,
        name=name,
        query=kept.urlencode(),
        digest=digest,
        told_until=moment,
        digest_at=_next(digest, moment),
    )


def drop_view(view: SavedView) -> None:
    view.delete()


# -- the e-mail ----------------------------------------------------------------------------------


def send_due() -> int:
    """Send what is due; returns how many mails went. Two workers at once send each once."""
    due = SavedView.objects.filter(digest_at__lte=now()).order_by("digest_at")
    return sum(_send(pk) for pk in list(due.values_list("pk", flat=True)[:MOST_AT_ONCE]))


@transaction.atomic
def _send(pk: int) -> bool:
    """At least once: a crash between the relay's answer and the commit sends again, with the same
    Message-ID. Rights are asked at the moment of sending."""
    rows = SavedView.objects.select_for_update(skip_locked=True, of=("self",))
    view = rows.select_related("officer__office__country").filter(pk=pk).first()
    moment = now()
    if view is None or view.digest_at is None or view.digest_at > moment:
        return False
    number = _new_cases(view, moment) if _takes_mail(view.officer) else 0
    if number:
        _message(view, number).send()
    view.told_until, view.digest_at = moment, _next(view.digest, moment)
    view.save(update_fields=["told_until", "digest_at"])
    return bool(number)


def _takes_mail(officer: Officer) -> bool:
    return bool(officer.email) and officer.wants_email and may(officer, Capability.READ_CASES)


def _new_cases(view: SavedView, until: datetime) -> int:
    with timezone.override(ZoneInfo(view.officer.time_zone)):
        asked = _asked(QueryDict(view.query), view.officer)
        if not asked.form.is_valid():  # a code or an office that is no more
            return 0
        fresh = asked.qs.filter(submitted_at__gt=view.told_until, submitted_at__lte=until)
        return int(fresh.distinct().count())


def _message(view: SavedView, number: int) -> EmailMessage:
    reader = view.officer
    facts = {"number": number, "address": settings.BASE_URL + reverse("saved-views")}
    with translation.override(reader.language):
        subject = render_to_string("cases/digest_subject.txt", facts).strip()
        body = render_to_string("cases/digest_body.txt", facts)
    sent_id = f"{view.public_id}.{int(view.told_until.timestamp())}@{settings.MAIL_DOMAIN}"
    headers = {"Message-ID": f"<{sent_id}>", "Auto-Submitted": "auto-generated"}
    return EmailMessage(subject=subject, body=body, to=[reader.email], headers=headers)


def _asked(query: QueryDict, officer: Officer) -> CaseFilter:
    request = HttpRequest()
    request.user = officer
    visible = Case.objects.visible_to(officer).submitted()
    return CaseFilter(query, request=request, queryset=visible)


def _next(digest: str, moment: datetime) -> datetime | None:
    every = EVERY.get(SavedView.Digest(digest))
    return moment + every if every is not None else None
