"""The API map: every route of `/api/v1/`, grouped by noun. Who may enter stands at the top of
each viewset (`capabilities`)."""

from typing import Any

from django.urls import include, path, re_path

from agencies import tokens
from agencies.api import codes, reference, upkeep
from agencies.api.base import Api
from agencies.api.me import MeApi
from agencies.api.partners import Partners
from blo_portal import api_docs, roadmap_api
from blo_portal.routes import to
from cases.api.access import CaseAccess
from cases.api.approvals import Approvals
from cases.api.asks import Asks
from cases.api.bulk import Bulk
from cases.api.bycode import Acknowledgements, ShortCodes
from cases.api.cases import Cases
from cases.api.counts import Counts
from cases.api.desk import Assignments, Flags, Tags, Vocabulary, Watched, Watches
from cases.api.disclosures import Disclosures
from cases.api.exhibits import Exhibits
from cases.api.exports import Exports, Jobs
from cases.api.files import FileContent, Files
from cases.api.grants import Grants
from cases.api.handling import Handling
from cases.api.handover import HandOvers
from cases.api.imports import Imports, ImportTemplate, ImportWork
from cases.api.joint import Joint
from cases.api.leaving import Postings
from cases.api.links import Links
from cases.api.mail import MailReplies
from cases.api.meetings import Decisions, Meetings, MinutesFile
from cases.api.messages import Messages
from cases.api.notes import Notes
from cases.api.notices import Notices
from cases.api.operation_work import (
    Board,
    OperationCases,
    OperationRequests,
    OperationResults,
    Shifts,
)
from cases.api.operations import OperationReports, Operations, OperationVerbs
from cases.api.ownnotes import OwnNotes
from cases.api.papers import Papers
from cases.api.patrols import Patrols
from cases.api.progress import Progress
from cases.api.proposals import Proposals
from cases.api.recalls import Recalls
from cases.api.relations import Relations
from cases.api.reports import Copies, Reports
from cases.api.requests import AnswererVerbs, AskerVerbs, Attachments, Requests
from cases.api.restricting import Restricting
from cases.api.savedviews import SavedViews
from cases.api.seizures import Seizures
from cases.api.similar import SimilarCases
from cases.api.statistics import Statistics
from cases.api.subjects import Subjects
from cases.api.todo import OpenTasks, Tasks
from cases.api.verbs import Verbs
from notices.api import Deliveries
from notices.webhooks.api import Events, WebhookDeliveries, Webhooks


def case(route: str, viewset: type[Api], name: str, **actions: str) -> Any:
    """A route below one case."""
    view = to(viewset, **actions)
    return path(f"cases/<code:reference>/{route}", view, name=name)


def operation(route: str, viewset: type[Api], name: str, **actions: str) -> Any:
    """A route below one operation."""
    view = to(viewset, **actions)
    return path(f"operations/<code:reference>/{route}", view, name=name)


def partner(route: str, **actions: str) -> Any:
    """A route of one partner system."""
    name = f"partner-{route.strip('/').replace('/', '-')}".rstrip("-")
    return path(f"partners/<uuid:public_id>/{route}", to(Partners, **actions), name=name)


def webhook(route: str, **actions: str) -> Any:
    """A route of one webhook."""
    name = f"webhook-{route.strip('/')}".rstrip("-")
    return path(f"webhooks/<uuid:public_id>/{route}", to(Webhooks, **actions), name=name)


def request_verb(route: str, viewset: type[Api], **actions: str) -> Any:
    """A verb on one request for information."""
    name = f"request-{route.split('/', maxsplit=1)[0]}"
    return path(f"requests/<uuid:public_id>/{route}", to(viewset, **actions), name=name)


def meeting(route: str, viewset: type[Api], name: str, **actions: str) -> Any:
    """A route below one meeting."""
    return path(f"meetings/<code:reference>/{route}", to(viewset, **actions), name=name)


def patrol(route: str, name: str, **actions: str) -> Any:
    """A route below one joint patrol."""
    return path(f"patrols/<code:reference>/{route}", to(Patrols, **actions), name=name)


# Reverse them with the namespace: `api:case-detail`.
urlpatterns = [
    # who am I
    path("token/", tokens.token, name="token"),
    path("me/", to(MeApi, get="retrieve"), name="me"),
    # reference data
    path("countries/", to(reference.CountryApi, get="list"), name="country-list"),
    path("countries/<code:code>/", to(reference.CountryApi, get="retrieve"), name="country-detail"),
    path("borders/", to(reference.BorderApi, get="list"), name="border-list"),
    path("borders/<code:code>/", to(reference.BorderApi, get="retrieve"), name="border-detail"),
    path("crossings/", to(upkeep.Crossings, get="list"), name="crossing-list"),
    path(
        "crossings/<code:code>/",
        to(upkeep.Crossings, get="retrieve", patch="partial_update"),
        name="crossing-detail",
    ),
    path("offices/", to(upkeep.Offices, get="list"), name="office-list"),
    path(
        "offices/<code:code>/",
        to(upkeep.Offices, get="retrieve", patch="partial_update"),
        name="office-detail",
    ),
    path(
        "offices/<code:code>/roster/",
        to(upkeep.Rosters, get="retrieve", put="update"),
        name="office-roster",
    ),
    path("offices/<code:code>/postings/", to(Postings, get="list"), name="posting-list"),
    path(
        "offices/<code:code>/postings/<code:username>/",
        to(Postings, get="retrieve"),
        name="posting",
    ),
    path(
        "offices/<code:code>/postings/<code:username>/hand-over/",
        to(Postings, post="hand_over"),
        name="posting-hand-over",
    ),
    path("code-lists/", to(reference.CodeListApi, get="list"), name="code-list-list"),
    path(
        "code-lists/<code:slug>/",
        to(reference.CodeListApi, get="retrieve"),
        name="code-list-detail",
    ),
    path(
        "code-lists/<code:slug>/codes/",
        to(codes.Codes, get="list", post="create"),
        name="code-list",
    ),
    path(
        "code-lists/<code:slug>/codes/<code:code>/",
        to(codes.Codes, patch="partial_update"),
        name="code-detail",
    ),
    path(
        "code-lists/<code:slug>/changes/",
        to(codes.CodeChanges, get="list"),
        name="code-list-changes",
    ),
    # cases
    path("cases/", to(Cases, get="list", post="create"), name="case-list"),
    path("cases/search/", to(Cases, post="search"), name="case-search"),
    path("cases/bulk/", to(Bulk, post="act"), name="case-bulk"),
    path("cases/export/", to(Exports, post="take"), name="case-export"),
    path("paper-forms/", to(Papers, get="list", post="create"), name="paper-list"),
    path("paper-forms/<code:reference>/page/", to(Papers, get="page"), name="paper-page"),
    path("imports/", to(Imports, get="list", post="create"), name="import-list"),
    path("imports/template/<str:kind>/", to(ImportTemplate, get="take"), name="import-template"),
    path(
        "imports/<uuid:public_id>/",
        to(ImportWork, get="retrieve", delete="destroy"),
        name="import-detail",
    ),
    path("imports/<uuid:public_id>/rows/", to(ImportWork, get="rows"), name="import-rows"),
    path("imports/<uuid:public_id>/run/", to(ImportWork, post="run"), name="import-run"),
    path("exports/", to(Jobs, get="list", post="ask"), name="export-list"),
    path("exports/<uuid:public_id>/", to(Jobs, get="retrieve"), name="export-detail"),
    path("exports/<uuid:public_id>/content/", to(Jobs, get="content"), name="export-content"),
    case("", Cases, "case-detail", get="retrieve", patch="partial_update", delete="destroy"),
    case("preview/", Verbs, "case-preview", get="preview"),
    case("similar/", SimilarCases, "case-similar", get="list"),
    case("submit/", Verbs, "case-submit", post="submit"),
    case("touches/", Verbs, "case-touch", post="touch"),
    case("close/", Verbs, "case-close", post="close"),
    case("reopen/", Verbs, "case-reopen", post="reopen"),
    case("withdraw/", Verbs, "case-withdraw", post="withdraw"),
    case("restrict/", Restricting, "case-restrict", post="restrict"),
    case("open-up/", Restricting, "case-open-up", post="open_up"),
    case("grants/", Grants, "case-grants", get="list", post="create"),
    case("grants/<uuid:grant>/", Grants, "case-grant", delete="recall"),
    case("grants/<code:country>/", Grants, "case-recall", delete="destroy"),
    case("subjects/", Subjects, "subject-list", get="list", post="create"),
    case(
        "subjects/<uuid:public_id>/",
        Subjects,
        "subject-detail",
        get="retrieve",
        patch="partial_update",
        delete="destroy",
    ),
    case("subjects/<uuid:public_id>/restore/", Subjects, "subject-restore", post="restore"),
    case("seizures/", Seizures, "seizure-list", get="list", post="create"),
    case(
        "seizures/<uuid:public_id>/",
        Seizures,
        "seizure-detail",
        get="retrieve",
        patch="partial_update",
        delete="destroy",
    ),
    case("seizures/<uuid:public_id>/restore/", Seizures, "seizure-restore", post="restore"),
    case("seizures/<uuid:public_id>/lab-result/", Seizures, "seizure-lab", put="lab_result"),
    case("counts/", Counts, "count-list", get="list", post="create"),
    case("counts/<uuid:public_id>/", Counts, "count-detail", delete="destroy"),
    case("counts/<uuid:public_id>/restore/", Counts, "count-restore", post="restore"),
    case("exhibits/", Exhibits, "exhibit-list", get="list", post="create"),
    case(
        "exhibits/<uuid:public_id>/",
        Exhibits,
        "exhibit-detail",
        get="retrieve",
        patch="partial_update",
        delete="destroy",
    ),
    case("exhibits/<uuid:public_id>/restore/", Exhibits, "exhibit-restore", post="restore"),
    case(
        "exhibits/<uuid:public_id>/custody/",
        Exhibits,
        "exhibit-custody",
        get="custody",
        post="hand_over",
    ),
    case(
        "exhibits/<uuid:public_id>/custody/<uuid:step>/sign/",
        Exhibits,
        "custody-sign",
        post="sign",
    ),
    case("links/", Links, "link-list", get="list", post="create"),
    case("links/<uuid:public_id>/", Links, "link-detail", delete="destroy"),
    case("links/<uuid:public_id>/restore/", Links, "link-restore", post="restore"),
    case(
        "subjects/<uuid:subject>/disclosures/",
        Disclosures,
        "case-disclosures",
        get="list",
        post="create",
    ),
    case(
        "subjects/<uuid:subject>/disclosures/<uuid:disclosure>/",
        Disclosures,
        "case-take-back",
        delete="destroy",
    ),
    case("subjects/<uuid:subject>/unprotect/", Disclosures, "case-unprotect", post="unprotect"),
    case("approvals/", Approvals, "case-approvals", get="list"),
    case("approvals/<uuid:public_id>/approve/", Approvals, "case-approve", post="approve"),
    case("approvals/<uuid:public_id>/decline/", Approvals, "case-approval-no", post="decline"),
    case("hand-over/", HandOvers, "case-hand-over", get="list", post="create"),
    case("hand-over/accept/", HandOvers, "case-hand-over-accept", post="accept"),
    case("hand-over/decline/", HandOvers, "case-hand-over-decline", post="decline"),
    case("hand-over/cancel/", HandOvers, "case-hand-over-cancel", post="cancel"),
    case("handling/", Handling, "case-handling", get="retrieve"),
    case("handling/confirm/", Handling, "case-handling-confirm", post="confirm"),
    case("asks/", Asks, "case-asks", get="list", post="create"),
    case("asks/<uuid:public_id>/agree/", Asks, "case-ask-agree", post="agree"),
    case("asks/<uuid:public_id>/decline/", Asks, "case-ask-decline", post="decline"),
    case("access/", CaseAccess, "case-access", get="list"),
    case("proposals/", Proposals, "case-proposals", get="list", post="create"),
    case("proposals/<uuid:public_id>/", Proposals, "case-proposal", get="retrieve"),
    case("proposals/<uuid:public_id>/accept/", Proposals, "proposal-accept", post="accept"),
    case("proposals/<uuid:public_id>/decline/", Proposals, "proposal-decline", post="decline"),
    case(
        "proposals/<uuid:public_id>/take-back/", Proposals, "proposal-take-back", post="take_back"
    ),
    case("notes/", Notes, "case-notes", get="list", post="create"),
    case("report/", Reports, "case-report", get="take"),
    case("copies/", Copies, "case-copies", get="list"),
    case("recalls/", Recalls, "case-recalls", get="list"),
    case("events/", Progress, "case-events", get="events"),
    case("involvements/", Progress, "case-involvements", get="involvements"),
    case("engage/", Progress, "case-engage", post="engage"),
    case("decline/", Progress, "case-decline", post="decline"),
    # two originators
    case("joint/", Joint, "case-joint", get="retrieve", post="create", delete="destroy"),
    case("joint/accept/", Joint, "case-joint-accept", post="accept"),
    case("joint/decline/", Joint, "case-joint-decline", post="decline"),
    case("joint/step-back/", Joint, "case-joint-step-back", post="step_back"),
    # other cases that belong to it
    case("relations/", Relations, "case-relations", get="list", post="create"),
    case("relations/<uuid:public_id>/", Relations, "case-relation", delete="destroy"),
    # work inside an office, marks of a country
    path("tasks/", to(OpenTasks, get="list"), name="task-list"),
    path("tags/", to(Vocabulary, get="list"), name="tag-list"),
    path("watched/", to(Watched, get="list"), name="watched-list"),
    case("assignments/", Assignments, "case-assignments", get="list", post="create"),
    case("assignments/<uuid:public_id>/", Assignments, "case-assignment", delete="destroy"),
    case("tasks/", Tasks, "case-tasks", get="list", post="create"),
    case(
        "tasks/<uuid:public_id>/",
        Tasks,
        "case-task",
        get="retrieve",
        patch="partial_update",
    ),
    case("tasks/<uuid:public_id>/done/", Tasks, "case-task-done", post="done"),
    case("tasks/<uuid:public_id>/reopen/", Tasks, "case-task-reopen", post="reopen"),
    case("flags/", Flags, "case-flags", get="list", post="create"),
    case("flags/<uuid:public_id>/", Flags, "case-flag", delete="destroy"),
    case("tags/", Tags, "case-tags", get="list", post="create"),
    case("tags/<uuid:public_id>/", Tags, "case-tag", delete="destroy"),
    case("watch/", Watches, "case-watch", post="create", delete="destroy"),
    # files of a case; uploads by the tus 1.0 protocol
    case("files/", Files, "case-files", get="list", post="create", options="metadata"),
    case(
        "files/<uuid:public_id>/",
        Files,
        "case-file",
        get="retrieve",
        head="offset",
        patch="partial_update",
        delete="destroy",
        options="metadata",
    ),
    case("files/<uuid:public_id>/restore/", Files, "case-file-restore", post="restore"),
    case("files/<uuid:public_id>/content/", FileContent, "case-file-content", get="content"),
    case("files/<uuid:public_id>/thumbnail/", FileContent, "case-file-thumbnail", get="thumbnail"),
    path("saved-views/", to(SavedViews, get="list", post="create"), name="saved-view-list"),
    path("saved-views/<uuid:public_id>/", to(SavedViews, delete="destroy"), name="saved-view"),
    # joint and coordinated operations
    path("operations/", to(Operations, get="list", post="create"), name="operation-list"),
    operation("", Operations, "operation-detail", get="retrieve", patch="partial_update"),
    operation("invite/", OperationVerbs, "operation-invite", post="invite"),
    operation("accept/", OperationVerbs, "operation-accept", post="accept"),
    operation("decline/", OperationVerbs, "operation-decline", post="decline"),
    operation("start/", OperationVerbs, "operation-start", post="start"),
    operation("end/", OperationVerbs, "operation-end", post="end"),
    operation("report/", OperationVerbs, "operation-report", post="report"),
    operation("cancel/", OperationVerbs, "operation-cancel", post="cancel"),
    operation("cases/", OperationCases, "operation-cases", get="list", post="create"),
    operation("cases/<code:case>/", OperationCases, "operation-case", delete="destroy"),
    operation("requests/", OperationRequests, "operation-requests", get="list", post="create"),
    operation("requests/<uuid:asked>/", OperationRequests, "operation-request", delete="destroy"),
    operation("shifts/", Shifts, "operation-shifts", get="list", post="create"),
    operation("shifts/names/", Shifts, "operation-names", post="names"),
    operation("shifts/<uuid:public_id>/", Shifts, "operation-shift", delete="destroy"),
    operation("results/", OperationResults, "operation-results", get="list"),
    operation(
        "results/<code:code>/<code:day>/",
        OperationResults,
        "operation-day",
        get="retrieve",
        put="update",
    ),
    operation("board/", Board, "operation-board", get="retrieve"),
    operation("file/", OperationReports, "operation-file", get="take"),
    path("roadmap/", include(roadmap_api.urlpatterns)),
    *roadmap_api.standard,
    path("statistics/reciprocity/", to(Statistics, get="reciprocity"), name="reciprocity"),
    # requests for information
    path("requests/", to(Requests, get="list", post="create"), name="request-list"),
    path("requests/<uuid:public_id>/", to(Requests, get="retrieve"), name="request-detail"),
    request_verb("acknowledge/", AnswererVerbs, post="acknowledge"),
    request_verb("clarify/", AnswererVerbs, post="clarify"),
    request_verb("clarified/", AskerVerbs, post="clarified"),
    request_verb("answer/", AnswererVerbs, post="reply"),
    request_verb("extend/", AnswererVerbs, post="extend"),
    request_verb("refuse/", AnswererVerbs, post="refuse"),
    request_verb("forward/", AnswererVerbs, post="forward"),
    request_verb("withdraw/", AskerVerbs, post="withdraw"),
    request_verb("reopen/", AskerVerbs, post="reopen"),
    request_verb("result/", AskerVerbs, post="result"),
    request_verb("steps/<uuid:step>/confirm/", AskerVerbs, post="confirm"),
    path(
        "requests/<uuid:public_id>/attachments/<uuid:attachment>/content/",
        to(Attachments, get="content"),
        name="request-attachment-content",
    ),
    path(
        "requests/<uuid:public_id>/attachments/<uuid:attachment>/take-back/",
        to(AnswererVerbs, post="take_back"),
        name="request-attachment-take-back",
    ),
    # messages on a case or a request, and notes for oneself beside either
    path("messages/", to(Messages, get="list", post="create"), name="message-list"),
    path("messages/<uuid:public_id>/", to(Messages, get="retrieve"), name="message-detail"),
    path(
        "messages/<uuid:public_id>/withdraw/",
        to(Messages, post="withdraw"),
        name="message-withdraw",
    ),
    path(
        "messages/<uuid:public_id>/translations/",
        to(Messages, post="translate"),
        name="message-translate",
    ),
    path("own-notes/", to(OwnNotes, get="list", post="create"), name="own-note-list"),
    path("own-notes/<uuid:public_id>/", to(OwnNotes, delete="destroy"), name="own-note-detail"),
    # replies that came by e-mail
    path("mail-replies/", to(MailReplies, get="list"), name="mail-reply-list"),
    path("mail-replies/forged/", to(MailReplies, get="forged"), name="mail-reply-forged"),
    path("mail-replies/aside/", to(MailReplies, get="aside"), name="mail-reply-aside"),
    path(
        "mail-replies/<uuid:public_id>/confirm/",
        to(MailReplies, post="confirm"),
        name="mail-reply-confirm",
    ),
    path(
        "mail-replies/<uuid:public_id>/discard/",
        to(MailReplies, post="discard"),
        name="mail-reply-discard",
    ),
    # meetings of paired offices
    path("meetings/", to(Meetings, get="list", post="create"), name="meeting-list"),
    meeting("", Meetings, "meeting-detail", get="retrieve", patch="partial_update"),
    meeting("cancel/", Meetings, "meeting-cancel", post="cancel"),
    meeting("attendance/", Meetings, "meeting-attendance", put="attendance"),
    meeting("minutes/", Meetings, "meeting-minutes", put="minutes"),
    meeting("agree/", Meetings, "meeting-agree", post="agree"),
    meeting("file/", MinutesFile, "meeting-file", get="take"),
    meeting("decisions/", Decisions, "meeting-decisions", post="create"),
    meeting("decisions/<uuid:public_id>/", Decisions, "meeting-decision", delete="destroy"),
    meeting("decisions/<uuid:public_id>/assign/", Decisions, "decision-assign", post="assign"),
    meeting("decisions/<uuid:public_id>/done/", Decisions, "decision-done", post="done"),
    meeting("decisions/<uuid:public_id>/reopen/", Decisions, "decision-reopen", post="reopen"),
    # joint patrols
    path("patrols/", to(Patrols, get="list", post="create"), name="patrol-list"),
    patrol("", "patrol-detail", get="retrieve", patch="partial_update"),
    patrol("incidents/", "patrol-incidents", post="incident"),
    patrol("incidents/<uuid:public_id>/", "patrol-incident", delete="strike"),
    patrol("sign/", "patrol-sign", post="sign"),
    # notices
    path("notices/", to(Notices, get="list"), name="notice-list"),
    path("notices/<uuid:public_id>/", to(Notices, get="retrieve"), name="notice-detail"),
    path(
        "notices/<uuid:public_id>/acknowledge/",
        to(Notices, post="acknowledge"),
        name="notice-acknowledge",
    ),
    path("notices/<uuid:public_id>/take/", to(Notices, post="take"), name="notice-take"),
    # answered with a short code, without signing in
    path("acknowledgements/", to(Acknowledgements, post="answer"), name="acknowledgement"),
    path("short-codes/", to(ShortCodes, get="list", post="create"), name="short-codes"),
    path("short-codes/<uuid:sheet>/", to(ShortCodes, delete="destroy"), name="short-code-sheet"),
    # the outbox
    path("deliveries/", to(Deliveries, get="dead"), name="delivery-list"),
    path(
        "deliveries/<int:pk>/resend/",
        to(Deliveries, post="resend"),
        name="delivery-resend",
    ),
    # partner systems
    path("partners/", to(Partners, get="list"), name="partners"),
    partner("", get="retrieve"),
    partner("secret/", post="secret"),
    partner("old-secret/end/", post="end_old_secret"),
    partner("tokens/revoke/", post="revoke"),
    partner("stop/", post="stop"),
    partner("start/", post="start"),
    # events and webhooks
    path("events/", to(Events, get="list"), name="events"),
    path("webhooks/", to(Webhooks, get="list", post="create"), name="webhooks"),
    webhook("", get="retrieve", patch="partial_update", delete="destroy"),
    webhook("challenge/", post="challenge"),
    webhook("approve/", post="approve"),
    webhook("rotate/", post="rotate"),
    webhook("test/", post="send_test"),
    path(
        "webhooks/<uuid:public_id>/deliveries/",
        to(WebhookDeliveries, get="list", post="resend_dead"),
        name="webhook-deliveries",
    ),
    path(
        "webhooks/<uuid:public_id>/deliveries/<int:sequence>/resend/",
        to(WebhookDeliveries, post="resend"),
        name="webhook-delivery-resend",
    ),
    # the description
    path("openapi.json", to(api_docs.Description, get="retrieve"), name="description"),
    path("docs/", api_docs.docs, name="docs"),
    re_path("", api_docs.nowhere, name="nowhere"),
]
