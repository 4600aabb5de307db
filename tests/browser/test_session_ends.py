"""A session ends while somebody writes: nothing typed is lost."""


def test_a_note_stands_in_its_field_again(visitor, portal):
    account = portal.account("officer", "TH-MSI")
    officer = visitor(width=360).sign_in(account, "/cases/")
    page = officer.page
    page.locator("main a[href^='/cases/TH-MSI-']:visible").first.click()
    page.get_by_role("link", name="Add a note").click()
    page.get_by_label("Note").fill("Planted-note, long and hard to type on a telephone")
    kept = [c for c in page.context.cookies() if "session" not in c["name"]]
    page.context.clear_cookies()
    page.context.add_cookies(kept)
    page.get_by_role("button", name="Add the note").click()
    page.wait_for_url("**/account/login/**")
    officer.fill_in_sign_in(account)
    officer.sees("Your session had ended, and nothing was sent.")
    assert page.get_by_label("Note").input_value().startswith("Planted-note, long")
    assert officer.overflow() is None
    page.get_by_role("button", name="Add the note").click()
    officer.sees("The note was added.")
