"""Long work in a worker: done once whoever dies, with the rights of now, for its asker alone."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from cases import disclosure
from cases.exports import jobs, making
from cases.exports.stamp import Purpose
from cases.files import store
from cases.models import Case, CaseCopy, Export
from cases.models.levels import Level
from cases.problems import WrongState
from cases.tasks import make_export, make_exports, tidy
from tests.api import Caller
from tests.cases.test_report import pages_of
from tests.factories import post, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(world, cast):
    return [submitted(world, cast.somchai, levels={"MM": Level.FULL}) for _n in range(2)]


def ask(officer, cases, kind="pdf", **more):
    more = {"purpose": Purpose.REPORTING} | more
    return jobs.ask([case.reference for case in cases], officer=officer, kind=kind, **more)


def made(officer, cases, kind="pdf", **more):
    export = ask(officer, cases, kind, **more)
    make_export(export.pk)
    export.refresh_from_db()
    return export


def archive_of(export, user):
    return zipfile.ZipFile(io.BytesIO(jobs.fetch(export, user).content))


def test_reports_of_two_cases_in_one_archive(pair, cast):
    export = made(cast.thida, pair)
    assert (export.state, export.done, export.total) == ("ready", 2, 2)
    names = archive_of(export, cast.thida).namelist()
    assert [name[:18] for name in names] == [*(c.reference for c in pair), "cases.csv"]
    numbers = set(CaseCopy.objects.values_list("number", flat=True))
    assert len(numbers) == 2
    for number in numbers:
        assert (
            Entry.objects.get(action="report", request_id__startswith=number).actor_name == "thida"
        )


def test_the_file_is_sealed_on_disk(pair, cast):
    export = made(cast.somchai, pair, kind="csv")
    stored = (store.folder(export.public_id) / store.EXPORTED).read_bytes()
    assert pair[0].reference.encode() not in stored
    assert pair[0].reference in jobs.fetch(export, cast.somchai).content.decode("utf-8-sig")


def test_rights_are_those_of_the_moment_it_is_made(world, pair, cast):
    export = ask(cast.thida, pair)
    disclosure.recall(pair[0], world.tcl.country, officer=cast.somchai, reason="an error")
    make_export(export.pk)
    export.refresh_from_db()
    assert [str(outcome) for _ref, outcome in export.outcomes] == ["gone", "done"]
    names = archive_of(export, cast.thida).namelist()
    assert not any(name.startswith(pair[0].reference) for name in names)
    assert CaseCopy.objects.filter(case=pair[0]).count() == 0


def test_what_was_recalled_after_it_was_made_is_not_fetched(world, pair, cast):
    export = made(cast.thida, pair)
    disclosure.recall(pair[0], world.tcl.country, officer=cast.somchai, reason="an error")
    with pytest.raises(WrongState):
        jobs.fetch(export, cast.thida)
    export.refresh_from_db()
    assert (export.state, bytes(export.key)) == ("erased", b"")
    assert not store.folder(export.public_id).exists()


def test_each_case_is_answered_for_itself(world, pair, cast):
    kept = submitted(world, cast.somchai, handling_code=Case.Handling.H1)
    export = made(cast.thida, [*pair, kept], purpose=Purpose.COURT)
    assert [str(outcome) for _ref, outcome in export.outcomes] == ["done", "done", "refused"]


def test_a_list_leaves_out_what_may_not_go(world, pair, cast):
    kept = submitted(world, cast.somchai, handling_code=Case.Handling.H1)
    export = made(cast.thida, [*pair, kept], kind="csv", purpose=Purpose.COURT)
    text = jobs.fetch(export, cast.thida).content.decode("utf-8-sig")
    assert kept.reference not in text
    assert pair[1].reference in text
    assert dict(export.outcomes)[kept.reference] == "refused"


def test_when_nothing_may_go_there_is_no_file(world, cast):
    kept = submitted(world, cast.somchai, handling_code=Case.Handling.H1)
    export = made(cast.thida, [kept], purpose=Purpose.COURT)
    assert export.state == "failed"
    assert not CaseCopy.objects.exists()


def test_a_second_message_makes_nothing_twice(pair, cast):
    export = made(cast.thida, pair)
    make_export(export.pk)
    make_exports()
    assert CaseCopy.objects.count() == 2


def test_a_killed_worker_leaves_nothing_and_the_sweeper_goes_on(pair, cast, monkeypatch):
    """Killed after the work and before it is settled: no copy is on record, the lease ends."""
    export = ask(cast.thida, pair)

    def killed(*_arguments):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(making, "_settle", killed)
        with pytest.raises(KeyboardInterrupt):
            making.make(export.pk)
    assert not CaseCopy.objects.exists()
    assert making.sweep() == 0  # it is leased
    Export.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    assert making.sweep() == 1
    export.refresh_from_db()
    assert (export.state, export.attempts, CaseCopy.objects.count()) == ("ready", 2, 2)


def test_who_lost_the_lease_settles_nothing(pair, cast):
    export = ask(cast.thida, pair)
    slow = making._claimed(export.pk)
    work = making._made(slow)
    Export.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    making.make(export.pk)
    with pytest.raises(making.LostLeaseError):
        making._settle(slow, work)
    assert CaseCopy.objects.count() == 2


def test_work_that_always_fails_ends(pair, cast, monkeypatch):
    export = ask(cast.thida, pair)
    monkeypatch.setattr(making, "_made", lambda _export: 1 / 0)
    for _time in range(5):
        Export.objects.update(due_at=timezone.now() - timedelta(seconds=1))
        making.make(export.pk)
    export.refresh_from_db()
    assert (export.state, export.attempts) == ("failed", making.MOST_ATTEMPTS)


def test_whoever_was_posted_elsewhere_gets_nothing(world, pair, cast):
    export = ask(cast.preecha, pair)
    post(cast.preecha, office=world.mst, role=cast.preecha.role)
    make_export(export.pk)
    export.refresh_from_db()
    assert export.state == "failed"
    assert not jobs.exports_of(cast.preecha)


def test_after_a_day_it_is_erased(pair, cast, signed_in):
    export = made(cast.somchai, pair)
    Export.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    answer = signed_in(cast.somchai).get(reverse("download-content", args=[export.public_id]))
    assert answer.status_code == 409
    tidy()
    export.refresh_from_db()
    assert export.state == "erased"
    assert not store.folder(export.public_id).exists()


def test_a_headline_is_a_headline_here_too(world, cast):
    case = submitted(world, cast.somchai)
    archive = archive_of(made(cast.thida, [case]), cast.thida)
    text = "".join(pages_of(archive.read(archive.namelist()[0])))
    assert "400,000" in text
    assert "Planted" not in text


def test_in_the_browser(pair, cast, signed_in):
    browser = signed_in(cast.thida)
    page = browser.get(reverse("case-list")).content.decode()
    assert f'value="{pair[0].reference}"' in page
    query = "&".join(f"case={case.reference}" for case in pair)
    address = f"{reverse('case-chosen')}?{query}"
    assert "2 cases." in browser.get(address).content.decode()
    said = {"kind": "pdf", "purpose": "reporting", "language": "my"}
    answer = browser.post(address, said)
    export = Export.objects.get()
    assert answer["Location"] == reverse("download", args=[export.public_id])
    waiting = browser.get(answer["Location"]).content.decode()
    assert "0 of 2 cases are done" in waiting
    assert 'hx-trigger="every 2s"' in waiting
    make_export(export.pk)
    part = browser.get(
        reverse("download-progress", args=[export.public_id]), headers={"HX-Request": "true"}
    ).content.decode()
    assert "The file is ready" in part
    assert "<html" not in part
    assert "1 file that you asked for is ready" in browser.get(reverse("inbox")).content.decode()
    file = browser.get(reverse("download-content", args=[export.public_id]))
    assert file["Content-Type"] == "application/zip"
    assert "that you asked for is ready" not in browser.get(reverse("inbox")).content.decode()


def test_a_case_out_of_reach_is_not_chosen(pair, cast, signed_in):
    address = f"{reverse('case-chosen')}?case={pair[0].reference}"
    page = signed_in(cast.sokha).get(address).content.decode()
    assert "No case is chosen" in page
    assert "1 case." not in page


@override_settings(EXPORT_AT_ONCE=1)
def test_a_long_list_is_made_by_a_worker(pair, cast, signed_in):
    answer = signed_in(cast.thida).post(
        reverse("case-list-export"), {"purpose": "reporting", "kind": "xlsx"}
    )
    export = Export.objects.get()
    assert answer["Location"] == reverse("download", args=[export.public_id])
    assert set(export.references) == {case.reference for case in pair}
    later = Caller(signed_in(cast.thida)).post("cases/export/", {"purpose": "reporting"})
    assert later.status_code == 202
    assert later["Location"].startswith("/api/v1/exports/")


def test_over_the_api(pair, cast, signed_in):
    thida = Caller(signed_in(cast.thida))
    said = {
        "references": [case.reference for case in pair],
        "format": "docx",
        "purpose": "reporting",
        "language": "my",
    }
    answer = thida.post("exports/", said, idempotency_key="once")
    assert (answer.status_code, answer.json()["state"]) == (202, "waiting")
    again = thida.post("exports/", said, idempotency_key="once")
    assert again.json()["id"] == answer.json()["id"]
    where = answer["Location"]
    assert thida.get(f"{where}content/").status_code == 409
    make_exports()
    found = thida.get(where).json()
    assert (found["state"], found["done"], len(found["rows"])) == ("ready", 2, 2)
    assert thida.get(found["content"]).status_code == 200
    assert Caller(signed_in(cast.kyaw)).get(where).status_code == 404
    assert [one["id"] for one in thida.get("exports/").json()] == [found["id"]]


def test_the_api_names_what_is_wrong(pair, cast, signed_in):
    sokha = Caller(signed_in(cast.sokha))
    said = {"references": [pair[0].reference], "format": "pdf", "purpose": "reporting"}
    answer = sokha.post("exports/", said)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "references")
    many = {"references": [f"TH-MSI-2026-{n:06d}" for n in range(60)]}
    assert sokha.post("exports/", said | many).status_code == 400
    assert sokha.post("exports/", said | {"references": []}).status_code == 400
    assert not Export.objects.exists()
