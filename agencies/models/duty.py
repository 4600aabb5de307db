from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models.country import Country
from agencies.models.office import Office
from agencies.models.officer import Officer


class Holiday(models.Model):
    country = models.ForeignKey(Country, on_delete=models.CASCADE, related_name="holidays")
    date = models.DateField()
    name = models.CharField(max_length=120)
    ground = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["date"]
        constraints = [
            models.UniqueConstraint(fields=["country", "date"], name="one_holiday_per_day"),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.name}"


class DutyShiftQuerySet(models.QuerySet["DutyShift"]):
    def covering(self, office: Office, moment: datetime) -> "DutyShiftQuerySet":
        """Shifts on at `moment`, in the office's own wall time."""
        local = moment.astimezone(ZoneInfo(office.time_zone))
        today, yesterday = local.isoweekday(), (local - timedelta(days=1)).isoweekday()
        clock = local.time().replace(tzinfo=None)
        same_day = Q(weekday=today, starts__lte=clock) & (
            Q(ends__gt=clock) | Q(ends__lte=models.F("starts"))
        )
        past_midnight = Q(weekday=yesterday, ends__lte=models.F("starts"), ends__gt=clock)
        return self.filter(Q(office=office) & (same_day | past_midnight))


class DutyShift(models.Model):
    """A weekly shift, in the office's wall time. It may end after midnight (ends ≤ starts)."""

    class Weekday(models.IntegerChoices):
        MONDAY = 1, _("Monday")
        TUESDAY = 2, _("Tuesday")
        WEDNESDAY = 3, _("Wednesday")
        THURSDAY = 4, _("Thursday")
        FRIDAY = 5, _("Friday")
        SATURDAY = 6, _("Saturday")
        SUNDAY = 7, _("Sunday")

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="shifts")
    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="shifts")
    weekday = models.PositiveSmallIntegerField(choices=Weekday)
    starts = models.TimeField(default=time(8, 0))
    ends = models.TimeField(default=time(20, 0))

    objects = DutyShiftQuerySet.as_manager()

    class Meta:
        ordering = ["weekday", "starts"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "officer", "weekday", "starts"], name="shift_once"
            ),
            models.CheckConstraint(condition=Q(weekday__range=(1, 7)), name="shift_on_a_weekday"),
        ]

    def covers(self, local: datetime) -> bool:
        """What `covering` asks the database, for one shift; `local` is the office's wall time."""
        clock = local.time().replace(tzinfo=None)
        past_midnight = self.ends <= self.starts
        if self.weekday == local.isoweekday():
            return self.starts <= clock and (past_midnight or clock < self.ends)
        yesterday = (local - timedelta(days=1)).isoweekday()
        return past_midnight and self.weekday == yesterday and clock < self.ends

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.starts:%H:%M}–{self.ends:%H:%M}"
