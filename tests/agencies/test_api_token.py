"""A partner system signs in by client credentials and gets what its row allows, no more."""

import base64

import pytest
from oauth2_provider.models import AccessToken, Application

from agencies.models import Partner
from audit.models import Entry

TOKEN, ME = "/api/v1/token/", "/api/v1/me/"


def ask(client, **more):
    form = {
        "grant_type": "client_credentials",
        "client_id": "client-TH",
        "client_secret": "secret-of-TH",
        **more,
    }
    return client.post(TOKEN, form)


def bearer(token):
    return {"Authorization": f"Bearer {token}"}


def test_the_right_secret_gets_a_token_with_every_scope_of_the_partner(client, cast):
    answer = ask(client).json()
    assert answer["token_type"] == "Bearer"
    assert answer["expires_in"] == 3600
    assert set(answer["scope"].split()) == set(cast.partner_th.partner.scopes)
    me = client.get(ME, headers=bearer(answer["access_token"])).json()
    assert (me["username"], me["country"], me["role"]) == ("system-th", "TH", "partner")
    assert me["partner"] == "system-th"


def test_basic_authentication_works_as_well(client, cast):
    credentials = base64.b64encode(b"client-TH:secret-of-TH").decode()
    answer = client.post(
        TOKEN,
        {"grant_type": "client_credentials"},
        headers={"Authorization": f"Basic {credentials}"},
    )
    assert answer.status_code == 200


def test_neither_token_nor_secret_is_readable_in_the_database(client, cast):
    token = ask(client).json()["access_token"]
    row = AccessToken.objects.get()
    assert token not in str(vars(row))
    assert row.token == ""
    assert "secret-of-TH" not in Application.objects.get(client_id="client-TH").client_secret


@pytest.mark.parametrize(
    "wrong",
    [
        {"client_secret": "wrong"},
        {"client_id": "nobody"},
        {"scope": "everything"},
        {"grant_type": "password", "username": "somchai", "password": "x"},
        {"grant_type": "authorization_code", "code": "x"},
        {"grant_type": ""},
    ],
)
def test_anything_else_is_refused_in_oauths_own_words(client, cast, wrong):
    answer = ask(client, **wrong)
    assert answer.status_code in {400, 401}
    assert "error" in answer.json()
    assert not AccessToken.objects.exists()


def test_a_scope_that_the_partner_was_not_given_is_refused(client, cast):
    Partner.objects.filter(country="TH").update(scopes=["reference:read"])
    assert ask(client, scope="cases:read").json()["error"] == "invalid_scope"
    assert ask(client).json()["scope"] == "reference:read"


def test_an_inactive_partner_gets_no_token_and_its_token_ends(client, cast):
    token = ask(client).json()["access_token"]
    Partner.objects.filter(country="TH").update(is_active=False)
    assert ask(client).status_code == 401
    answer = client.get(ME, headers=bearer(token))
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "invalid_token"


def test_an_inactive_account_ends_the_token_too(client, cast):
    token = ask(client).json()["access_token"]
    cast.partner_th.is_active = False
    cast.partner_th.save()
    assert client.get(ME, headers=bearer(token)).status_code == 401


def test_a_scope_taken_from_the_partner_is_gone_from_its_tokens(client, cast):
    token = ask(client).json()["access_token"]
    Partner.objects.filter(country="TH").update(scopes=["reference:read"])
    answer = client.get("/api/v1/cases/", headers=bearer(token))
    assert answer.status_code == 403
    assert answer.json()["code"] == "insufficient_scope"
    assert "cases:read" in answer.json()["detail"]


def test_a_token_in_the_address_is_no_token(client, cast):
    token = ask(client).json()["access_token"]
    assert client.get(ME, {"access_token": token}).status_code == 401


def test_signing_in_is_recorded_whether_it_worked_or_not(client, cast):
    ask(client)
    ask(client, client_secret="wrong")
    rows = Entry.objects.filter(action="token").order_by("pk")
    assert [(row.outcome, row.actor_name) for row in rows] == [
        ("allowed", "system-th"),
        ("denied", "client-TH"),
    ]


def test_a_system_does_not_come_in_by_session(signed_in, cast):
    assert signed_in(cast.partner_th).get(ME).status_code == 401


@pytest.mark.parametrize(
    "said", [{"client_id": "a\x00"}, {"client_id": "\x00", "client_secret": "\x00"}]
)
def test_a_nul_byte_is_no_client(client, cast, said):
    answer = ask(client, **said)
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
