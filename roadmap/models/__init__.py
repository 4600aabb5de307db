"""The Roadmap's records, one module for each part of the programme."""

from roadmap.models.adoption import Adoption, Body, ItemMapping
from roadmap.models.commitment import Commitment, CommitmentChange
from roadmap.models.dispute import Dispute, DisputeStep
from roadmap.models.edition import ActionItem, Edition, ItemWording
from roadmap.models.evidence import Evidence
from roadmap.models.expansion import Place, Step
from roadmap.models.indicators import Figure, Indicator, IndicatorChange, Target
from roadmap.models.lesson import LessonTry
from roadmap.models.milestone import Milestone, MilestoneChange
from roadmap.models.procedure import Acknowledgement, Procedure, ProcedureQuerySet, ProcedureVersion
from roadmap.models.report import Report, ReportChange, ReportDeadline, ReportSending
from roadmap.models.site import Check, Site, SiteMonth, SiteState
from roadmap.models.study import (
    Position,
    Recommendation,
    RecommendationChange,
    Study,
    StudyChange,
)
from roadmap.models.thread import Thread, ThreadLine
from roadmap.models.training import (
    Certificate,
    Course,
    Trainee,
    Trainer,
    TrainingNeed,
    TrainingSession,
)
from roadmap.models.visa import VisaStatement
from roadmap.models.workbook import WorkbookImport

__all__ = [
    "Acknowledgement",
    "ActionItem",
    "Adoption",
    "Body",
    "Certificate",
    "Check",
    "Commitment",
    "CommitmentChange",
    "Course",
    "Dispute",
    "DisputeStep",
    "Edition",
    "Evidence",
    "Figure",
    "Indicator",
    "IndicatorChange",
    "ItemMapping",
    "ItemWording",
    "LessonTry",
    "Milestone",
    "MilestoneChange",
    "Place",
    "Position",
    "Procedure",
    "ProcedureQuerySet",
    "ProcedureVersion",
    "Recommendation",
    "RecommendationChange",
    "Report",
    "ReportChange",
    "ReportDeadline",
    "ReportSending",
    "Site",
    "SiteMonth",
    "SiteState",
    "Step",
    "Study",
    "StudyChange",
    "Target",
    "Thread",
    "ThreadLine",
    "Trainee",
    "Trainer",
    "TrainingNeed",
    "TrainingSession",
    "VisaStatement",
    "WorkbookImport",
]
