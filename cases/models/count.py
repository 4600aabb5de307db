from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Code, Officer
from cases.models.case import Case
from cases.models.part import Part


class PeopleCount(Part):
    """How many people of one sort the case is about: victims identified, smuggled migrants,
    arrested … Figures only; who they are, the subjects say."""

    class Sex(models.TextChoices):
        FEMALE = "F", _("Female")
        MALE = "M", _("Male")
        OTHER = "X", _("Other or unspecified")

    class Age(models.TextChoices):
        ADULT = "adult", _("Adults")
        CHILD = "child", _("Under 18")

    LIST = "tip_counts"
    # Entries of the list that say how the others are divided: fields here, not counts.
    DIVISIONS = ("children", "by_sex", "by_nationality")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="counts")
    what = models.ForeignKey(
        Code, on_delete=models.PROTECT, related_name="+", verbose_name=_("who is counted")
    )
    number = models.PositiveIntegerField(_("how many"))
    sex = models.CharField(_("sex"), max_length=1, choices=Sex, blank=True)
    age = models.CharField(_("age"), max_length=5, choices=Age, blank=True)
    nationality = models.CharField(_("nationality"), max_length=3, blank=True)
    counted_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    counted_at = models.DateTimeField(editable=False)

    class Meta(Part.Meta):
        ordering = ["what__position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(number__gt=0),
                name="people_count_is_somebody",
                violation_error_message=_("Write a number above 0."),
            ),
            models.UniqueConstraint(
                fields=["case", "what", "sex", "age", "nationality"],
                condition=Q(removed_at=None),
                name="people_are_counted_once",
                violation_error_message=_("These people are counted already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what}: {self.number}"
