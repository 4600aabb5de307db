"""Documents as DOCX, for those who must go on writing in them."""

import io
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from cases.exports.printed import Block, Document, Facts, Table, Text, printable

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# Fonts that come with word processors, by what they are asked for: Latin, East Asian, and the
# scripts that need shaping. Without them a program takes another font that has the script.
FONTS = {"ascii": "Arial", "hAnsi": "Arial", "eastAsia": "Microsoft YaHei"}
SHAPED = {"my": "Myanmar Text"}
SHAPED_USUALLY = "Leelawadee UI"
POINTS = 10


def written(document: Document) -> bytes:
    book = docx.Document()
    _dress(book, document.language)
    _describe(book, document)
    _stamp_pages(book, document)
    book.add_heading(printable(document.title), 1)
    if document.lead:
        book.add_paragraph(printable(document.lead))
    for section in document.sections:
        book.add_heading(printable(section.title), 2)
        for block in section.blocks:
            _add(book, block)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _dress(book: Any, language: str) -> None:
    """One font for each kind of script, in every style that is used."""
    for name in ("Normal", "Heading 1", "Heading 2", "Header", "Footer"):
        style = book.styles[name]
        properties = style.element.get_or_add_rPr()
        fonts = properties.get_or_add_rFonts()
        for kind in list(fonts.attrib):
            del fonts.attrib[kind]
        shaped = {"cs": SHAPED.get(language, SHAPED_USUALLY)}
        for kind, font in (FONTS | shaped).items():
            fonts.set(qn(f"w:{kind}"), font)
        _say_language(properties, language)
    book.styles["Normal"].font.size = Pt(POINTS)


def _say_language(properties: Any, language: str) -> None:
    element = OxmlElement("w:lang")
    for kind in ("val", "eastAsia", "bidi"):
        element.set(qn(f"w:{kind}"), language)
    properties.append(element)


def _describe(book: Any, document: Document) -> None:
    about = book.core_properties
    about.title, about.author = printable(document.title), printable(document.stamp.recipient)
    about.comments, about.language = "", document.language
    about.created = about.modified = document.stamp.at.replace(tzinfo=None)
    about.last_modified_by = ""


def _stamp_pages(book: Any, document: Document) -> None:
    """Handling code above, who took it below, on every page."""
    page = book.sections[0]
    page.header.paragraphs[0].text = f"{printable(document.handling)}\t\t{document.reference}"
    stamp = " · ".join(f"{label}: {text}" for label, text in document.stamp.lines)
    foot = page.footer.paragraphs[0]
    foot.text = f"{printable(stamp)}\t"
    _add_page_number(foot)


def _add_page_number(paragraph: Any) -> None:
    """The one field of the file; its instruction is ours."""
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        element.text = text or None
        paragraph.add_run()._r.append(element)


def _add(book: Any, block: Block) -> None:
    if isinstance(block, Text):
        book.add_paragraph(block.content)
    elif isinstance(block, Facts):
        _add_table(book, block.content, is_titled=False)
    else:
        _add_table(book, block.content, is_titled=isinstance(block, Table))


def _add_table(book: Any, rows: list[list[str]], *, is_titled: bool) -> None:
    if not rows:
        return
    table = book.add_table(rows=0, cols=len(rows[0]))
    if is_titled:
        table.style = "Light Grid Accent 1"
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    if is_titled:
        _repeat_titles(table)
    book.add_paragraph()


def _repeat_titles(table: Any) -> None:
    repeats = OxmlElement("w:tblHeader")
    repeats.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeats)
