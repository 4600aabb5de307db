"""The parts of a case as the form of an answer offers them, and what was ticked of them."""

from collections.abc import Iterable
from uuid import UUID

from cases.attaching import Chosen
from cases.attachments import Offered
from cases.seizurepage import amount_of
from cases.subjectpage import known_as


def choices_of(offered: Offered) -> list[tuple[str, str]]:
    """A value names the list and the part: `subjects:0190…`."""
    said = [
        *(("subjects", one, f"{one.get_kind_display()}: {known_as(one)}", one.get_role_display())
          for one in offered.subjects),
        *(("seizures", one, f"{one}: {amount_of(one)}", "") for one in offered.seizures),
        *(("files", one, one.name, one.caption) for one in offered.files),
    ]  # fmt: skip
    return [
        (f"{part}:{one.public_id}", " · ".join(text for text in (name, more) if text))
        for part, one, name, more in said
    ]


def chosen_of(reference: str, ticked: Iterable[str]) -> Chosen:
    """Of what the form offered."""
    lists: dict[str, list[UUID]] = {"subjects": [], "seizures": [], "files": []}
    for value in ticked:
        part, _colon, public_id = value.partition(":")
        lists[part].append(UUID(public_id))
    return Chosen(reference, **lists)
