"""What was typed survives: a save by itself, a form left, a session that has ended."""

from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse

from audit.clock import now
from cases import drafts
from cases.models import Case, FormDraft
from cases.tasks import tidy
from cases.views.holding import SALT, token_for
from tests.cases.typed import Shown, typed
from tests.factories import draft

NEW = "/cases/new/"


@pytest.fixture
def browser(signed_in, somchai):
    return signed_in(somchai)


def save(browser, fields):
    return browser.post(reverse("draft-save", args=[fields["key"]]), fields)


def half_typed():
    return typed(happened_at="las", where="other", place="Ma", seizures__0__quantity="x,")


def test_the_form_saves_itself_valid_or_not_and_says_when(browser, somchai):
    fields = half_typed()
    answer = save(browser, fields | {"officer_token": "t", "csrfmiddlewaretoken": "c"})
    assert answer.content.decode().startswith("Saved ")
    kept = FormDraft.objects.get(officer=somchai)
    assert kept.data["happened_at"] == ["las"]
    assert not {"officer_token", "csrfmiddlewaretoken", "do"} & set(kept.data)


def test_after_ninety_days_nobody_comes_back_for_it(browser):
    fields = half_typed()
    save(browser, fields)
    tidy()
    assert FormDraft.objects.count() == 1
    FormDraft.objects.update(saved_at=now() - timedelta(days=91))
    tidy()
    assert FormDraft.objects.count() == 0


def test_a_second_save_replaces_the_first(browser):
    fields = half_typed()
    save(browser, fields)
    save(browser, fields | {"title": "more"})
    assert FormDraft.objects.get().data["title"] == ["more"]


def test_unfinished_drafts_are_offered_and_come_back_as_they_were_typed(browser):
    one, other = half_typed(), half_typed() | {"title": "", "narrative": "A boat without lights"}
    save(browser, one)
    save(browser, other)
    page = Shown(browser.get(NEW))
    assert "You have 2 unfinished drafts" in page.text
    assert "Lorry with tablets" in page.text and "A boat without lights" in page.text
    again = Shown(browser.get(NEW, {"draft": one["key"]}))
    assert again.holds(one) == {}
    assert again.values["key"] == [one["key"]]
    assert "We kept what you typed" in again.text
    assert again.summary == []


def test_a_draft_can_be_thrown_away(browser):
    fields = half_typed()
    save(browser, fields)
    save(browser, {"do": "drop", "key": fields["key"]})
    assert not FormDraft.objects.exists()


def test_nobody_finds_the_draft_of_another(browser, cast, signed_in):
    fields = half_typed()
    save(browser, fields)
    others = signed_in(cast.anong)
    assert "unfinished" not in Shown(others.get(NEW)).text
    assert Shown(others.get(NEW, {"draft": fields["key"]})).values.get("title", [""]) == [""]
    assert others.get(reverse("draft-save", args=[fields["key"]])).status_code == 404


def test_a_form_holds_so_much_and_no_more(browser):
    answer = save(browser, half_typed() | {"narrative": "n" * 200_001})
    assert answer.status_code == 413
    assert not FormDraft.objects.exists()


def test_the_oldest_of_too_many_drafts_go(browser, somchai):
    kept = [half_typed() for _ in range(drafts.MOST_KEPT + 2)]
    for fields in kept:
        save(browser, fields)
    assert FormDraft.objects.filter(officer=somchai).count() == drafts.MOST_KEPT
    assert not FormDraft.objects.filter(key=kept[0]["key"]).exists()


def test_a_late_save_of_a_form_that_is_a_case_leaves_nothing(browser):
    fields = typed()
    browser.post(NEW, fields)
    save(browser, fields)
    assert not FormDraft.objects.exists()


# -- a session that has ended ---------------------------------------------------------------------


def send_signed_out(fields, token, address=NEW):
    """The form was given out with a session; it is sent without one."""
    return Client().post(f"{address}?draft={fields['key']}", fields | {"officer_token": token})


def test_a_form_sent_after_the_session_ended_comes_back_after_signing_in(somchai, signed_in):
    fields = typed(title="Typed for an hour")
    answer = send_signed_out(fields, token_for(somchai))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/?next=/cases/new/%3Fdraft%3D")
    page = Shown(signed_in(somchai).get(NEW, {"draft": fields["key"]}))
    assert "We kept what you typed" in page.text
    assert page.holds(fields) == {}
    assert not Case.objects.exists()


def test_another_officer_at_the_same_machine_never_sees_it(cast, signed_in):
    fields = typed(title="Typed for an hour")
    send_signed_out(fields, token_for(cast.somchai))
    page = Shown(signed_in(cast.anong).get(NEW, {"draft": fields["key"]}))
    assert "Typed for an hour" not in page.text
    assert page.values["title"] == [""]


def test_without_the_signed_token_nothing_is_kept(somchai, cast):
    forged = ["", "x", signing.dumps(somchai.pk, salt="another"), token_for(cast.observer)]
    for token in forged:
        send_signed_out(typed(), token)
    assert not FormDraft.objects.exists()
    assert signing.loads(token_for(somchai), salt=SALT) == somchai.pk


def test_a_save_by_itself_after_the_session_ended_is_kept_too(somchai, signed_in):
    fields = half_typed()
    address = reverse("draft-save", args=[fields["key"]])
    answer = send_signed_out(fields, token_for(somchai), address)
    assert answer.status_code == 302
    back = signed_in(somchai).get(address)
    assert back["Location"] == f"{NEW}?draft={fields['key']}"


def test_a_change_sent_after_the_session_ended_belongs_to_its_case(world, somchai, signed_in):
    case = draft(world, somchai)
    fields = typed(key=str(case.draft_key), reference=case.reference, version="1", title="Mine")
    edit = reverse("case-edit", args=[case.reference])
    send_signed_out(fields, token_for(somchai), edit)
    page = Shown(signed_in(somchai).get(edit, {"draft": case.draft_key}))
    assert page.values["title"] == ["Mine"]
    assert FormDraft.objects.get().case == case
