"""The page around the case form: whose it is, what it changes, what is said above it."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.models import Code, Country, Officer
from cases import identity
from cases.forms.begun import Begun, Stale
from cases.forms.entry import Entry
from cases.forms.raw import Raw
from cases.models import Case, FormDraft

UNTITLED_LENGTH = 60


@dataclass(frozen=True)
class Unfinished:
    """A draft that can be taken up again."""

    key: uuid.UUID
    title: str
    saved_at: datetime
    address: str


@dataclass
class Sheet(Begun):
    officer: Officer
    fields: Raw
    token: str
    case: Case | None = None
    in_use: tuple[Code, ...] = ()
    checked: bool = False
    kept_at: datetime | None = None
    unfinished: list[Unfinished] = field(default_factory=list)
    logged_drafts: list[Case] = field(default_factory=list)
    stale: Stale | None = None
    refused: str = ""
    said: str = ""
    new_row: str = ""

    @cached_property
    def entry(self) -> Entry:
        entry = Entry(
            self.fields,
            officer=self.officer,
            side=self.case.country_id if self.case is not None else "",
            in_use=self.in_use,
            checked=self.checked,
        )
        entry.go_to(self.new_row)
        return entry

    @property
    def errors(self) -> list[tuple[str, str]]:
        """For the summary: (id of the field, what is wrong with which)."""
        found = [(p.target, f"{p.label}: {p.message}") for p in self.entry.problems]
        return [("", self.refused), *found] if self.refused else found

    @property
    def key(self) -> str:
        return self.fields.get("key", "")

    @property
    def is_open(self) -> bool:
        """The case was submitted: what is saved here is told at once."""
        return self.case is not None and self.case.is_open

    @cached_property
    def shown_to(self) -> list[Country]:
        """Where somebody of this case was shown one by one: said before anybody is overwritten."""
        return identity.countries_shown(self.case) if self.is_open and self.case else []

    @property
    def title(self) -> str:
        if self.case is None:
            return _("New case")
        return _("Change %(reference)s") % {"reference": self.case.reference}

    @property
    def action(self) -> str:
        """With the draft's key, so that signing in again leads back to what was typed."""
        if self.case is None:
            return f"{reverse('case-new')}?draft={self.key}"
        return f"{reverse('case-edit', args=[self.case.reference])}?draft={self.key}"


def unfinished_of(draft: FormDraft) -> Unfinished:
    return Unfinished(draft.key, _title(draft), draft.saved_at, address_of(draft))


def address_of(draft: FormDraft) -> str:
    """Where the draft goes on."""
    part = draft.data.get("part", [""])[0]
    if draft.case is not None and part in _PAGES:
        return _address_of_part(draft, draft.case, part)
    if draft.case is None:
        return f"{reverse('case-new')}?draft={draft.key}"
    return f"{reverse('case-edit', args=[draft.case.reference])}?draft={draft.key}"


# Where a part is changed, by the name of its form.
_PAGES = {
    "subject": "subject-edit",
    "seizure": "seizure-edit",
    "exhibit": "exhibit-edit",
    "laboratory": "seizure-lab",
}


def _address_of_part(draft: FormDraft, case: Case, part: str) -> str:
    """The questions about a part of the case: a new one of some kind, or one that is changed."""
    kind, public_id = (draft.data.get(name, [""])[0] for name in ("kind", "row"))
    try:
        return reverse(_PAGES[part], args=[case.reference, uuid.UUID(public_id)])
    except ValueError:
        return f"{reverse(f'{part}-new', args=[case.reference])}?{urlencode({'kind': kind})}"


def _title(draft: FormDraft) -> str:
    """The first thing typed that tells it from others."""
    typed = ((draft.data.get(name) or [""])[0].strip() for name in _TELLING)
    return next((text[:UNTITLED_LENGTH] for text in typed if text), "") or _("No title yet")


_TELLING = (
    "title",
    "narrative",
    "name",
    "description",
    "laboratory",
    "plate",
    "phone",
    "people-0-name",
    "vehicles-0-plate",
    "seizures-0-goods",
    "place",
    "after-0-place",
    "before-0-place",
)
