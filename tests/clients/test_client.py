"""The client keeps its promises: once, again when that is safe, never over what was not read."""

import ssl
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

import blo_client
from blo_client import (
    ConflictError,
    ConnectionLostError,
    NotFoundError,
    NotValidError,
    Portal,
    ProblemError,
    SignInError,
    StaleError,
    TooManyError,
    UnavailableError,
)
from tests.clients.fake import LOST, client, problem


def keys(fake):
    return [headers.get("Idempotency-Key") for _method, _path, headers, _body in fake.asked]


# -- Tokens --------------------------------------------------------------------------------------


def test_one_token_serves_many_requests_and_is_asked_for_as_the_rfc_says(fake):
    portal = client(fake)
    portal.me()
    portal.me()
    assert fake.tokens == 1
    assert fake.asked[0][2]["Authorization"] == "Bearer token-1"


def test_a_token_is_renewed_before_it_ends(fake):
    clock = [0.0]
    portal = client(fake)
    portal._tokens._clock = lambda: clock[0]
    for clock[0], expected in ((0.0, 1), (3500.0, 1), (3545.0, 2)):
        portal.me()
        assert fake.tokens == expected


def test_a_token_that_lasts_less_than_a_minute_is_used_for_half_of_it(fake):
    clock = [0.0]
    fake.expires_in = 60
    portal = client(fake)
    portal._tokens._clock = lambda: clock[0]
    for clock[0], expected in ((0.0, 1), (29.0, 1), (31.0, 2)):
        portal.me()
        assert fake.tokens == expected


def test_a_token_that_was_withdrawn_is_replaced_once(fake):
    fake.answers = [problem(401, "not_authenticated"), (200, {"name": "x"}, {})]
    assert client(fake).me() == {"name": "x"}
    assert fake.asked[1][2]["Authorization"] == "Bearer token-2"
    fake.answers = [problem(401, "not_authenticated")] * 3
    with pytest.raises(blo_client.NotSignedInError):
        client(fake).me()
    assert len(fake.answers) == 1


def test_a_wrong_secret_is_no_reason_to_try_again(fake):
    fake.token_answers = [(401, {"error": "invalid_client"}, {})]
    with pytest.raises(SignInError) as refusal:
        client(fake).me()
    assert refusal.value.code == "invalid_client" and fake.asked == [] and fake.tokens == 0


def test_a_portal_too_busy_for_a_token_is_asked_again(fake):
    slept = []
    fake.token_answers = [(503, b"<html>", {}), (429, {"error": "busy"}, {"Retry-After": "7"})]
    client(fake, slept).patch("cases/{reference}/", {}, etag="*", reference="A")
    assert slept[1] == 7 and len(fake.asked) == 1


def test_secrets_leave_the_machine_over_tls_only():
    for address in ("http://portal.example.org", "portal.example.org", "https://", "ftp://a"):
        with pytest.raises(ValueError, match="https"):
            Portal(address, "a", "b")
    strict = Portal("https://portal.example.org", "a", "b").address._connection()._context
    assert strict.verify_mode is ssl.CERT_REQUIRED and strict.check_hostname


# -- Once, and again -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "first", [LOST, problem(429, "throttled"), problem(503, "away"), (502, b"", {})]
)
def test_a_post_is_sent_again_under_the_same_key(fake, first):
    slept = []
    fake.answers = [first, (201, {"reference": "A"}, {"ETag": '"1.ab"', "Location": "/x/"})]
    made = client(fake, slept).cases.create({})
    assert (made.body, made.etag, made.location) == ({"reference": "A"}, '"1.ab"', "/x/")
    assert len(set(keys(fake))) == 1 and len(keys(fake)) == 2 and keys(fake)[0]
    assert len(slept) == 1 and 0.4 <= slept[0] <= 0.6


def test_two_posts_have_two_keys_and_an_own_key_is_kept(fake):
    portal = client(fake)
    portal.cases.create({})
    portal.cases.create({})
    portal.cases.create({}, key="mine")
    assert len(set(keys(fake))) == 3 and keys(fake)[2] == "mine"


def test_retry_after_is_honoured_in_seconds_and_as_a_date(fake):
    slept = []
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    fake.answers = [
        problem(429, "throttled", Retry_After="11"),
        problem(503, "away", Retry_After=soon),
    ]
    client(fake, slept).me()
    assert slept[0] == 11 and 27 < slept[1] <= 30


def test_who_asks_for_an_hour_is_not_waited_for(fake):
    slept = []
    fake.answers = [problem(429, "throttled", Retry_After="3600")]
    with pytest.raises(TooManyError) as refusal:
        client(fake, slept).me()
    assert refusal.value.retry_after == 3600 and slept == []


def test_waits_grow_and_end(fake):
    slept = []
    fake.answers = [LOST] * 9
    with pytest.raises(ConnectionLostError):
        client(fake, slept).me()
    assert len(fake.asked) == 4
    usual = [0.5, 1.0, 2.0]
    assert all(0.8 * u <= wait <= 1.2 * u for u, wait in zip(usual, slept, strict=True))


@pytest.mark.parametrize("how", ["patch", "put"])
def test_a_change_whose_answer_was_lost_is_not_guessed(fake, how):
    """Sent again it would be refused as stale, though it may have been one's own."""
    fake.answers = [LOST]
    with pytest.raises(ConnectionLostError):
        getattr(client(fake), how)("cases/{reference}/", {}, etag='"1"', reference="A")
    assert len(fake.asked) == 1


def test_a_server_error_is_no_reason_to_try_again(fake):
    fake.answers = [problem(500, "error")]
    with pytest.raises(UnavailableError):
        client(fake).cases.create({})
    assert len(fake.asked) == 1


# -- Refusals ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, NotValidError),
        (404, NotFoundError),
        (409, ConflictError),
        (412, StaleError),
        (418, ProblemError),
    ],
)
def test_a_refusal_is_an_exception_with_code_and_fields(fake, status, kind):
    fault = {"field": "route.0.crossing", "code": "unknown", "detail": "There is none."}
    fake.answers = [problem(status, "some_code", [fault, {**fault, "detail": "second"}])]
    with pytest.raises(kind) as refusal:
        client(fake).cases.create({})
    assert (refusal.value.status, refusal.value.code) == (status, "some_code")
    assert refusal.value.fields == {"route.0.crossing": "There is none."}
    assert "route.0.crossing: There is none." in str(refusal.value)


@pytest.mark.parametrize("body", [b"<html>Bad gateway</html>", b"", b"[]", b"\xff"])
def test_a_proxys_page_is_a_refusal_too(fake, body):
    fake.answers = [(404, body, {})]
    with pytest.raises(NotFoundError) as refusal:
        client(fake).me()
    assert refusal.value.code == "http_404"


# -- Versions, pages, paths ----------------------------------------------------------------------


def test_what_was_read_guards_the_change(fake):
    fake.answers = [(200, {"reference": "A"}, {"ETag": '"7.cd"'}), problem(412, "stale_version")]
    portal = client(fake)
    read = portal.cases.get("A")
    with pytest.raises(StaleError):
        portal.cases.change("A", {"title": "x"}, read.etag)
    assert fake.asked[1][2]["If-Match"] == '"7.cd"'


def test_what_is_known_is_not_sent_again(fake):
    fake.answers = [(200, {"reference": "A"}, {"ETag": '"7.cd"'}), (304, b"", {})]
    portal = client(fake)
    read = portal.cases.get("A")
    assert portal.cases.get("A", known=read) is read
    assert fake.asked[1][2]["If-None-Match"] == '"7.cd"'


def test_pages_are_read_as_they_are_needed_and_from_here_only(fake):
    following = "https://elsewhere.example.org/api/v1/cases/?cursor=abc%3D"
    fake.answers = [
        (200, {"results": [1, 2], "next": following, "previous": None}, {}),
        (200, {"results": [3], "next": None, "previous": None}, {}),
    ]
    rows = client(fake).cases.find(status="open", border=None)
    assert next(rows) == 1 and len(fake.asked) == 1
    assert list(rows) == [2, 3]
    assert [path for _m, path, _h, _b in fake.asked] == [
        "/api/v1/cases/?status=open",
        "/api/v1/cases/?cursor=abc%3D",
    ]


def test_what_is_searched_for_is_in_no_address(fake):
    fake.answers = [
        (200, {"results": [1], "next": "/api/v1/cases/search/?cursor=x"}, {}),
        (200, {"results": [2], "next": None}, {}),
    ]
    assert list(client(fake).cases.search({"identifier": "PA1234567"})) == [1, 2]
    assert not any("PA1234567" in path for _m, path, _h, _b in fake.asked)
    assert all(b"PA1234567" in body for _m, _p, _h, body in fake.asked)


def test_what_is_put_into_a_path_stays_in_its_segment(fake):
    client(fake).cases.get("../../token/?x=1")
    assert fake.asked[0][1] == "/api/v1/cases/..%2F..%2Ftoken%2F%3Fx%3D1/"
