"""E-mail: reference, link and short code only, in the reader's language, with a stable Message-ID.

At least once: a crash between the relay's OK and our commit sends again, with the same id.
"""

import smtplib
from zoneinfo import ZoneInfo

import structlog
from django.conf import settings
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone, translation

from agencies.models import Officer
from notices import shortcodes
from notices.faults import RelayAwayError, UndeliverableError
from notices.models import Delivery, Notice

RESTING = "mail-relay-resting"

log = structlog.get_logger(__name__)


def send(delivery: Delivery) -> None:
    """Send one mail, unless the reader may not have it any more or the relay is resting.

    A relay that does not answer is left in peace for one back-off, so that waiting for its
    time-out does not hold up the workers.
    """
    message = message_for(delivery)
    if _relay_is_resting():
        raise RelayAwayError
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as refusal:
        if all(code >= 500 for code, _ in refusal.recipients.values()):
            raise UndeliverableError("address refused by the mail relay") from refusal
        raise
    except smtplib.SMTPResponseException:  # it answered: this mail's trouble, not the relay's
        raise
    except OSError:
        _let_relay_rest()
        raise


def message_for(delivery: Delivery) -> EmailMessage:
    reader, notice = delivery.officer, delivery.notice
    if reader is None:
        raise UndeliverableError("nobody is to read it")
    _must_still_read(reader, notice)
    facts = {
        "notice": notice,
        "acknowledge_by": _acknowledge_by(notice),
        "address": settings.BASE_URL + notice.link,
        "code": shortcodes.for_mail(notice),
        "code_address": settings.BASE_URL + shortcodes.PAGE,
    }
    with translation.override(reader.language), timezone.override(ZoneInfo(reader.time_zone)):
        subject = render_to_string("notices/email_subject.txt", facts).strip()
        body = render_to_string("notices/email_body.txt", facts)
    return EmailMessage(
        subject=subject,
        body=body,
        to=[reader.email],
        # The subject holds the reference: what comes back finds its case.
        reply_to=[settings.MAILBOX_ADDRESS] if settings.MAILBOX_ADDRESS else None,
        headers={
            "Message-ID": f"<{notice.public_id}.{reader.pk}@{settings.MAIL_DOMAIN}>",
            "Auto-Submitted": "auto-generated",
        },
    )


def _must_still_read(reader: Officer, notice: Notice) -> None:
    """Rights are asked again at the moment of sending: people leave offices."""
    if not reader.is_active or reader.office_id != notice.office_id:
        raise UndeliverableError("the reader left the office")
    if not reader.email or not reader.wants_email:
        raise UndeliverableError("the reader takes no e-mail")


def _acknowledge_by(notice: Notice) -> object:
    """The clock that runs: the notice's own, or that of the notice it reminds of."""
    asked = notice.follows or notice
    return asked.is_due_at if asked.is_waiting else None


def _relay_is_resting() -> bool:
    try:
        return cache.get(RESTING) is not None
    except Exception as error:  # without the cache every mail tries for itself
        log.warning("cache_away", fault=type(error).__name__)
        return False


def _let_relay_rest() -> None:
    try:
        cache.set(RESTING, 1, timeout=settings.DELIVERY_BACK_OFF_SECONDS)
    except Exception as error:
        log.warning("cache_away", fault=type(error).__name__)
