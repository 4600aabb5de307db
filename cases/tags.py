"""Tags: words of a country's own vocabulary on cases, seen by that country alone."""

import unicodedata
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.access import country_of, office_of
from agencies.models import Officer
from audit.clock import now
from cases import officework
from cases.models import Case, CaseTag, Flag, Tag
from cases.officework import Operation
from cases.problems import CaseProblem
from cases.reading import Sighted

MOST_TAGS = 20


def key_of(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def names_in(text: str) -> list[str]:
    """Words between commas, of any script, each once."""
    parts = text.replace("、", ",").replace("，", ",").replace("၊", ",").split(",")
    names = {key_of(part): " ".join(part.split()) for part in parts if part.strip()}
    return list(names.values())


def tags_of(sighted: Sighted, reader: object) -> list[Tag]:
    """On this case, of the reader's own country."""
    rows = CaseTag.objects.readable_by(reader).of_case(sighted.case).select_related("tag")
    return [row.tag for row in rows.order_by("tag__key")]


def vocabulary(reader: object) -> list[Tag]:
    """The words of the reader's own country."""
    return list(Tag.objects.readable_by(reader))


@transaction.atomic
def tag(case: Case, names: Iterable[str], *, officer: Officer) -> list[CaseTag]:
    """Put tags on the case; a word that is new joins the vocabulary."""
    case = officework.enter(case, officer)
    words = [_tag_called(name, officer) for name in names]
    on_it = CaseTag.objects.standing().filter(case=case, country=country_of(officer))
    present = set(on_it.values_list("tag", flat=True))
    fresh = {word.pk: word for word in words if word.pk not in present}
    if len(present) + len(fresh) > MOST_TAGS:
        raise CaseProblem(_("A case has at most %(n)s tags.") % {"n": MOST_TAGS}, field="tags")
    for word in fresh.values():
        CaseTag.objects.create(
            case=case,
            tag=word,
            country=word.country,
            office=office_of(officer),
            set_by=officer,
            set_at=now(),
        )
    if fresh:
        officework.note(case, Operation.ALTERATION, "tag", officer, ["tags"])
    return list(on_it.select_related("tag"))


@transaction.atomic
def untag(case: Case, tags: Iterable[Tag], *, officer: Officer) -> None:
    """Take tags off the case. They stay in the vocabulary and in the record."""
    case = officework.enter(case, officer)
    on_it = CaseTag.objects.standing().filter(case=case, country=country_of(officer))
    gone = on_it.filter(tag__in=list(tags)).update(ended_at=now(), ended_by=officer)
    if gone:
        officework.note(case, Operation.ALTERATION, "untag", officer, ["tags"])


@transaction.atomic
def retag(case: Case, *, add: Iterable[str], remove: Iterable[Tag], officer: Officer) -> None:
    """Both at once, as the page asks for them."""
    untag(case, remove, officer=officer)
    tag(case, add, officer=officer)


def _tag_called(name: str, officer: Officer) -> Tag:
    written, key = " ".join(name.split()), key_of(name)
    if not key or len(written) > Tag.LONGEST or len(key) > Tag.LONGEST_KEY:
        raise CaseProblem(_("A tag has 1 to %(n)s characters.") % {"n": Tag.LONGEST}, field="tags")
    found, _is_new = Tag.objects.get_or_create(
        country_id=country_of(officer), key=key, defaults={"name": written}
    )
    return found


def marks_of(cases: Iterable[Case], reader: object) -> dict[int, list[str]]:
    """Flags and tags of the reader's own country, by case, as a list shows them."""
    listed = list(cases)
    found: dict[int, list[str]] = {}
    for flag in Flag.objects.readable_by(reader).filter(case__in=listed):
        found.setdefault(flag.case_id, []).append(str(flag.get_kind_display()))
    rows = CaseTag.objects.readable_by(reader).filter(case__in=listed).select_related("tag")
    for row in rows.order_by("tag__key"):
        found.setdefault(row.case_id, []).append(row.tag.name)
    return found
