"""What belongs to the standard. A field that is not named here is the portal's own affair."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.models import Case, PeopleCount, Request, RouteStop, Seizure, Subject
from cases.models.exhibit import CustodyStep, Exhibit
from cases.models.request import GROUNDS
from cases.models.subject import SubjectDocument
from cases.seizurelists import LISTS_OF

Lists = Mapping[str, tuple[str, ...]]
COUNTRIES = ("countries", "mrz_special")
PAPERS = ("icao_doc", "local_doc")


@dataclass(frozen=True)
class Entity:
    """One kind of record. `umf` is its name in the Universal Message Format (list
    `umf_entities`); `fields` are names of the model, in the order in which they are asked;
    `lists` says which code lists answer a field."""

    name: str
    title: Promise
    model: type[models.Model]
    umf: str
    fields: tuple[str, ...]
    lists: Lists = field(default_factory=dict)


ENTITIES: tuple[Entity, ...] = (
    Entity(
        "case",
        _("Case"),
        Case,
        "Event",
        (
            "public_id",
            "reference",
            "office",
            "country",
            "happened_at",
            "submitted_at",
            "title",
            "narrative",
            "offences",
            "urgency",
            "handling_code",
            "handling_text",
            "source_evaluation",
            "information_evaluation",
            "status",
            "outcome",
        ),
        {"offences": ("case_type_iccs",)},
    ),
    Entity(
        "route_stop",
        _("Stop of the route"),
        RouteStop,
        "Location",
        ("position", "role", "crossing", "country", "lat", "lon", "place_text", "at"),
    ),
    Entity(
        "subject",
        _("Subject"),
        Subject,
        "Person, Organisation, MeansOfTransportation, MeansOfCommunication",
        (
            "public_id",
            "kind",
            "role",
            "name",
            "name_latin",
            "honorific",
            "sex",
            "birth_date",
            "birth_year",
            "estimated_age",
            "nationality",
            "plate",
            "plate_country",
            "vin",
            "make",
            "colour",
            "imo",
            "flag",
            "registration",
            "phone",
            "service",
            "account",
            "address",
            "address_country",
            "description",
        ),
        {"nationality": COUNTRIES, "address_country": COUNTRIES, "flag": COUNTRIES},
    ),
    Entity(
        "document",
        _("Document of a person"),
        SubjectDocument,
        "PersonDocument",
        ("position", "type", "number", "issuer", "issued_on", "expires_on", "mrz"),
        {"type": PAPERS, "issuer": COUNTRIES},
    ),
    Entity(
        "seizure",
        _("Seizure"),
        Seizure,
        "Item, Weapon",
        (
            "public_id",
            "kind",
            "substance",
            "goods",
            "form",
            "quantity",
            "unit",
            "gross_kg",
            "net_kg",
            "species",
            "cites_appendix",
            "cites_term",
            "cites_source",
            "cites_purpose",
            "firearm_type",
            "make",
            "calibre",
            "serial_number",
            "hs",
            "value",
            "currency",
            "marks",
            "concealment",
            "detection",
            "transport",
            "laboratory",
            "lab_report",
            "lab_on",
            "lab_purity",
            "lab_unit_mg",
            "lab_finding",
        ),
        LISTS_OF,
    ),
    Entity(
        "exhibit",
        _("Exhibit"),
        Exhibit,
        "Item",
        ("public_id", "number", "description", "seal_number"),
    ),
    Entity(
        "custody_step",
        _("Hand-over of an exhibit"),
        CustodyStep,
        "Event",
        ("at", "handed_by", "received_by", "receiving_office", "place", "reason", "seal_number"),
    ),
    Entity(
        "people_count",
        _("People counted"),
        PeopleCount,
        "Person",
        ("what", "number", "sex", "age", "nationality"),
        {"what": (PeopleCount.LIST,), "nationality": COUNTRIES},
    ),
    Entity(
        "request",
        _("Request for information"),
        Request,
        "Event",
        (
            "public_id",
            "reference",
            "asking_office",
            "asked_at",
            "office",
            "urgency",
            "question",
            "purpose",
            "legal_basis",
            "state",
            "acknowledge_by",
            "due_at",
            "acknowledged_at",
            "settled_at",
            "refusal_ground",
        ),
        {"refusal_ground": (GROUNDS,)},
    ),
)


def entity(name: str) -> Entity | None:
    return next((one for one in ENTITIES if one.name == name), None)


def column(of: Entity, name: str) -> "models.Field[Any, Any]":
    found = of.model._meta.get_field(name)
    if not isinstance(found, models.Field):
        raise TypeError(f"{of.name}.{name} is no column of its own")
    return found
