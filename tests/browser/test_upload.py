"""A file over a line that breaks: chosen again, it goes on as what is said of it now, and only
when it is the same file to the last byte."""

import random

import pytest

SIZE = 700_000  # three pieces


def words(seed):
    letters = random.Random(seed)
    return "".join(letters.choices("abcdefgh \n", k=SIZE)).encode()


@pytest.fixture
def mae_sai(visitor, portal):
    return visitor(width=360).sign_in(portal.account("officer", "TH-MSI"))


@pytest.fixture
def reference(mae_sai):
    listed = mae_sai.page.request.get("/api/v1/cases/?status=open&office=TH-MSI").json()["results"]
    return next(one["reference"] for one in listed if one["reference"].startswith("TH-MSI"))


def choose(mae_sai, reference, name, content):
    mae_sai.go(f"/cases/{reference}/files/add/")
    chosen = {"name": name, "mimeType": "text/plain", "buffer": content}
    mae_sai.page.set_input_files("input[type=file]", chosen)


def add(mae_sai):
    mae_sai.page.get_by_role("button", name="Add the file").click()


def cut_off(mae_sai):
    """Send it, and lose the line after the first piece."""

    def cut(route):
        if route.request.headers.get("upload-offset", "0") != "0":
            route.abort("aborted")
        else:
            route.continue_()

    mae_sai.page.route("**/files/**", cut)
    add(mae_sai)
    mae_sai.sees("The line broke off.")
    mae_sai.page.unroute("**/files/**")


def files_of(mae_sai, reference, name):
    mae_sai.page.wait_for_url(f"**/cases/{reference}/**")
    listed = mae_sai.page.request.get(f"/api/v1/cases/{reference}/files/").json()
    return [one for one in listed if one["given_name"] == name]


def test_a_file_chosen_again_goes_on_as_it_is_said_now(mae_sai, reference):
    page, content = mae_sai.page, words(1)
    choose(mae_sai, reference, "first.txt", content)
    page.fill("[name=caption]", "first caption")
    cut_off(mae_sai)
    choose(mae_sai, reference, "first.txt", content)
    page.wait_for_function("document.querySelector('[name=caption]').value === 'first caption'")
    assert mae_sai.overflow() is None
    page.check("[name=reach][value=national]")
    page.fill("[name=caption]", "second caption")
    offsets = []
    page.on("request", lambda one: offsets.append(one.headers.get("upload-offset")))
    add(mae_sai)
    page.wait_for_url(f"**/cases/{reference}/#files")
    [file] = files_of(mae_sai, reference, "first.txt")
    assert (file["reach"], file["caption"]) == ("national", "second caption")
    assert "0" not in offsets and "262144" in offsets


def test_another_file_of_the_same_name_and_size_begins_afresh(mae_sai, reference):
    choose(mae_sai, reference, "swapped.txt", words(2))
    mae_sai.page.check("[name=reach][value=national]")
    cut_off(mae_sai)
    choose(mae_sai, reference, "swapped.txt", words(3))
    offsets = []
    mae_sai.page.on("request", lambda one: offsets.append(one.headers.get("upload-offset")))
    add(mae_sai)
    mae_sai.page.wait_for_url(f"**/cases/{reference}/#files")
    [file] = files_of(mae_sai, reference, "swapped.txt")
    assert "0" in offsets
    assert (file["received"], file["reach"]) == (SIZE, "shared")


def test_what_was_kept_national_stays_so_unless_it_is_said_anew(mae_sai, reference):
    choose(mae_sai, reference, "kept.txt", words(4))
    mae_sai.page.check("[name=reach][value=national]")
    cut_off(mae_sai)
    choose(mae_sai, reference, "kept.txt", words(4))
    add(mae_sai)
    mae_sai.page.wait_for_url(f"**/cases/{reference}/#files")
    [file] = files_of(mae_sai, reference, "kept.txt")
    assert file["reach"] == "national"
