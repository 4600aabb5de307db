import uuid6
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Office, Officer
from cases.models.case import Case


class RelationQuerySet(models.QuerySet["Relation"]):
    def standing(self) -> "RelationQuerySet":
        return self.filter(removed_at=None)

    def readable_by(self, user: object) -> "RelationQuerySet":
        """Those of which the user sees both cases; of the others not even the number."""
        seen = Case.objects.visible_to(user)
        return self.standing().filter(case__in=seen, other__in=seen)

    def of_case(self, case: Case) -> "RelationQuerySet":
        return self.filter(Q(case=case) | Q(other=case))


class Relation(models.Model):
    """What one case has to do with another: read from `case` to `other`."""

    class Kind(models.TextChoices):
        RELATED = "related", _("related to")
        PARENT = "parent", _("parent of")
        DUPLICATE = "duplicate", _("duplicate of")

    public_id = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=9, choices=Kind)
    reason = models.CharField(max_length=300)
    added_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")

    objects = RelationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(case=F("other")),
                name="relation_needs_two_cases",
                violation_error_message=_("A case is not related to itself."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="relation_has_a_reason",
                violation_error_message=_("Say why."),
            ),
            models.UniqueConstraint(
                fields=["case", "other"],
                condition=Q(removed_at=None),
                name="one_relation_of_two_cases",
                violation_error_message=_("These two cases are related already."),
            ),
        ]
        indexes = [
            models.Index(fields=["other"], condition=Q(removed_at=None), name="relation_other")
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.kind} {self.other}"
