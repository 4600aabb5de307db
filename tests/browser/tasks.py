"""What officers do in more than one test."""

import re

DRIVER, DRIVER_LATIN, PLATE = "ສົມໃຈ ພົມມະຈັນ", "Somchai Phommachan", "9Q/4471"


def evaluate(page):
    """What has no default."""
    page.get_by_label("How reliable is the source?").select_option("A")
    page.get_by_label("How sure is the information?").select_option("1")


def log_quickly(person, *, crossing="Mae Sai"):
    """The least that a case is, as far as the preview. Returns the reference."""
    page = person.page
    person.go("/cases/new/")
    page.get_by_label(re.compile(crossing)).first.check()
    page.get_by_label("Drug trafficking").first.check()
    page.get_by_label(re.compile("^Flash")).check()
    evaluate(page)
    page.get_by_role("button", name="Continue: see who will be told").click()
    page.get_by_role("heading", name="Before you submit").wait_for()
    return reference_on(person)


def log_the_lorry(person):
    """The lorry of journey 1, from the inbox as far as the preview. Returns the reference."""
    page = person.page
    page.get_by_role("link", name="New case").and_(page.locator(":visible")).first.click()
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
    page.locator("#vehicles").get_by_label("Plate or hull number").fill(PLATE)
    page.get_by_role("button", name="Add a stop after").click()
    onward = page.locator("#after")
    onward.get_by_label("Place", exact=True).press_sequentially("Chiang Khong")
    onward.get_by_label(re.compile("Chiang Khong .4th Friendship Bridge")).check()
    evaluate(page)
    page.get_by_role("button", name="Continue: see who will be told").click()
    page.get_by_role("heading", name="Before you submit").wait_for()
    return reference_on(person)


def reference_on(person):
    return re.search(r"[A-Z]{2}-[A-Z]{3}-\d{4}-\d{6}", person.text())[0]


def submit(person):
    person.page.get_by_role("button", name=re.compile("^Submit")).click()
    person.page.get_by_role("heading", name="Timeline").wait_for()
