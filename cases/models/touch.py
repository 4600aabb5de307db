from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Border, Officer
from cases.models.case import Case
from cases.touch import Rule


class TouchQuerySet(models.QuerySet["Touch"]):
    def standing(self) -> "TouchQuerySet":
        return self.filter(is_struck=False)


class Touch(models.Model):
    """One border touched for one reason. The reason is data; the page renders its sentence."""

    class Reason(models.TextChoices):
        CROSSING = Rule.CROSSING.value, _("happened at a crossing")
        CONSECUTIVE = (
            Rule.CONSECUTIVE.value,
            _("the route goes from one country to the other"),
        )
        NEAR_CROSSING = Rule.NEAR_CROSSING.value, _("near a crossing")
        NEAR_TRIPOINT = Rule.NEAR_TRIPOINT.value, _("near where three countries meet")
        ADDED = "added", _("added by an officer")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="touches")
    border = models.ForeignKey(Border, on_delete=models.PROTECT, related_name="+")
    rule = models.CharField(max_length=13, choices=Reason)
    position = models.PositiveSmallIntegerField(null=True)
    to_position = models.PositiveSmallIntegerField(null=True)
    near = models.CharField(max_length=120, blank=True)
    distance_km = models.DecimalField(max_digits=5, decimal_places=1, null=True)
    is_struck = models.BooleanField(default=False)

    objects = TouchQuerySet.as_manager()

    class Meta:
        ordering = ["border", "position", "pk"]
        verbose_name_plural = "touches"
        constraints = [
            models.UniqueConstraint(
                fields=["case", "border", "rule", "position", "to_position"],
                name="touch_once_per_reason",
                nulls_distinct=False,
            ),
        ]
        indexes = [
            models.Index(
                fields=["border", "case"],
                name="touch_border",
                condition=Q(is_struck=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.border_id}: {self.rule}"


class TouchDecision(models.Model):
    """An officer added or struck a border, with a reason. Never changed: the latest counts."""

    class Kind(models.TextChoices):
        ADD = "add", _("added")
        STRIKE = "strike", _("struck")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="touch_decisions")
    border = models.ForeignKey(Border, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=6, choices=Kind)
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="touch_decision_has_a_reason",
                violation_error_message=_("Say why you add or strike this border."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.border_id} {self.get_kind_display()}"
