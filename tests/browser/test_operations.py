"""Two offices and an operation: planned, joined, counted on a phone, seen on the board, reported."""

import re
from datetime import date

import pytest


@pytest.fixture
def officers(portal):
    return {code: portal.account("officer", code) for code in ("TH-MSI", "MM-TCL")}


def planned(mae_sai):
    """The plan as Mae Sai saves it. Returns the reference."""
    page, today = mae_sai.page, f"{date.today():%d/%m/%Y}"
    mae_sai.go("/operations/new/")
    page.get_by_label("Title").fill("Night on the two bridges")
    page.get_by_label("Objective").fill("Ask the same questions on both banks.")
    page.get_by_label(re.compile("^Joint:")).check()
    page.get_by_label("First day").fill(today)
    page.get_by_label("Last day").fill(today)
    page.get_by_role("button", name="Save the plan").click()
    page.get_by_role("link", name="Ask an office").click()
    page.get_by_label("Which office").select_option("MM-TCL")
    page.get_by_role("button", name="Ask the office").click()
    return re.search(r"OP-TH-MSI-\d{4}-\d{6}", mae_sai.text())[0]


def counted(tachileik, reference, arrests):
    """Today's figure, written down on a phone."""
    page = tachileik.page
    tachileik.go(f"/operations/{reference}/")
    page.locator("#days + .rows a").first.click()
    page.get_by_label("Arrests", exact=True).fill(arrests)
    assert tachileik.overflow() is None
    page.get_by_role("button", name="Save the results").click()
    tachileik.sees("The results are saved.")


def test_two_offices_run_an_operation(visitor, officers):
    mae_sai = visitor().sign_in(officers["TH-MSI"])
    tachileik = visitor(width=360).sign_in(officers["MM-TCL"])
    reference = planned(mae_sai)

    tachileik.sees("Asked to take part in an operation", seconds=30)
    tachileik.go(f"/operations/{reference}/")
    assert tachileik.overflow() is None
    tachileik.page.get_by_role("button", name="Take part").click()
    tachileik.sees("Your office takes part.")

    mae_sai.go(f"/operations/{reference}/start/")
    mae_sai.page.get_by_role("button", name="Start").click()
    mae_sai.page.get_by_role("link", name="Live board").click()
    row = mae_sai.page.get_by_role("row", name=re.compile("^Arrests [–0-9]"))
    assert "37" not in row.inner_text()
    counted(tachileik, reference, "37")
    assert tachileik.overflow() is None
    # The board is open on the other screen: nothing is reloaded by hand.
    row.get_by_text("37").first.wait_for(timeout=40_000)

    mae_sai.go(f"/operations/{reference}/end/")
    mae_sai.page.get_by_role("button", name="End").click()
    mae_sai.page.get_by_role("link", name="Download the report").click()
    mae_sai.page.get_by_label("Reporting inside the own service").check()
    with mae_sai.page.expect_download() as waiting:
        mae_sai.page.get_by_role("button", name="Download").click()
    assert waiting.value.suggested_filename.startswith(reference)
