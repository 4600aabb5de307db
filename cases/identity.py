"""Who a protected person is. One of them was shown to a country as that person: when somebody else
stands in the record, the showing ends and has to be given again."""

from collections.abc import Iterator
from contextlib import contextmanager

from agencies.models import Country, Officer
from cases import notify
from cases.models import Case, Disclosure, Event, Subject
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
    before = _shown(case)
    yield
    after = _shown(case) if before else {}
    changed = [pk for pk in before if before[pk] != after.get(pk)]
    for disclosure in Disclosure.objects.standing().filter(subject__in=changed).order_by("pk"):
        _hide_again(case, disclosure, by)


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
