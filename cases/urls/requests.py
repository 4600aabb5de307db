"""Requests for information."""

from django.urls import URLPattern, URLResolver, path

from cases.views import messages, own_notes, request_answering, requesting, requests

urlpatterns: list[URLPattern | URLResolver] = [
    path("requests/", requests.request_list, name="request-list"),
    path("requests/new/", requesting.request_new, name="request-new"),
    path("requests/<request:reference>/", requests.request_detail, name="request-detail"),
    # what its readers write
    path(
        "requests/<request:reference>/messages/",
        messages.request_messages,
        name="request-messages",
    ),
    path(
        "requests/<request:reference>/own-notes/",
        own_notes.request_own_notes,
        name="request-own-notes",
    ),
    # the office that answers
    path(
        "requests/<request:reference>/acknowledge/",
        requests.request_acknowledge,
        name="request-acknowledge",
    ),
    path("requests/<request:reference>/clarify/", requests.request_clarify, name="request-clarify"),
    path(
        "requests/<request:reference>/answer/",
        request_answering.request_answer,
        name="request-answer",
    ),
    path("requests/<request:reference>/extend/", requests.request_extend, name="request-extend"),
    path("requests/<request:reference>/refuse/", requests.request_refuse, name="request-refuse"),
    path("requests/<request:reference>/forward/", requests.request_forward, name="request-forward"),
    # the office that asked
    path(
        "requests/<request:reference>/clarified/",
        requests.request_clarified,
        name="request-clarified",
    ),
    path(
        "requests/<request:reference>/withdraw/",
        requests.request_withdraw,
        name="request-withdraw",
    ),
    path("requests/<request:reference>/reopen/", requests.request_reopen, name="request-reopen"),
    path("requests/<request:reference>/result/", requests.request_result, name="request-result"),
    path(
        "requests/<request:reference>/answers/<uuid:public_id>/confirm/",
        requests.request_confirm,
        name="request-confirm",
    ),
    # parts that came with an answer
    path(
        "requests/<request:reference>/attachments/<uuid:public_id>/content/",
        request_answering.attachment_content,
        name="request-attachment-content",
    ),
    path(
        "requests/<request:reference>/attachments/<uuid:public_id>/take-back/",
        request_answering.attachment_take_back,
        name="request-attachment-take-back",
    ),
]
