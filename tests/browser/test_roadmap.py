"""Journey of the coordinators: a state says it is done, another looks and verifies, the report is
written by one and frozen by the other, the spreadsheet goes out and comes back."""

import re

import pytest

# The ninth item: nobody of the demonstration is done with it.
ITEM, PLACE = "2021-9", "Report of the pilot, 12 October, office of the secretary"


@pytest.fixture
def coordinators(portal):
    names = {"th": "th-coordinator", "my": "my-coordinator", "la": "la-coordinator"}
    names["la2"] = "la-coordinator-2"
    return {key: portal.named(name) for key, name in names.items()}


def test_a_state_is_done_and_another_verifies(visitor, portal, coordinators):
    bangkok = visitor(width=360).sign_in(coordinators["th"], path=f"/roadmap/items/{ITEM}/")
    assert bangkok.overflow() is None
    bangkok.page.get_by_role("link", name="Thailand", exact=True).click()
    bangkok.page.get_by_role("link", name="State progress").click()
    bangkok.page.get_by_label("Status").select_option("done")
    bangkok.page.get_by_label("Where the evidence is").fill("")
    bangkok.page.get_by_role("button", name="Save the statement").click()
    bangkok.sees("Say where the evidence is, or add a file first.")
    assert bangkok.overflow() is None
    bangkok.page.get_by_label("Where the evidence is").fill(PLACE)
    bangkok.page.get_by_role("button", name="Save the statement").click()
    bangkok.sees("The statement is saved.")
    assert PLACE in bangkok.text()
    assert not bangkok.page.get_by_role("button", name=re.compile("Verify")).count()
    address = bangkok.page.url
    bangkok.sees("A milestone is overdue")
    bangkok.page.get_by_role("link", name="Change Decree signed").click()
    bangkok.page.get_by_label("Done on").fill(bangkok.page.get_by_label("Due on").input_value())
    bangkok.page.get_by_role("button", name="Save the milestone").click()
    bangkok.sees("The milestone is saved.")

    kuala_lumpur = visitor().sign_in(coordinators["my"], path="/roadmap/")
    kuala_lumpur.go(address)
    kuala_lumpur.page.get_by_role("button", name=re.compile("Verify")).click()
    kuala_lumpur.sees("The commitment is verified.")

    observer = visitor().sign_in(portal.account("observer", country="MY"), path="/roadmap/")
    cell = observer.page.locator(f"a[href='{address.removeprefix(portal.address)}']").first
    assert "verified" in cell.inner_text().lower()
    cell.click()
    observer.sees(PLACE)
    assert not observer.page.get_by_role("link", name="State progress").count()


def test_a_report_is_written_by_one_and_frozen_by_the_other(visitor, coordinators, tmp_path):
    first = visitor(width=360).sign_in(coordinators["la"], path="/roadmap/reports/")
    first.page.get_by_role("link", name="Yours is missing: begin it").first.click()
    first.page.locator("main").get_by_label("Language").select_option("en")
    first.page.get_by_role("button", name="Draft it").click()
    first.page.get_by_role("heading", name=re.compile("National report of a quarter")).wait_for()
    assert first.overflow() is None
    address = first.page.url
    first.page.get_by_role("link", name="Write the report").click()
    first.page.locator("textarea").first.fill("Two offices more are connected.")
    first.page.get_by_role("button", name=re.compile("^Save")).click()
    first.sees("Two offices more are connected.")
    first.page.get_by_role("button", name="Submit for approval").click()
    first.sees("A second coordinator of the country approves it.")

    second = visitor().sign_in(coordinators["la2"], path="/roadmap/reports/")
    second.go(address)
    second.page.get_by_role("button", name="Approve and freeze").click()
    second.sees("holds: the content is as it was approved")
    with second.page.expect_download() as coming:
        second.page.get_by_role("link", name="PDF", exact=True).click()
    taken = tmp_path / "report.pdf"
    coming.value.save_as(taken)
    assert taken.read_bytes().startswith(b"%PDF-")

    first.go(address)
    assert not first.page.get_by_role("link", name="Write the report").count()


def test_the_spreadsheet_goes_out_and_comes_back(visitor, coordinators, tmp_path):
    bangkok = visitor(width=360).sign_in(coordinators["th"], path="/roadmap/workbook/")
    assert bangkok.overflow() is None
    with bangkok.page.expect_download() as coming:
        bangkok.page.get_by_role("link", name="Take the spreadsheet").click()
    taken = tmp_path / coming.value.suggested_filename
    coming.value.save_as(taken)
    bangkok.page.set_input_files("input[type=file]", taken)
    bangkok.page.get_by_role("button", name="Check it").click()
    bangkok.sees("Everything in it stands in the portal already.")
    assert bangkok.overflow() is None
