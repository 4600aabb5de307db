"""One case as XML in the entities of the Universal Message Format.

Shaped after the core entities of UMF as we know them, and not checked against its official schema:
the root says so, and the namespace is our own. Of a headline only the file, the event and totals.
"""

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from cases import headline
from cases.exports.printed import printable
from cases.exports.stamp import Stamp
from cases.models import Link, RouteStop, Seizure, Subject
from cases.reading import Sighted

NAMESPACE = "urn:blo:umf-shaped:1"
NOTICE = "Shaped after UMF core entities; not validated against the official schema."
Kind = Subject.Kind
_ENTITY = {
    Kind.PERSON: "Person",
    Kind.ORGANISATION: "Organisation",
    Kind.VEHICLE: "MeansOfTransportation",
    Kind.VESSEL: "MeansOfTransportation",
    Kind.PHONE: "MeansOfCommunication",
    Kind.ACCOUNT: "MeansOfCommunication",
    Kind.ADDRESS: "Location",
}
_FACTS = (
    "role", "name", "name_latin", "nationality", "sex", "birth_date", "birth_year", "plate",
    "plate_country", "vin", "make", "colour", "imo", "flag", "registration", "phone", "service",
    "account", "address", "address_country", "description",
)  # fmt: skip
_SEIZED = ("goods", "make", "calibre", "serial_number", "marks", "gross_kg", "net_kg")


def written(sighted: Sighted, stamp: Stamp) -> bytes:
    root = ET.Element("UMFCase", {"xmlns": NAMESPACE, "notice": NOTICE})
    _file(root, sighted, stamp)
    _event(root, sighted)
    if sighted.is_full:
        for stop in sighted.case.route.all():
            _location(root, stop)
        for subject in sighted.subjects:
            _subject(root, subject)
        for seizure in sighted.case.seizures.with_things():
            _item(root, seizure)
        _relations(root, sighted)
    else:
        _totals(root, sighted)
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _file(root: ET.Element, sighted: Sighted, stamp: Stamp) -> None:
    case = sighted.case
    file = ET.SubElement(root, "File", {"id": case.reference})
    _say(file, "Reference", case.reference)
    _say(file, "Owner", case.office.code)
    _say(file, "Status", case.status)
    _say(file, "HandlingCode", case.handling_code)
    _say(file, "DisclosureLevel", sighted.level)
    for name, text in (("TakenBy", stamp.recipient), ("Purpose", stamp.purpose)):
        _say(file, name, text)
    _say(file, "CopyNumber", stamp.copy)
    if sighted.is_full:
        _say(file, "HandlingText", case.handling_text)
        _say(file, "SourceEvaluation", case.source_evaluation)
        _say(file, "InformationEvaluation", case.information_evaluation)


def _event(root: ET.Element, sighted: Sighted) -> None:
    case = sighted.case
    event = ET.SubElement(root, "Event", {"id": f"event-{case.public_id}"})
    for offence in case.offences.all():
        _say(event, "Offence", str(offence), code=offence.code)
    _say(event, "DateTime", case.happened_at.isoformat())
    _say(event, "Place", headline.where(case))
    _say(event, "Urgency", case.urgency)
    if sighted.is_full:
        _say(event, "Title", case.title)
        _say(event, "Narrative", case.narrative)


def _location(root: ET.Element, stop: RouteStop) -> None:
    place = ET.SubElement(root, "Location", {"id": f"stop-{stop.position}", "role": stop.role})
    _say(place, "Crossing", stop.crossing.code if stop.crossing is not None else "")
    _say(place, "Country", stop.country_id)
    _say(place, "Latitude", stop.lat)
    _say(place, "Longitude", stop.lon)
    _say(place, "Text", stop.place_text)
    _say(place, "DateTime", stop.at.isoformat() if stop.at is not None else "")


def _subject(root: ET.Element, subject: Subject) -> None:
    entity = _ENTITY.get(Kind(subject.kind), "Item")
    about = {"id": str(subject.public_id), "kind": subject.kind}
    row = ET.SubElement(root, entity, about)
    _say_all(row, subject, _FACTS)
    for alias in subject.aliases:
        _say(row, "Alias", alias)
    for document in subject.documents:
        paper = ET.SubElement(root, "PersonDocument", {"of": str(subject.public_id)})
        _say_all(paper, document, ("type", "number", "issuer"))


def _item(root: ET.Element, seizure: Seizure) -> None:
    weapon = seizure.kind == Seizure.Kind.FIREARM
    about = {"id": str(seizure.public_id), "kind": seizure.kind}
    row = ET.SubElement(root, "Weapon" if weapon else "Item", about)
    if seizure.thing is not None:
        _say(row, "What", str(seizure.thing), code=seizure.thing.code)
    _say(row, "Quantity", seizure.quantity, unit=seizure.unit.code)
    _say_all(row, seizure, _SEIZED)


def _totals(root: ET.Element, sighted: Sighted) -> None:
    for total in headline.seizure_totals(sighted.case):
        row = ET.SubElement(root, "Item", {"total": "true"})
        _say(row, "What", str(total.what))
        _say(row, "Quantity", str(total.amount))


def _relations(root: ET.Element, sighted: Sighted) -> None:
    """Between what the reader sees; each with the evaluation of its case."""
    case, seen = sighted.case, {subject.pk: subject for subject in sighted.subjects}
    for link in Link.objects.filter(case=case).order_by("pk"):
        if link.source_id in seen and link.target_id in seen:
            ends = {
                "from": str(seen[link.source_id].public_id),
                "to": str(seen[link.target_id].public_id),
            }
            row = ET.SubElement(root, "Relation", {**ends, "kind": link.kind})
            _say(row, "Evaluation", f"{case.source_evaluation}{case.information_evaluation}")
            _say(row, "HandlingCode", case.handling_code)


def _say_all(row: ET.Element, holder: object, names: Iterable[str]) -> None:
    for name in names:
        _say(row, "".join(word.title() for word in name.split("_")), getattr(holder, name))


def _say(row: ET.Element, name: str, value: object, **about: str) -> None:
    """What is not known is left out."""
    if value not in (None, ""):
        ET.SubElement(row, name, about).text = printable(str(value))
