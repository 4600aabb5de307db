import uuid6
from django.db import models

from agencies.access import office_of, partner_of
from agencies.models import Office, Officer
from cases.models.case import Case


class PaperFormQuerySet(models.QuerySet["PaperForm"]):
    def visible_to(self, user: object) -> "PaperFormQuerySet":
        """Those of the own office; to a partner system, those of its country."""
        partner = partner_of(user)
        if partner is not None:
            return self.filter(office__country=partner.country)
        office = office_of(user)
        return self.filter(office=office) if office is not None else self.none()

    def unused(self) -> "PaperFormQuerySet":
        return self.filter(case=None)


class PaperForm(models.Model):
    """An empty form on paper. Its number is reserved: the case that is keyed in from it gets it
    as its reference. `draft_key` is that of the form on the screen it is keyed into."""

    number = models.CharField(max_length=30, unique=True, editable=False)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    printed_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    printed_at = models.DateTimeField()
    draft_key = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)
    case = models.OneToOneField(Case, on_delete=models.SET_NULL, null=True, related_name="paper")

    objects = PaperFormQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["office", "-id"], name="paper_of_office")]

    def __str__(self) -> str:
        return self.number
