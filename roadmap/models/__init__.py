"""The Roadmap's records, one module for each part of the programme."""

from roadmap.models.commitment import Commitment, CommitmentChange
from roadmap.models.edition import ActionItem, Edition
from roadmap.models.expansion import Place, Step
from roadmap.models.indicators import Figure, Indicator, Target
from roadmap.models.procedure import Acknowledgement, Procedure, ProcedureQuerySet, ProcedureVersion
from roadmap.models.site import Check, Site, SiteMonth, SiteState
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
    "Check",
    "Commitment",
    "CommitmentChange",
    "Course",
    "Edition",
    "Figure",
    "Indicator",
    "Place",
    "Procedure",
    "ProcedureQuerySet",
    "ProcedureVersion",
    "Site",
    "SiteMonth",
    "SiteState",
    "Step",
    "Target",
    "Trainee",
    "Trainer",
    "TrainingNeed",
    "TrainingSession",
]
