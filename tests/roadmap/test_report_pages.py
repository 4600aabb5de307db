"""Reports in the browser and over the API, and who is reminded of them."""

import hashlib
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from agencies.models import Country
from agencies.problems import NotAllowed, Problem, StaleVersion
from audit import clock
from notices.models import Delivery, Notice
from roadmap import reference, reportdeadlines, reports, tasks
from roadmap.demo import reports as demo
from roadmap.models import Report
from roadmap.reportdeadlines import due_reports, remind, set_day, step_of
from roadmap.reportperiods import quarters_over
from roadmap.reports import Wanted
from tests.api import Caller, system
from tests.factories import officer

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
NEW = {"kind": "quarterly", "period": "2026-Q3"}


@pytest.fixture(autouse=True)
def the_day():
    with clock.at(NOW):
        yield


@pytest.fixture
def second(cast, world):
    return officer("second-th", world.desks["TH"], "coordinator")


@pytest.fixture(autouse=True)
def items(cast):
    reference.load()
    Country.objects.update(is_member=False)
    Country.objects.filter(pk__in=["TH", "MM"]).update(is_member=True)


def at(name, *more):
    return reverse(f"roadmap-report{name}", args=["REP-TH-2026-Q3", *more])


def test_from_the_list_to_the_frozen_report(cast, second, signed_in):
    thai, other, observer = map(signed_in, (cast.coordinator_th, second, cast.observer))
    listed = thai.get(reverse("roadmap-reports")).content.decode()
    assert "Yours is missing: begin it" in listed
    typed = {**NEW, "language": "en"}
    refused = thai.post(reverse("roadmap-report-new"), {**typed, "period": "2026-Q4"})
    assert "This period is not over yet." in refused.content.decode()
    made = thai.post(reverse("roadmap-report-new"), typed)
    assert made.url == at("")
    assert observer.get(at("")).status_code == 404
    assert observer.get(at("-file", "pdf")).status_code == 404
    said = {"text-summary": "Good <progress>", "version": "1"}
    assert thai.post(at("-write"), said).status_code == 302
    stale = thai.post(at("-write"), {"text-summary": "Mine", "version": "1"}).content.decode()
    assert "It now says: Good &lt;progress&gt;" in stale
    assert "Mine" in stale
    assert thai.post(at("-submit"), {"version": "2"}).status_code == 302
    assert "Approve and freeze" not in thai.get(at("")).content.decode()
    assert thai.post(at("-approve"), {"version": "3"}).status_code == 403
    assert "Approve and freeze" in other.get(at("")).content.decode()
    assert other.post(at("-approve"), {"version": "3"}).status_code == 302
    page = observer.get(at("")).content.decode()
    report = Report.objects.get()
    assert report.fingerprint in page
    assert "holds: the content is as it was approved" in page
    assert "Good &lt;progress&gt;" in page
    assert "History" not in page
    file = observer.get(at("-file", "json"))
    assert hashlib.sha256(file.content).hexdigest() == report.fingerprint
    assert observer.get(at("-file", "exe")).status_code == 404
    assert thai.post(at("-sent"), {"body": "somtc", "day": "22/11/2026"}).status_code == 302
    assert "SOMTC" in observer.get(at("")).content.decode()
    assert thai.post(at("-correct")).status_code == 302
    assert "REP-TH-2026-Q3-E2" in thai.get(at("")).content.decode()
    assert "REP-TH-2026-Q3-E2" not in observer.get(at("")).content.decode()


def test_the_same_over_the_api(cast, second, signed_in):
    partner = system("TH", scope="roadmap:read roadmap:write")
    made = partner.post("roadmap/reports/", NEW)
    assert made.status_code == 201
    where = made["Location"]
    assert system("MM", scope="roadmap:read").get(where).status_code == 404
    body = {"texts": {"summary": "From our system"}}
    assert partner.patch(where, body).status_code == 428
    wrote = partner.patch(where, body, if_match=made["ETag"])
    assert wrote.json()["content"]["sections"][0]["text"] == "From our system"
    assert partner.patch(where, body, if_match=made["ETag"]).status_code == 412
    anew = partner.post(f"{where}refresh/", if_match=wrote["ETag"])
    sent = partner.post(f"{where}submit/", if_match=anew["ETag"])
    assert sent.json()["state"] == "submitted"
    assert partner.post(f"{where}approve/", if_match=sent["ETag"]).status_code == 403
    desk = Caller(signed_in(second))
    back = desk.post(f"{where}send-back/", {"reason": "Too short"}, if_match=sent["ETag"])
    assert back.json()["sent_back_because"] == "Too short"
    sent = partner.post(f"{where}submit/", if_match=back["ETag"])
    done = desk.post(f"{where}approve/", if_match=sent["ETag"]).json()
    assert (done["state"], done["seal_holds"]) == ("frozen", True)
    theirs = system("MM", scope="roadmap:read")
    assert theirs.get(where).json()["changes"] == []
    assert len(desk.get(where).json()["changes"]) == 7
    file = theirs.get(f"{where}export/?format=csv")
    assert done["fingerprint"] in file.content.decode()
    assert theirs.get(f"{where}export/?format=doc").status_code == 400
    listed = theirs.get("roadmap/reports/?kind=quarterly&country=TH&period=2026-Q3&state=frozen")
    assert [one["reference"] for one in listed.json()["results"]] == ["REP-TH-2026-Q3"]
    assert theirs.get("roadmap/reports/?state=draft").json()["results"] == []
    assert theirs.get("roadmap/reports/?colour=red").status_code == 400


def told():
    """Of the quarter."""
    rows = Notice.objects.filter(subject_reference__endswith="-Q3").order_by("pk")
    return [(one.office.country_id, one.kind, one.subject_reference) for one in rows]


def freeze(cast, second):
    wanted = Wanted(**NEW, language="en")
    report = reports.begin(wanted, officer=cast.coordinator_th)
    report = reports.submit(report, officer=cast.coordinator_th, version=1)
    return reports.approve(report, officer=second, version=2)


def test_who_is_late_is_told_once_for_each_step(cast, second):
    freeze(cast, second)
    with clock.at(datetime(2026, 10, 15, tzinfo=UTC)):
        remind()
    assert told() == []
    for day, kind in ((16, "report_due_soon"), (30, "report_due")):
        with clock.at(datetime(2026, 10, day, tzinfo=UTC)):
            tasks.remind_reports()
            tasks.remind_reports()
        assert told()[-1] == ("MM", kind, "REP-MM-2026-Q3")
    assert len(told()) == 2
    for day in (6, 7, 12, 13):
        with clock.at(datetime(2026, 11, day, tzinfo=UTC)):
            remind()
    late = ("MM", "report_overdue", "REP-MM-2026-Q3")
    assert told()[2:] == [late, late], "a week from the 6th on, and the next from the 13th"


def test_a_reminder_holds_a_reference_and_a_link(cast):
    cast.coordinator_mm.email = "desk@example.org"
    cast.coordinator_mm.save()
    with clock.at(datetime(2026, 10, 16, tzinfo=UTC)):
        remind()
    notice = Notice.objects.get(subject_reference="REP-MM-2026-Q3")
    assert (notice.link, notice.urgency) == ("/roadmap/reports/", "routine")
    mails = Delivery.objects.filter(notice=notice, channel="email")
    assert [one.officer for one in mails] == [cast.coordinator_mm]


@pytest.mark.parametrize(
    ("day", "step"),
    [
        (15, ""),
        (16, "soon"),
        (29, "soon"),
        (30, "due"),
        (36, "due"),
        (37, "late-1"),
        (44, "late-2"),
    ],
)
def test_the_steps_of_a_deadline(day, step):
    when = date.fromordinal(date(2026, 9, 30).toordinal() + day)
    assert step_of(date(2026, 10, 30), when) == step


def test_quarters_that_are_over():
    assert [one.text for one in quarters_over(4)] == ["2026-Q3", "2026-Q2", "2026-Q1", "2025-Q4"]
    with clock.at(datetime(2026, 10, 1, tzinfo=UTC)):
        assert quarters_over(1)[0].text == "2026-Q3"
    with clock.at(datetime(2027, 1, 1, tzinfo=UTC)):
        (one,) = quarters_over(1)
    assert (one.text, one.starts, one.ends) == ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31))


def test_the_lead_sets_the_day_of_the_yearly_reports(cast, signed_in):
    def day():
        return next(one.on for one in due_reports() if one.kind == "somtc")

    assert day() == date(2026, 3, 31)
    with pytest.raises(NotAllowed):
        set_day("somtc", 2025, date(2026, 5, 1), officer=cast.coordinator_mm, version=0)
    for wrong in (date(2025, 12, 31), date(2027, 1, 1)):
        with pytest.raises(Problem):
            set_day("somtc", 2025, wrong, officer=cast.coordinator_th, version=0)
    set_day("somtc", 2025, date(2026, 5, 1), officer=cast.coordinator_th, version=0)
    with pytest.raises(StaleVersion):
        set_day("somtc", 2025, date(2026, 6, 1), officer=cast.coordinator_th, version=0)
    page = reverse("roadmap-report-deadline", args=["somtc", 2025])
    assert signed_in(cast.coordinator_mm).get(page).status_code == 403
    said = {"due_on": "02/06/2026", "version": "1"}
    assert signed_in(cast.coordinator_th).post(page, said).status_code == 302
    assert day() == date(2026, 6, 2)
    assert reportdeadlines.standing("somtc", 2025).version == 2


def test_the_list_says_who_has_handed_in(cast, second):
    freeze(cast, second)
    api = system("MM", scope="roadmap:read")
    found = api.get("roadmap/reports/deadlines/").json()
    quarter = next(one for one in found if one["period"] == "2026-Q3")
    assert quarter == {
        "kind": "quarterly",
        "period": "2026-Q3",
        "due_on": "2026-10-30",
        "handed_in": ["TH"],
        "missing": ["MM"],
    }
    regional = next(one for one in found if one["kind"] == "ammtc")
    assert regional["missing"] == ["TH"]


def test_the_demonstration_has_a_frozen_one_and_a_draft(cast):
    assert demo.load() == 2
    assert demo.load() == 0
    states = Report.objects.order_by("starts").values_list("reference", "state")
    assert list(states) == [("REP-TH-2026-Q2", "frozen"), ("REP-TH-2026-Q3", "draft")]
