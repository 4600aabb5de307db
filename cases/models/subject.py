from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from agencies.access import reach
from agencies.search import search_key
from cases.models.case import Case, granted_ids
from cases.models.levels import Level
from cases.models.part import Contribution, StandingParts


class SubjectQuerySet(models.QuerySet["Subject"]):
    def readable_by(self, user: object) -> "SubjectQuerySet":
        """What `Sighted.subjects` shows the user of each case, asked of all cases at once; but
        protected persons, and what belongs to them, are found by their originator alone, even
        where they were shown."""
        if not reach(user):
            return self.none()
        return self.filter(
            Q(case__in=granted_ids(user, Level.ORIGINATOR))
            | Q(case__in=granted_ids(user, Level.FULL)) & ~_set_apart()
        )

    def set_apart(self) -> "SubjectQuerySet":
        """Protected persons, and what is linked to one of them and leads to where they are."""
        return self.filter(_set_apart())

    def named(self, text: str) -> "SubjectQuerySet":
        """Every word stands in one of the names or aliases."""
        found = self
        for word in search_key(text).split():
            found = found.filter(names_key__contains=word)
        return found

    def identified_by(self, keys: set[str]) -> "SubjectQuerySet":
        """One of the numbers, folded as `cases.subjectkeys` folds them."""
        return self.filter(identifier_keys__overlap=sorted(keys))


def _set_apart() -> Q:
    ends = Q(source=OuterRef("pk")) | Q(target=OuterRef("pk"))
    links = apps.get_model("cases", "Link").objects.filter(ends)
    of_protected = protected("source__") | protected("target__")
    belongs = Q(kind__in=Subject.BELONGINGS) & Q(Exists(links.filter(of_protected)))
    return protected() | belongs


def protected(of: str = "") -> Q:
    """Victims and witnesses, and whoever was one until the protection is lifted. `of` leads to
    the subject."""
    return Q(**{f"{of}role__in": Subject.PROTECTED}) | Q(**{f"{of}stays_protected": True})


class Subject(Contribution):
    """A person, a thing or an address of one case. A record of that case, never shared between
    cases."""

    class Kind(models.TextChoices):
        PERSON = "person", _("Person")
        VEHICLE = "vehicle", _("Vehicle")
        VESSEL = "vessel", _("Vessel")
        ORGANISATION = "organisation", _("Organisation")
        PHONE = "phone", _("Telephone")
        ACCOUNT = "account", _("Account")
        ADDRESS = "address", _("Address")
        DOCUMENT = "document", _("Document")

    class Role(models.TextChoices):
        SUSPECT = "suspect", _("Suspect")
        VICTIM = "victim", _("Victim")
        WITNESS = "witness", _("Witness")
        OTHER = "other", _("Other")

    class Sex(models.TextChoices):
        """As in travel documents (ICAO Doc 9303); empty when it is not known."""

        FEMALE = "F", _("Female")
        MALE = "M", _("Male")
        UNSPECIFIED = "X", _("Unspecified")

    PROTECTED = (Role.VICTIM, Role.WITNESS)
    # What a link makes somebody's: hidden with a protected person, whatever role it was given.
    BELONGINGS = (Kind.PHONE, Kind.ACCOUNT, Kind.ADDRESS, Kind.DOCUMENT)
    # What the case form and the list `subjects` of the API know of: kinds, and what tells them.
    LISTED_KINDS = (Kind.PERSON, Kind.VEHICLE, Kind.VESSEL, Kind.ORGANISATION)
    LISTED_BY = ("name", "name_latin", "document_number", "plate", "description")
    KNOWN_BY = (*LISTED_BY, "vin", "imo", "registration", "phone", "account", "address")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="subjects")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.PERSON)
    role = models.CharField(max_length=7, choices=Role, default=Role.SUSPECT)
    name = models.CharField(_("name as written"), max_length=200, blank=True)
    name_latin = models.CharField(_("name in Latin letters"), max_length=200, blank=True)
    nationality = models.CharField(
        _("nationality"),
        max_length=3,
        blank=True,
        help_text=_("ISO 3166-1, or XXA for stateless"),
    )
    document_type = models.CharField(_("document"), max_length=20, blank=True)
    document_number = models.CharField(_("document number"), max_length=60, blank=True)
    document_issuer = models.CharField(_("issued by"), max_length=3, blank=True)
    plate = models.CharField(_("plate"), max_length=30, blank=True)
    plate_country = models.CharField(_("country of the plate"), max_length=2, blank=True)
    description = models.CharField(_("description"), max_length=300, blank=True)

    # Persons. Of the three ways to know an age, one at most.
    honorific = models.CharField(_("honorific"), max_length=60, blank=True)
    aliases = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    sex = models.CharField(_("sex"), max_length=1, choices=Sex, blank=True)
    birth_date = models.DateField(_("date of birth"), null=True)
    birth_year = models.PositiveSmallIntegerField(_("year of birth"), null=True)
    estimated_age = models.PositiveSmallIntegerField(_("estimated age"), null=True)
    more_nationalities = ArrayField(models.CharField(max_length=3), default=list, blank=True)
    # The rest of the first document; further ones are rows of `SubjectDocument`.
    document_issued_on = models.DateField(_("issued on"), null=True)
    document_expires_on = models.DateField(_("expires on"), null=True)
    document_mrz = models.CharField(_("machine-readable lines"), max_length=100, blank=True)
    # Vehicles, vessels, organisations.
    vin = models.CharField(_("vehicle identification number"), max_length=17, blank=True)
    make = models.CharField(_("make and model"), max_length=80, blank=True)
    colour = models.CharField(_("colour"), max_length=40, blank=True)
    imo = models.CharField(_("IMO number"), max_length=7, blank=True)
    flag = models.CharField(_("flag"), max_length=3, blank=True)
    registration = models.CharField(_("registration number"), max_length=60, blank=True)
    # Telephones, accounts, addresses.
    phone = models.CharField(_("telephone number"), max_length=16, blank=True)
    service = models.CharField(_("service"), max_length=60, blank=True)
    account = models.CharField(_("account or handle"), max_length=120, blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    address_country = models.CharField(_("country"), max_length=3, blank=True)

    # Was a victim or witness of the submitted case: another role shows nobody to anybody.
    stays_protected = models.BooleanField(default=False, editable=False)

    # What it is found by; written by `cases.subjectkeys`.
    names_key = models.TextField(default="", editable=False)
    identifier_keys = ArrayField(models.CharField(max_length=160), default=list, editable=False)

    # Of what was said and is no row: its documents but the first.
    further_documents: "Sequence[SubjectDocument]" = ()

    objects = StandingParts.from_queryset(SubjectQuerySet)()  # type: ignore[misc]

    class Meta(Contribution.Meta):
        constraints = [
            models.CheckConstraint(
                condition=~Q(
                    name="",
                    name_latin="",
                    document_number="",
                    plate="",
                    description="",
                    vin="",
                    imo="",
                    registration="",
                    phone="",
                    account="",
                    address="",
                ),
                name="subject_is_known",
                violation_error_message=_("Give a name, a number or a description."),
            ),
            models.CheckConstraint(
                condition=Q(birth_date=None, birth_year=None)
                | Q(birth_date=None, estimated_age=None)
                | Q(birth_year=None, estimated_age=None),
                name="subject_has_one_age",
                violation_error_message=_(
                    "Give the date of birth, or the year, or the estimated age."
                ),
            ),
        ]
        indexes = [
            GinIndex(name="subject_names", fields=["names_key"], opclasses=["gin_trgm_ops"]),
            GinIndex(name="subject_identifiers", fields=["identifier_keys"]),
        ]

    def __str__(self) -> str:
        known = (
            self.name, self.name_latin, self.plate, self.vin, self.imo, self.registration,
            self.phone, self.account, self.address, self.document_number, self.description,
        )  # fmt: skip
        return next((text for text in known if text), "")

    @property
    def is_protected(self) -> bool:
        return self.role in self.PROTECTED or self.stays_protected

    @property
    def may_be_unprotected(self) -> bool:
        """Neither victim nor witness any more: the protection is left over and can be lifted."""
        return self.stays_protected and self.role not in self.PROTECTED

    @property
    def is_listed(self) -> bool:
        """Whether the case form and the API's list can say it; what they cannot say, they leave
        alone."""
        return self.kind in self.LISTED_KINDS and any(getattr(self, n) for n in self.LISTED_BY)

    @property
    def nationalities(self) -> list[str]:
        return [code for code in (self.nationality, *self.more_nationalities) if code]

    @property
    def documents(self) -> list["SubjectDocument"]:
        """All of them; the first one is where the case form writes it."""
        first = SubjectDocument(
            subject=self,
            type=self.document_type,
            number=self.document_number,
            issuer=self.document_issuer,
            issued_on=self.document_issued_on,
            expires_on=self.document_expires_on,
            mrz=self.document_mrz,
        )
        more = self.more_documents.all() if self.pk else self.further_documents
        return [document for document in (first, *more) if document.is_told]


class SubjectDocument(models.Model):
    """A further identity or travel document of a subject, seen by whoever sees the subject."""

    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="more_documents")
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    type = models.CharField(_("document"), max_length=20, blank=True)
    number = models.CharField(_("document number"), max_length=60, blank=True)
    issuer = models.CharField(_("issued by"), max_length=3, blank=True)
    issued_on = models.DateField(_("issued on"), null=True)
    expires_on = models.DateField(_("expires on"), null=True)
    mrz = models.CharField(_("machine-readable lines"), max_length=100, blank=True)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.type} {self.number}".strip()

    @property
    def is_told(self) -> bool:
        facts: tuple[Any, ...] = (self.type, self.number, self.issuer, self.mrz)
        return any(facts) or self.issued_on is not None or self.expires_on is not None
