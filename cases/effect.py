"""What sharing would do, in sentences, before it is done: how many officers in which offices could
open the case, and what stays hidden from them."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.models import Country, Office, Officer
from cases.models import Case, CaseFile, Disclosure, Subject
from cases.preview import at_start


@dataclass(frozen=True)
class Reach:
    """One office and how many of its officers could open the case."""

    office: Office
    officers: int


class Effect:
    """Of sharing with a country, or with one office of it. `own`: the country of who shares."""

    def __init__(self, case: Case, country: Country, office: Office | None, own: str) -> None:
        self.case, self.country, self.office, self.own = case, country, office, own

    @cached_property
    def offices(self) -> list[Reach]:
        """Those with officers; each of them alone can be chosen too."""
        rows = Office.objects.active().filter(country=self.country)
        if self.office is not None:
            rows = rows.filter(pk=self.office.pk)
        people = Officer.objects.active().people().filter(office__in=rows)
        counted = dict(people.order_by().values_list("office").annotate(Count("pk")))
        return [Reach(one, counted[one.pk]) for one in rows if one.pk in counted]

    @property
    def sentence(self) -> str:
        """ "5 officers in 2 offices of Myanmar will be able to open it." """
        people = sum(one.officers for one in self.offices)
        if not people:
            return _("Nobody there could open it now: no officer is posted there.")
        officers = ngettext("%(count)s officer", "%(count)s officers", people)
        offices = ngettext("%(count)s office", "%(count)s offices", len(self.offices))
        return _("%(officers)s in %(offices)s of %(country)s can open it, at any level.") % {
            "officers": officers % {"count": at_start(people)},
            "offices": offices % {"count": len(self.offices)},
            "country": self.country,
        }

    @property
    def by_level(self) -> list[str]:
        """What is not shown at each level."""
        return [self._at_headline, self._in_full]

    @property
    def _at_headline(self) -> str:
        people = self.case.subjects.filter(kind=Subject.Kind.PERSON).count()
        if not people:
            return _("Headline does not show the account, files or the rest of the route.")
        return ngettext(
            "Headline does not show the account, files, the rest of the route, nor "
            "%(count)s person.",
            "Headline does not show the account, files, the rest of the route, nor "
            "%(count)s people.",
            people,
        ) % {"count": people}

    @property
    def _in_full(self) -> str:
        hidden = [*self._hidden_people(), *self._national_files(), _("your national notes")]
        return _("Full and contribute do not show: %(what)s.") % {"what": ", ".join(hidden)}

    def _hidden_people(self) -> list[str]:
        shown = Disclosure.objects.standing().of_case(self.case).to_country(self.country.pk)
        rows = self.case.subjects.set_apart().exclude(pk__in=shown.values("subject"))
        count = rows.exclude(contributed_by=self.country).count()
        text = ngettext("%(count)s protected person or thing of theirs",
                        "%(count)s protected people or things of theirs", count)  # fmt: skip
        return [text % {"count": count}] if count else []

    def _national_files(self) -> list[str]:
        kept = CaseFile.objects.filter(case=self.case, reach=CaseFile.Reach.NATIONAL)
        count = kept.filter(country=self.own).count()
        text = ngettext("%(count)s national file", "%(count)s national files", count)
        return [text % {"count": count}] if count else []
