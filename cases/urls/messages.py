"""Messages between the offices that see a case in full."""

from django.urls import URLPattern, URLResolver, path

from cases.views import messages

urlpatterns: list[URLPattern | URLResolver] = [
    path("cases/<reference:reference>/messages/", messages.case_messages, name="case-messages"),
    path("messages/<uuid:public_id>/withdraw/", messages.message_withdraw, name="message-withdraw"),
    path(
        "messages/<uuid:public_id>/translate/",
        messages.message_translate,
        name="message-translate",
    ),
]
