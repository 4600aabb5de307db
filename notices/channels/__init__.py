"""One module per way a notice reaches a reader; each sends one claimed delivery or raises."""

from collections.abc import Callable

from notices.channels import email, inbox
from notices.models import Delivery

CHANNELS: dict[str, Callable[[Delivery], None]] = {
    Delivery.Channel.INBOX: inbox.send,
    Delivery.Channel.EMAIL: email.send,
}
