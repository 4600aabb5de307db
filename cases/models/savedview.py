import uuid6
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.access import officer
from agencies.models import Officer


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def readable_by(self, user: object) -> "SavedViewQuerySet":
        """One's own; nobody reads another's."""
        return self.filter(officer=officer(user)) if officer(user) is not None else self.none()


class SavedView(models.Model):
    """Filters of the case list under a name, for one officer, with an e-mail that says how many
    new cases fit them."""

    class Digest(models.TextChoices):
        NEVER = "never", _("no e-mail")
        DAILY = "daily", _("an e-mail a day")
        WEEKLY = "weekly", _("an e-mail a week")

    public_id = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)
    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=80)
    query = models.CharField(max_length=1000, help_text="As it stands in the address of the list")
    digest = models.CharField(_("e-mail"), max_length=6, choices=Digest, default=Digest.NEVER)
    # What was submitted later has not been told yet.
    told_until = models.DateTimeField()
    digest_at = models.DateTimeField(null=True)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["officer", "name"],
                name="one_view_per_name",
                violation_error_message=_("You have a view of that name already."),
            ),
            models.CheckConstraint(
                condition=Q(digest="never", digest_at=None)
                | ~Q(digest="never") & Q(digest_at__isnull=False),
                name="digest_has_its_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["digest_at"], name="digest_due", condition=Q(digest_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.name
