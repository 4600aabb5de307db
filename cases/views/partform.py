"""The form of one part of a case, from its first page to what it saves: the same for a person, a
thing, a seizure, what a laboratory said of it, and an exhibit. Whatever is refused comes back as
it was typed."""

from typing import Any, ClassVar, Generic, TypeVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from cases import drafts
from cases.forms.part_sheet import PartSheet, said_of
from cases.forms.raw import restored
from cases.keeping import Recorded, found
from cases.merging import Merged, Overtaken, differing
from cases.models.part import Contribution
from cases.problems import CaseProblem, NotAllowed, StaleVersion
from cases.reading import Sighted, find
from cases.views.asking import reader
from cases.views.holding import token_for

Row = TypeVar("Row", bound=Contribution)


class PartForm(Generic[Row]):
    """One request for the form. `row` is the part that it changes, None for a new one."""

    kept: ClassVar[Recorded[Any, Any]]
    template: ClassVar[str] = "cases/part_form.html"

    def __init__(
        self, request: HttpRequest, sighted: Sighted, sheet: PartSheet[Any], row: Row | None = None
    ) -> None:
        self.request, self.sighted, self.sheet, self.row = request, sighted, sheet, row
        self.key = sheet.key_of(sighted.case, row)

    # -- what a kind of part says of itself ----------------------------------------------------

    def standing(self, sighted: Sighted) -> list[Row]:
        """Those that the reader sees now."""
        raise NotImplementedError

    def called(self, row: Row) -> str:
        return str(row)

    def more(self) -> dict[str, object]:
        """What else its page shows."""
        return {}

    def moved(self) -> PartSheet[Any] | None:
        """The page after a button that saves nothing."""
        return None

    # -- the answer ----------------------------------------------------------------------------

    def answer(self) -> HttpResponse:
        if self.request.method != "POST":
            if self.row is not None:
                self.sheet.begin(self.kept.record_of(self.row), self.kept.units)
            self.sheet = self._taken_up()
            return self._page()
        moved = self.moved()
        if moved is not None:
            self.sheet = moved
            return self._page()
        return self._posted()

    def _page(self) -> HttpResponse:
        context = {
            "case": self.sighted.case,
            "sheet": self.sheet,
            "key": self.key,
            "token": token_for(self.sheet.officer),
            "row": self.row,
            "known": "" if self.row is None else str(self.row),
            "back": self._back(),
            **self.more(),
        }
        return render(self.request, self.template, context)

    def _back(self) -> str:
        case = self.sighted.case
        if self.row is None:
            return case.link
        return reverse(f"{self.sheet.part}-detail", args=[case.reference, self.row.public_id])

    def _taken_up(self) -> PartSheet[Any]:
        """What was typed when the session ended, unless the officer begins again."""
        draft = drafts.find(self.sheet.officer, self.key)
        if draft is None or draft.case != self.sighted.case or "afresh" in self.request.GET:
            return self.sheet
        sheet = self.sheet.again(restored(draft.data))
        sheet.kept_at = draft.saved_at
        return sheet

    def _posted(self) -> HttpResponse:
        self.sheet.checked = True
        if self.sheet.record is None:
            return self._page()
        try:
            saved = self._save()
        except StaleVersion as problem:
            return self._overtaken(problem)
        except NotAllowed as problem:
            raise PermissionDenied(problem.message) from problem
        except CaseProblem as problem:
            self.sheet.refuse(problem.message, problem.field)
            return self._page()
        drafts.drop(self.sheet.officer, self.key)
        if saved.joined_with is not None:
            messages.info(self.request, _joined(said_of(*saved.joined_with)))
        messages.success(self.request, _("%(name)s is saved.") % {"name": self.called(saved)})
        reference = self.sighted.case.reference
        return redirect(f"{self.sheet.part}-detail", reference, saved.public_id)

    def _save(self) -> Row:
        officer, record = reader(self.request), self.sheet.record
        if self.row is None:
            return self.kept.add(self.sighted.case, record, officer=officer)  # type: ignore[no-any-return]
        changed: Row = self.kept.change(
            self.row,
            record,
            officer=officer,
            version=self.sheet.version,
            began=self.sheet.began,
            theirs=self.sheet.theirs,
        )
        return changed

    def _overtaken(self, problem: StaleVersion) -> HttpResponse:
        """Removed meanwhile is 404; else both values, and the next save is on the new version.
        Of a form that does not say what it began with, whatever differs is asked."""
        record = self.sheet.record
        if self.row is None or record is None:
            raise Http404
        self.sighted = find(self.sighted.case.reference, self.request.user)
        self.row = found(self.standing(self.sighted), self.row.public_id)
        stands, units = self.kept.record_of(self.row), self.kept.units
        if isinstance(problem, Overtaken):
            merged = problem.merged
        else:
            merged = Merged(record, differing(units, stands, record))
        self.sheet = self.sheet.overtaken(self.row, stands, merged, units)
        return self._page()


def _joined(change: str) -> str:
    return _("Joined with what was changed meanwhile: %(changes)s.") % {"changes": change}
