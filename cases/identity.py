"""Who a protected person is. One of them was shown to a country as that person: when somebody else
stands in the record, the showing ends and has to be given again. And a protected person stays one,
whatever role is written, until the originator lifts that (`cases.protection`)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from agencies.models import Country, Officer
from agencies.search import search_key
from cases import notify
from cases.models import Case, Disclosure, Event, Subject
from cases.models.subject import protected
from cases.timeline import happened
from cases.trace import Operation, trace
from notices.models import Notice

# Why a showing ended (`Disclosure.end_reason`): not a reason that somebody gave.
IDENTITY_CHANGED = "identity changed"
Identity = tuple[object, ...]


def identity_of(subject: Subject) -> Identity:
    """Names, birth, documents: what tells one person from another."""
    documents = tuple((one.type, one.number, one.issuer) for one in subject.documents)
    names = (subject.name, subject.name_latin)
    return (*names, subject.birth_date, subject.birth_year, documents)


@contextmanager
def guarded(case: Case, *, by: Officer) -> Iterator[None]:
    """Around whatever writes subjects: who is somebody else afterwards is hidden again. Caller
    holds the transaction and the case."""
    before, known = _shown(case), _known(case)
    yield
    after = _shown(case) if before else {}
    changed = [pk for pk in before if before[pk] != after.get(pk)]
    for disclosure in Disclosure.objects.standing().filter(subject__in=changed).order_by("pk"):
        _hide_again(case, disclosure, by)
    _go_on_protecting(case, known)


def countries_shown(case: Case, subject: Subject | None = None) -> list[Country]:
    """Which countries were shown somebody of the case, or this person, one by one."""
    rows = Disclosure.objects.standing().of_case(case)
    if subject is not None:
        rows = rows.filter(subject=subject)
    return list(Country.objects.filter(pk__in=rows.values("country")))


def _shown(case: Case) -> dict[int, Identity]:
    if case.is_draft:
        return {}
    shown = Disclosure.objects.standing().of_case(case)
    rows = Subject.everything.filter(pk__in=shown.values("subject"))
    return {row.pk: identity_of(row) for row in rows.prefetch_related("more_documents")}


@dataclass(frozen=True)
class _Known:
    """The subjects of a case before a change, and which of them were protected."""

    everybody: frozenset[int] = frozenset()
    protected: frozenset[int] = frozenset()
    standing: frozenset[int] = frozenset()


def _known(case: Case) -> _Known:
    if case.is_draft:  # nobody abroad has seen it: what is put right there is put right
        return _Known()
    rows = Subject.everything.filter(case=case)
    apart = rows.filter(protected())
    wanted = (rows, apart, apart.filter(removed_at=None))
    return _Known(*(frozenset(found.values_list("pk", flat=True)) for found in wanted))


def _go_on_protecting(case: Case, known: _Known) -> None:
    """Another role alone shows nobody: the originator lifts the protection, and says why. Nor
    does writing the same person anew in one list."""
    if not known.protected:
        return
    rows = Subject.everything.filter(case=case)
    rows.filter(pk__in=known.protected).exclude(role__in=Subject.PROTECTED).update(
        stays_protected=True
    )
    gone = rows.filter(pk__in=known.standing).exclude(removed_at=None)
    told = {name for row in gone for name in _told_apart_by(row)}
    fresh = rows.exclude(pk__in=known.everybody).exclude(role__in=Subject.PROTECTED)
    again = [row.pk for row in fresh if told & _told_apart_by(row)] if told else []
    rows.filter(pk__in=again).update(stays_protected=True)


def _told_apart_by(subject: Subject) -> set[str]:
    names = (subject.name, subject.name_latin, subject.document_number)
    return {search_key(name) for name in names if name}


def _hide_again(case: Case, disclosure: Disclosure, officer: Officer) -> None:
    Disclosure.objects.filter(pk=disclosure.pk).end(by=officer, reason=IDENTITY_CHANGED)
    country = disclosure.country_id
    event = happened(case, Event.Kind.PERSON_HIDDEN, by=officer, country=country)
    key = f"{case.reference}:person-hidden:{event.pk}"
    told = notify.tell_country(case, country, Notice.Kind.CASE_SHARED, key)
    trace(
        case,
        Operation.DISCLOSURE,
        "hide_person",
        by=officer,
        recipients=[country, *(office.code for office in told)],
        purpose=IDENTITY_CHANGED,
        fields=["subjects"],
    )
