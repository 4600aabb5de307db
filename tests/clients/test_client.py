"""The client keeps its promises: once, again when that is safe, never over what was not read."""

import base64
import hashlib
import json
import ssl
import threading
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

import blo_client
from blo_client import (
    ConflictError,
    ConnectionLostError,
    FilePosition,
    GapError,
    NotFoundError,
    NotValidError,
    Portal,
    ProblemError,
    SignInError,
    StaleError,
    StoppedError,
    TooManyError,
    UnavailableError,
)
from tests.clients.fake import LOST, FakePortal, client, problem


@pytest.fixture
def fake():
    one = FakePortal()
    yield one
    one.close()


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


# -- The feed ------------------------------------------------------------------------------------


def feed(*positions, more=False):
    rows = [{"position": position, "kind": "asked"} for position in positions]
    return 200, {"results": rows, "last": positions[-1] if positions else 0, "has_more": more}, {}


def test_the_feed_goes_on_where_it_was(fake, tmp_path):
    fake.answers = [feed(1, 2, more=True), feed(3), feed(4)]
    place = FilePosition(tmp_path / "position")
    assert [event["position"] for event in client(fake).events.read(place)] == [1, 2, 3]
    assert [
        e["position"] for e in client(fake).events.read(FilePosition(tmp_path / "position"))
    ] == [4]
    asked = [path.partition("after=")[2].partition("&")[0] for _m, path, _h, _b in fake.asked]
    assert asked == ["0", "2", "3"]


def test_an_event_whose_work_failed_comes_again(fake, tmp_path):
    fake.answers = [feed(1, 2, 3), feed(2, 3)]
    place = FilePosition(tmp_path / "position")
    with pytest.raises(RuntimeError):
        for event in client(fake).events.read(place):
            if event["position"] == 2:
                raise RuntimeError
    assert place.load() == 1
    assert [event["position"] for event in client(fake).events.read(place)] == [2, 3]


def test_a_gap_is_told_and_not_jumped_over(fake, tmp_path):
    fake.answers = [feed(1, 3)]
    place = FilePosition(tmp_path / "position")
    with pytest.raises(GapError):
        list(client(fake).events.read(place))
    assert place.load() == 1


def test_an_outage_in_the_middle_of_the_feed_is_waited_out(fake, tmp_path):
    fake.answers = [feed(1, more=True), LOST, problem(503, "away"), feed(2)]
    place = FilePosition(tmp_path / "position")
    assert [event["position"] for event in client(fake).events.read(place)] == [1, 2]


def test_following_outlasts_an_outage_and_ends_when_told(fake, tmp_path):
    fake.answers = [feed(1), *[LOST] * 4, *[problem(503, "away")] * 4, feed(2), feed(3, 4)]
    place, stop = FilePosition(tmp_path / "position"), threading.Event()
    seen = []
    for event in client(fake).events.follow(place, pause=0.01, stop=stop):
        seen.append(event["position"])
        if event["position"] == 3:
            stop.set()
    assert (seen, place.load()) == ([1, 2, 3], 3)


def test_following_does_not_swallow_what_the_work_raises(fake, tmp_path):
    fake.answers = [feed(1, 2)]
    place = FilePosition(tmp_path / "position")
    with pytest.raises(ConnectionLostError):
        for _event in client(fake).events.follow(place, pause=0.01):
            raise ConnectionLostError("the own database")
    assert place.load() == 0


# -- Files ---------------------------------------------------------------------------------------


class Upload:
    """The portal's side of tus, with a line that breaks."""

    def __init__(self, fake, breaks):
        self.fake, self.breaks, self.content = fake, list(breaks), b""
        fake.take_api, fake.take = fake.take, self.take

    def take(self, handler):
        if handler.command not in ("HEAD", "PATCH"):
            self.fake.take_api(handler)
            return
        headers = {"Upload-Offset": str(len(self.content)), "Content-Length": "0"}
        status = 200
        if handler.command == "PATCH":
            piece = handler.rfile.read(int(handler.headers["Content-Length"]))
            status = 409
            if int(handler.headers["Upload-Offset"]) == len(self.content):
                kept = self.breaks.pop(0) if self.breaks else len(piece)
                self.content += piece[:kept]
                status = 204
                if kept < len(piece):
                    handler.connection.close()
                    return
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.end_headers()


def test_an_upload_goes_on_where_it_broke_off(fake, tmp_path):
    content = bytes(range(256)) * 10_000
    source = tmp_path / "photo é.jpg"
    source.write_bytes(content)
    upload = Upload(fake, breaks=[1000, 0, 2_000_000, 17])
    fake.answers = [(201, {"id": "f1"}, {})]
    client(fake).files.add("A", source, caption="Über", reach="national")
    assert upload.content == content
    _method, path, headers, _body = fake.asked[0]
    assert path == "/api/v1/cases/A/files/" and headers["Upload-Length"] == str(len(content))
    told = dict(pair.split(" ") for pair in headers["Upload-Metadata"].split(","))
    assert {name: base64.b64decode(text).decode() for name, text in told.items()} == {
        "filename": "photo é.jpg",
        "checksum": hashlib.sha256(content).hexdigest(),
        "caption": "Über",
        "reach": "national",
    }


def test_an_upload_that_gets_nowhere_ends(fake, tmp_path):
    source = tmp_path / "a.txt"
    source.write_bytes(b"a" * 100)
    Upload(fake, breaks=[0] * 50)
    fake.answers = [(201, {"id": "f1"}, {})]
    with pytest.raises(ConnectionLostError):
        client(fake).files.add("A", source)


def test_a_file_that_is_held_back_is_told(fake):
    held = {"name": "a.exe", "state": "quarantined", "fault": "type_not_allowed"}
    fake.answers = [(200, {**held, "state": "checking"}, {}), (200, held, {})]
    with pytest.raises(StoppedError, match="type_not_allowed"):
        client(fake).files.wait("A", "f1")


def test_a_download_that_breaks_off_leaves_nothing(fake, tmp_path):
    target = tmp_path / "out.bin"
    fake.answers = [(200, b"half", {"Content-Length": "8"}), (200, b"whole", {})]
    with pytest.raises(ConnectionLostError):
        client(fake).files.save("A", "f1", target)
    assert list(tmp_path.iterdir()) == []
    assert client(fake).files.save("A", "f1", target) == hashlib.sha256(b"whole").hexdigest()
    assert target.read_bytes() == b"whole"


def test_a_refused_download_is_an_exception(fake, tmp_path):
    fake.answers = [problem(403, "not_allowed")]
    with pytest.raises(blo_client.NotAllowedError):
        client(fake).exports.save("e1", tmp_path / "out")


def test_an_import_that_failed_is_told(fake):
    fake.answers = [(200, {"name": "a.csv", "state": "failed", "fault": "not a table"}, {})]
    with pytest.raises(StoppedError, match="not a table"):
        client(fake).imports.wait("i1")


def test_a_file_name_does_not_get_out_of_its_field(fake, tmp_path):
    source = tmp_path / 'a"\r\nX: y.csv'
    source.write_bytes(b"own_id\n")
    fake.answers = [(202, {"id": "i1"}, {})]
    client(fake).imports.bring(source)
    assert b'filename="a%22%0D%0AX%3A y.csv"' in fake.asked[0][3]


def test_rows_go_as_lines(fake):
    fake.answers = [(202, {"id": "i1"}, {})]
    client(fake).imports.bring_rows(iter([{"own_id": "é"}, {"own_id": "2"}]), mode="good_rows")
    method, path, headers, body = fake.asked[0]
    assert (method, path) == ("POST", "/api/v1/imports/?mode=good_rows")
    assert headers["Content-Type"] == "application/jsonl"
    assert [json.loads(line) for line in body.splitlines()] == [{"own_id": "é"}, {"own_id": "2"}]
