"""Who gets which file, in what form, and the trace that it leaves."""

import json
import re
from urllib.parse import unquote

import pytest
from django.urls import reverse

from audit.models import Entry
from cases.files import keeping, names
from cases.models import Event
from cases.models.levels import Level
from tests.api import Caller
from tests.factories import submitted
from tests.file_samples import arrived, page_of, photo, sent

pytestmark = pytest.mark.django_db
PLANTED = ("Planted-own", "Planted-national", "Planted-bad", "Planted-removed", "Planted-camera")


@pytest.fixture
def case(world, somchai):
    return submitted(world, somchai, levels={"MM": Level.FULL})


@pytest.fixture
def file(case, somchai):
    return arrived(case, somchai, "Planted-photo.jpg", caption="Planted-plate")


def body(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


# -- An inert download ------------------------------------------------------------------------


@pytest.mark.parametrize("route", ["case-file-content", "api:case-file-content"])
def test_a_download_is_saved_and_never_shown(file, cast, signed_in, route):
    answer = page_of(signed_in(cast.thida), route, file)
    assert answer["Content-Disposition"] == 'attachment; filename="Planted-photo.jpg"'
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"] == "private, no-store"
    content = body(answer)
    assert len(content) == int(answer["Content-Length"]) == file.shared_size
    assert b"Planted-camera" not in content


def test_a_broken_download_goes_on(case, somchai, signed_in):
    words = b"0123456789" * 30_000
    file = arrived(case, somchai, "a.txt", words)
    door = signed_in(somchai)
    address = reverse("api:case-file-content", args=[case.reference, file.public_id])
    rest = door.get(address, headers={"Range": "bytes=250007-"})
    assert (rest.status_code, rest["Content-Range"]) == (206, "bytes 250007-299999/300000")
    assert body(rest) == words[250_007:]


@pytest.mark.parametrize("route", ["case-file-content", "api:case-file-content"])
def test_one_part_of_a_file_is_answered_as_it_was_asked_for(case, somchai, signed_in, route):
    words = b"0123456789" * 30_000  # more than one sealed piece
    file = arrived(case, somchai, "a.txt", words)
    door, address = signed_in(somchai), reverse(route, args=[case.reference, file.public_id])
    for asked, first, last in (
        ("bytes=100-199", 100, 199),
        ("bytes=0-0", 0, 0),
        ("bytes=-100", 299_900, 299_999),
        ("bytes=-900000", 0, 299_999),
        ("bytes=65530-65545", 65_530, 65_545),
        ("bytes=299990-900000", 299_990, 299_999),
        ("bytes=0-", 0, 299_999),
    ):
        answer = door.get(address, headers={"Range": asked})
        assert (answer.status_code, answer["Content-Range"]) == (
            206,
            f"bytes {first}-{last}/300000",
        )
        assert body(answer) == words[first : last + 1], asked
        assert int(answer["Content-Length"]) == last + 1 - first
    for asked in ("bytes=300000-", "bytes=9999999-", "bytes=-0"):
        answer = door.get(address, headers={"Range": asked})
        assert (answer.status_code, answer["Content-Range"]) == (416, "bytes */300000"), asked
    for asked in ("lines=1-", "bytes=9-5", "bytes=-", "bytes=1-2,5-6", "bytes=a-b"):
        answer = door.get(address, headers={"Range": asked})
        assert (answer.status_code, body(answer)) == (200, words), asked
        assert "Content-Range" not in answer
    changed = door.get(address, headers={"Range": "bytes=5-9", "If-Range": '"another"'})
    assert (changed.status_code, body(changed)) == (200, words)


@pytest.mark.parametrize("route", ["case-file-content", "api:case-file-content"])
def test_asking_only_for_the_head_opens_nothing(file, cast, signed_in, route):
    address = reverse(route, args=[file.case.reference, file.public_id])
    head = signed_in(cast.thida).head(address, headers={"Range": "bytes=5-9"})
    assert (head.status_code, int(head["Content-Length"])) == (200, file.shared_size)
    assert head["Accept-Ranges"] == "bytes"
    assert not Event.objects.filter(kind="file_opened").exists()
    assert not Entry.objects.filter(action="open_file").exists()


def test_the_original_is_asked_for_in_the_words_of_other_parameters(file, somchai, signed_in):
    door = signed_in(somchai)
    for yes, no in (("1", "0"), ("true", "false")):
        assert body(page_of(door, "api:case-file-content", file, f"?original={yes}")) == photo()
        assert body(page_of(door, "api:case-file-content", file, f"?original={no}")) != photo()
    refused = page_of(door, "api:case-file-content", file, "?original=yes")
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (400, "original")
    assert body(page_of(door, "case-file-content", file, "?original=true")) == photo()


def test_the_original_is_for_the_originator(file, cast, somchai, signed_in):
    for route in ("case-file-content", "api:case-file-content"):
        own = page_of(signed_in(somchai), route, file, "?original=1")
        assert body(own) == photo()
        assert page_of(signed_in(cast.thida), route, file, "?original=1").status_code == 403
        assert page_of(signed_in(cast.preecha), route, file, "?original=1").status_code == 403


def test_a_thumbnail_is_a_small_picture(file, cast, signed_in):
    answer = page_of(signed_in(cast.thida), "case-file-thumbnail", file)
    assert (answer["Content-Type"], answer.content[:2]) == ("image/jpeg", b"\xff\xd8")
    assert "sandbox" in answer["Content-Security-Policy"]
    picky = signed_in(cast.thida).get(
        reverse("api:case-file-thumbnail", args=[file.case.reference, file.public_id]),
        headers={"Accept": "image/avif,image/*"},
    )
    assert picky.status_code == 200


# -- Names that would like to be more ---------------------------------------------------------

NAMES = [
    "../../etc/passwd",
    "..\\..\\windows\\system32\\cmd.exe",
    "/etc/cron.d/x",
    "C:\\autoexec.bat",
    "a/b/c.jpg",
    "photo\u202egpj.exe",
    "\u2066x\u2069.jpg",
    "a\r\nSet-Cookie: x=1.jpg",
    "a\x00.jpg",
    'a".jpg',
    "a;filename=b.html",
    "<script>alert(1)</script>.jpg",
    "{{ 7*7 }}.jpg",
    "%2e%2e%2fx.jpg",
    "....//....//x",
    "CON",
    "nul.txt",
    "com1.jpg",
    ".htaccess",
    ".",
    "..",
    "...",
    " ",
    "a" * 255,
    "ก" * 255,
    "photo.jpg.html",
    "x.svg",
    "x.exe",
    "\ufeffbom.jpg",
    "a\u2028b.jpg",
    "\u0000\u0001\u0002",
    "=cmd|'/c calc'!A1.csv",
    "～/．．／x",
    "a\ud800b.jpg",
]
CALM = re.compile(r'[^\x00-\x1f\x7f/\\:*?"<>|;%\u2028-\u202e\u2066-\u2069]+')


@pytest.mark.parametrize("given", NAMES, ids=range(len(NAMES)))
def test_a_hostile_name_is_only_a_word(given):
    shown = names.safe(names.storable(given), "jpg")
    assert CALM.fullmatch(shown), shown
    assert shown.endswith(".jpg") and not shown.startswith((".", " ")) and ".." not in shown
    assert len(shown.encode()) <= 255
    assert not re.match(r"(?i)(con|nul|com1)\.", shown)


@pytest.mark.parametrize("given", ["รูปถ่าย 1.jpg", "ຮູບ.jpeg", "ဓာတ်ပုံ.JPG", "照片.jpg", "Ảnh xe.jpg"])
def test_an_honest_name_stays(given):
    assert names.safe(given, "jpg").rpartition(".")[0] == given.rpartition(".")[0]


def test_hostile_names_do_no_harm_on_any_road(case, somchai, signed_in):
    door = signed_in(somchai)
    for given in NAMES[:10]:
        file = arrived(case, somchai, given, b"words")
        answer = page_of(door, "case-file-content", file)
        named = answer["Content-Disposition"]
        assert named.startswith("attachment; filename")
        assert "\n" not in named and "Set-Cookie" not in answer.headers
        assert names.safe(names.storable(given), "txt") in unquote(named).replace('\\"', '"')
        file.delete()
    arrived(case, somchai, "<script>alert(1)</script>.txt", b"words", caption="<script>x")
    text = door.get(reverse("case-detail", args=[case.reference])).content.decode()
    assert "<script>alert" not in text and "<script>x" not in text


def test_a_name_of_another_kind_is_put_right(case, somchai):
    assert arrived(case, somchai, "report.pdf", photo()).name == "report.pdf.jpg"
    assert arrived(case, somchai, "photo.JPEG", photo()).name == "photo.jpg"
    assert arrived(case, somchai, "run.exe", b"words").name == "run.exe.txt"


# -- What others never read -------------------------------------------------------------------


def everything_read_by(door, case):
    """Every byte of the case that one person can get."""
    names_ = ["case-detail", "api:case-detail", "api:case-files", "api:case-events"]
    names_ += ["api:case-grants", "api:case-involvements", "inbox", "case-list", "api:case-list"]
    text = ""
    for name in names_:
        args = [] if name in {"inbox", "case-list", "api:case-list"} else [case.reference]
        text += body(door.get(reverse(name, args=args))).decode()
    return text


def test_words_of_files_stay_where_they_belong(case, file, cast, somchai, signed_in):
    national = arrived(case, somchai, "Planted-national.jpg", reach="national", caption=PLANTED[0])
    bad = arrived(case, somchai, "Planted-bad.exe", b"MZ\x00", caption="Planted-bad")
    removed = arrived(case, somchai, "Planted-removed.jpg")
    keeping.remove(removed, officer=somchai)
    waiting = sent(case, somchai, "Planted-bad-waiting.jpg")
    full = everything_read_by(signed_in(cast.thida), case)
    assert "Planted-photo.jpg" in full and "Planted-plate" in full
    assert not [word for word in PLANTED if word in full]
    hidden = (national, bad, waiting)
    assert not [one for one in hidden if str(one.public_id) in full]
    own = everything_read_by(signed_in(cast.preecha), case)
    assert "Planted-national.jpg" in own
    for one in (*hidden, removed):
        for route in ("case-file-content", "case-file-thumbnail", "api:case-file"):
            assert page_of(signed_in(cast.thida), route, one).status_code == 404
    for stranger in (cast.sokha, cast.bounmy):
        for route in ("case-file-content", "api:case-file", "api:case-file-thumbnail"):
            assert page_of(signed_in(stranger), route, file).status_code == 404


def test_a_headline_knows_of_no_file(world, somchai, cast, signed_in):
    case = submitted(world, somchai)
    file = arrived(case, somchai, "Planted-photo.jpg", caption="Planted-plate")
    text = everything_read_by(signed_in(cast.thida), case)
    assert "Planted" not in text and str(file.public_id) not in text
    assert "files" not in {event["kind"][:4] for event in events(signed_in(cast.thida), case)}


def test_what_is_held_back_nobody_opens(case, somchai, signed_in):
    bad = arrived(case, somchai, "a.exe", b"MZ\x00")
    assert bad.is_held_back
    door = signed_in(somchai)
    for query in ("", "?original=1"):
        assert page_of(door, "api:case-file-content", bad, query).status_code == 409
        assert page_of(door, "case-file-content", bad, query).status_code == 302
    page = door.get(reverse("case-detail", args=[case.reference])).content.decode()
    assert "Files of this type are not taken" in page and "Nobody can open it." in page


def test_a_file_of_another_case_is_not_found_through_this_one(
    case, file, world, somchai, signed_in
):
    other = submitted(world, somchai)
    for route in (
        "case-file-content",
        "case-file-change",
        "api:case-file",
        "api:case-file-content",
    ):
        address = reverse(route, args=[other.reference, file.public_id])
        assert signed_in(somchai).get(address).status_code == 404


# -- The trace --------------------------------------------------------------------------------


def events(door, case):
    return Caller(door).get(f"cases/{case.reference}/events/").json()


def test_every_download_is_in_the_audit_and_in_the_originators_timeline(
    case, file, cast, somchai, signed_in
):
    page_of(signed_in(cast.thida), "case-file-content", file)
    page_of(signed_in(cast.thida), "api:case-file-content", file)
    page_of(signed_in(cast.thida), "case-file-thumbnail", file)
    rows = Entry.objects.about("case", case.reference).filter(actor_name="thida")
    opened = rows.filter(action="open_file")
    assert [row.fields for row in opened] == [[f"file {file.public_id}", "shared"]] * 2
    assert rows.filter(action="see_file").count() == 1
    assert Event.objects.filter(kind="file_opened", detail=str(file.public_id)).count() == 2
    page = signed_in(somchai).get(reverse("case-detail", args=[case.reference])).content.decode()
    assert page.count("File opened: Planted-photo.jpg") == 2
    theirs = signed_in(cast.thida).get(reverse("case-detail", args=[case.reference]))
    assert "File opened" not in theirs.content.decode()
    assert "file_opened" not in json.dumps(events(signed_in(cast.thida), case))
    assert "file_added" in json.dumps(events(signed_in(cast.thida), case))
