from django.db import models
from django.db.models import Q
from django.utils.translation import gettext


class CodeList(models.Model):
    """A published list of codes (ICCS offences, drug types, units …) with its ground."""

    slug = models.SlugField(max_length=40, primary_key=True)
    title = models.CharField(max_length=120)
    ground = models.TextField(blank=True)

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.title


class CodeQuerySet(models.QuerySet["Code"]):
    def in_list(self, slug: str) -> "CodeQuerySet":
        return self.filter(list_id=slug)

    def active(self) -> "CodeQuerySet":
        return self.filter(is_active=True)


class Code(models.Model):
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

    objects = CodeQuerySet.as_manager()

    class Meta:
        ordering = ["list", "-is_common", "position", "code"]
        constraints = [
            models.UniqueConstraint(fields=["list", "code"], name="code_once_per_list"),
            models.CheckConstraint(condition=~Q(code=""), name="code_not_blank"),
        ]

    def __str__(self) -> str:
        return gettext(self.plain_label or self.label)
