"""E-mail: reference and link only, in the reader's language, with a stable Message-ID.

At least once: a crash between the relay's OK and our commit sends again, with the same id.
"""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

from notices.models import Delivery


def send(delivery: Delivery) -> None:
    message_for(delivery).send()


def message_for(delivery: Delivery) -> EmailMessage:
    notice, reader = delivery.notice, delivery.officer
    assert reader is not None  # a constraint of the table
    with translation.override(reader.language):
        facts = {"notice": notice, "reader": reader, "base_url": settings.BASE_URL}
        subject = render_to_string("notices/email_subject.txt", facts).strip()
        body = render_to_string("notices/email_body.txt", facts)
    return EmailMessage(
        subject=subject,
        body=body,
        to=[reader.email],
        headers={
            "Message-ID": f"<{notice.public_id}.{reader.pk}@{settings.MAIL_DOMAIN}>"
        },
    )
