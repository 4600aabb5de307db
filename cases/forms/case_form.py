"""The questions of the case form that are asked once."""

from dataclasses import replace
from typing import Any, cast

from django import forms
from django.forms.boundfield import BoundWidget
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Code, Officer
from cases.forms.catalogue import Catalogue
from cases.forms.fields import PlaceField
from cases.forms.kept import Choice, KeptForm
from cases.forms.moments import MomentField, offset, zone_of
from cases.forms.urgencies import urgency_choices
from cases.models import Case
from cases.places import own_crossings
from cases.spots import Spot, from_token

OTHER = "other"


class CaseForm(KeptForm):
    where = forms.ChoiceField(
        label=gettext_lazy("Where did it happen?"), widget=forms.RadioSelect, required=False
    )
    place = PlaceField(
        label=gettext_lazy("Which place?"),
        help_text=gettext_lazy(
            "The name of a crossing in any script, coordinates such as 20.35, 100.08, or a place "
            "and its country, such as Ban Rak, Thailand."
        ),
        required=False,
    )
    happened_at = MomentField(label=gettext_lazy("When did it happen?"))
    offences = forms.MultipleChoiceField(
        label=gettext_lazy("What happened?"),
        help_text=gettext_lazy("Choose all that fit."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one offence.")},
    )
    urgency = forms.ChoiceField(
        label=gettext_lazy("How urgent is it?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how urgent it is.")},
    )
    title = forms.CharField(
        label=gettext_lazy("Short title"),
        help_text=gettext_lazy("Optional. Offices that see only the headline do not see it."),
        max_length=200,
        required=False,
    )
    narrative = forms.CharField(
        label=gettext_lazy("The account"),
        help_text=gettext_lazy(
            "Optional. In your own words and language. Offices that see only the headline do not "
            "see it."
        ),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=20_000,
        required=False,
    )
    handling_code = forms.ChoiceField(
        label=gettext_lazy("How may others use it?"), widget=forms.RadioSelect
    )
    handling_text = forms.CharField(
        label=gettext_lazy("The restriction, in words"),
        help_text=gettext_lazy("Needed for H3. Others must read and confirm it before opening."),
        max_length=500,
        required=False,
    )
    source_evaluation = forms.ChoiceField(
        label=gettext_lazy("How reliable is the source?"),
        error_messages={"required": gettext_lazy("Choose how reliable the source is.")},
    )
    information_evaluation = forms.ChoiceField(
        label=gettext_lazy("How sure is the information?"),
        error_messages={"required": gettext_lazy("Choose how sure the information is.")},
    )

    def __init__(
        self, *args: Any, officer: Officer, side: str, catalogue: Catalogue, **more: Any
    ) -> None:
        """`side` is the country of the office whose case it is."""
        super().__init__(*args, use_required_attribute=False, **more)
        self.officer, self.side = officer, side
        self.catalogue = catalogue
        self.own = own_crossings(officer)
        self.own += self._chosen_elsewhere()
        self._fill_lists()
        self._know_the_officer()

    def _fill_lists(self) -> None:
        self._choose("where", [*map(_own_choice, self.own), (OTHER, _("Another place"))])
        self._choose("offences", self.catalogue.offences)
        self._choose("urgency", urgency_choices())
        self._choose("handling_code", _coded(Case.Handling))
        unanswered = ("", _("Choose"))
        self._choose("source_evaluation", [unanswered, *_coded(Case.Source)])
        self._choose("information_evaluation", [unanswered, *_coded(Case.Information)])

    def _chosen_elsewhere(self) -> list[Spot]:
        """The crossing of a draft begun at an office where the officer was posted before."""
        code = self.data.get("where", "")
        known = {spot.code for spot in self.own} | {OTHER, ""}
        spot = from_token(f"{code}||||") if code not in known else None
        return [spot] if spot is not None else []

    def _choose(self, name: str, choices: list[Any]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = choices

    def _know_the_officer(self) -> None:
        zone = zone_of(self.officer.time_zone)
        cast(PlaceField, self.fields["place"]).officer = self.officer
        moment = cast(MomentField, self.fields["happened_at"])
        moment.zone = zone
        moment.help_text = _(
            "Day/month/year and the 24-hour clock, such as 22/11/2026 02:10. Years of the Buddhist "
            "era are understood. Local time of your office, %(offset)s."
        ) % {"offset": offset(zone)}

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["spot"] = self._spot()
        needs_text = self.cleaned_data.get("handling_code") == Case.Handling.H3
        if needs_text and not self.cleaned_data.get("handling_text", "too long"):
            self.add_error("handling_text", _("H3 needs the restriction in words."))
        return self.cleaned_data

    def _spot(self) -> Spot | None:
        """The own crossing that was chosen, else the place in the box."""
        chosen = self.cleaned_data.get("where")
        own = next((spot for spot in self.own if spot.code == chosen), None)
        if own is not None:
            self._errors.pop("place", None)  # what is left in the box was not asked for
            return _side_left_open(own, self.side)
        spot = self.cleaned_data.get("place")
        if spot is None and not {"where", "place"} & set(self.errors):
            if chosen == OTHER:
                self.add_error("place", _("Write the other place."))
            else:
                self.add_error("where", _("Choose where it happened."))
        return _side_left_open(spot, self.side) if spot is not None else None

    @property
    def common_offences(self) -> list[BoundWidget]:
        common = self.catalogue.common_offences
        return [option for option in self["offences"] if option.data["value"] in common]

    @property
    def other_offences(self) -> list[BoundWidget]:
        common = self.catalogue.common_offences
        return [option for option in self["offences"] if option.data["value"] not in common]

    @property
    def has_other_offence(self) -> bool:
        """The folded part opens when something in it is chosen."""
        return any(option.data["selected"] for option in self.other_offences)

    @property
    def offence_codes(self) -> tuple[Code, ...]:
        codes = (self.catalogue.offence(code) for code in self.cleaned_data["offences"])
        return tuple(code for code in codes if code is not None)


def _side_left_open(spot: Spot, side: str) -> Spot:
    """Whichever side's name was written for a crossing of the country whose case it is, its
    officers acted on their own side (`cases.origin.on_own_side` fills it in)."""
    crossing = spot.crossing
    if crossing is None or side not in crossing.border_id.split("-"):
        return spot
    return replace(spot, country=None)


def _own_choice(spot: Spot) -> tuple[str, str]:
    return spot.code, Choice(spot.label, spot.about)


def _coded(choices: Any) -> list[tuple[str, str]]:
    """ "H0 – To prevent and combat crime"."""
    return [(value, Choice(f"{value} – {label}")) for value, label in choices.choices]
