"""A file comes in one go from a form, without a script."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cases.files import checking, sealed, store
from cases.models import CaseFile
from cases.models.levels import Level
from tests.factories import submitted
from tests.file_samples import photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(world, somchai):
    return submitted(world, somchai, levels={"MM": Level.CONTRIBUTE})


@pytest.fixture
def browser(signed_in, somchai):
    return signed_in(somchai)


def form(content=b"a note", name="note.txt", **more):
    return {"file": SimpleUploadedFile(name, content), "caption": "", "reach": "shared", **more}


def test_an_ordinary_form_does_the_same(case, browser, somchai):
    address = reverse("case-file-add", args=[case.reference])
    assert "multipart/form-data" in browser.get(address).content.decode()
    page = browser.post(address, form(photo(), "front.jpg", caption="Plate"), follow=True)
    assert "The file has arrived and is being checked." in page.content.decode()
    file = CaseFile.objects.get()
    assert (file.given_name, file.caption, file.created_by) == ("front.jpg", "Plate", somchai)
    checking.check(file.pk)
    page = browser.get(reverse("case-detail", args=[case.reference])).content.decode()
    assert "front.jpg" in page and "Not scanned for malware" in page and "Plate" in page


def test_a_large_file_from_a_form_never_lies_open_on_the_disk(case, browser, monkeypatch):
    content = b"Planted-content" * 250_000  # above what stays in the memory
    on_disk = []
    put = sealed.SealedUpload.put

    def watched(upload, piece):
        put(upload, piece)
        upload.file.seek(0)
        on_disk.append(upload.file.read())

    monkeypatch.setattr(sealed.SealedUpload, "put", watched)
    browser.post(reverse("case-file-add", args=[case.reference]), form(content))
    assert len(on_disk[-1]) > len(content)
    assert b"Planted" not in on_disk[-1]
    file = CaseFile.objects.get()
    assert (file.size, file.received) == (len(content), len(content))
    assert b"".join(store.arrived(file)) == content


def test_the_form_says_what_is_wrong_and_keeps_what_was_typed(case, browser, settings):
    address = reverse("case-file-add", args=[case.reference])
    page = browser.post(address, {"caption": "Plate", "reach": "shared"}).content.decode()
    assert "There is a problem" in page and 'value="Plate"' in page
    assert "The file is empty." in browser.post(address, form(b"")).content.decode()
    settings.FILE_LIMIT = 1024 * 1024
    large = browser.post(address, form(b"x" * (1024 * 1024 + 1))).content.decode()
    assert "A file may have 1 MB at most." in large
    assert not CaseFile.everything.exists()
