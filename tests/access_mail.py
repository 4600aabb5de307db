"""Replies by e-mail in the access table; how to read it stands in `access_table`. One came from the
address of somchai, about the open case."""

from types import SimpleNamespace

from audit.clock import now
from cases.mailbox import taking
from cases.mailbox.account import Arrived
from cases.models import MailReply
from tests.cases.mailbox.mailserver import letter

PAGES = """
GET  mail-replies       -     in  200  200  200  200  200  200  200  200  200  200  403  403  403   in   in  200
GET  mail-aside         -     in  403  403  403  403  403  403  403  403  403  403  403  200  403   in   in  403
GET  mail-reply         mail  in  404  404  404  404  404  404  200  404  404  404  403  403  403   in   in  404
POST mail-reply         mail  in  404  404  404  404  404  404  302  404  404  404  403  403  403   in   in  404
POST mail-reply-discard mail  in  404  404  404  404  404  404  302  404  404  404  403  403  403   in   in  404
"""

API = """
GET    mail-replies/                      -     401  200  200  200  200  200  200  200  200  200  200  403  403  403  403  403  200
GET    mail-replies/forged/               -     401  200  200  200  200  200  200  200  200  200  200  403  403  403  403  403  200
GET    mail-replies/aside/                -     401  403  403  403  403  403  403  403  403  403  403  403  200  403  403  403  403
POST   mail-replies/{public_id}/confirm/  mail  401  404  404  404  404  404  404  201  404  404  404  403  403  403  403  403  404
POST   mail-replies/{public_id}/discard/  mail  401  404  404  404  404  404  404  204  404  404  404  403  403  403  403  403  404
"""


def replied(world):
    raw = letter("somchai@blo.example", world.open.reference).as_bytes()
    box = SimpleNamespace(name="table", validity=1)
    assert taking.keep(box, Arrived(1, now(), raw, is_too_large=False))
    return MailReply.objects.get()


def page_bodies():
    return {"mail-reply": {"text": "for the table", "language": "en"}}


def api_bodies():
    return {("POST", "mail-replies/{public_id}/confirm/"): {"language": "en"}}
