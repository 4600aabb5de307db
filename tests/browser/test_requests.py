"""Two offices ask and answer, each in its own browser, one of them on a telephone."""

import re

import pytest


@pytest.fixture
def officers(portal):
    return {code: portal.account("officer", code) for code in ("TH-MSI", "MM-TCL")}


def press(visitor, role, name):
    visitor.page.locator("main").get_by_role(role, name=name, exact=True).first.click()
    visitor.page.wait_for_load_state()


def test_who_owns_this_lorry(visitor, officers):
    mae_sai = visitor().sign_in(officers["TH-MSI"], "/requests/new/")
    tachileik = visitor(width=360, scripts=False).sign_in(officers["MM-TCL"])

    # Mae Sai asks with a question of the phrasebook.
    page = mae_sai.page
    page.get_by_label(re.compile("^BLO Tachileik")).check()
    page.get_by_label(re.compile("^Priority")).check()
    page.get_by_label("Question 1", exact=True).select_option(label="Who owns this vehicle?")
    page.get_by_label("Who or what question 1 is about").fill("70-4711")
    page.get_by_label("In your own words").fill("It waits at our bridge.")
    page.get_by_label("What for", exact=True).fill("Trafficking inquiry")
    page.get_by_label("Legal basis", exact=True).fill("Arrangement of the two offices")
    press(mae_sai, "button", "Ask")
    mae_sai.sees("1 office was asked.")
    mae_sai.sees("Who owns this vehicle? 70-4711")
    reference = re.search(r"RQ-TH-MSI-\d{4}-\d{6}", mae_sai.text())[0]
    address = f"/requests/{reference}/"
    assert mae_sai.overflow() is None

    # Tachileik sees at once who asks, what, until when, and two buttons.
    tachileik.go(address)
    said = tachileik.text()
    for words in ("BLO Mae Sai, Thailand asks BLO Tachileik, Myanmar", "Who owns this vehicle?",
                  "answer within", "your working day 1 of", "acknowledge within"):  # fmt: skip
        assert words in said, words
    assert tachileik.overflow() is None
    for name in ("Acknowledge", "Answer"):
        button = tachileik.page.locator("#clock ~ .actions").get_by_text(name, exact=True)
        box = button.bounding_box()
        assert box["y"] + box["height"] < tachileik.page.viewport_size["height"], name

    press(tachileik, "button", "Acknowledge")
    tachileik.sees("is acknowledged")
    press(tachileik, "link", "Ask back")
    tachileik.page.get_by_label("What you need to know").fill("The lorry or its trailer?")
    press(tachileik, "button", "Ask back")
    tachileik.sees("the clock stands")

    mae_sai.go(address)
    mae_sai.sees("The lorry or its trailer?")
    press(mae_sai, "link", "Answer what they ask")
    mae_sai.page.get_by_label("What they need to know").fill("The lorry.")
    press(mae_sai, "button", "Send")
    mae_sai.sees("their working day 1 of")

    tachileik.go(address)
    tachileik.sees("The lorry.")
    press(tachileik, "link", "Answer")
    tachileik.page.get_by_label("The answer", exact=True).fill("A company in Tachileik.")
    tachileik.page.get_by_label(re.compile("^H1")).check()
    tachileik.page.get_by_label("How reliable is the source?").select_option("B")
    tachileik.page.get_by_label("How sure is the information?").select_option("2")
    assert tachileik.overflow() is None
    press(tachileik, "button", "Send the answer")
    tachileik.sees("The answer is sent.")

    mae_sai.go(address)
    for words in ("A company in Tachileik.", "Not in court without our consent"):
        mae_sai.sees(words)
    press(mae_sai, "link", "Report the result")
    mae_sai.page.get_by_label("What became of it").fill("Its driver was questioned.")
    press(mae_sai, "button", "Report the result")
    mae_sai.sees("Its driver was questioned.")

    tachileik.go(address)
    tachileik.sees("Its driver was questioned.")
    mae_sai.go("/requests/")
    mae_sai.sees(reference)
