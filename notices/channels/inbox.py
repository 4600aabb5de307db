"""The office's inbox: setting one column once makes the notice visible exactly once."""

from audit.clock import now
from notices.models import Delivery, Notice


def send(delivery: Delivery) -> None:
    Notice.objects.filter(pk=delivery.notice_id, delivered_at=None).update(
        delivered_at=now()
    )
