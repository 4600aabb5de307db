"""What a worker makes of a file: what it is, a copy without traces, or nothing at all."""

import io
import socketserver
import threading
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from audit.clock import at, now
from cases.files import checking, cleaning, inspection, kinds, store
from cases.files.faults import Fault, RefusedError
from cases.models import CaseFile
from tests import file_samples as samples
from tests.factories import submitted
from tests.hostile_files import hostile

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


@pytest.fixture
def case(world, somchai):
    return submitted(world, somchai)


# -- The copy that is shared ------------------------------------------------------------------


@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "WEBP"])
def test_a_picture_loses_its_place_and_camera(file_format):
    before = samples.photo(file_format)
    assert b"Planted-camera" in before
    found = inspection.look_into(before, "x")
    assert b"Planted" not in found.shared + found.thumbnail
    with Image.open(io.BytesIO(found.shared)) as image:
        assert (image.format, image.size, dict(image.getexif())) == (file_format, (64, 48), {})
    with Image.open(io.BytesIO(found.thumbnail)) as image:
        assert image.format == "JPEG" and max(image.size) <= 320


def test_a_picture_taken_upright_stays_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by the camera
    written = io.BytesIO()
    Image.new("RGB", (60, 20)).save(written, "JPEG", exif=exif.tobytes())
    with Image.open(io.BytesIO(inspection.look_into(written.getvalue(), "x").shared)) as image:
        assert image.size == (20, 60)


def test_a_pdf_loses_its_author_its_scripts_and_the_place_of_its_pictures():
    with pikepdf.open(io.BytesIO(samples.pdf(picture=samples.photo()))) as document:
        document.Root.OpenAction = pikepdf.Dictionary(
            S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert('Planted-script')")
        )
        written = io.BytesIO()
        document.save(written)
    before = written.getvalue()
    assert b"Planted-camera" in before
    with pikepdf.open(io.BytesIO(inspection.look_into(before, "x").shared)) as clean:
        assert "/Info" not in clean.trailer
        assert not {"/Metadata", "/OpenAction"} & set(clean.Root.keys())
        assert b"Planted-page" in clean.pages[0].Contents.read_bytes()
        picture = clean.pages[0].Resources.XObject.Im0
        assert b"Planted" not in picture.read_raw_bytes()
        assert pikepdf.PdfImage(picture).as_pil_image().size == (64, 48)
        whole = b"".join(bytes(str(one), "utf-8", "ignore") for one in clean.objects)
    assert b"Planted-script" not in whole and b"Planted-author" not in whole


@pytest.mark.parametrize("make", [samples.docx, samples.xlsx])
def test_a_document_loses_its_authors_and_keeps_its_words(make):
    import zipfile

    found = inspection.look_into(make(), "x")
    with zipfile.ZipFile(io.BytesIO(found.shared)) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist())
    assert b"Planted-author" not in whole and b"Planted-camera" not in whole
    assert b"Planted-text" in whole or b"Planted-cell" in whole


# -- A hundred honest files -------------------------------------------------------------------

WORDS = [
    "รถบรรทุกหยุดที่สะพาน",
    "ລົດບັນທຸກຢຸດຢູ່ຂົວ",
    "ឡានដឹកទំនិញឈប់នៅស្ពាន",
    "ကုန်တင်ကား တံတားပေါ်တွင် ရပ်သည်",
    "Xe tải dừng trên cầu, tài xế bỏ chạy.",
    "卡车停在桥上。",
    "A lorry stopped on the bridge; 5 < 7 & 9 > 3.",
]


def honest():
    """(name, content, kind): 104 of them."""
    sizes = [(1, 1), (64, 48), (640, 480), (31, 700)]
    modes = ["RGB", "L", "RGBA", "P", "1", "CMYK", "LA"]
    takes = {"JPEG": {"RGB", "L", "CMYK"}, "PNG": set(modes) - {"CMYK"}, "WEBP": {"RGB", "RGBA"}}
    for file_format, kind in (("JPEG", kinds.JPEG), ("PNG", kinds.PNG), ("WEBP", kinds.WEBP)):
        for mode in (m for m in modes if m in takes[file_format]):
            for size in sizes:
                written = io.BytesIO()
                Image.new(mode, size).save(written, file_format)
                yield f"photo.{kind.extension}", written.getvalue(), kind
    for words in WORDS:
        for encoding in ("utf-8", "utf-8-sig", "utf-16"):
            yield "note.txt", words.encode(encoding), kinds.TEXT
        yield "list.csv", f"plate,words\r\n1กข 1234,{words}\r\n".encode(), kinds.CSV
        yield "letter.docx", samples.docx(words), kinds.DOCX
        yield "sheet.xlsx", samples.xlsx(words), kinds.XLSX
    yield "old.txt", WORDS[0].encode("cp874"), kinds.TEXT
    yield "old.csv", "卡车,停\n".encode("gb18030"), kinds.CSV
    for number in range(16):
        picture = samples.photo() if number % 2 else None
        yield "scan.pdf", samples.pdf(text="x" * number * 100, picture=picture), kinds.PDF


def test_honest_files_are_taken_for_what_they_are():
    files = list(honest())
    assert len(files) >= 100
    wrong = []
    for name, content, kind in files:
        try:
            found = inspection.look_into(content, name)
            if found.kind != kind or not found.shared:
                wrong.append((name, found.kind.media_type))
        except RefusedError as refused:
            wrong.append((name, refused.fault, content[:40]))
    assert wrong == []


# -- Two hundred hostile ones ------------------------------------------------------------------


def test_hostile_files_are_refused():
    files = list(hostile())
    assert len(files) >= 200
    taken = []
    for content, name in files:
        try:
            taken.append((name, inspection.look_into(content, name).kind, content[:60]))
        except RefusedError:
            continue
    assert taken == []


@pytest.mark.parametrize("tail", [b"<script>alert(1)</script>", samples.docx(), EICAR])
@pytest.mark.parametrize("make", [samples.photo, samples.pdf])
def test_what_hides_behind_the_end_is_not_in_the_shared_copy(make, tail):
    found = inspection.look_into(make() + b"\n" + tail, "x")
    assert tail not in found.shared and tail not in found.thumbnail


def test_a_directory_of_a_zip_that_lies_about_sizes_is_found_out(monkeypatch):
    """The parts are counted while they are unpacked."""
    monkeypatch.setattr(cleaning, "UNPACKED", 1000)
    monkeypatch.setattr(cleaning, "_must_be_harmless", lambda packed: None)
    with pytest.raises(RefusedError) as refused:
        inspection.look_into(samples.docx("x" * 2000), "a.docx")
    assert refused.value.fault == Fault.TOO_LARGE


# -- In a process of its own ------------------------------------------------------------------


def test_it_is_looked_into_apart(monkeypatch):
    here = inspection.look_into(samples.photo(), "x")
    apart = inspection.look_into_apart(samples.photo(), "x")
    assert (apart.kind, apart.thumbnail) == (here.kind, here.thumbnail)
    with pytest.raises(RefusedError) as refused:
        inspection.look_into_apart(b"MZ\x00", "x")
    assert refused.value.fault == Fault.TYPE
    monkeypatch.setattr(inspection, "_understood", None)
    monkeypatch.setattr("sys.executable", "/bin/false")
    with pytest.raises(RefusedError) as refused:  # a decoder that fell over
        inspection.look_into_apart(samples.photo(), "x")
    assert refused.value.fault == Fault.DAMAGED


# -- The scanner ------------------------------------------------------------------------------


@contextmanager
def clamd(answer=None):
    """A scanner on this machine that knows EICAR, or says whatever it is told to."""

    class Handler(socketserver.StreamRequestHandler):
        def handle(self):
            assert self.rfile.read(10) == b"zINSTREAM\0"
            heard = b""
            while length := int.from_bytes(self.rfile.read(4)):
                heard += self.rfile.read(length)
            found = b"stream: Eicar FOUND\0" if EICAR in heard else b"stream: OK\0"
            self.wfile.write(found if answer is None else answer)

    with socketserver.TCPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"tcp://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.mark.django_db
def test_eicar_is_held_back_and_a_clean_file_is_marked(case, somchai, settings):
    with clamd() as address:
        settings.CLAMAV_URL = address
        bad = samples.arrived(case, somchai, "a.txt", EICAR)
        good = samples.arrived(case, somchai, "b.txt", b"words " * 50_000)
    assert (bad.state, bad.fault, bad.scan) == ("quarantined", "malware", "refused")
    assert (good.state, good.fault, good.scan) == ("ready", "", "clean")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "answer", [b"INSTREAM size limit exceeded. ERROR\0", b"", b"stream: OK maybe\0", b"OK\0"]
)
def test_anything_but_a_plain_ok_is_held_back(case, somchai, settings, answer):
    with clamd(answer) as address:
        settings.CLAMAV_URL = address
        file = samples.arrived(case, somchai, "a.txt", b"words")
    assert (file.state, file.fault) == ("quarantined", "scanner")


@pytest.mark.django_db
def test_a_scanner_that_is_away_delays_and_costs_no_attempt(case, somchai, settings):
    settings.CLAMAV_URL = "tcp://127.0.0.1:9"
    file = samples.arrived(case, somchai, "a.txt", b"words")
    assert (file.state, file.attempts) == ("checking", 0)
    assert checking.sweep() == 0  # not due yet
    with clamd() as address, at(now() + timedelta(minutes=2)):
        settings.CLAMAV_URL = address
        assert checking.sweep() == 1
    file.refresh_from_db()
    assert (file.state, file.scan) == ("ready", "clean")


# -- Workers that die -------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_file_that_kills_its_workers_is_held_back(case, somchai, monkeypatch):
    """kill -9 leaves no exception: only what was counted before the work."""
    monkeypatch.setattr(checking, "_found", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    file = samples.sent(case, somchai, "a.txt", b"words")
    for attempt in range(checking.MOST_ATTEMPTS):
        with at(now() + timedelta(minutes=6 * attempt)), pytest.raises(KeyboardInterrupt):
            checking.check(file.pk)
    with at(now() + timedelta(hours=2)):
        checking.check(file.pk)
    file.refresh_from_db()
    assert (file.state, file.fault) == ("quarantined", "unchecked")


@pytest.mark.django_db
def test_checked_twice_is_checked_once(case, somchai):
    file = samples.arrived(case, somchai)
    version = file.version
    checking.check(file.pk)
    file.refresh_from_db()
    assert file.version == version


@pytest.mark.django_db
def test_no_planted_word_is_readable_on_the_disk(
    case, somchai, django_capture_on_commit_callbacks, settings
):
    words = b"Planted-secret " * 5000
    with django_capture_on_commit_callbacks(execute=True):
        file = samples.sent(case, somchai, "Planted-secret.txt", words)
    folder = store.folder(file.public_id)
    assert holds_none(folder, b"Planted-secret")
    with django_capture_on_commit_callbacks(execute=True):
        checking.check(file.pk)
    file = CaseFile.everything.select_related("country_key").get(pk=file.pk)
    assert file.is_ready and b"".join(store.read(file, store.ORIGINAL)) == words
    assert {path.name for path in folder.iterdir()} == {"original", "shared"}
    assert holds_none(Path(settings.FILES_ROOT), b"Planted-secret")


def holds_none(folder, word):
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return paths and not any(word in path.read_bytes() + str(path).encode() for path in paths)


def test_an_archive_whose_content_is_spoilt_is_damaged():
    """Packed content that cannot be unpacked: the directory of the archive is whole."""
    content = bytearray(samples.docx("word " * 2000))
    begin = content.find(b"word/document.xml") + len("word/document.xml")
    content[begin : begin + 12] = b"\xff" * 12
    with pytest.raises(RefusedError) as refused:
        inspection.look_into(bytes(content), "a.docx")
    assert refused.value.fault is Fault.DAMAGED
