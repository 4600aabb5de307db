"""The events feed and webhooks in the access table; how to read it stands in `access_table`.

`hook` is Thailand's, proved and not approved; `hook-used` is in use.
"""

from notices.models import Webhook
from notices.webhooks import registering
from notices.webhooks.registering import Choice

PAGES = """
# Partner systems and their webhooks: the coordinators of their country
GET  partners                  -          in  403  403  403  403  403  403  403  403  200  200  403  403  403   in   in  403
GET  webhook                   hook       in  403  403  403  403  403  403  403  403  200  404  403  403  403   in   in  403
POST webhook-approve           hook       in  403  403  403  403  403  403  403  403  302  404  403  403  403   in   in  403
POST webhook-stop              hook       in  403  403  403  403  403  403  403  403  302  404  403  403  403   in   in  403
POST webhook-test              hook-used  in  403  403  403  403  403  403  403  403  302  404  403  403  403   in   in  403
POST webhook-resend            hook-used  in  403  403  403  403  403  403  403  403  302  404  403  403  403   in   in  403
"""

API = """
# Events and webhooks
GET    events/                                    -          401  403  403  403  403  403  403  403  403  403  403  403  403  403  403  200  403
GET    webhooks/                                  -          401  403  403  403  403  403  403  403  403  200  200  403  403  403  403  200  403
POST   webhooks/                                  -          401  403  403  403  403  403  403  403  403  403  403  403  403  403  403  201  403
GET    webhooks/{public_id}/                      hook       401  403  403  403  403  403  403  403  403  200  404  403  403  403  403  200  403
PATCH  webhooks/{public_id}/                      hook       401  403  403  403  403  403  403  403  403  403  403  403  403  403  403  200  403
DELETE webhooks/{public_id}/                      hook       401  403  403  403  403  403  403  403  403  204  404  403  403  403  403  204  403
POST   webhooks/{public_id}/challenge/            hook-new   401  403  403  403  403  403  403  403  403  403  403  403  403  403  403  200  403
POST   webhooks/{public_id}/approve/              hook       401  403  403  403  403  403  403  403  403  200  404  403  403  403  403  403  403
POST   webhooks/{public_id}/rotate/               hook       401  403  403  403  403  403  403  403  403  403  403  403  403  403  403  200  403
POST   webhooks/{public_id}/test/                 hook-used  401  403  403  403  403  403  403  403  403  202  404  403  403  403  403  202  403
GET    webhooks/{public_id}/deliveries/           hook-used  401  403  403  403  403  403  403  403  403  200  404  403  403  403  403  200  403
POST   webhooks/{public_id}/deliveries/           hook-used  401  403  403  403  403  403  403  403  403  200  404  403  403  403  403  200  403
POST   webhooks/{public_id}/deliveries/{sequence}/resend/ hook-sent 401 403 403 403  403  403  403  403  403  200  404  403  403  403  403  200  403
"""

VERSIONED = ["webhooks/{public_id}/approve/"]
ADDRESS = "https://planted.example.org/"


def make(world):
    state = Webhook.State
    rows = [
        registering.register(f"{ADDRESS}{name}", Choice(), officer=world.cast.partner_th)[0]
        for name in ("new", "proved", "used")
    ]
    world.hook_new, world.hook, world.hook_used = rows
    Webhook.objects.filter(pk=world.hook.pk).update(state=state.PROVED)
    Webhook.objects.filter(pk=world.hook_used.pk).update(
        state=state.ACTIVE, approved_by=world.cast.coordinator_th
    )
    world.hook_sent = registering.test(world.hook_used, officer=world.cast.partner_th)


def arguments(world):
    used = {"public_id": world.hook_used.public_id}
    return {
        "hook": {"public_id": world.hook.public_id},
        "hook-new": {"public_id": world.hook_new.public_id},
        "hook-used": used,
        "hook-sent": {**used, "sequence": world.hook_sent.sequence},
    }


def page_bodies(_world):
    return {"webhook-approve": {"version": "1"}}


def api_bodies(_world):
    return {
        "webhooks/": {"url": f"{ADDRESS}another"},
        ("PATCH", "webhooks/{public_id}/"): {"events": ["case_submitted"]},
    }
