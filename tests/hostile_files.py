"""Two hundred files that somebody would like the portal to take: each must be refused."""

import io
import struct
import zlib

import pikepdf

from cases.files import cleaning
from tests import file_samples as samples

MARKUP = [
    "<html><script>alert(1)</script></html>",
    "<!DOCTYPE html><p>x",
    "  \n\t<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>&a;</x>",
    "<?php system($_GET['c']); ?>",
    "#!/bin/sh\nrm -rf /\n",
    "MIME-Version: 1.0\nContent-Type: multipart/related\n",
    "{\\rtf1\\ansi\\object}",
    "words <iframe src=//x>",
    "words\n<img src=x onerror=alert(1)>",
    "<math><mtext></form><form>",
    "<a href='javascript:alert(1)'>x</a>",
]
PROGRAMS = [
    b"MZ\x90\x00\x03\x00\x00\x00",
    b"\x7fELF\x02\x01\x01\x00",
    b"\xca\xfe\xba\xbe\x00\x00\x00\x34",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",  # the old Office, with its macros
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00",
    b"BM\x3a\x00\x00\x00\x00\x00\x00\x00",
    b"II*\x00\x08\x00\x00\x00",
    b"Rar!\x1a\x07\x01\x00",
    b"7z\xbc\xaf\x27\x1c\x00\x04",
    b"\x1f\x8b\x08\x00\x00\x00\x00\x00",
    b"L\x00\x00\x00\x01\x14\x02\x00",  # a Windows shortcut
    b"\x00\x00\x00\x1cftypheic\x00\x00\x00\x00",
    b"ID3\x03\x00\x00\x00\x00",
    b"wOF2\x00\x01\x00\x00",
    b"\x00asm\x01\x00\x00\x00",
    b"%!PS-Adobe-3.0\x00",
]


def png_claiming(width, height):
    def chunk(kind, body):
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def locked_pdf():
    with pikepdf.open(io.BytesIO(samples.pdf())) as document:
        written = io.BytesIO()
        document.save(written, encryption=pikepdf.Encryption(owner="a", user="b"))
    return written.getvalue()


def hostile():
    """(content, how it would be named): each must be refused."""
    for kind in (pretenders, torn, documents, bombs, binaries):
        yield from kind()


def pretenders():
    """Markup and programs, under any name."""
    names = ["x.txt", "photo.jpg", "../../etc/passwd"]
    for text in MARKUP:
        yield from ((text.encode(), name) for name in names)
        yield text.encode("utf-16"), "x.txt"
        yield b"\xef\xbb\xbf" + text.encode(), "x.csv"
    for program in PROGRAMS:
        yield from ((program + bytes(range(256)), name) for name in names)
    yield b"<script>alert(1)</script>" + samples.pdf(), "polyglot.pdf"
    yield b"words before\x00" + samples.docx(), "polyglot.docx"


def torn():
    """Cut off, or claiming to be huge."""
    for picture in (samples.photo(), samples.photo("PNG"), samples.photo("WEBP")):
        size = len(picture)
        cuts = (9, 12, 20, 30, 40, 60, size // 4, size // 3, size // 2)
        yield from ((picture[:cut], "a.jpg") for cut in cuts)
    for width, height in [(60_000, 60_000), (2**31 - 1, 1), (8001, 8000), (10**6, 10**6)]:
        yield png_claiming(width, height), "huge.png"
    for cut in (5, 10, 100):
        yield samples.docx()[:-cut], "a.docx"
        yield samples.xlsx()[:-cut], "a.xlsx"
        yield samples.pdf()[:cut], "a.pdf"
    yield locked_pdf(), "locked.pdf"
    yield b"%PDF-1.7\n" + b"\x00" * 500, "a.pdf"


def documents():
    """With programs inside, walking out of their folder, or no documents at all."""
    for part in ("word/vbaProject.bin", "word/activeX/a.bin", "word/embeddings/o.bin"):
        yield samples.docx(**{part: b"program"}), "a.docx"
        yield samples.xlsx(**{part.replace("word", "xl"): b"program"}), "a.xlsx"
    for walk in ("../../evil.xml", "/etc/passwd", "..\\evil.xml", "a/../../b"):
        yield samples.docx(**{walk: b"x"}), "a.docx"
    entity = "<!DOCTYPE x [<!ENTITY a 'aaaa'>]><x>&a;</x>"
    yield samples.docx(**{"word/settings.xml": entity}), "a.docx"
    yield samples.packed({"a.txt": "words"}), "archive.zip"
    yield samples.packed({"[Content_Types].xml": "x", "ppt/presentation.xml": "x"}), "a.pptx"
    yield samples.packed({"META-INF/MANIFEST.MF": "x", "A.class": b"\xca\xfe\xba\xbe"}), "a.jar"


def binaries():
    """What is not words."""
    for control in (*range(32), 127):
        if chr(control) not in "\t\n\f\r":
            yield b"words " + bytes([control]) + b" more", "x.txt"
    yield b"   \n", "blank.txt"
    yield b"\xff\xfe\x00", "half.txt"


def bombs():
    zeros = b"\x00" * (40 * 1024 * 1024)
    yield samples.docx(**{"word/fill.bin": zeros}), "bomb.docx"
    yield samples.xlsx(**{"xl/fill.bin": zeros}), "bomb.xlsx"
    yield samples.docx(**{f"word/{n}.bin": b"" for n in range(cleaning.MEMBERS)}), "many.docx"
