"""Flaws published about neighbouring systems, each asked of this portal.

The comments name where it happened. What the access table asks of every address is not asked
here again.
"""

import json
import re

import pytest
from django.contrib.auth.models import Permission
from django.db import transaction
from django.test import Client
from django.urls import reverse

from agencies.postings import post
from cases.models import Case
from tests.access_world import AccessWorld

pytestmark = pytest.mark.django_db
PLANTED = ("Planted-narrative", "Planted-suspect", "Planted-victim", "PA1234567", "Lorry")


@pytest.fixture(scope="module")
def ground(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        world = AccessWorld()
        yield world, world.doors()
        transaction.set_rollback(True)


def send(door, method, address, data, **headers):
    ask = getattr(door, method)
    return ask(
        f"/api/v1/{address}", json.dumps(data), content_type="application/json", headers=headers
    )


def new_case(world, **more):
    return {
        "offences": [world.trafficking.code],
        "evaluation": "A1",
        "route": [{"role": "incident", "crossing": world.mae_sai.code}],
        **more,
    }


# -- Another's things inside one's own request (MISP CVE-2026-56424, DFIR-IRIS CVE-2026-42540) ---


@pytest.mark.parametrize(
    "extra",
    [
        {"status": "open"},
        {"reference": "MM-TCL-2026-000001"},
        {"country": "MM"},
        {"created_by": 1},
        {"public_id": "0190aaaa-0000-7000-8000-000000000000"},
        {"version": 99},
        {"installation": "elsewhere"},
        {"touches": []},
        {"level": "originator"},
        {"id": 1},
    ],
    ids=lambda extra: next(iter(extra)),
)
def test_a_field_that_is_not_theirs_to_set_is_refused(ground, extra):
    world, doors = ground
    changed = send(
        doors["orig"], "patch", f"cases/{world.draft.reference}/", extra, **{"If-Match": "*"}
    )
    assert changed.status_code == 400
    assert next(iter(extra)) in changed.content.decode()
    assert send(doors["orig"], "post", "cases/", new_case(world, **extra)).status_code == 400


def test_nobody_logs_a_case_for_another_office(ground):
    world, doors = ground
    for office in ("MM-TCL", "TH-CKG", "TH-NCD"):
        answer = send(doors["orig"], "post", "cases/", new_case(world, office=office))
        assert answer.status_code in {400, 403}, office
    for office in ("MM-TCL", "LA-HXY"):
        answer = send(doors["pawr"], "post", "cases/", new_case(world, office=office))
        assert answer.status_code in {400, 403}, office


def test_an_id_of_one_kind_opens_nothing_of_another(ground):
    """OpenCTI CVE-2026-21886: a call for one type acted on another."""
    world, doors = ground
    for stranger in (world.open.public_id, world.draft.public_id):
        assert doors["hdln"].get(f"/api/v1/notices/{stranger}/").status_code == 404
        path = reverse("notice-acknowledge", kwargs={"public_id": stranger})
        assert doors["hdln"].post(path).status_code == 404
    assert doors["orig"].get(f"/api/v1/cases/{world.notice.public_id}/").status_code == 404
    assert doors["orig"].get(f"/api/v1/cases/{world.open.pk}/").status_code == 404


def test_nobody_answers_for_another_office(ground):
    world, doors = ground
    address = f"cases/{world.open.reference}/engage/"
    for person, office in (("full", "MM-TCL"), ("hdln", "LA-HXY"), ("ctrb", "MM-TCL")):
        answer = send(doors[person], "post", address, {"office": office})
        assert answer.status_code in {400, 403}, (person, office)


# -- A refusal says nothing of what it refuses (TheHive 4.1.16 #2301) ----------------------------


@pytest.mark.parametrize("person", ["hdln", "strg", "rcld", "pard", "cdMM"])
@pytest.mark.parametrize(
    ("method", "address", "data"),
    [
        ("patch", "cases/{}/", {"title": "x"}),
        ("post", "cases/{}/close/", {"outcome": "result"}),
        ("post", "cases/{}/submit/", {}),
        ("post", "cases/{}/grants/", {"country": "KH", "level": "full"}),
        ("get", "cases/{}/preview/", None),
    ],
)
def test_a_refusal_tells_nothing(ground, person, method, address, data):
    world, doors = ground
    address = address.format(world.open.reference)
    if method == "get":
        answer = doors[person].get(f"/api/v1/{address}")
    else:
        answer = send(doors[person], method, address, data, **{"If-Match": "*"})
    assert answer.status_code in {403, 404}
    assert [word for word in PLANTED if word in answer.content.decode()] == []


# -- Questions that look behind the curtain (ORM leak; Django 2026-02; OpenRegister #1957) -------


@pytest.mark.parametrize(
    "question",
    [
        "subjects__document_number__startswith=P",
        "narrative__contains=Planted",
        "ordering=narrative",
        "order_by=title",
        "office__officers__username=somchai",
        "fields=narrative",
        "expand=subjects",
        "page_size=-1",
        "page_size=100000",
        "cursor=nonsense",
        "status=nonsense",
        "border=XX-YY",
        "urgency=flash&urgency=routine",
    ],
)
def test_a_question_that_is_not_foreseen_is_refused(ground, question):
    _world, doors = ground
    answer = doors["hdln"].get(f"/api/v1/cases/?{question}")
    assert answer.status_code == 400, answer.content
    assert answer["Content-Type"].startswith("application/problem+json")


@pytest.mark.parametrize("word", ["%", "_", "\\", "'", '"', "%%", "a'--", "\x00", "NULL", "\u200b"])
def test_a_strange_word_finds_no_more_than_it_matches(ground, word):
    _world, doors = ground
    answer = doors["hdln"].get("/api/v1/cases/", {"search": word})
    assert answer.status_code in {200, 400}
    page = doors["hdln"].get(reverse("case-list"), {"q": word})
    assert page.status_code == 200


# -- Who one is comes from the session alone (OpenCTI CVE-2026-27960, TheHive #2355) -------------


@pytest.mark.parametrize(
    "header",
    [
        "X-User",
        "X-Remote-User",
        "Remote-User",
        "X-Forwarded-User",
        "X-On-Behalf-Of",
        "X-Impersonate",
    ],
)
def test_no_header_makes_somebody_of_nobody(ground, header):
    world, doors = ground
    name = world.cast.somchai.username
    assert doors["anon"].get("/api/v1/me/", headers={header: name}).status_code == 401
    assert doors["anon"].get("/", headers={header: name}).status_code == 302
    me = doors["hdln"].get("/api/v1/me/", headers={header: name}).json()
    assert me["username"] == world.cast.thida.username


@pytest.mark.parametrize(
    "address",
    [
        "/API/v1/cases/",
        "//api/v1/cases/",
        "/api;x/v1/cases/",
        "/api/v1/cases;x/",
        "/%61pi/v1/cases/",
        "/api/v1/../../cases/",
        "/api/v1/cases/%2e%2e/cases/",
        "/CASES/",
        "//cases/",
        "/cases//",
        "/./cases/",
        "/static/../cases/",
    ],
)
def test_no_spelling_of_an_address_goes_round_the_fence(ground, address):
    """openbucket #22: the guard matched case-sensitively, the router did not."""
    _world, doors = ground
    assert doors["anon"].get(address).status_code in {301, 302, 401, 403, 404}


# -- Addresses that lead away (MISP dashboard CVE-2026-10856) ------------------------------------

AWAY = ["https://evil.example/", "//evil.example", "/\\evil.example", "\\\\evil.example"]
AWAY += [
    "https:evil.example",
    "javascript:alert(1)",
    "/\t/evil.example",
    " //evil.example",
    "///evil.example",
]


def leads_away(answer):
    """As a browser reads it: a backslash is a slash, blanks and line ends are dropped."""
    address = re.sub(r"[\t\r\n]", "", answer.get("Location", "").strip()).replace("\\", "/")
    return address.startswith("//") or re.match(r"[a-z][a-z0-9+.-]*:", address, re.IGNORECASE)


@pytest.mark.parametrize("away", AWAY)
def test_signing_in_never_leads_away(ground, away):
    world, _doors = ground
    world.cast.somchai.set_password("a password of somchai")
    world.cast.somchai.save()
    said = {"login": "somchai", "password": "a password of somchai", "next": away}
    answer = Client().post(reverse("account_login"), said)
    assert answer.status_code == 302
    assert not leads_away(answer), answer["Location"]


@pytest.mark.parametrize("away", AWAY)
def test_choosing_a_language_never_leads_away(away):
    answer = Client().post(reverse("set_language"), {"language": "th", "next": away})
    assert answer.status_code in {204, 302}
    assert not leads_away(answer), answer.get("Location")


# -- Rights are worked out anew, never collected (OpenCTI CVE-2026-44730; guardian's defaults) ---


def test_a_right_to_all_rows_is_a_right_to_none(ground):
    """guardian shows every row to the holder of a model's permission; here nobody is one."""
    world, doors = ground
    sokha = world.cast.sokha
    sokha.user_permissions.set(Permission.objects.filter(content_type__app_label="cases"))
    assert not Case.objects.visible_to(sokha).exists()
    assert doors["strg"].get(f"/api/v1/cases/{world.open.reference}/").status_code == 404


def test_a_group_joined_by_hand_opens_nothing(ground):
    world, doors = ground
    world.cast.sokha.groups.add(world.msi.group, world.msi.country.group)
    assert doors["strg"].get(f"/api/v1/cases/{world.open.reference}/").status_code == 404


def test_an_officer_who_moves_leaves_the_old_office_behind(ground):
    world, doors = ground
    post(world.cast.thida, office=world.bvt, role="officer")
    address = f"/api/v1/cases/{world.open.reference}/"
    assert doors["hdln"].get(address).status_code == 404
    assert doors["hdln"].get(f"/api/v1/notices/{world.notice.public_id}/").status_code == 404


def test_an_account_that_ended_is_out_at_once(ground):
    world, doors = ground
    type(world.cast.thida).objects.filter(pk=world.cast.thida.pk).update(is_active=False)
    assert doors["hdln"].get("/").status_code == 302
    assert doors["hdln"].get("/api/v1/cases/").status_code == 401


def test_a_partner_that_ended_is_out_at_once(ground):
    world, doors = ground
    partner = world.cast.partner_th.partner
    type(partner).objects.filter(pk=partner.pk).update(is_active=False)
    assert doors["pawr"].get("/api/v1/cases/").status_code in {401, 403}
    again = Client().post(
        "/api/v1/token/",
        {
            "grant_type": "client_credentials",
            "client_id": "client-TH",
            "client_secret": "secret-of-TH",
        },
    )
    assert again.status_code == 401


def test_a_partner_cannot_widen_its_scopes(ground):
    world, _doors = ground
    partner = world.cast.partner_mm.partner
    type(partner).objects.filter(pk=partner.pk).update(scopes=["reference:read"])
    answer = Client().post(
        "/api/v1/token/",
        {
            "grant_type": "client_credentials",
            "client_id": "client-MM",
            "client_secret": "secret-of-MM",
            "scope": "reference:read cases:read",
        },
    )
    assert answer.status_code == 400 or "cases:read" not in answer.json()["scope"]


def test_signing_up_is_closed():
    """Accounts are made by the portal's administration, never by the visitor."""
    answer = Client().get(reverse("account_signup"))
    assert 'name="password1"' not in answer.content.decode()
