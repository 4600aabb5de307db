from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case
from cases.models.part import Part


class Subject(Part):
    """A person or vehicle of one case. A record of that case, never shared between cases."""

    class Kind(models.TextChoices):
        PERSON = "person", _("Person")
        VEHICLE = "vehicle", _("Vehicle")
        VESSEL = "vessel", _("Vessel")
        ORGANISATION = "organisation", _("Organisation")

    class Role(models.TextChoices):
        SUSPECT = "suspect", _("Suspect")
        VICTIM = "victim", _("Victim")
        WITNESS = "witness", _("Witness")
        OTHER = "other", _("Other")

    PROTECTED = (Role.VICTIM, Role.WITNESS)

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

    class Meta(Part.Meta):
        constraints = [
            models.CheckConstraint(
                condition=~(
                    Q(
                        name="",
                        name_latin="",
                        document_number="",
                        plate="",
                        description="",
                    )
                ),
                name="subject_is_known_by_something",
                violation_error_message=_(
                    "Give a name, a document number, a plate or a description."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.name_latin or self.plate or self.description

    @property
    def is_protected(self) -> bool:
        return self.role in self.PROTECTED
