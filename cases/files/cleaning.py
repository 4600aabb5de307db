"""The copy that is shared: the same content without what it tells about its maker.

A picture is decoded and encoded anew (place, camera, serial numbers and whatever was hidden
behind its end are gone), a PDF is written anew without its properties and everything that acts,
a Word or Excel file without its properties and the names of its authors. The original is kept.
"""

import io
import re
import zipfile
from collections.abc import Iterator

import pikepdf
from PIL import Image, ImageOps

from cases.files import kinds
from cases.files.faults import Fault, RefusedError
from cases.files.kinds import Kind

PIXELS = 64_000_000
UNPACKED = 200 * 1024 * 1024
RATIO = 120  # text of a spreadsheet packs 20 to 60 times
MEMBERS = 5_000
THUMBNAIL = (320, 320)

FORMATS = {kinds.JPEG: "JPEG", kinds.PNG: "PNG", kinds.WEBP: "WEBP"}
_MODES = {
    "JPEG": ("RGB", "L"),
    "PNG": ("RGB", "RGBA", "L", "LA", "P", "1", "I;16"),
    "WEBP": ("RGB", "RGBA"),
}


def cleaned(content: bytes, kind: Kind) -> tuple[bytes, bytes]:
    """(the copy that is shared, a small picture of it or nothing)."""
    if kind in FORMATS:
        return _cleaned_image(content, FORMATS[kind])
    if kind is kinds.PDF:
        return _cleaned_pdf(content), b""
    if kind in (kinds.DOCX, kinds.XLSX):
        return _cleaned_office(content), b""
    return content, b""


# -- Pictures --------------------------------------------------------------------------------


def _cleaned_image(content: bytes, file_format: str) -> tuple[bytes, bytes]:
    Image.MAX_IMAGE_PIXELS = PIXELS
    try:
        with Image.open(io.BytesIO(content), formats=[file_format]) as image:
            if image.width * image.height > PIXELS:
                raise RefusedError(Fault.TOO_LARGE)
            image.load()
            bare = _bare(image, _MODES[file_format])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise RefusedError(Fault.TOO_LARGE) from error
    except (OSError, ValueError, SyntaxError, KeyError, IndexError, TypeError) as error:
        raise RefusedError(Fault.DAMAGED) from error
    return _encoded(bare, file_format), _small(bare)


def _bare(image: Image.Image, modes: tuple[str, ...]) -> Image.Image:
    """The pixels, upright, and nothing else; a palette keeps its transparent colour."""
    upright = ImageOps.exif_transpose(image)
    bare = upright if upright.mode in modes else upright.convert(_nearest(upright, modes))
    bare = bare.copy()
    bare.info = {name: value for name, value in bare.info.items() if name == "transparency"}
    return bare


def _nearest(image: Image.Image, modes: tuple[str, ...]) -> str:
    return "RGBA" if image.has_transparency_data and "RGBA" in modes else "RGB"


def _encoded(image: Image.Image, file_format: str) -> bytes:
    written = io.BytesIO()
    options = {} if file_format == "PNG" else {"quality": 90}
    image.save(written, file_format, **options)
    return written.getvalue()


def _small(image: Image.Image) -> bytes:
    small = image.copy()
    small.thumbnail(THUMBNAIL)
    ground = Image.new("RGB", small.size, "white")
    seen = small.convert("RGBA")
    ground.paste(seen, mask=seen.getchannel("A"))
    return _encoded(ground, "JPEG")


# -- PDF -------------------------------------------------------------------------------------

_ACTS = ("/OpenAction", "/AA", "/AcroForm", "/Metadata", "/PieceInfo", "/Collection", "/URI")
_NAMED = ("/JavaScript", "/EmbeddedFiles")
_OF_OBJECTS = ("/Metadata", "/PieceInfo", "/LastModified", "/AA", "/AF")


def _cleaned_pdf(content: bytes) -> bytes:
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            _strip(pdf)
            written = io.BytesIO()
            pdf.save(written, deterministic_id=True)
    except pikepdf.PasswordError as error:
        raise RefusedError(Fault.LOCKED) from error
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError, KeyError) as error:
        raise RefusedError(Fault.DAMAGED) from error
    return written.getvalue()


def _strip(pdf: pikepdf.Pdf) -> None:
    if not len(pdf.pages):
        raise RefusedError(Fault.DAMAGED)
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    _without(pdf.Root, _ACTS)
    if "/Names" in pdf.Root:
        _without(pdf.Root["/Names"], _NAMED)
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            _without(thing, _OF_OBJECTS)
            _disarm(thing)


def _without(holder: pikepdf.Object, names: tuple[str, ...]) -> None:
    for name in names:
        if name in holder:
            del holder[name]


_ACTIONS = (
    "/JavaScript",
    "/Launch",
    "/SubmitForm",
    "/ImportData",
    "/GoToR",
    "/GoToE",
    "/Rendition",
)


def _disarm(thing: pikepdf.Object) -> None:
    """No action but going to a page of the same document; no notes in pictures."""
    if "/S" in thing and str(thing["/S"]) in _ACTIONS:
        _without(thing, ("/JS", "/F", "/Win", "/Next", "/S"))
    if "/JS" in thing:
        del thing["/JS"]
    if isinstance(thing, pikepdf.Stream) and thing.get("/Filter") == pikepdf.Name.DCTDecode:
        thing.write(without_notes(thing.read_raw_bytes()), filter=pikepdf.Name.DCTDecode)


def without_notes(jpeg: bytes) -> bytes:
    """A JPEG without its comments and application notes (place, camera), pixels untouched.
    The colour profile and Adobe's colour mark stay."""
    kept, at = [jpeg[:2]], 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF and jpeg[at + 1] != 0xDA:
        marker, length = jpeg[at + 1], int.from_bytes(jpeg[at + 2 : at + 4])
        if not (0xE1 <= marker <= 0xEF or marker == 0xFE) or marker in (0xE2, 0xEE):
            kept.append(jpeg[at : at + 2 + length])
        at += 2 + length
    return b"".join([*kept, jpeg[at:]])


# -- Word and Excel --------------------------------------------------------------------------

_PROPERTIES = {
    "docProps/core.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b"<cp:coreProperties xmlns:cp="
    b'"http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
    "docProps/app.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b"<Properties xmlns="
    b'"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
    "docProps/custom.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b"<Properties xmlns="
    b'"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>',
}
_ACTIVE = re.compile(r"vbaproject|/activex/|/embeddings/|macrosheets|/ctrlprops/", re.IGNORECASE)
_AUTHORS = re.compile(
    rb'((?:w:|w15:)(?:author|initials|userId|providerId)|displayName|userName)="[^"]*"'
)
_AUTHOR_TEXT = re.compile(rb"<author>[^<]*</author>")


def _cleaned_office(content: bytes) -> bytes:
    written = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            _must_be_harmless(packed)
            with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as copy:
                for name, inner in _members(packed):
                    copy.writestr(zipfile.ZipInfo(name), inner, zipfile.ZIP_DEFLATED)
    except kinds.BROKEN_ARCHIVE as error:
        raise RefusedError(Fault.DAMAGED) from error
    except RuntimeError as error:  # a password
        raise RefusedError(Fault.LOCKED) from error
    return written.getvalue()


def _must_be_harmless(packed: zipfile.ZipFile) -> None:
    members = packed.infolist()
    size = sum(member.file_size for member in members)
    stored = sum(member.compress_size for member in members)
    if len(members) > MEMBERS or size > UNPACKED or size > RATIO * max(stored, 10_000):
        raise RefusedError(Fault.TOO_LARGE)
    if any(_ACTIVE.search(member.filename) for member in members):
        raise RefusedError(Fault.MACROS)
    names = [member.filename for member in members]
    if len(set(names)) != len(names) or any(_walks(name) for name in names):
        raise RefusedError(Fault.DAMAGED)


def _walks(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in re.split(r"[\\/]", name)


def _members(packed: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """Each part, cleaned. What is unpacked is counted: the directory of a zip may lie."""
    left = UNPACKED
    for member in packed.infolist():
        with packed.open(member) as file:
            inner = file.read(left + 1)
        left -= len(inner)
        if left < 0:
            raise RefusedError(Fault.TOO_LARGE)
        yield member.filename, _cleaned_member(member.filename, inner)


def _cleaned_member(name: str, inner: bytes) -> bytes:
    if name in _PROPERTIES:
        return _PROPERTIES[name]
    if name.endswith(".xml"):
        if b"<!ENTITY" in inner or b"<!DOCTYPE" in inner:
            raise RefusedError(Fault.DAMAGED)
        return _AUTHOR_TEXT.sub(b"<author></author>", _AUTHORS.sub(rb'\1=""', inner))
    if inner.startswith(b"\xff\xd8\xff"):
        return _cleaned_image(inner, "JPEG")[0]
    if inner.startswith(b"\x89PNG"):
        return _cleaned_image(inner, "PNG")[0]
    return inner
