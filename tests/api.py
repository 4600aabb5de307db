"""How the tests speak to the API: as a partner system with a token, or as a signed-in officer."""

import json

from django.test import Client

V1 = "/api/v1/"


class Caller:
    """Somebody who speaks JSON: `th.post("cases/", {...})`."""

    def __init__(self, client):
        self.client = client

    def ask(self, method, path, body=None, query=None, **headers):
        """Headers as keywords: `if_match="…"`, `idempotency_key="…"`."""
        path = path if path.startswith("/") else V1 + path
        return self.client.generic(
            method,
            path,
            "" if body is None else json.dumps(body),
            content_type="application/json",
            query_params=query,
            headers={name.replace("_", "-"): value for name, value in headers.items()},
        )

    def get(self, path, **more):
        return self.ask("GET", path, **more)

    def post(self, path, body=None, **more):
        return self.ask("POST", path, {} if body is None else body, **more)

    def patch(self, path, body, **more):
        return self.ask("PATCH", path, body, **more)

    def put(self, path, body, **more):
        return self.ask("PUT", path, body, **more)

    def delete(self, path, body=None, **more):
        return self.ask("DELETE", path, body, **more)


def system(country, **more):
    """A partner system of a country, with a token."""
    form = {
        "grant_type": "client_credentials",
        "client_id": f"client-{country}",
        "client_secret": f"secret-of-{country}",
        **more,
    }
    token = Client().post(f"{V1}token/", form).json()["access_token"]
    return Caller(Client(headers={"Authorization": f"Bearer {token}"}))


def lorry(**changes):
    """The lorry of journey 1, in the words of the API."""
    return {
        "title": "Lorry with tablets",
        "narrative": "Planted-narrative: stopped on the bridge.",
        "offences": ["060121"],
        "urgency": "flash",
        "handling_code": "H1",
        "evaluation": {"source": "B", "information": "2"},
        "route": [
            {"role": "incident", "crossing": "TH-MM:mae-sai-1", "at": "2026-11-21T19:10:00Z"}
        ],
        "subjects": [
            {
                "name": "ສົມໃຈ ພົມມະຈັນ",
                "name_latin": "Planted-suspect",
                "nationality": "LA",
                "document_number": "PA1234567",
            },
            {"role": "victim", "name": "Planted-victim"},
        ],
        "seizures": [
            {"substance": "METH_TAB", "quantity": 400000, "unit": "tablet", "marks": "Planted-mark"}
        ],
        **changes,
    }
