"""The API map of the Roadmap, grouped by part of the programme."""

from typing import Any

from django.urls import path

from agencies.api.base import Api
from blo_portal.routes import to
from roadmap.api.adoption import Adoptions, Bodies, ItemMappings
from roadmap.api.certificates import CertificateCheck, CertificateFile, Certificates
from roadmap.api.checks import Checks, CheckTotals
from roadmap.api.commitments import Commitments
from roadmap.api.dashboard import Dashboard
from roadmap.api.disputes import CommitmentDisputes, Disputes
from roadmap.api.editions import ActionItems, Editions
from roadmap.api.evidence import CommitmentEvidence, EvidenceContent, EvidenceFiles
from roadmap.api.expansion import Expansion
from roadmap.api.indicators import Figures, IndicatorHistory, Indicators
from roadmap.api.lessons import LessonsApi, LessonTries
from roadmap.api.milestones import Milestones
from roadmap.api.network import NetworkMap
from roadmap.api.operations import OperationsApi
from roadmap.api.procedures import Procedures, ProcedureVersions
from roadmap.api.quality import DataQuality
from roadmap.api.reports import ReportDeadlines, ReportFiles, Reports
from roadmap.api.sites import SiteMonths, Sites
from roadmap.api.situation import SituationApi
from roadmap.api.standard import DataStandard
from roadmap.api.studies import Positions, Recommendations, Studies, StudyRecommendations
from roadmap.api.threads import Decisions, Proposals, ThreadLines, Threads
from roadmap.api.training import Trainees, TrainingNeeds, Trainings, TrainingSessions
from roadmap.api.visafree import VisaFree
from roadmap.api.workbook import WorkbookFile, Workbooks

EDITION = "editions/<int:year>/"
ITEM = "items/<int:year>-<int:number>/"
COMMITMENT = "commitments/<uuid:public_id>/"
DISPUTE = "disputes/<uuid:public_id>/"
EVIDENCE = "evidence/<uuid:public_id>/"
SITE = "sites/<uuid:public_id>/"
REPORT = "reports/<code:reference>/"
STUDY = "studies/<uuid:public_id>/"
RECOMMENDATION = "recommendations/<uuid:public_id>/"
VISA = "visa-free/<uuid:public_id>/"
PLACE = "expansion/<uuid:public_id>/"
WORKBOOK = "workbook/<uuid:public_id>/"
THREAD = "threads/<uuid:public_id>/"
DECISION = "decisions/<uuid:public_id>/"


def version(route: str, name: str, **actions: str) -> Any:
    """A route of one version of a procedure."""
    view = to(ProcedureVersions, **actions)
    return path(f"procedures/<code:reference>/versions/<int:number>/{route}", view, name=name)


def of_one(group: str, route: str, viewset: type[Api], name: str, **actions: str) -> Any:
    """A route below one session or trainee."""
    view = to(viewset, **actions)
    return path(f"trainings/{group}/<uuid:public_id>/{route}", view, name=name)


# Below `/api/v1/roadmap/`.
urlpatterns: list[Any] = [
    path("dashboard/", to(Dashboard, get="retrieve"), name="roadmap-dashboard"),
    path("network/", to(NetworkMap, get="retrieve"), name="roadmap-network"),
    path("data-quality/", to(DataQuality, get="retrieve"), name="roadmap-quality"),
    # editions and their items
    path("editions/", to(Editions, get="list", post="create"), name="roadmap-editions"),
    path(EDITION, to(Editions, get="retrieve", delete="destroy"), name="roadmap-edition"),
    path(
        f"{EDITION}adoptions/",
        to(Adoptions, get="list", post="create"),
        name="roadmap-adoptions",
    ),
    path(
        f"{EDITION}mappings/",
        to(ItemMappings, get="list", post="create"),
        name="roadmap-mappings",
    ),
    path(
        f"{EDITION}mappings/<uuid:public_id>/",
        to(ItemMappings, delete="destroy"),
        name="roadmap-mapping",
    ),
    path("bodies/", to(Bodies, get="list", post="create"), name="roadmap-bodies"),
    path("items/", to(ActionItems, get="list", post="create"), name="roadmap-items"),
    path(ITEM, to(ActionItems, get="retrieve"), name="roadmap-item"),
    path(f"{ITEM}wording/", to(ActionItems, put="wording"), name="roadmap-item-wording"),
    # commitments of countries
    path("commitments/", to(Commitments, get="list", post="create"), name="roadmap-commitments"),
    path(COMMITMENT, to(Commitments, get="retrieve"), name="roadmap-commitment"),
    path(f"{COMMITMENT}state/", to(Commitments, post="state"), name="roadmap-commitment-state"),
    path(f"{COMMITMENT}verify/", to(Commitments, post="verify"), name="roadmap-commitment-verify"),
    # files as evidence
    path(
        f"{COMMITMENT}evidence/",
        to(CommitmentEvidence, get="list", post="create"),
        name="roadmap-commitment-evidence",
    ),
    path(EVIDENCE, to(EvidenceFiles, get="retrieve"), name="roadmap-evidence"),
    path(
        f"{EVIDENCE}content/",
        to(EvidenceContent, get="content", put="receive"),
        name="roadmap-evidence-content",
    ),
    path(f"{EVIDENCE}strike/", to(EvidenceFiles, post="strike"), name="roadmap-evidence-strike"),
    # disputes of what is stated as done
    path(
        f"{COMMITMENT}disputes/",
        to(CommitmentDisputes, get="list", post="create"),
        name="roadmap-disputes",
    ),
    path(DISPUTE, to(Disputes, get="retrieve"), name="roadmap-dispute"),
    path(f"{DISPUTE}answer/", to(Disputes, post="answer"), name="roadmap-dispute-answer"),
    path(f"{DISPUTE}withdraw/", to(Disputes, post="withdraw"), name="roadmap-dispute-withdraw"),
    path(f"{DISPUTE}settle/", to(Disputes, post="settle"), name="roadmap-dispute-settle"),
    # milestones of commitments
    path("milestones/", to(Milestones, get="list", post="create"), name="roadmap-milestones"),
    path(
        "milestones/<uuid:public_id>/",
        to(Milestones, get="retrieve", patch="partial_update"),
        name="roadmap-milestone",
    ),
    # indicators and their figures
    path("indicators/", to(Indicators, get="list"), name="roadmap-indicators"),
    path("indicators/compute/", to(Indicators, post="compute"), name="roadmap-indicators-compute"),
    path(
        "indicators/<slug:code>/attest/",
        to(Indicators, put="attest"),
        name="roadmap-indicator-attest",
    ),
    path(
        "indicators/<slug:code>/targets/",
        to(Indicators, put="targets"),
        name="roadmap-indicator-targets",
    ),
    path(
        "indicators/<slug:code>/history/",
        to(IndicatorHistory, get="list"),
        name="roadmap-indicator-history",
    ),
    path("figures/<uuid:public_id>/", to(Figures, get="retrieve"), name="roadmap-figure"),
    path(
        "figures/<uuid:public_id>/verify/", to(Figures, post="verify"), name="roadmap-figure-verify"
    ),
    # the situation at the borders
    path("situation/", to(SituationApi, get="retrieve"), name="roadmap-situation"),
    path("operations/", to(OperationsApi, get="retrieve"), name="roadmap-operations"),
    # standard procedures
    path("procedures/", to(Procedures, get="list", post="create"), name="roadmap-procedures"),
    path(
        "procedures/<code:reference>/",
        to(Procedures, get="retrieve", patch="partial_update"),
        name="roadmap-procedure",
    ),
    path(
        "procedures/<code:reference>/versions/",
        to(ProcedureVersions, get="list", post="create"),
        name="roadmap-procedure-versions",
    ),
    version("", "roadmap-procedure-version", get="retrieve", put="update"),
    version("offer/", "roadmap-procedure-offer", post="offer"),
    version("agree/", "roadmap-procedure-agree", post="agree"),
    version("in-force/", "roadmap-procedure-in-force", post="put_in_force"),
    version("acknowledge/", "roadmap-procedure-acknowledge", post="acknowledge"),
    # training
    path("trainings/", to(Trainings, get="list", post="create"), name="roadmap-trainings"),
    path("trainings/needs/", to(TrainingNeeds, get="list", post="create"), name="roadmap-needs"),
    path("trainings/cascade/", to(TrainingNeeds, get="cascade"), name="roadmap-cascade"),
    path(
        "trainings/<uuid:public_id>/",
        to(Trainings, get="retrieve", patch="partial_update"),
        name="roadmap-training",
    ),
    path(
        "trainings/<uuid:public_id>/sessions/",
        to(TrainingSessions, get="list", post="create"),
        name="roadmap-training-sessions",
    ),
    of_one(
        "sessions", "", TrainingSessions, "roadmap-session", get="retrieve", patch="partial_update"
    ),
    of_one("sessions", "trainers/", TrainingSessions, "roadmap-trainers", post="add_trainer"),
    of_one(
        "sessions",
        "trainers/<uuid:trainer>/",
        TrainingSessions,
        "roadmap-trainer",
        delete="remove_trainer",
    ),
    of_one("sessions", "trainees/", Trainees, "roadmap-trainees", get="list", post="create"),
    of_one("trainees", "", Trainees, "roadmap-trainee", get="retrieve", patch="partial_update"),
    of_one("trainees", "certificate/", Certificates, "roadmap-certificate", post="create"),
    of_one(
        "trainees", "certificate/file/", CertificateFile, "roadmap-certificate-file", get="take"
    ),
    path("certificates/check/", to(CertificateCheck, post="check"), name="certificate-check"),
    # lessons on the portal
    path("lessons/", to(LessonsApi, get="list"), name="roadmap-lessons"),
    path("lessons/figures/", to(LessonsApi, get="figures"), name="roadmap-lesson-figures"),
    path("lessons/<slug:slug>/", to(LessonsApi, get="retrieve"), name="roadmap-lesson"),
    path(
        "lessons/<slug:slug>/tries/",
        to(LessonTries, get="list", post="create"),
        name="roadmap-lesson-tries",
    ),
    # I-24/7 sites, and checks in other systems
    path("sites/", to(Sites, get="list", post="create"), name="roadmap-sites"),
    path(SITE, to(Sites, get="retrieve", patch="partial_update"), name="roadmap-site"),
    path(f"{SITE}state/", to(Sites, post="state"), name="roadmap-site-state"),
    path(f"{SITE}months/", to(SiteMonths, get="list"), name="roadmap-site-months"),
    path(f"{SITE}months/<code:month>/", to(SiteMonths, put="update"), name="roadmap-site-month"),
    path("checks/", to(Checks, get="list", post="create"), name="roadmap-checks"),
    path("checks/totals/", to(CheckTotals, get="list"), name="roadmap-check-totals"),
    path("checks/<uuid:public_id>/", to(Checks, delete="destroy"), name="roadmap-check"),
    # Reports
    path("reports/", to(Reports, get="list", post="create"), name="roadmap-reports"),
    path("reports/deadlines/", to(ReportDeadlines, get="list"), name="roadmap-report-deadlines"),
    path(
        "reports/deadlines/<slug:kind>/<int:year>/",
        to(ReportDeadlines, put="update"),
        name="roadmap-report-deadline",
    ),
    path(REPORT, to(Reports, get="retrieve", patch="partial_update"), name="roadmap-report"),
    path(f"{REPORT}export/", to(ReportFiles, get="take"), name="roadmap-report-export"),
    path(f"{REPORT}refresh/", to(Reports, post="refresh"), name="roadmap-report-refresh"),
    path(f"{REPORT}submit/", to(Reports, post="submit"), name="roadmap-report-submit"),
    path(f"{REPORT}send-back/", to(Reports, post="send_back"), name="roadmap-report-send-back"),
    path(f"{REPORT}approve/", to(Reports, post="approve"), name="roadmap-report-approve"),
    path(f"{REPORT}sent/", to(Reports, post="sent"), name="roadmap-report-sent"),
    path(f"{REPORT}correct/", to(Reports, post="correct"), name="roadmap-report-correct"),
    # Expansion plan
    path("expansion/", to(Expansion, get="list", post="create"), name="roadmap-expansion"),
    path(PLACE, to(Expansion, get="retrieve", patch="partial_update"), name="roadmap-place"),
    path(f"{PLACE}steps/<code:step>/", to(Expansion, put="step"), name="roadmap-place-step"),
    # the coordinators' channel
    path("threads/", to(Threads, get="list", post="create"), name="roadmap-threads"),
    path(THREAD, to(Threads, get="retrieve"), name="roadmap-thread"),
    path(f"{THREAD}lines/", to(ThreadLines, get="list", post="create"), name="roadmap-lines"),
    path(f"{THREAD}decisions/", to(Proposals, post="create"), name="roadmap-proposals"),
    path("decisions/", to(Decisions, get="list"), name="roadmap-decisions"),
    path(DECISION, to(Decisions, get="retrieve"), name="roadmap-decision"),
    path(f"{DECISION}answer/", to(Decisions, post="answer"), name="roadmap-decision-answer"),
    path(f"{DECISION}withdraw/", to(Decisions, post="withdraw"), name="roadmap-decision-withdraw"),
    # studies, their recommendations, and the days without a visa
    path("studies/", to(Studies, get="list", post="create"), name="roadmap-studies"),
    path(STUDY, to(Studies, get="retrieve", patch="partial_update"), name="roadmap-study"),
    path(
        f"{STUDY}recommendations/",
        to(StudyRecommendations, get="list", post="create"),
        name="roadmap-study-recommendations",
    ),
    path(
        RECOMMENDATION,
        to(Recommendations, get="retrieve", patch="partial_update"),
        name="roadmap-recommendation",
    ),
    path(
        f"{RECOMMENDATION}status/",
        to(Recommendations, post="status"),
        name="roadmap-recommendation-status",
    ),
    path(f"{RECOMMENDATION}positions/", to(Positions, get="list"), name="roadmap-positions"),
    path(
        f"{RECOMMENDATION}positions/<code:country>/",
        to(Positions, put="update"),
        name="roadmap-position",
    ),
    path("visa-free/", to(VisaFree, get="list", post="create"), name="roadmap-visa-free"),
    path(VISA, to(VisaFree, get="retrieve"), name="roadmap-visa-statement"),
    path(f"{VISA}verify/", to(VisaFree, post="verify"), name="roadmap-visa-verify"),
    path(f"{VISA}strike/", to(VisaFree, post="strike"), name="roadmap-visa-strike"),
    # a coordinator's spreadsheet
    path("workbook/", to(Workbooks, get="list", post="create"), name="roadmap-workbook"),
    path("workbook/file/", to(WorkbookFile, get="take"), name="roadmap-workbook-file"),
    path(WORKBOOK, to(Workbooks, get="retrieve"), name="roadmap-workbook-import"),
    path(f"{WORKBOOK}import/", to(Workbooks, post="bring_in"), name="roadmap-workbook-bring-in"),
]

# What stands at the top, because every partner needs it.
standard: list[Any] = [
    path("data-standard/", to(DataStandard, get="retrieve"), name="data-standard"),
    path(
        "data-standard/schemas/<code:name>/",
        to(DataStandard, get="of_entity"),
        name="data-standard-schema",
    ),
]
