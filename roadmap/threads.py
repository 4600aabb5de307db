"""Talking about an action item, and deciding: coordinators open a thread, write, propose a
decision, answer it for their country, or withdraw their proposal.

A proposal is agreed when each asked country agrees (ASEAN Charter, article 20(1)). Until then an
answer may be changed; afterwards it stands.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from agencies.access import actor, partner_of
from agencies.models import Country, Office, Officer
from agencies.problems import NotAllowed, Problem
from agencies.roster import reachable_by_email
from audit.models import Entry
from audit.trail import record
from notices.models import Notice, Urgency
from notices.outbox import tell
from roadmap.decisions import Decision, decision_of
from roadmap.keepers import kept_by, kept_member
from roadmap.models import ActionItem, Thread, ThreadLine
from roadmap.rows import put_down

KIND = "thread"
Said = ThreadLine.Kind


def find_thread(public_id: UUID, user: object) -> Thread:
    thread = Thread.objects.visible_to(user).to_show().filter(public_id=public_id).first()
    if thread is None:
        raise Http404
    return thread


def find_decision(public_id: UUID, user: object) -> Decision:
    """A proposed decision in a thread that this user reads."""
    threads = Thread.objects.visible_to(user)
    rows = ThreadLine.objects.filter(kind=Said.PROPOSED, thread__in=threads, public_id=public_id)
    line = rows.select_related("thread__item__edition", "country", "by__country").first()
    if line is None:
        raise Http404
    return decision_of(line)


def may_write(user: object) -> bool:
    """Coordinators and partner systems of the member states."""
    return bool(kept_member(user))


def may_decide(user: object) -> bool:
    """A person speaks for a country, no system."""
    return may_write(user) and partner_of(user) is None


@transaction.atomic
def open_thread(
    item: ActionItem, *, title: str, text: str, for_observers: bool, officer: Officer
) -> Thread:
    """Who may read it is settled here, before anybody has written."""
    _must_write(officer)
    if not title.strip():
        raise Problem(_("Say what it is about."), field="title")
    thread = Thread(item=item, title=title, for_observers=for_observers, by=officer)
    put_down(thread, fields={})
    line = _add(thread, Said.SAID, text, officer, Entry.Operation.COLLECTION)
    _tell(line, members())
    return thread


@transaction.atomic
def say(thread: Thread, *, text: str, officer: Officer) -> ThreadLine:
    """Told to the countries that have spoken in it or were asked. The same words twice in a row,
    sent by an impatient click, are said once."""
    _must_write(officer)
    last = _locked(thread).lines.order_by("-pk").first()
    if last is not None and (last.by_id, last.kind, last.text) == (officer.pk, Said.SAID, text):
        return last
    line = _add(thread, Said.SAID, text, officer)
    _tell(line, _parties(thread))
    return line


@transaction.atomic
def propose(thread: Thread, *, text: str, asked: Iterable[str], officer: Officer) -> Decision:
    """`asked`: codes of member states. Who proposes agrees by that."""
    _must_decide(officer)
    wanted = sorted(set(asked))
    if not wanted:
        raise Problem(_("Choose the countries that are asked."), field="asked")
    if wanted == [kept_by(officer)]:
        raise Problem(_("Ask another country too: yours agrees by proposing."), field="asked")
    if unknown := set(wanted) - set(members()):
        codes = ", ".join(sorted(unknown))
        raise Problem(_("Not a member state: %(codes)s.") % {"codes": codes}, field="asked")
    line = _add(_locked(thread), Said.PROPOSED, text, officer, asked=wanted)
    _tell(line, wanted)
    return decision_of(line)


@transaction.atomic
def answer(decision: Decision, *, says: str, text: str, officer: Officer) -> Decision:
    """`says`: "agreed" or "objected"; who objects says why. The thread is locked, so that of two
    last answers at once the second one sees the first."""
    _must_decide(officer)
    thread = _locked(decision.line.thread)
    stands = decision_of(decision.line)
    if kept_by(officer) not in stands.line.asked:
        raise NotAllowed(_("Your country is not asked."))
    stands.must_be_open()
    if says not in (Said.AGREED, Said.OBJECTED):
        raise Problem(_("Choose one of the answers."), field="says")
    if says == Said.OBJECTED and not text.strip():
        raise Problem(_("Say why."), field="text")
    line = _add(thread, Said(says), text, officer, proposal=decision.line)
    _tell(line, _parties(thread))
    return decision_of(decision.line)


@transaction.atomic
def withdraw(decision: Decision, *, text: str, officer: Officer) -> Decision:
    """By the country that proposed it, before all have agreed."""
    _must_decide(officer)
    thread = _locked(decision.line.thread)
    if kept_by(officer) != decision.line.country_id:
        raise NotAllowed(_("The country that proposed it withdraws it."))
    decision_of(decision.line).must_be_open()
    if not text.strip():
        raise Problem(_("Say why."), field="text")
    line = _add(thread, Said.WITHDRAWN, text, officer, proposal=decision.line)
    _tell(line, _parties(thread))
    return decision_of(decision.line)


def members() -> list[str]:
    rows = Country.objects.filter(is_member=True).order_by("code")
    return list(rows.values_list("pk", flat=True))


def _must_write(officer: Officer) -> None:
    if not may_write(officer):
        raise NotAllowed(_("Coordinators of the member states write here."))


def _must_decide(officer: Officer) -> None:
    if not may_decide(officer):
        raise NotAllowed(_("Coordinators of the member states decide, in person."))


def _locked(thread: Thread) -> Thread:
    return Thread.objects.select_for_update(of=("self",)).get(pk=thread.pk)


def _add(
    thread: Thread,
    kind: ThreadLine.Kind,
    text: str,
    officer: Officer,
    doing: Entry.Operation = Entry.Operation.ALTERATION,
    *,
    asked: list[str] | None = None,
    proposal: ThreadLine | None = None,
) -> ThreadLine:
    if not text.strip() and kind != Said.AGREED:
        raise Problem(_("Write what you want to say."), field="text")
    line = ThreadLine(
        thread=thread,
        kind=kind,
        text=text,
        asked=asked or [],
        proposal=proposal,
        country_id=kept_by(officer),
        by=officer,
    )
    put_down(line, fields={})
    ids = [str(thread.public_id)]
    record(doing, f"{kind} in thread", actor=actor(officer), kind=KIND, ids=ids, fields=["text"])
    return line


def _parties(thread: Thread) -> list[str]:
    """Countries that have spoken, and those that were asked."""
    found: set[str] = set()
    for country, asked in thread.lines.values_list("country", "asked"):
        found |= {country, *asked}
    return sorted(found)


def _tell(line: ThreadLine, countries: Iterable[str]) -> None:
    """The other countries' national desks, with an e-mail to their coordinators. Reference and
    link only."""
    thread = line.thread
    for country in countries:
        if country == line.country_id:
            continue
        people = Officer.objects.active().filter(country=country, role=Officer.Role.COORDINATOR)
        readers = reachable_by_email(list(people))
        for desk in Office.objects.active().national_desk_of(country):
            tell(
                desk,
                Notice.Kind.THREAD_ASKED if country in line.asked else Notice.Kind.THREAD_MOVED,
                event_key=f"thread:{line.public_id}",
                reference=thread.item.reference,
                link=thread.link,
                urgency=Urgency.ROUTINE,
                readers=readers,
            )
