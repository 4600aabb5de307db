"""A country keeps its partner systems: secrets, tokens, stop and start; how often they may ask."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from oauth2_provider.models import AccessToken
from rest_framework.throttling import SimpleRateThrottle

from agencies import partners, wrong_secrets
from agencies.models import Partner
from agencies.problems import NotAllowed, Problem, WrongState
from audit.clock import now
from audit.models import Entry
from tests.api import V1, Caller, system

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_counted():
    cache.clear()


@pytest.fixture
def th(world, cast):
    return cast.partner_th.partner


def signs_in(secret, client_id="client-TH", **more):
    form = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": secret}
    return Client(**more).post(f"{V1}token/", form)


def test_both_secrets_work_for_a_day(cast, th):
    new = partners.rotate_secret(th, officer=cast.coordinator_th)
    assert [signs_in(s).status_code for s in (new, "secret-of-TH", "other")] == [200, 200, 401]
    Partner.objects.update(secret_before_until=now() - timedelta(seconds=1))
    assert [signs_in(s).status_code for s in (new, "secret-of-TH")] == [200, 401]


def test_the_old_one_is_ended_at_once_and_a_second_change_ends_it_too(cast, th):
    new = partners.rotate_secret(th, officer=cast.partner_th)
    partners.end_old_secret(th, officer=cast.partner_th)
    assert signs_in("secret-of-TH").status_code == 401
    newest = partners.rotate_secret(th, officer=cast.partner_th)
    assert [signs_in(s).status_code for s in (newest, new)] == [200, 200]
    row = Partner.objects.get(pk=th.pk)
    assert new not in row.secret_before and newest not in row.application.client_secret
    assert newest not in str(list(Entry.objects.values()))


def test_one_systems_old_secret_opens_no_other(cast, th):
    partners.rotate_secret(th, officer=cast.coordinator_th)
    assert signs_in("secret-of-TH", "client-MM").status_code == 401


def test_tokens_are_withdrawn_at_once(cast, th):
    caller = system("TH")
    assert caller.get("me/").status_code == 200
    assert partners.revoke_tokens(th, officer=cast.coordinator_th) == 1
    assert caller.get("me/").status_code == 401
    assert signs_in("secret-of-TH").status_code == 200


def test_a_stopped_system_is_out_until_it_is_started(cast, th):
    caller = system("TH")
    with pytest.raises(Problem) as problem:
        partners.stop(th, reason=" ", officer=cast.coordinator_th)
    assert problem.value.field == "reason"
    partners.stop(th, reason="Its secret leaked", officer=cast.coordinator_th)
    assert caller.get("me/").status_code == 401 and signs_in("secret-of-TH").status_code == 401
    with pytest.raises(WrongState):
        partners.stop(th, reason="Again", officer=cast.coordinator_th)
    partners.start(th, officer=cast.coordinator_th)
    assert signs_in("secret-of-TH").status_code == 200
    assert not AccessToken.objects.filter(expires__lt=now()).exists()


def test_others_keep_their_hands_off(cast, th):
    for person in (cast.coordinator_mm, cast.partner_mm, cast.somchai, cast.observer):
        for verb in (partners.rotate_secret, partners.revoke_tokens, partners.start):
            with pytest.raises(NotAllowed):
                verb(th, officer=person)
    with pytest.raises(NotAllowed):
        partners.stop(th, reason="Myself", officer=cast.partner_th)


def test_the_pages_show_the_secret_once(client, cast, th):
    client.force_login(cast.coordinator_th)
    page = client.post(reverse("partner-secret", args=[th.public_id]))
    clear = page.content.decode().split('<code class="text-break">')[1].split("<")[0]
    assert signs_in(clear).status_code == 200 and "no-store" in page["Cache-Control"]
    again = client.get(th.link).content.decode()
    assert clear not in again and "Old secret works until" in again
    refused = client.post(reverse("partner-stop", args=[th.public_id]), {"reason": ""})
    assert refused.status_code == 200 and "There is a problem" in refused.content.decode()
    client.post(reverse("partner-stop", args=[th.public_id]), {"reason": "Leaked"})
    assert "Leaked" in client.get(th.link).content.decode()
    client.post(reverse("partner-start", args=[th.public_id]))
    assert Partner.objects.get(pk=th.pk).is_active


def test_me_tells_who_and_what(cast, signed_in, world):
    body = system("TH", scope="cases:read").get("me/").json()
    assert body["partner"] == "system-th" and body["scopes"] == ["cases:read"]
    assert body["limits"]["idempotency_hours"] == 72
    person = Caller(signed_in(cast.somchai)).get("me/").json()
    assert person["partner"] is None and person["office"] == cast.somchai.office.code
    assert "log_case" in person["capabilities"] and "approve" not in person["capabilities"]


def test_the_rate_is_told_and_held(world, cast, settings):
    settings.API_RATES = {"read": "3/min", "write": "1/min"}
    th = system("TH")
    first = th.get("me/")
    assert (first["RateLimit-Limit"], first["RateLimit-Remaining"]) == ("3", "2")
    th.get("me/"), th.get("me/")
    refused = th.get("me/")
    assert refused.status_code == 429 and 0 < int(refused["Retry-After"]) <= 60
    assert refused["Content-Type"] == "application/problem+json"
    assert refused["RateLimit-Remaining"] == "0"
    assert system("MM").get("me/").status_code == 200
    assert th.post("webhooks/", {}).status_code == 400
    assert th.post("webhooks/", {}).status_code == 429


def test_without_the_cache_nobody_is_refused(world, cast, settings, monkeypatch):
    th = system("TH")

    def away(*_given, **_more):
        raise ConnectionError

    gone = SimpleNamespace(get=away, set=away, delete=away)
    monkeypatch.setattr(SimpleRateThrottle, "cache", gone)
    monkeypatch.setattr(wrong_secrets, "cache", gone)
    assert th.get("me/").status_code == 200
    assert signs_in("secret-of-TH").status_code == 200


def test_guessing_a_secret_ends_soon_and_locks_nobody_else_out(world, cast):
    for _guess in range(wrong_secrets.MOST):
        assert signs_in("guess").status_code == 401
    refused = signs_in("secret-of-TH")
    assert refused.status_code == 429 and int(refused["Retry-After"]) > 0
    elsewhere = {"REMOTE_ADDR": "203.0.113.9"}
    assert signs_in("secret-of-TH", **elsewhere).status_code == 200
    assert signs_in("secret-of-MM", "client-MM").status_code == 200


def test_a_right_secret_forgets_the_wrong_ones(world, cast):
    for _round in range(3):
        for _guess in range(wrong_secrets.MOST - 1):
            signs_in("guess")
        assert signs_in("secret-of-TH").status_code == 200
