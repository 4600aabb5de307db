"""What the page of a session shows to one reader."""

from functools import cached_property
from typing import Any

from roadmap.figurereading import FEWEST
from roadmap.keepers import kept_by
from roadmap.models import Trainee, Trainer, TrainingSession


class SessionPage:
    def __init__(self, session: TrainingSession, user: object) -> None:
        self.session = session
        self.user = user

    @property
    def may_keep(self) -> bool:
        return kept_by(self.user) == self.session.country_id

    @cached_property
    def trainers(self) -> list[Trainer]:
        """Those whose names this reader may read."""
        rows = Trainer.objects.visible_to(self.user).filter(session=self.session)
        return list(rows.select_related("officer", "office", "country"))

    @cached_property
    def trainers_total(self) -> int:
        return self.session.trainers.count()

    @cached_property
    def trainees(self) -> list[Trainee]:
        rows = Trainee.objects.visible_to(self.user).filter(session=self.session)
        return list(rows.select_related("officer", "office", "country", "certificate"))

    @cached_property
    def totals(self) -> list[dict[str, Any]]:
        """By office and sex, for everybody. How few of another country completed it is not told."""
        own = kept_by(self.user)
        rows = Trainee.objects.filter(session=self.session).totals()
        return [
            row if own in (row["country"], self.session.country_id) else _of_others(row)
            for row in rows
        ]

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [{**row, "sex": Trainee.Sex(row["sex"]).label} for row in self.totals]


def _of_others(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "done": None if row["number"] < FEWEST else row["done"]}
