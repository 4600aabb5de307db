"""A file that is downloaded is a copy: where the handling code binds copies, its reader says what
for, and the copy stands in the register."""

import pytest
from django.urls import reverse

from audit.models import Entry
from cases import consents, disclosure
from cases.files import keeping
from cases.models import CaseCopy, Event
from cases.models.copy import Purpose
from cases.models.levels import Level
from tests.api import Caller
from tests.factories import submitted
from tests.file_samples import arrived

pytestmark = pytest.mark.django_db


def bound(world, officer, code, **said):
    return submitted(world, officer, levels={"MM": Level.FULL}, handling_code=code, **said)


@pytest.fixture
def h1(world, somchai):
    return arrived(bound(world, somchai, "H1"), somchai)


@pytest.fixture
def h2(world, somchai):
    return arrived(bound(world, somchai, "H2"), somchai)


def take(door, file, **query):
    return Caller(door).get(f"cases/{file.case}/files/{file.public_id}/content/", query=query)


def page(file):
    return reverse("case-file-content", args=[file.case.reference, file.public_id])


def problem(answer):
    said = answer.json()
    return answer.status_code, said["code"], said["errors"][0]["field"]


def consent(case, cast, purpose):
    ask = consents.ask_for_copy(case, purpose, officer=cast.thida, purpose="the trial")
    return consents.agree(ask, officer=cast.somchai)


@pytest.mark.parametrize("code", ["H1", "H2"])
def test_where_the_code_binds_copies_no_file_goes_out_without_its_purpose(
    world, cast, somchai, signed_in, code
):
    file = arrived(bound(world, somchai, code), somchai)
    for reader in (cast.thida, cast.preecha):
        refused = take(signed_in(reader), file)
        assert problem(refused) == (400, "purpose_needed", "purpose")
        assert f"Handling code {code}" in refused.json()["detail"]
        asked = signed_in(reader).get(page(file))
        assert not asked.streaming and "Content-Disposition" not in asked
        assert f"Handling code {code}" in asked.content.decode()
    assert not Event.objects.filter(kind="file_opened").exists()
    assert not CaseCopy.objects.exists()
    assert take(signed_in(somchai), file).status_code == 200
    assert signed_in(somchai).get(page(file)).streaming


def test_where_it_does_not_a_file_is_opened_as_before(world, cast, somchai, signed_in):
    file = arrived(bound(world, somchai, "H0"), somchai)
    assert take(signed_in(cast.preecha), file).status_code == 200
    assert not CaseCopy.objects.exists()


def test_a_thumbnail_on_the_page_is_no_copy(h2, cast, signed_in):
    small = reverse("case-file-thumbnail", args=[h2.case.reference, h2.public_id])
    assert signed_in(cast.thida).get(small).status_code == 200


def test_h2_lets_a_file_out_with_consent_and_lists_the_copy(h2, cast, somchai, signed_in):
    thida = signed_in(cast.thida)
    refused = take(thida, h2, purpose="investigation")
    assert problem(refused) == (403, "handling_forbids", "purpose")
    consent(h2.case, cast, Purpose.INVESTIGATION)
    assert take(thida, h2, purpose="investigation").status_code == 200
    assert take(thida, h2, purpose="court").status_code == 403
    assert take(thida, h2).status_code == 400
    copy = CaseCopy.objects.get()
    assert (copy.file, copy.officer, copy.purpose) == (h2, cast.thida, "investigation")
    row = Entry.objects.get(action="open_file")
    assert (row.purpose, row.operation) == ("investigation", "disclosure")
    assert row.request_id.startswith(copy.number)
    listed = Caller(signed_in(somchai)).get(f"cases/{h2.case}/copies/").json()
    assert [(one["format"], one["file"]) for one in listed] == [("file", str(h2.public_id))]
    register = signed_in(somchai).get(reverse("case-copies", args=[h2.case.reference]))
    assert "File of the case" in register.content.decode() and h2.name in register.content.decode()


def test_h1_asks_and_keeps_a_file_from_court_only(h1, cast, signed_in):
    thida = signed_in(cast.thida)
    assert take(thida, h1, purpose="court").status_code == 403
    assert take(thida, h1, purpose="reporting").status_code == 200
    asked = thida.get(page(h1)).content.decode()
    assert "not for a court without the consent" in asked and "Ask for consent" in asked
    assert "error-text" not in asked
    assert "error-text" in thida.get(page(h1), {"purpose": ""}).content.decode()
    assert thida.get(page(h1), {"purpose": "reporting"}).streaming
    assert CaseCopy.objects.filter(file=h1).count() == 2


def test_the_pages_say_it_before_the_button_is_pressed(h2, cast, signed_in):
    thida = signed_in(cast.thida)
    ask = reverse("case-ask-copy", args=[h2.case.reference])
    report = reverse("case-report", args=[h2.case.reference])
    for address in (page(h2), report):
        text = thida.get(address).content.decode()
        assert "no copy without the consent" in text and ask in text
        assert "What for?" not in text
    case = thida.get(reverse("case-detail", args=[h2.case.reference])).content.decode()
    assert "you are asked what the copy is for" in case
    consent(h2.case, cast, Purpose.REPORTING)
    for address in (page(h2), report):
        text = thida.get(address).content.decode()
        assert "What for?" in text and "You have the consent for" in text
    own = signed_in(cast.somchai)
    assert "What for?" in own.get(report).content.decode()
    case = own.get(reverse("case-detail", args=[h2.case.reference])).content.decode()
    assert "you are asked what the copy is for" not in case


@pytest.mark.parametrize("code", ["H1", "H2"])
def test_a_report_says_its_purpose_too(world, cast, somchai, signed_in, code):
    case = bound(world, somchai, code)
    address = f"cases/{case}/report/"
    assert problem(Caller(signed_in(cast.thida)).get(address)) == (400, "purpose_needed", "purpose")
    assert Caller(signed_in(somchai)).get(address).status_code == 200
    answer = Caller(signed_in(cast.thida)).get(address, query={"purpose": "reporting"})
    assert answer.status_code == (200 if code == "H1" else 403)


def test_the_register_tells_nobody_of_a_file_that_he_does_not_see(world, cast, somchai, signed_in):
    case = bound(world, somchai, "H1")
    file = arrived(case, somchai)
    assert take(signed_in(cast.thida), file, purpose="reporting").status_code == 200
    copies = f"cases/{case}/copies/"
    assert len(Caller(signed_in(cast.thida)).get(copies).json()) == 1
    keeping.change(file, caption="", reach="national", version=file.version, officer=somchai)
    assert Caller(signed_in(cast.thida)).get(copies).json() == []
    assert len(Caller(signed_in(somchai)).get(copies).json()) == 1
    file.refresh_from_db()
    keeping.change(
        file,
        caption="",
        reach="shared",
        version=file.version,
        officer=somchai,
        purpose="joint work",
    )
    disclosure.share(case, world.tcl.country, Level.HEADLINE, officer=somchai)
    assert Caller(signed_in(cast.thida)).get(copies).json() == []
