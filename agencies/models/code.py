from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, gettext_lazy

from agencies.models.officer import Officer
from agencies.models.stamped import Stamped, moves_its_stamp


@moves_its_stamp
class CodeList(Stamped):
    """A published list of codes (ICCS offences, drug types, units …) with its ground."""

    slug = models.SlugField(max_length=40, primary_key=True)
    title = models.CharField(max_length=120)
    ground = models.TextField(blank=True)
    # Counts the changes of the list: who keeps a copy sees that theirs is old.
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.title


class CodeQuerySet(models.QuerySet["Code"]):
    def in_list(self, slug: str) -> "CodeQuerySet":
        return self.filter(list_id=slug)

    def active(self) -> "CodeQuerySet":
        return self.filter(is_active=True)


@moves_its_stamp
class Code(Stamped):
    """One entry. Retired, never deleted: old cases keep their words."""

    list = models.ForeignKey(CodeList, on_delete=models.PROTECT, related_name="codes")
    code = models.CharField(max_length=40)
    label = models.CharField(max_length=300)
    plain_label = models.CharField(max_length=120, blank=True)
    plain_plural = models.CharField(max_length=120, blank=True)
    unit = models.CharField(max_length=20, blank=True, help_text="Usual unit, for drugs")
    position = models.PositiveSmallIntegerField(default=0)
    is_common = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    # Set by an administrator's change: the reference loader leaves the row alone from then on.
    edited_at = models.DateTimeField(null=True, editable=False)

    objects = CodeQuerySet.as_manager()

    class Meta:
        ordering = ["list", "-is_common", "position", "code"]
        constraints = [
            models.UniqueConstraint(fields=["list", "code"], name="code_once_per_list"),
            models.CheckConstraint(condition=~Q(code=""), name="code_not_blank"),
            models.CheckConstraint(
                condition=~Q(label=""),
                name="code_has_a_label",
                violation_error_message=gettext_lazy("Write what the code means."),
            ),
        ]

    def __str__(self) -> str:
        return gettext(self.plain_label or self.label)


class CodeChange(models.Model):
    """One change of a code list: what it was, what it became. Never changed itself."""

    class Kind(models.TextChoices):
        ADDED = "added", gettext_lazy("Added")
        CHANGED = "changed", gettext_lazy("Changed")
        RETIRED = "retired", gettext_lazy("Retired")
        REINSTATED = "reinstated", gettext_lazy("Offered again")

    code = models.ForeignKey(Code, on_delete=models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=10, choices=Kind)
    version = models.PositiveIntegerField(help_text="Of the list, after the change")
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="code_change_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.code.code}: {self.kind}"
