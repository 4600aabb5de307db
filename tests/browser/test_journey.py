"""Journey 1: an officer tells the other side, and nobody phones."""

import re

import pytest

from tests.browser.tasks import DRIVER, DRIVER_LATIN, PLATE, log_the_lorry


@pytest.fixture
def officers(portal):
    return {code: portal.account("officer", code) for code in ("TH-MSI", "MM-TCL", "LA-HXY")}


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
    for hidden in (DRIVER, DRIVER_LATIN, PLATE, "Houay"):
        assert hidden not in page
    tachileik.page.get_by_role("button", name=re.compile("^Acknowledge")).first.click()
    tachileik.sees(re.compile("is acknowledged"))

    mae_sai.go(f"/cases/{reference}/")
    offices = mae_sai.page.locator(
        "section", has=mae_sai.page.get_by_role("heading", name="Offices that were told")
    )
    assert re.search(r"Tachileik.*?acknowledged", offices.inner_text(), re.DOTALL)
