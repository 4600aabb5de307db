"""What each fault of the data is called, and what to do about it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Words:
    title: Promise
    advice: Promise


WORDS = {
    "no_title": Words(_("No title"), _("Say in a few words what the case is about.")),
    "no_narrative": Words(_("Nothing on what happened"), _("Write what happened, in order.")),
    "no_offence": Words(_("No offence"), _("Choose the offence from the list.")),
    "no_place": Words(_("No place"), _("Choose the crossing, or give the coordinates.")),
    "no_subject": Words(
        _("Nobody and nothing named"), _("Add the persons, vehicles or documents that you know.")
    ),
    "no_seizure": Words(
        _("No seizure"), _("Add what was seized, with its amount. If nothing was, leave it so.")
    ),
    "retired_code": Words(
        _("Offence that is off the list"), _("Choose the offence that took its place.")
    ),
    "goods_in_words": Words(
        _("Goods in words only"), _("Choose the HS code of the goods beside the words.")
    ),
    "unlikely_time": Words(
        _("Unlikely time"),
        _("It happened after the case was submitted, or more than a year before: check the day."),
    ),
    "country_for_place": Words(
        _("A country for a place"), _("Choose the crossing where it happened, or coordinates.")
    ),
    "person_unnamed": Words(
        _("Person without name or document"),
        _("Give the name as it is written, or the number of a document."),
    ),
    "role_unsaid": Words(
        _("Person without a role"), _("Say whether the person is a suspect, a victim or a witness.")
    ),
    "number_without_country": Words(
        _("Number without its country"), _("Say which country issued the document or the plate.")
    ),
}


def title_of(code: str) -> str:
    return str(WORDS[code].title)


def advice_on(code: str) -> str:
    return str(WORDS[code].advice)
