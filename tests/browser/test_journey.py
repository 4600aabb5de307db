"""Journey 1: an officer tells the other side, and nobody phones."""

import re

import pytest

DRIVER, DRIVER_LATIN = "ສົມໃຈ ພົມມະຈັນ", "Somchai Phommachan"


@pytest.fixture
def officers(portal):
    return {code: portal.account("officer", code) for code in ("TH-MSI", "MM-TCL", "LA-HXY")}


def log_the_lorry(person):
    """On a phone, as far as the preview. Returns the reference."""
    page = person.page
    page.locator("nav.thumbs").get_by_role("link", name="New case").click()
    page.get_by_label(re.compile("Mae Sai")).first.check()
    page.get_by_label("Drug trafficking").first.check()
    page.get_by_label(re.compile("^Flash")).check()
    found = page.locator("#seizures")
    found.get_by_label("What was found").select_option(label="Methamphetamine (yaba)")
    found.get_by_label("How much").fill("400,000")
    found.get_by_label("Unit").select_option(label="tablets")
    driver = page.locator("#people")
    driver.get_by_label("Name as written").fill(DRIVER)
    driver.get_by_label("Name in Latin letters").fill(DRIVER_LATIN)
    page.get_by_role("button", name="Add a vehicle or boat").click()
    page.locator("#vehicles").get_by_label("Plate or hull number").fill("9Q/4471")
    page.get_by_role("button", name="Add a stop after").click()
    onward = page.locator("#after")
    onward.get_by_label("Place", exact=True).press_sequentially("Chiang Khong")
    onward.get_by_label(re.compile("Chiang Khong .4th Friendship Bridge")).check()
    page.get_by_role("button", name="Continue: see who will be told").click()
    page.get_by_role("heading", name="Before you submit").wait_for()
    return re.search(r"TH-MSI-\d{4}-\d{6}", person.text())[0]


def test_a_lorry_at_mae_sai(visitor, officers):
    tachileik = visitor().sign_in(officers["MM-TCL"])
    houay_xay = visitor().sign_in(officers["LA-HXY"])
    mae_sai = visitor(width=360).sign_in(officers["TH-MSI"])

    reference = log_the_lorry(mae_sai)
    said = mae_sai.text()
    for words in ("Myanmar", "Lao", "Tachileik", "Houay", "it happened at Mae Sai", "Chiang Khong"):
        assert words in said
    assert mae_sai.overflow() is None
    mae_sai.page.get_by_role("button", name=re.compile("tell 2 offices")).click()
    mae_sai.page.get_by_role("heading", name="Timeline").wait_for()

    # Their inboxes are open on their screens: nothing is reloaded by hand.
    tachileik.sees(reference, seconds=30)
    houay_xay.sees(reference, seconds=30)

    tachileik.page.get_by_role("link", name=f"Open {reference}").click()
    tachileik.page.get_by_role("heading", name="Headline", exact=True).wait_for()
    page = tachileik.page.content()
    for hidden in (DRIVER, DRIVER_LATIN, "9Q/4471", "Houay"):
        assert hidden not in page
    tachileik.page.get_by_role("button", name=re.compile("^Acknowledge")).first.click()
    tachileik.sees(re.compile("is acknowledged"))

    mae_sai.go(f"/cases/{reference}/")
    offices = mae_sai.page.locator(
        "section", has=mae_sai.page.get_by_role("heading", name="Offices that were told")
    )
    assert re.search(r"Tachileik.*?acknowledged", offices.inner_text(), re.DOTALL)
