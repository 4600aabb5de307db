from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.models.country import Country
from agencies.models.office import Office


class OfficerQuerySet(models.QuerySet["Officer"]):
    def active(self) -> "OfficerQuerySet":
        return self.filter(is_active=True)

    def people(self) -> "OfficerQuerySet":
        return self.exclude(role=Officer.Role.PARTNER)

    def posted_to(self, office: Office) -> "OfficerQuerySet":
        return self.filter(office=office)


class OfficerManager(BaseUserManager["Officer"]):
    def create_user(
        self, username: str, password: str | None = None, **fields: object
    ) -> "Officer":
        officer = self.model(username=username, **fields)
        officer.set_password(password)
        officer.save(using=self._db)
        return officer

    def get_by_natural_key(self, username: str | None) -> "Officer":
        return self.get(username=username)


class Officer(AbstractBaseUser, PermissionsMixin):
    """A person posted to an office, or the service account of a partner system.

    There is no superuser: `is_superuser` stays false by constraint, nobody passes every check.
    """

    class Role(models.TextChoices):
        OFFICER = "officer", _("officer")
        HEAD = "head", _("head of office")
        COORDINATOR = "coordinator", _("national coordinator")
        OBSERVER = "observer", _("regional observer")
        ADMIN = "admin", _("system administrator")
        PARTNER = "partner", _("partner system")

    # Roles that ever come near a case; all others see totals or settings only.
    POSTED_ROLES = frozenset({Role.OFFICER, Role.HEAD, Role.COORDINATOR})

    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=150, help_text=_("As the officer writes it"))
    name_latin = models.CharField(max_length=150, blank=True)
    rank = models.CharField(max_length=60, blank=True)
    email = models.EmailField(blank=True)
    role = models.CharField(max_length=11, choices=Role, default=Role.OFFICER)
    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, null=True, blank=True, related_name="officers"
    )
    country = models.ForeignKey(
        Country,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="officers",
    )
    language = models.CharField(max_length=10, default="en")
    wants_email = models.BooleanField(default=True)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    objects = OfficerManager.from_queryset(OfficerQuerySet)()

    class Meta:
        ordering = ["username"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_superuser=False),
                name="nobody_is_superuser",
                violation_error_message=_("Nobody in the portal passes every check."),
            ),
            models.CheckConstraint(
                condition=Q(office=None) | Q(role__in=["officer", "head", "coordinator"]),
                name="only_posted_roles_have_an_office",
                violation_error_message=_("Observers, administrators and systems have no office."),
            ),
            models.CheckConstraint(
                condition=Q(office=None) | Q(country__isnull=False),
                name="posted_officer_has_a_country",
                violation_error_message=_("An officer of an office belongs to its country."),
            ),
        ]

    def __str__(self) -> str:
        return self.full_title

    @property
    def full_title(self) -> str:
        name = self.name
        if self.name_latin and self.name_latin != self.name:
            name = f"{self.name} ({self.name_latin})"
        return f"{self.rank} {name}".strip()

    @property
    def time_zone(self) -> str:
        if self.office is not None:
            return self.office.time_zone
        return self.country.time_zone if self.country is not None else "UTC"
