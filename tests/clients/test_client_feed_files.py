"""The feed, files and bulk work over a line that breaks: nothing is missed, nothing is half."""

import base64
import hashlib
import json
import threading

import pytest

import blo_client
from blo_client import ConnectionLostError, FilePosition, GapError, StoppedError
from tests.clients.fake import LOST, client, problem

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
