"""The Roadmap's records, one module for each part of the programme."""

from roadmap.models.edition import ActionItem, Edition
from roadmap.models.procedure import (
    Acknowledgement,
    Procedure,
    ProcedureQuerySet,
    ProcedureVersion,
)
from roadmap.models.training import (
    Certificate,
    Course,
    Trainee,
    Trainer,
    TrainingNeed,
    TrainingSession,
)

__all__ = [
    "Acknowledgement",
    "ActionItem",
    "Certificate",
    "Course",
    "Edition",
    "Procedure",
    "ProcedureQuerySet",
    "ProcedureVersion",
    "Trainee",
    "Trainer",
    "TrainingNeed",
    "TrainingSession",
]
