"""The inbox and the case file. A reference stands in the address as it stands on paper."""

from django.urls import URLPattern, URLResolver, path, register_converter

from agencies.addresses import CountryCode, OfficeCode
from cases.references import ReferenceConverter, RequestReferenceConverter
from cases.views import (
    answers,
    approvals,
    asks,
    counts,
    desk,
    detail,
    disclosure,
    downloads,
    drafting,
    ending,
    entry,
    exhibits,
    exports,
    files,
    handling,
    handover,
    inbox,
    joint,
    lab,
    leaving,
    listing,
    notes,
    papers,
    preview,
    proposals,
    protection,
    relations,
    reports,
    restricting,
    saved_views,
    seizures,
    subjects,
    todo,
)

register_converter(ReferenceConverter, "reference")
register_converter(CountryCode, "country")
register_converter(OfficeCode, "blo")
register_converter(RequestReferenceConverter, "request")

urlpatterns: list[URLPattern | URLResolver] = [
    # Inbox
    path("", inbox.inbox, name="inbox"),
    path("inbox/", inbox.background(inbox.inbox), name="inbox-refresh"),
    path("inbox/badge/", inbox.badge, name="inbox-badge"),
    path(
        "notices/<uuid:public_id>/acknowledge/",
        answers.notice_acknowledge,
        name="notice-acknowledge",
    ),
    path("notices/<uuid:public_id>/take/", answers.notice_take, name="notice-take"),
    # Logging
    path("cases/new/", entry.case_new, name="case-new"),
    path("cases/paper/", papers.paper_print, name="paper-print"),
    path("cases/paper/key-in/", papers.paper_key_in, name="paper-key-in"),
    path("cases/paper/<reference:reference>/", papers.paper_again, name="paper-again"),
    path("drafts/<uuid:key>/", drafting.draft_save, name="draft-save"),
    path("places/suggest/", drafting.place_suggest, name="place-suggest"),
    path("cases/<reference:reference>/edit/", entry.case_edit, name="case-edit"),
    path("cases/<reference:reference>/preview/", preview.case_preview, name="case-preview"),
    path("cases/<reference:reference>/submit/", preview.case_submit, name="case-submit"),
    path("cases/<reference:reference>/touches/", preview.case_touch, name="case-touch"),
    path("cases/<reference:reference>/discard/", entry.case_discard, name="case-discard"),
    # Reading
    path("cases/", listing.case_list, name="case-list"),
    path("cases/views/", saved_views.saved_views, name="saved-views"),
    path("cases/views/new/", saved_views.saved_view_new, name="saved-view-new"),
    path(
        "cases/views/<uuid:public_id>/remove/",
        saved_views.saved_view_drop,
        name="saved-view-drop",
    ),
    path("cases/export/", exports.case_list_export, name="case-list-export"),
    path("cases/chosen/", downloads.chosen, name="case-chosen"),
    path("downloads/", downloads.downloads, name="downloads"),
    path("downloads/<uuid:public_id>/", downloads.download, name="download"),
    path(
        "downloads/<uuid:public_id>/progress/",
        downloads.download_progress,
        name="download-progress",
    ),
    path(
        "downloads/<uuid:public_id>/content/", downloads.download_content, name="download-content"
    ),
    path("cases/<reference:reference>/", detail.case_detail, name="case-detail"),
    # On paper
    path("cases/<reference:reference>/report/", reports.case_report, name="case-report"),
    path("cases/<reference:reference>/copies/", reports.case_copies, name="case-copies"),
    # Who and what
    path("cases/<reference:reference>/subjects/new/", subjects.subject_new, name="subject-new"),
    path(
        "cases/<reference:reference>/subjects/<uuid:public_id>/",
        subjects.subject_detail,
        name="subject-detail",
    ),
    path(
        "cases/<reference:reference>/subjects/<uuid:public_id>/edit/",
        subjects.subject_edit,
        name="subject-edit",
    ),
    path(
        "cases/<reference:reference>/subjects/<uuid:public_id>/remove/",
        subjects.subject_remove,
        name="subject-remove",
    ),
    path(
        "cases/<reference:reference>/subjects/<uuid:public_id>/restore/",
        subjects.subject_restore,
        name="subject-restore",
    ),
    # What was found
    path("cases/<reference:reference>/seizures/new/", seizures.seizure_new, name="seizure-new"),
    path(
        "cases/<reference:reference>/seizures/<uuid:public_id>/",
        seizures.seizure_detail,
        name="seizure-detail",
    ),
    path(
        "cases/<reference:reference>/seizures/<uuid:public_id>/edit/",
        seizures.seizure_edit,
        name="seizure-edit",
    ),
    path(
        "cases/<reference:reference>/seizures/<uuid:public_id>/laboratory/",
        lab.seizure_lab,
        name="seizure-lab",
    ),
    path(
        "cases/<reference:reference>/seizures/<uuid:public_id>/remove/",
        seizures.seizure_remove,
        name="seizure-remove",
    ),
    path(
        "cases/<reference:reference>/seizures/<uuid:public_id>/restore/",
        seizures.seizure_restore,
        name="seizure-restore",
    ),
    # Exhibits and their chain of custody
    path("cases/<reference:reference>/counts/new/", counts.count_new, name="count-new"),
    path(
        "cases/<reference:reference>/counts/<uuid:public_id>/remove/",
        counts.count_remove,
        name="count-remove",
    ),
    path(
        "cases/<reference:reference>/counts/<uuid:public_id>/restore/",
        counts.count_restore,
        name="count-restore",
    ),
    path("cases/<reference:reference>/exhibits/", exhibits.exhibit_list, name="exhibit-list"),
    path("cases/<reference:reference>/exhibits/new/", exhibits.exhibit_new, name="exhibit-new"),
    path(
        "cases/<reference:reference>/exhibits/<uuid:public_id>/",
        exhibits.exhibit_detail,
        name="exhibit-detail",
    ),
    path(
        "cases/<reference:reference>/exhibits/<uuid:public_id>/custody/",
        exhibits.custody_new,
        name="custody-new",
    ),
    path(
        "cases/<reference:reference>/exhibits/<uuid:public_id>/custody/<uuid:step>/sign/",
        exhibits.custody_sign,
        name="custody-sign",
    ),
    # Files
    path("cases/<reference:reference>/files/add/", files.file_add, name="case-file-add"),
    path(
        "cases/<reference:reference>/files/<uuid:public_id>/",
        files.file_change,
        name="case-file-change",
    ),
    path(
        "cases/<reference:reference>/files/<uuid:public_id>/content/",
        files.file_content,
        name="case-file-content",
    ),
    path(
        "cases/<reference:reference>/files/<uuid:public_id>/thumbnail/",
        files.file_thumbnail,
        name="case-file-thumbnail",
    ),
    path(
        "cases/<reference:reference>/files/<uuid:public_id>/remove/",
        files.file_remove,
        name="case-file-remove",
    ),
    path(
        "cases/<reference:reference>/files/<uuid:public_id>/restore/",
        files.file_restore,
        name="case-file-restore",
    ),
    # Proposing a change
    path("cases/<reference:reference>/propose/", proposals.case_propose, name="case-propose"),
    path(
        "cases/<reference:reference>/proposals/<uuid:public_id>/",
        proposals.proposal_detail,
        name="proposal-detail",
    ),
    path(
        "cases/<reference:reference>/proposals/<uuid:public_id>/accept/",
        proposals.proposal_accept,
        name="proposal-accept",
    ),
    path(
        "cases/<reference:reference>/proposals/<uuid:public_id>/decline/",
        proposals.proposal_decline,
        name="proposal-decline",
    ),
    path(
        "cases/<reference:reference>/proposals/<uuid:public_id>/take-back/",
        proposals.proposal_take_back,
        name="proposal-take-back",
    ),
    # Answering
    path("cases/<reference:reference>/engage/", answers.case_engage, name="case-engage"),
    path("cases/<reference:reference>/decline/", answers.case_decline, name="case-decline"),
    # Disclosing
    path(
        "cases/<reference:reference>/share/<country:country>/",
        disclosure.case_share,
        name="case-share",
    ),
    path(
        "cases/<reference:reference>/recall/<country:country>/",
        disclosure.case_recall,
        name="case-recall",
    ),
    path("cases/<reference:reference>/restrict/", restricting.case_restrict, name="case-restrict"),
    path("cases/<reference:reference>/open-up/", restricting.case_open_up, name="case-open-up"),
    path(
        "cases/<reference:reference>/subjects/<uuid:subject>/disclose/",
        protection.case_disclose,
        name="case-disclose",
    ),
    path(
        "cases/<reference:reference>/subjects/<uuid:subject>/unprotect/",
        protection.case_unprotect,
        name="case-unprotect",
    ),
    path(
        "cases/<reference:reference>/subjects/<uuid:subject>/take-back/<country:country>/",
        protection.case_take_back,
        name="case-take-back",
    ),
    # What the head of the office approves
    path(
        "cases/<reference:reference>/approvals/<uuid:public_id>/",
        approvals.case_approval,
        name="case-approval",
    ),
    # Handing over
    path("cases/<reference:reference>/hand-over/", handover.case_hand_over, name="case-hand-over"),
    path(
        "cases/<reference:reference>/hand-over/answer/",
        handover.case_hand_over_answer,
        name="case-hand-over-answer",
    ),
    path(
        "cases/<reference:reference>/hand-over/cancel/",
        handover.case_hand_over_cancel,
        name="case-hand-over-cancel",
    ),
    # Handling codes; what readers ask of the office that logged the case
    path(
        "cases/<reference:reference>/handling/confirm/",
        handling.case_handling_confirm,
        name="case-handling-confirm",
    ),
    path("cases/<reference:reference>/ask/copy/", asks.case_ask_copy, name="case-ask-copy"),
    path(
        "cases/<reference:reference>/ask/pass-on/", asks.case_ask_pass_on, name="case-ask-pass-on"
    ),
    path("cases/<reference:reference>/ask/more/", asks.case_ask_more, name="case-ask-more"),
    path(
        "cases/<reference:reference>/asks/<uuid:public_id>/",
        asks.case_ask_answer,
        name="case-ask-answer",
    ),
    # Notes of the own country
    path("cases/<reference:reference>/notes/new/", notes.case_note, name="case-note"),
    # Work inside the office, marks of the country
    path("cases/<reference:reference>/assign/", desk.case_assign, name="case-assign"),
    path("cases/<reference:reference>/flag/", desk.case_flag, name="case-flag"),
    path(
        "cases/<reference:reference>/flags/<uuid:public_id>/lift/",
        desk.flag_lift,
        name="flag-lift",
    ),
    path("cases/<reference:reference>/tags/", desk.case_tags, name="case-tags"),
    path("cases/<reference:reference>/watch/", desk.case_watch, name="case-watch"),
    path("cases/<reference:reference>/unwatch/", desk.case_unwatch, name="case-unwatch"),
    path("cases/<reference:reference>/tasks/new/", todo.task_new, name="task-new"),
    path(
        "cases/<reference:reference>/tasks/<uuid:public_id>/",
        todo.task_change,
        name="task-change",
    ),
    path(
        "cases/<reference:reference>/tasks/<uuid:public_id>/done/",
        todo.task_done,
        name="task-done",
    ),
    path(
        "cases/<reference:reference>/tasks/<uuid:public_id>/reopen/",
        todo.task_reopen,
        name="task-reopen",
    ),
    # Two originators
    path("cases/<reference:reference>/joint/", joint.joint_invite, name="joint-invite"),
    path("cases/<reference:reference>/joint/accept/", joint.joint_accept, name="joint-accept"),
    path("cases/<reference:reference>/joint/decline/", joint.joint_decline, name="joint-decline"),
    path(
        "cases/<reference:reference>/joint/take-back/",
        joint.joint_take_back,
        name="joint-take-back",
    ),
    path(
        "cases/<reference:reference>/joint/step-back/",
        joint.joint_step_back,
        name="joint-step-back",
    ),
    # Other cases that belong to it
    path("cases/<reference:reference>/relations/new/", relations.relation_new, name="relation-new"),
    path(
        "cases/<reference:reference>/relations/<uuid:public_id>/remove/",
        relations.relation_remove,
        name="relation-remove",
    ),
    # An officer leaves
    path("offices/<blo:code>/postings/", leaving.posting_list, name="posting-list"),
    path(
        "offices/<blo:code>/postings/<str:username>/",
        leaving.posting_hand_over,
        name="posting-hand-over",
    ),
    # Ending
    path("cases/<reference:reference>/close/", ending.case_close, name="case-close"),
    path("cases/<reference:reference>/reopen/", ending.case_reopen, name="case-reopen"),
    path("cases/<reference:reference>/withdraw/", ending.case_withdraw, name="case-withdraw"),
]
