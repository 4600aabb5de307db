"""Courses, sessions, trainers, trainees, certificates and needs."""

from datetime import date
from typing import Any, Self

import uuid6
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from agencies.access import Capability, may, officer, partner_of
from agencies.models import Country, Office, Officer
from agencies.models.stamped import Stamped, moves_its_stamp
from roadmap.keepers import kept_by


class ReadQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: object) -> Self:
        """To everybody of the Roadmap; fails closed."""
        return self.all() if may(user, Capability.READ_ROADMAP) else self.none()


@moves_its_stamp
class Course(Stamped):
    """What is taught. The country that entered it keeps it."""

    public_id = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=200)
    subject = models.CharField(_("subject"), max_length=120)
    language = models.CharField(_("language"), max_length=10)
    days = models.PositiveSmallIntegerField(_("days"), validators=[MinValueValidator(1)])
    donor = models.CharField(_("donor"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ReadQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(days__gte=1, days__lte=366),
                name="course_takes_days",
                violation_error_message=_("A course takes from 1 to 366 days."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def link(self) -> str:
        return f"/roadmap/training/{self.public_id}/"


class TrainingSessionQuerySet(ReadQuerySet):
    def within(self, first: date, last: date) -> Self:
        return self.filter(ends__gte=first, ends__lte=last)


class TrainingSession(models.Model):
    """A course held once, by a country."""

    public_id = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="sessions")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(_("place"), max_length=200)
    starts = models.DateField(_("from"))
    ends = models.DateField(_("until"))
    version = models.PositiveIntegerField(default=1)

    objects = TrainingSessionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gte=F("starts")),
                name="session_ends_after_it_starts",
                violation_error_message=_("The last day does not come before the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course.title}, {self.place}"

    @property
    def link(self) -> str:
        return f"/roadmap/training/sessions/{self.public_id}/"


class PersonQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: object) -> Self:
        """Names: to the coordinators of the person's country and of the country that held the
        session, and to the person. Fails closed."""
        country, who = kept_by(user), officer(user)
        if not country:
            own = (
                who is not None and partner_of(user) is None and may(user, Capability.READ_ROADMAP)
            )
            return self.filter(officer=who) if own else self.none()
        return self.filter(Q(country=country) | Q(session__country=country))

    def of_country(self, country: str) -> Self:
        return self.filter(country=country)

    def within(self, first: date, last: date) -> Self:
        """Of sessions that ended in the period."""
        return self.filter(session__ends__gte=first, session__ends__lte=last)

    def until(self, last: date) -> Self:
        """Of sessions that had ended on that day."""
        return self.filter(session__ends__lte=last)


class Person(models.Model):
    """An officer of the portal, or a name that was typed."""

    public_id = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(_("name"), max_length=150, blank=True)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")
    agency = models.CharField(_("agency"), max_length=150, blank=True)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    @property
    def written_name(self) -> str:
        return self.officer.full_title if self.officer is not None else self.name

    @property
    def belongs_to(self) -> str:
        return self.office.title if self.office is not None else self.agency


ONE_NAME = Q(officer__isnull=False, name="") | (Q(officer=None) & ~Q(name=""))


class Trainer(Person):
    session = models.ForeignKey(TrainingSession, on_delete=models.PROTECT, related_name="trainers")

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=ONE_NAME,
                name="trainer_is_an_officer_or_a_name",
                violation_error_message=_("Choose an officer, or write a name."),
            ),
            models.UniqueConstraint(
                fields=["session", "officer"],
                name="trainer_once_a_session",
                violation_error_message=_("This officer is written down already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class TraineeQuerySet(PersonQuerySet):
    def completed(self) -> Self:
        return self.filter(completed=True)

    def of_sex(self, sex: str) -> Self:
        return self.filter(sex=sex)

    def taught_by(self, officers: Any) -> Self:
        """Those of sessions in which one of these officers was a trainer."""
        taught = Trainer.objects.filter(session=OuterRef("session"), officer__in=officers)
        return self.filter(Exists(taught))

    def passed_on_from(self, officers: Any) -> Self:
        """Those taught by somebody whom one of these officers had trained before."""
        learned = Trainee.objects.taught_by(officers).filter(
            officer=OuterRef("officer"), session__ends__lte=OuterRef("session__starts")
        )
        taught = Trainer.objects.filter(Exists(learned), session=OuterRef("session"))
        return self.filter(Exists(taught))

    def totals(self) -> Any:
        """By office or country, and sex; without anybody's name."""
        rows = self.order_by().values("country", "office__code", "office__name", "sex")
        counted = rows.annotate(number=Count("pk"), done=Count("pk", filter=Q(completed=True)))
        return counted.order_by("country", "office__code", "sex")


class Trainee(Person):
    """Results are 0 to 100; none until the test was taken."""

    class Sex(models.TextChoices):
        FEMALE = "F", _("woman")
        MALE = "M", _("man")
        UNSTATED = "U", _("not stated")

    session = models.ForeignKey(TrainingSession, on_delete=models.PROTECT, related_name="trainees")
    sex = models.CharField(_("sex"), max_length=1, choices=Sex, default=Sex.UNSTATED)
    before = models.PositiveSmallIntegerField(
        _("test before"), null=True, validators=[MaxValueValidator(100)]
    )
    after = models.PositiveSmallIntegerField(
        _("test after"), null=True, validators=[MaxValueValidator(100)]
    )
    completed = models.BooleanField(_("completed"), default=False)
    version = models.PositiveIntegerField(default=1)

    objects = TraineeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=ONE_NAME,
                name="trainee_is_an_officer_or_a_name",
                violation_error_message=_("Choose an officer, or write a name."),
            ),
            models.UniqueConstraint(
                fields=["session", "officer"],
                name="trainee_once_a_session",
                violation_error_message=_("This officer is written down already."),
            ),
            models.CheckConstraint(
                condition=Q(office__isnull=False) | ~Q(agency=""),
                name="trainee_has_an_office_or_agency",
                violation_error_message=_("Choose an office, or write the agency."),
            ),
            models.CheckConstraint(
                condition=(Q(before=None) | Q(before__lte=100))
                & (Q(after=None) | Q(after__lte=100)),
                name="trainee_results_to_100",
                violation_error_message=_("A result is between 0 and 100."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def certified(self) -> "Certificate | None":
        """The certificate, where one was issued."""
        return getattr(self, "certificate", None)


class Certificate(models.Model):
    """That a trainee has completed a session. Whoever holds the code can have it checked."""

    trainee = models.OneToOneField(Trainee, on_delete=models.PROTECT, related_name="certificate")
    code = models.CharField(max_length=12, unique=True, editable=False)
    issued_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    issued_on = models.DateField()
    expires_on = models.DateField(null=True)
    # As they stood when it was issued: what is changed later changes no certificate.
    course = models.CharField(max_length=200)
    subject = models.CharField(max_length=120)
    place = models.CharField(max_length=200)
    starts = models.DateField()
    ends = models.DateField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_on=None) | Q(expires_on__gt=F("issued_on")),
                name="certificate_ends_after_it_is_issued",
                violation_error_message=_("A certificate ends after the day it is issued."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.trainee)

    @property
    def written_code(self) -> str:
        return "-".join(self.code[start : start + 4] for start in (0, 4, 8))


class TrainingNeed(models.Model):
    """How many officers of an office need training in a subject; its head states it."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(_("subject"), max_length=120)
    officers = models.PositiveSmallIntegerField(_("officers"))
    stated_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    stated_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = ReadQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "subject"],
                name="need_once_an_office_and_subject",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office.code}: {self.subject}"
