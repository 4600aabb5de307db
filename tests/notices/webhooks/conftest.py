"""A receiver, and a webhook of Thailand's system that leads to it."""

import pytest

from notices.models import Webhook
from notices.webhooks import registering
from notices.webhooks.registering import Choice
from tests.notices.webhooks.receiver import Receiver


@pytest.fixture
def receiver():
    one = Receiver()
    yield one
    one.close()


@pytest.fixture
def registered(world, cast, receiver):
    """Registered, not proved: with its secret."""
    return registering.register(receiver.url, Choice(), officer=cast.partner_th)


@pytest.fixture
def in_use(registered, cast):
    """Proved and approved: with its secret."""
    webhook, secret = registered
    registering.prove(webhook.pk)
    webhook.refresh_from_db()
    registering.approve(webhook, officer=cast.coordinator_th, version=webhook.version)
    return Webhook.objects.get(pk=webhook.pk), secret
