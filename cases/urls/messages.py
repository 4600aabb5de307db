"""Messages on a case and notes for oneself beside it; those of a request stand in `requests`."""

from django.urls import URLPattern, URLResolver, path

from cases.views import messages, own_notes

urlpatterns: list[URLPattern | URLResolver] = [
    path("cases/<reference:reference>/messages/", messages.case_messages, name="case-messages"),
    path("messages/<uuid:public_id>/withdraw/", messages.message_withdraw, name="message-withdraw"),
    path(
        "messages/<uuid:public_id>/translate/",
        messages.message_translate,
        name="message-translate",
    ),
    path("cases/<reference:reference>/own-notes/", own_notes.case_own_notes, name="case-own-notes"),
    path("own-notes/<uuid:public_id>/delete/", own_notes.own_note_drop, name="own-note-drop"),
]
