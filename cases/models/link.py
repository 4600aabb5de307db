from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case
from cases.models.part import Part, StandingParts
from cases.models.subject import Subject, protected


class LinkQuerySet(models.QuerySet["Link"]):
    def owners(self) -> dict[int, set[int]]:
        """Of what is linked to protected persons: which ones, also those taken off the case."""
        found: dict[int, set[int]] = {}
        for source, target in self.filter(protected("source__")).values_list("source", "target"):
            found.setdefault(target, set()).add(source)
        for source, target in self.filter(protected("target__")).values_list("source", "target"):
            found.setdefault(source, set()).add(target)
        return found


class Link(Part):
    """What two subjects of one case have to do with each other, read from `source` to `target`.

    Whoever does not see both ends does not see the link.
    """

    class Kind(models.TextChoices):
        DRIVES = "drives", _("drives")
        OWNS = "owns", _("owns")
        USES = "uses", _("uses")
        TRAVELS_WITH = "travels_with", _("travels with")
        PAID_BY = "paid_by", _("is paid by")
        WORKS_FOR = "works_for", _("works for")
        RELATIVE_OF = "relative_of", _("is a relative of")
        CONTACT_OF = "contact_of", _("is in contact with")
        LIVES_AT = "lives_at", _("lives or stays at")
        CARRIES = "carries", _("carries")
        RECRUITED_BY = "recruited_by", _("was recruited by")
        SAME_AS = "same_as", _("may be the same as")

    # Said of both ends alike.
    MUTUAL = (Kind.TRAVELS_WITH, Kind.RELATIVE_OF, Kind.CONTACT_OF, Kind.SAME_AS)

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="links")
    source = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="links_from")
    target = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="links_to")
    kind = models.CharField(max_length=14, choices=Kind)
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = StandingParts.from_queryset(LinkQuerySet)()  # type: ignore[misc]

    class Meta(Part.Meta):
        constraints = [
            models.CheckConstraint(
                condition=~Q(source=F("target")),
                name="link_has_two_ends",
                violation_error_message=_("A link needs two different ends."),
            ),
            models.UniqueConstraint(
                fields=["source", "target", "kind"],
                condition=Q(removed_at=None),
                name="link_said_once",
                violation_error_message=_("This link is there already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.get_kind_display()} {self.target}"

    @property
    def is_mutual(self) -> bool:
        return self.kind in self.MUTUAL
