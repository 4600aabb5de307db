"""A case on paper: what its reader may see, in his language, stamped, and nothing else."""

import io

import docx
import pikepdf
import pypdfium2
import pytest
from django.urls import reverse
from django.utils import translation

from audit.models import Entry
from cases import disclosure, notes, recalls
from cases.content import SeizureContent, SubjectContent
from cases.exports import pdf
from cases.exports.casereport import Asked, take_report
from cases.exports.stamp import Purpose
from cases.models import Case, CaseCopy
from cases.models.levels import Level
from cases.reading import find
from tests.api import Caller
from tests.factories import submitted
from tests.file_samples import arrived

pytestmark = pytest.mark.django_db

# What an officer of each country might write; every script of the region.
WRITTEN = {
    "th": "เจ้าหน้าที่ตรวจพบยาเม็ดซุกซ่อนในรถบรรทุก ที่สะพานมิตรภาพ แห่งที่ ๑",
    "lo": "ເຈົ້າໜ້າທີ່ກວດພົບຢາເມັດເຊື່ອງໃນລົດບັນທຸກຢູ່ຂົວມິດຕະພາບ",
    "km": "មន្ត្រីបានរកឃើញថ្នាំញៀនលាក់ក្នុងឡានដឹកទំនិញនៅច្រកទ្វារព្រំដែន",
    "my": "ချစ်ကြည်ရေးတံတားတွင် ကုန်တင်ယာဉ်ကို စစ်ဆေးရာ စိတ်ကြွဆေးပြားများ တွေ့ရှိခဲ့သည်။",
    "vi": "Lực lượng chức năng phát hiện ma túy giấu trong xe tải tại cửa khẩu",
    "zh-hans": "执法人员在友谊桥查获藏匿于货车内的毒品，邊境聯絡辦公室。",
}
BEYOND_HEADLINE = ("Planted", "Lorry with tablets", "PA1234567", "ສົມໃຈ")


@pytest.fixture
def case(world, cast):
    return submitted(world, cast.somchai, levels={"LA": Level.FULL})


def take(browser, case, **said):
    said = {"purpose": "reporting", "kind": "pdf", "language": "en"} | said
    return browser.post(reverse("case-report", args=[case.reference]), said)


def pages_of(content):
    """The text that a reader could copy, page by page."""
    paper = pypdfium2.PdfDocument(content)
    try:
        return [page.get_textpage().get_text_bounded() for page in paper]
    finally:
        paper.close()


def words_of_docx(content):
    book = docx.Document(io.BytesIO(content))
    parts = [
        book.element.body,
        *[part for one in book.sections for part in (one.header._element, one.footer._element)],
    ]
    return "\n".join(
        text.text or "" for part in parts for text in part.iter() if text.tag.endswith("}t")
    )


def everything_in(content):
    """Every byte of a PDF, also of its compressed streams."""
    with pikepdf.open(io.BytesIO(content)) as paper:
        streams = [one.read_bytes() for one in paper.objects if isinstance(one, pikepdf.Stream)]
        strings = [str(value) for value in paper.docinfo.values()]
    return b"\n".join([content, *streams]).decode("latin-1") + "\n".join(strings)


def missing_glyphs(content):
    """How often a font had no shape for a character (glyph 0 of a composite font)."""
    number = 0
    with pikepdf.open(io.BytesIO(content)) as paper:
        for page in paper.pages:
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) in ("Tj", "TJ"):
                    parts = operands[0] if str(operator) == "TJ" else operands
                    shown = b"".join(bytes(p) for p in parts if isinstance(p, pikepdf.String))
                    codes = [shown[n : n + 2] for n in range(0, len(shown), 2)]
                    number += codes.count(b"\0\0")
    return number


@pytest.mark.parametrize("language", WRITTEN)
def test_every_script_is_there(world, cast, language):
    """Title, account, a name and goods of each script; headings in the language."""
    text = WRITTEN[language]
    case = submitted(
        world,
        cast.somchai,
        title=text,
        narrative=f"{text}\n{text}",
        subjects=(SubjectContent(name=text, name_latin="Somchai"),),
        seizures=(SeizureContent(1, world.kg, goods=text),),
    )
    sighted = find(case.reference, cast.somchai)
    asked = Asked("pdf", Purpose.REPORTING, language)
    content = take_report(sighted, cast.somchai, asked).content
    assert missing_glyphs(content) == 0
    assert b"pdfuaid" in content  # no glyph is missing, or it would not be PDF/UA
    found = "".join(pages_of(content))
    assert set(text) - set(found) == set()
    with translation.override(language):
        assert set(str(Case.Status.OPEN.label)) - set(found) == set()


def test_a_missing_glyph_would_be_noticed(world, cast):
    case = submitted(world, cast.somchai, title="\u16a0\u16a2 runes")
    content = take_report(
        find(case.reference, cast.somchai), cast.somchai, Asked("pdf", Purpose.REPORTING)
    ).content
    assert missing_glyphs(content) > 0
    assert b"pdfuaid" not in content


def test_every_page_is_stamped(world, cast, signed_in):
    case = submitted(
        world, cast.somchai, narrative="A long account.\n" * 120, handling_code=Case.Handling.H1
    )
    answer = take(signed_in(cast.somchai), case)
    copy = CaseCopy.objects.get()
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == (
        f'attachment; filename="{case.reference}-{copy.number}.pdf"'
    )
    pages = pages_of(answer.content)
    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        text = " ".join(page.split())
        assert f"{number} / {len(pages)}" in text
        assert copy.number in text
        assert "Somchai" in text
        assert "BLO Mae Sai" in text
        assert "+07" in text
        assert "H1: Not in court without our consent" in text


def test_the_number_leads_to_who_took_it(case, cast, signed_in):
    take(signed_in(cast.thida), case)
    copy = CaseCopy.objects.get()
    assert (copy.officer, copy.office.code, copy.level) == (cast.thida, "MM-TCL", "headline")
    entry = Entry.objects.get(action="report")
    assert entry.request_id.startswith(copy.number)
    assert (entry.object_ids, entry.purpose) == ([case.reference], "reporting")
    page = signed_in(cast.somchai).get(
        reverse("case-copies", args=[case.reference]), {"number": copy.number}
    )
    assert cast.thida.full_title in page.content.decode()
    theirs = Caller(signed_in(cast.bounmy)).get(f"cases/{case.reference}/copies/")
    assert theirs.status_code in (200, 404)
    assert copy.number not in theirs.content.decode()


def test_a_list_is_a_copy_of_each_case_in_it(case, cast, signed_in):
    signed_in(cast.thida).post(reverse("case-list-export"), {"purpose": "reporting", "kind": "csv"})
    assert CaseCopy.objects.get().case == case


def test_a_recall_lists_the_report_among_the_copies(world, case, cast, signed_in):
    take(signed_in(cast.thida), case)
    disclosure.recall(case, world.tcl.country, officer=cast.somchai, reason="an error")
    (recall,) = recalls.recalls_of(find(case.reference, cast.somchai))
    assert [(one.who, one.copies) for one in recall.openings] == [(cast.thida.full_title, 1)]


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_a_headline_report_is_the_headline(case, cast, signed_in, kind):
    content = take(signed_in(cast.thida), case, kind=kind).content
    text = "".join(pages_of(content)) if kind == "pdf" else words_of_docx(content)
    assert case.reference in text
    assert "400,000" in text
    raw = everything_in(content) if kind == "pdf" else text
    assert [word for word in BEYOND_HEADLINE if word in text or word in raw] == []


def test_a_full_report_hides_who_is_protected(world, cast, signed_in):
    case = submitted(world, cast.somchai, levels={"MM": Level.FULL})
    text = "".join(pages_of(take(signed_in(cast.thida), case).content))
    assert "Planted-suspect" in text
    assert "Planted-narrative" in text
    assert "Planted-victim" not in text
    own = "".join(pages_of(take(signed_in(cast.somchai), case).content))
    assert "Planted-victim" in own


def test_what_is_national_goes_along_only_when_asked(world, cast, signed_in):
    case = submitted(world, cast.somchai, levels={"MM": Level.FULL})
    notes.write_note(case, "Planted-note", officer=cast.somchai)
    notes.write_note(case, "Planted-theirs", officer=cast.thida)
    arrived(case, cast.somchai, "Planted-own.jpg", reach="national")
    browser = signed_in(cast.somchai)
    plain = "".join(pages_of(take(browser, case).content))
    assert "Planted-note" not in plain
    assert "Planted-own" not in plain
    asked = "".join(pages_of(take(browser, case, national="on").content))
    assert "Planted-note" in asked
    assert "Planted-own" in asked
    assert "Planted-theirs" not in asked
    mine = "".join(pages_of(take(signed_in(cast.thida), case, national="on").content))
    assert "Planted-theirs" in mine
    assert "Planted-note" not in mine
    assert "Planted-own" not in mine
    assert "notes" not in Entry.objects.filter(action="report").values_list("fields", flat=True)


def test_what_was_written_is_never_markup(world, cast):
    """Typst, Word fields, XML: all of it comes out as it was typed, and breaks nothing."""
    hostile = '#read("/etc/passwd") *x* $y$ \\ ]}#{ <w:p/> &amp; {{ x }} =1+1 \x0b\x00 @ref <b>'
    case = submitted(
        world,
        cast.somchai,
        title=hostile.replace("\x00", ""),
        narrative=hostile.replace("\x00", "") + "A" * 300,
        handling_code=Case.Handling.H3,
        handling_text="#panic() " + "B" * 90,
    )
    sighted = find(case.reference, cast.somchai)
    for kind, words in (("pdf", lambda c: "".join(pages_of(c))), ("docx", words_of_docx)):
        content = take_report(sighted, cast.somchai, Asked(kind, Purpose.REPORTING)).content
        text = words(content)
        assert '#read("/etc/passwd")' in text
        assert "#panic()" in text
        assert "root:" not in text


def test_the_word_file_opens_and_holds_the_text(case, cast, signed_in):
    answer = take(signed_in(cast.somchai), case, kind="docx", language="th")
    text = words_of_docx(answer.content)
    for word in ("Planted-narrative", "ສົມໃຈ", case.reference, CaseCopy.objects.get().number):
        assert word in text


def test_h1_does_not_go_to_court(world, cast, signed_in):
    case = submitted(world, cast.somchai, handling_code=Case.Handling.H1)
    answer = take(signed_in(cast.thida), case, purpose="court")
    assert answer["Content-Type"].startswith("text/html")
    assert "H1: not for a court without the consent" in answer.content.decode()
    refused = Caller(signed_in(cast.thida)).get(
        f"cases/{case.reference}/report/", query={"format": "pdf", "purpose": "court"}
    )
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (403, "purpose")
    assert not CaseCopy.objects.exists()
    assert not Entry.objects.filter(action="report").exists()


def test_without_a_purpose_nothing_is_taken_and_the_form_says_so(case, cast, signed_in):
    answer = take(signed_in(cast.somchai), case, purpose="")
    assert "data-error-summary" in answer.content.decode()
    assert not CaseCopy.objects.exists()


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_over_the_api(case, cast, signed_in, kind):
    thida = Caller(signed_in(cast.thida))
    answer = thida.get(f"cases/{case.reference}/report/", query={"format": kind, "language": "my"})
    assert answer.status_code == 200
    assert answer["Content-Disposition"].endswith(f'.{kind}"')
    (copy,) = thida.get(f"cases/{case.reference}/copies/").json()
    assert (copy["format"], copy["language"], copy["office"]) == (kind, "my", "MM-TCL")


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"format": "exe"}, "format"),
        ({"purpose": "fun"}, "purpose"),
        ({"language": "xx"}, "language"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_what_the_api_does_not_understand(case, cast, signed_in, asked, field):
    answer = Caller(signed_in(cast.thida)).get(f"cases/{case.reference}/report/", query=asked)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, field)


def test_a_headline_reader_has_no_notes_to_take(case, cast, signed_in):
    answer = Caller(signed_in(cast.thida)).get(
        f"cases/{case.reference}/report/", query={"national": "true"}
    )
    assert answer.status_code == 403


def test_a_list_with_an_idempotency_key_is_a_copy_each_time(case, cast, signed_in):
    thida = Caller(signed_in(cast.thida))
    for _time in range(2):
        answer = thida.post("cases/export/", {"purpose": "reporting"}, idempotency_key="one")
        assert answer.status_code == 200
    assert len(set(CaseCopy.objects.values_list("number", flat=True))) == 2


def test_no_font_of_the_machine_is_used():
    assert {font.path.split("static/")[1].split("/")[1] for font in pdf.fonts().fonts()} == {
        "print"
    }
