"""Replies by e-mail."""

from django.urls import URLPattern, URLResolver, path

from cases.views import mail

urlpatterns: list[URLPattern | URLResolver] = [
    path("mail/", mail.mail_replies, name="mail-replies"),
    path("mail/aside/", mail.mail_aside, name="mail-aside"),
    path("mail/<uuid:public_id>/", mail.mail_reply, name="mail-reply"),
    path("mail/<uuid:public_id>/discard/", mail.mail_reply_discard, name="mail-reply-discard"),
]
