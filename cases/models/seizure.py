from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from agencies.models import Code, Officer
from cases.models.case import Case
from cases.models.part import Contribution, StandingParts


class SeizureQuerySet(models.QuerySet["Seizure"]):
    def with_things(self) -> "SeizureQuerySet":
        """What a total or a headline says of each."""
        return self.select_related("substance", "species", "firearm_type", "hs", "unit")

    def of(self, kind_or_code: str) -> "SeizureQuerySet":
        """Of that kind, or of that listed substance, species, type of firearm or HS code."""
        if kind_or_code in Seizure.Kind:
            return self.filter(kind=kind_or_code)
        return self.filter(
            Q(substance__code=kind_or_code, kind__in=Seizure.OF_SUBSTANCE)
            | Q(species__code=kind_or_code, kind__in=Seizure.OF_SPECIES)
            | Q(firearm_type__code=kind_or_code, kind=Seizure.Kind.FIREARM)
            | Q(hs__code=kind_or_code, substance=None, species=None, firearm_type=None)
        )


def _code(label: Any = "") -> Any:
    """An entry of a code list. Without an index of its own: what is searched has one below."""
    return models.ForeignKey(
        Code,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=label,
    )


def _kilograms(label: Any) -> Any:
    return models.DecimalField(
        label,
        max_digits=14,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.000001"))],
    )


class Seizure(Contribution):
    """What was found, how much of it, and what the laboratory said later. What kind of thing it
    is decides which questions belong to it (`cases.seizures`)."""

    class Kind(models.TextChoices):
        DRUG = "drug", _("Drug")
        PRECURSOR = "precursor", _("Precursor chemical")
        WILDLIFE = "wildlife", _("Wildlife")
        TIMBER = "timber", _("Timber")
        FIREARM = "firearm", _("Firearm or ammunition")
        CASH = "cash", _("Cash")
        GOODS = "goods", _("Other goods")

    OF_SUBSTANCE = (Kind.DRUG, Kind.PRECURSOR)
    OF_SPECIES = (Kind.WILDLIFE, Kind.TIMBER)
    # What the case form and the list `seizures` of the API can say.
    LISTED_KINDS = (*OF_SUBSTANCE, *OF_SPECIES, Kind.GOODS)
    LAB_FIELDS = (
        "laboratory",
        "lab_report",
        "lab_on",
        "lab_purity",
        "lab_unit_mg",
        "lab_finding",
    )

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="seizures")
    kind = models.CharField(max_length=9, choices=Kind, default=Kind.GOODS)
    substance = models.ForeignKey(
        Code,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("substance"),
    )
    goods = models.CharField(_("in words"), max_length=120, blank=True)
    quantity = models.DecimalField(
        _("quantity"),
        max_digits=14,
        decimal_places=3,
        validators=[MinValueValidator(Decimal("0.001"))],
    )
    unit = models.ForeignKey(
        Code, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    gross_kg = _kilograms(_("gross weight in kg"))
    net_kg = _kilograms(_("net weight in kg"))
    value = models.DecimalField(
        _("value"),
        max_digits=13,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.01"))],
    )
    currency = _code(_("currency"))
    form = _code(_("form"))
    species = _code(_("species"))
    cites_appendix = _code(_("CITES appendix"))
    cites_term = _code(_("CITES term"))
    cites_source = _code(_("CITES source"))
    cites_purpose = _code(_("CITES purpose"))
    firearm_type = _code(_("type"))
    make = models.CharField(_("make and model"), max_length=80, blank=True)
    calibre = models.CharField(_("calibre"), max_length=40, blank=True)
    serial_number = models.CharField(_("serial number"), max_length=60, blank=True)
    hs = _code(_("HS code"))
    marks = models.CharField(_("packaging marks"), max_length=120, blank=True)
    concealment = _code(_("how it was hidden"))
    detection = _code(_("how it was detected"))
    transport = _code(_("means of transport"))
    note = models.CharField(_("note"), max_length=300, blank=True)

    # What the laboratory said, and who wrote it down when.
    laboratory = models.CharField(_("laboratory"), max_length=120, blank=True)
    lab_report = models.CharField(_("number of the report"), max_length=60, blank=True)
    lab_on = models.DateField(_("date of the report"), null=True)
    lab_purity = models.DecimalField(
        _("purity in per cent"),
        max_digits=5,
        decimal_places=2,
        null=True,
        validators=[MinValueValidator(Decimal("0.01")), MaxValueValidator(100)],
    )
    lab_unit_mg = models.DecimalField(
        _("weight of one piece in mg"),
        max_digits=11,
        decimal_places=3,
        null=True,
        validators=[MinValueValidator(Decimal("0.001"))],
    )
    lab_finding = models.CharField(_("finding"), max_length=300, blank=True)
    lab_at = models.DateTimeField(null=True, editable=False)
    lab_by = models.ForeignKey(
        Officer,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        db_index=False,
    )

    objects = StandingParts.from_queryset(SeizureQuerySet)()  # type: ignore[misc]

    class Meta(Contribution.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity__gt=0),
                name="seizure_is_something",
                violation_error_message=_("The quantity must be more than nothing."),
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["drug", "precursor"]) | Q(substance__isnull=False),
                name="seizure_names_its_substance",
                violation_error_message=_("Choose the substance."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["drug", "precursor"]) | Q(substance=None),
                name="seizure_substance_is_of_its_kind",
                violation_error_message=_("Only drugs and precursors are a listed substance."),
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["wildlife", "timber"])
                | Q(species__isnull=False)
                | ~Q(goods=""),
                name="seizure_says_which_species",
                violation_error_message=_("Choose the species, or say in words what it is."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="firearm") | Q(firearm_type__isnull=False),
                name="seizure_names_its_firearm",
                violation_error_message=_("Choose the type of firearm."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="goods") | Q(hs__isnull=False) | ~Q(goods=""),
                name="seizure_says_what",
                violation_error_message=_("Say what was found."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="cash") | Q(value__isnull=False, currency__isnull=False),
                name="seizure_cash_has_its_value",
                violation_error_message=_("Cash needs its amount and its currency."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="cash") | Q(quantity=F("value"), unit=F("currency")),
                name="seizure_cash_counts_its_value",
            ),
            models.CheckConstraint(
                condition=Q(value=None, currency=None) | Q(value__gt=0, currency__isnull=False),
                name="seizure_value_has_its_currency",
                violation_error_message=_("A value needs its currency, and a currency its value."),
            ),
            models.CheckConstraint(
                condition=Q(gross_kg=None) | Q(gross_kg__gt=0),
                name="seizure_gross_is_something",
                violation_error_message=_("A weight must be more than nothing."),
            ),
            models.CheckConstraint(
                condition=Q(net_kg=None) | Q(net_kg__gt=0),
                name="seizure_net_is_something",
                violation_error_message=_("A weight must be more than nothing."),
            ),
            models.CheckConstraint(
                condition=Q(net_kg=None) | Q(gross_kg=None) | Q(net_kg__lte=F("gross_kg")),
                name="seizure_net_is_within_gross",
                violation_error_message=_("The net weight cannot be more than the gross weight."),
            ),
            models.CheckConstraint(
                condition=Q(serial_number="") | Q(quantity=1),
                name="seizure_serial_number_is_of_one",
                violation_error_message=_(
                    "A serial number belongs to one piece: write the quantity 1."
                ),
            ),
            models.CheckConstraint(
                condition=Q(
                    laboratory="",
                    lab_report="",
                    lab_on=None,
                    lab_purity=None,
                    lab_unit_mg=None,
                    lab_finding="",
                    lab_at=None,
                    lab_by=None,
                )
                | ~Q(laboratory="")
                & Q(lab_on__isnull=False, lab_at__isnull=False, lab_by__isnull=False),
                name="seizure_lab_result_is_whole",
                violation_error_message=_(
                    "A laboratory result needs the laboratory and the date of its report."
                ),
            ),
            models.CheckConstraint(
                condition=Q(lab_purity=None) | Q(lab_purity__gt=0, lab_purity__lte=100),
                name="seizure_purity_is_a_share",
                violation_error_message=_("A purity is more than 0 and at most 100 per cent."),
            ),
            models.CheckConstraint(
                condition=Q(lab_unit_mg=None) | Q(lab_unit_mg__gt=0),
                name="seizure_piece_weighs_something",
                violation_error_message=_("A weight must be more than nothing."),
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "case"], name="seizure_kind"),
            models.Index(
                fields=["species"], condition=Q(species__isnull=False), name="seizure_species"
            ),
            models.Index(
                fields=["firearm_type"],
                condition=Q(firearm_type__isnull=False),
                name="seizure_firearm_type",
            ),
            models.Index(fields=["hs"], condition=Q(hs__isnull=False), name="seizure_hs"),
        ]

    def __str__(self) -> str:
        if self.goods or self.thing is None:
            return self.goods or _now("Cash")
        return str(self.thing)

    @property
    def thing(self) -> Code | None:
        """The listed thing that it is: what totals, filters and the headline call it."""
        return self.substance or self.species or self.firearm_type or self.hs

    @property
    def is_listed(self) -> bool:
        """Whether the case form and the API's list can say it; what they cannot say, they leave
        alone."""
        named = self.substance_id is not None or bool(self.goods)
        return self.kind in self.LISTED_KINDS and named

    @property
    def has_lab_result(self) -> bool:
        return self.lab_at is not None

    def settle_kind(self) -> None:
        """The case form chooses a substance, or writes words: the kind follows."""
        if self.substance is not None:
            is_drug = self.substance.list_id == "drugs"
            self.kind = self.Kind.DRUG if is_drug else self.Kind.PRECURSOR
        elif self.kind in self.OF_SUBSTANCE:
            self.kind = self.Kind.GOODS
