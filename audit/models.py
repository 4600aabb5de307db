"""The audit trail: one append-only row per operation on case content.

Fields after Directive (EU) 2016/680 art. 25, CJIS 5.4 (AU-3) and OWASP ASVS 5.0 16.2:
who, office, when, what, why, outcome, recipients. Field names only, never values.
"""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

# An index holds just these: a verb that opens or copies more belongs here, with a migration.
OPENINGS = ("export_list", "open", "open subject", "open_file", "report")
# Of these, what somebody took along.
COPIES = ("export_list", "open_file", "report")


class EntryQuerySet(models.QuerySet["Entry"]):
    def about(self, kind: str, object_id: str) -> "EntryQuerySet":
        return self.filter(object_kind=kind, object_ids__contains=[object_id])

    def openings(self, kind: str, object_id: str) -> "EntryQuerySet":
        """Where somebody read the thing itself or took a copy; being in a list is neither."""
        return self.about(kind, object_id).filter(action__in=OPENINGS)


class Entry(models.Model):
    class Operation(models.TextChoices):
        COLLECTION = "collection", _("Collection")
        ALTERATION = "alteration", _("Alteration")
        CONSULTATION = "consultation", _("Consultation")
        DISCLOSURE = "disclosure", _("Disclosure")
        COMBINATION = "combination", _("Combination")
        ERASURE = "erasure", _("Erasure")
        ACCESS = "access", _("Sign-in and refusals")
        ADMINISTRATION = "administration", _("Administration")

    class Outcome(models.TextChoices):
        ALLOWED = "allowed", _("Allowed")
        DENIED = "denied", _("Denied")
        ERROR = "error", _("Error")

    at = models.DateTimeField(db_default=Now(), editable=False)
    operation = models.CharField(max_length=20, choices=Operation)
    action = models.CharField(max_length=60, help_text=_("The verb, such as submit or recall"))
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.ALLOWED)
    reason_code = models.CharField(max_length=60, blank=True)

    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=150, blank=True)
    actor_role = models.CharField(max_length=20, blank=True)
    office = models.CharField(max_length=12, blank=True)
    country = models.CharField(max_length=2, blank=True)
    on_behalf_of = models.CharField(max_length=150, blank=True)

    request_id = models.CharField(max_length=64, blank=True)
    component = models.CharField(max_length=20, blank=True)
    source = models.CharField(max_length=64, blank=True)
    agent_hash = models.CharField(max_length=16, blank=True)
    session_hash = models.CharField(max_length=16, blank=True)

    object_kind = models.CharField(max_length=40, blank=True)
    object_ids = ArrayField(models.CharField(max_length=64), default=list, blank=True)
    count = models.PositiveIntegerField(default=1)
    fields = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    purpose = models.CharField(max_length=200, blank=True)
    recipients = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    handling = models.CharField(max_length=2, blank=True)

    # Filled by the seal (a hash chain per installation); empty until then.
    chain = models.CharField(max_length=40, blank=True)
    seq = models.BigIntegerField(null=True)
    prev_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "entries"
        constraints = [
            models.UniqueConstraint(fields=["chain", "seq"], name="audit_chain_seq"),
            models.UniqueConstraint(
                fields=["chain", "prev_hash"],
                condition=~models.Q(chain=""),
                name="audit_chain_prev_hash",
            ),
        ]
        indexes = [
            models.Index(fields=["object_kind", "-at"]),
            models.Index(fields=["actor_id", "-at"]),
            GinIndex(
                fields=["object_ids"],
                name="audit_openings_copies",
                condition=models.Q(action__in=OPENINGS),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="never_truncated",
                level=pgtrigger.Statement,
                when=pgtrigger.Before,
                operation=pgtrigger.Truncate,
                func="RAISE EXCEPTION 'The audit trail is append-only.';",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.action} {self.object_kind}"
