"""Partner systems in the access table; how to read it stands in `access_table`. `sys-th` is
Thailand's, which calls as `pawr`; a secret that changes keeps its tokens. What ends tokens is
asked of `sys-two`, another system of Thailand."""

from django.test import Client

from agencies.models import Partner
from tests import factories

READ_SCOPES = "reference:read cases:read notices:read requests:read roadmap:read"
ALL_SCOPES = f"{READ_SCOPES} cases:write cases:share notices:write requests:write statistics:read"
ALL_SCOPES += " roadmap:write events:read webhooks:write"
SECRETS = {"pard": ("client-MM", "secret-of-MM", READ_SCOPES)}
SECRETS["pawr"] = ("client-TH", "secret-of-TH", ALL_SCOPES)

PAGES = """
# A partner system: the coordinators of its country
GET  partner                   sys-two    in  403  403  403  403  403  403  403  403  200  404  403  403  403   in   in  403
POST partner-secret            sys-two    in  403  403  403  403  403  403  403  403  200  404  403  403  403   in   in  403
POST partner-old-secret-end    sys-two    in  403  403  403  403  403  403  403  403  302  404  403  403  403   in   in  403
POST partner-tokens-revoke     sys-two    in  403  403  403  403  403  403  403  403  302  404  403  403  403   in   in  403
POST partner-stop              sys-two    in  403  403  403  403  403  403  403  403  302  404  403  403  403   in   in  403
POST partner-start             sys-off    in  403  403  403  403  403  403  403  403  302  404  403  403  403   in   in  403
"""

API = """
# Partner systems
GET    partners/                                  -          401  403  403  403  403  403  403  403  403  200  200  403  403  403  403  200  403
GET    partners/{public_id}/                      sys-th     401  403  403  403  403  403  403  403  403  200  404  403  403  403  403  200  403
GET    partners/{public_id}/                      sys-two    401  403  403  403  403  403  403  403  403  200  404  403  403  403  403  404  403
POST   partners/{public_id}/secret/               sys-th     401  403  403  403  403  403  403  403  403  200  404  403  403  403  403  200  403
POST   partners/{public_id}/old-secret/end/       sys-th     401  403  403  403  403  403  403  403  403  200  404  403  403  403  403  200  403
POST   partners/{public_id}/tokens/revoke/        sys-two    401  403  403  403  403  403  403  403  403  200  404  403  403  403  403  404  403
POST   partners/{public_id}/stop/                 sys-two    401  403  403  403  403  403  403  403  403  200  404  403  403  403  403  403  403
POST   partners/{public_id}/start/                sys-off    401  403  403  403  403  403  403  403  403  200  404  403  403  403  403  403  403
"""

WHY = {"reason": "for the table"}


def make(world):
    world.sys_two, world.sys_off = (
        factories.partner("TH", another=name) for name in ("-two", "-off")
    )
    Partner.objects.filter(pk=world.sys_off.pk).update(is_active=False)


def arguments(world):
    return {
        "sys-th": {"public_id": world.cast.partner_th.partner.public_id},
        "sys-two": {"public_id": world.sys_two.public_id},
        "sys-off": {"public_id": world.sys_off.public_id},
    }


def page_bodies(_world):
    return {"partner-stop": WHY}


def api_bodies(_world):
    return {"partners/{public_id}/stop/": WHY}


def token(name, secret, scopes):
    answer = Client().post(
        "/api/v1/token/",
        {
            "grant_type": "client_credentials",
            "client_id": name,
            "client_secret": secret,
            "scope": scopes,
        },
    )
    assert answer.status_code == 200, answer.content
    return answer.json()["access_token"]
