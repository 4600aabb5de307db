"""The plan by which the network of offices grows: a row of steps for each place."""

from datetime import date
from typing import Any, Self

import uuid6
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agencies.access import Capability, may
from agencies.models import Country, Office
from agencies.models.stamped import Stamped, moves_its_stamp


class Step(models.TextChoices):
    """In the order in which they are done."""

    SURVEY = "survey", _("Site survey")
    AGREED = "agreed", _("Agreed")
    EQUIPPED = "equipped", _("Equipped")
    CONNECTED = "connected", _("Connected")
    OPEN = "open", _("Open")


STEPS = list(Step)
IN_ORDER = _("A step is done after the one before it, and not on an earlier day.")


def _after(before: Step, step: Step) -> models.CheckConstraint:
    first, then = f"{before}_done", f"{step}_done"
    done_in_order = Q(**{f"{first}__isnull": False}) & Q(**{f"{then}__gte": F(first)})
    return models.CheckConstraint(
        condition=Q(**{f"{then}__isnull": True}) | done_in_order,
        name=f"place_{step}_after_{before}",
        violation_error_message=IN_ORDER,
    )


class PlaceQuerySet(models.QuerySet["Place"]):
    def visible_to(self, user: object) -> Self:
        """The plan is read by who reads the Roadmap."""
        return self.all() if may(user, Capability.READ_ROADMAP) else self.none()

    def reached(self, step: Step) -> Self:
        """That have done this step."""
        return self.filter(**{f"{step}_done__isnull": False})

    def reached_by(self, step: Step, day: date) -> Self:
        """That had done this step on that day."""
        return self.filter(**{f"{step}_done__lte": day})

    def per_step(self) -> dict[Step, int]:
        """How many have done each step, whatever came after it."""
        return {step: self.reached(step).count() for step in STEPS}


@moves_its_stamp
class Place(Stamped):
    """An office that is planned, or a place that is to have one."""

    public_id = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("place"), max_length=120)
    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    owner = models.CharField(_("owner"), max_length=120, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    survey_planned = models.DateField(null=True, blank=True)
    survey_done = models.DateField(null=True, blank=True)
    agreed_planned = models.DateField(null=True, blank=True)
    agreed_done = models.DateField(null=True, blank=True)
    equipped_planned = models.DateField(null=True, blank=True)
    equipped_done = models.DateField(null=True, blank=True)
    connected_planned = models.DateField(null=True, blank=True)
    connected_done = models.DateField(null=True, blank=True)
    open_planned = models.DateField(null=True, blank=True)
    open_done = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering = ["country", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["country", "name"],
                name="place_once_per_country",
                violation_error_message=_("Your country has this place in the plan already."),
            ),
            models.UniqueConstraint(
                fields=["office"],
                name="place_once_per_office",
                violation_error_message=_("This office stands in the plan already."),
            ),
            models.CheckConstraint(condition=~Q(name=""), name="place_has_a_name"),
            _after(Step.SURVEY, Step.AGREED),
            _after(Step.AGREED, Step.EQUIPPED),
            _after(Step.EQUIPPED, Step.CONNECTED),
            _after(Step.CONNECTED, Step.OPEN),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def link_to(self) -> str:
        return reverse("roadmap-place", args=[self.public_id])

    @property
    def api_link(self) -> str:
        return f"/api/v1/roadmap/expansion/{self.public_id}/"

    @property
    def steps(self) -> list[dict[str, Any]]:
        return [{"step": step, "label": step.label, **self.days_of(step)} for step in STEPS]

    def days_of(self, step: Step) -> dict[str, date | None]:
        """When it is planned, and when it was done."""
        return {name: getattr(self, f"{step}_{name}") for name in ("planned", "done")}
