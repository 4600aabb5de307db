"""Files for the tests: small honest ones, made here, and the way they come in."""

import base64
import io
import zipfile

import pikepdf
from django.urls import reverse
from PIL import Image

from cases.files import arriving, checking
from cases.files.arriving import Announced
from cases.models import CaseFile


def photo(file_format="JPEG", size=(64, 48), note=b"Planted-camera"):
    """A picture that tells where it was taken and with what."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "Planted-maker", note.decode()
    exif.get_ifd(0x8825).update({1: "N", 2: (20.0, 26.0, 35.0), 3: "E", 4: (99.0, 52.0, 50.0)})
    written = io.BytesIO()
    Image.new("RGB", size, (180, 40, 30)).save(written, file_format, exif=exif.tobytes())
    return written.getvalue()


def pdf(*, text="Planted-page", author="Planted-author", picture=None):
    document = pikepdf.new()
    document.add_blank_page(page_size=(200, 200))
    page = document.pages[0]
    page.Contents = document.make_stream(b"BT /F1 12 Tf (" + text.encode() + b") Tj ET")
    if picture:
        image = document.make_stream(picture)
        image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        image.Width, image.Height, image.BitsPerComponent = 64, 48, 8
        image.ColorSpace, image.Filter = pikepdf.Name.DeviceRGB, pikepdf.Name.DCTDecode
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=image))
    document.docinfo["/Author"] = author
    with document.open_metadata() as metadata:
        metadata["dc:creator"] = [author]
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def packed(parts):
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


CORE = (
    '<?xml version="1.0"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/'
    '2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:creator>Planted-author</dc:creator></cp:coreProperties>"
)


def docx(text="Planted-text", **more):
    body = f'<w:document xmlns:w="w"><w:ins w:author="Planted-author">{text}</w:ins></w:document>'
    parts = {"[Content_Types].xml": "<Types/>", "word/document.xml": body}
    return packed({**parts, "docProps/core.xml": CORE, "word/media/image1.jpeg": photo(), **more})


def xlsx(text="Planted-cell", **more):
    parts = {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"}
    sheet = f"<worksheet><v>{text}</v></worksheet>"
    return packed({**parts, "xl/worksheets/sheet1.xml": sheet, "docProps/core.xml": CORE, **more})


def sent(case, officer, name="Planted-photo.jpg", content=None, **said):
    """A file that has arrived whole and waits for its check."""
    content = photo() if content is None else content
    announced = Announced(name=name, size=len(content), **said)
    return arriving.take_whole(case, announced, [content], officer=officer)


def arrived(case, officer, name="Planted-photo.jpg", content=None, **said):
    """A file that a worker has looked into."""
    file = sent(case, officer, name, content, **said)
    checking.check(file.pk)
    return CaseFile.everything.select_related("case", "country_key", "country").get(pk=file.pk)


def tus(content, name, **said):
    """The headers that announce a file."""
    said = {"filename": name, **said}
    pairs = [f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in said.items()]
    return {
        "Tus-Resumable": "1.0.0",
        "Upload-Length": str(len(content)),
        "Upload-Metadata": ",".join(pairs),
    }


def page_of(door, name, file, query=""):
    return door.get(reverse(name, args=[file.case.reference, file.public_id]) + query)
