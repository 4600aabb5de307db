from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Code
from cases.models.case import Case
from cases.models.part import Part


class Seizure(Part):
    """What was found: a listed substance or other goods in words, how much, in which unit."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="seizures")
    substance = models.ForeignKey(
        Code, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    goods = models.CharField(_("other goods"), max_length=120, blank=True)
    quantity = models.DecimalField(
        _("quantity"),
        max_digits=14,
        decimal_places=3,
        validators=[MinValueValidator(0.001)],
    )
    unit = models.ForeignKey(Code, on_delete=models.PROTECT, related_name="+")
    marks = models.CharField(_("packaging marks"), max_length=120, blank=True)

    class Meta(Part.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity__gt=0),
                name="seizure_is_something",
                violation_error_message=_("The quantity must be more than nothing."),
            ),
            models.CheckConstraint(
                condition=Q(substance__isnull=False) | ~Q(goods=""),
                name="seizure_says_what",
                violation_error_message=_("Say what was found."),
            ),
        ]

    def __str__(self) -> str:
        return self.goods or str(self.substance)
