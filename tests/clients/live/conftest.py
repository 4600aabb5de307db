"""Partner systems of a portal that runs, and the recipes as they would start them."""

import http.cookiejar
import json
import os
import re
import subprocess
import sys
import urllib.parse
import urllib.request

import pytest

from blo_client import Portal as Client
from tests.house import ROOT

CLIENT = ROOT / "clients" / "python"


class System:
    """A partner system of a country."""

    def __init__(self, portal, country):
        found = json.loads((portal.home / "demo-partners.json").read_text(encoding="utf-8"))
        partner = next(one for one in found if one["country"] == country)
        said = (portal.address, partner["client_id"], partner["client_secret"])
        self.environment = dict(
            zip(("BLO_ADDRESS", "BLO_CLIENT_ID", "BLO_CLIENT_SECRET"), said, strict=True)
        )
        self.client = Client(*said)

    def begins(self, recipe, *said):
        return subprocess.Popen(
            [sys.executable, f"recipes/{recipe}.py", *map(str, said)],
            cwd=CLIENT,
            env={**os.environ, **self.environment, "PYTHONPATH": str(CLIENT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def runs(self, recipe, *said):
        """What it prints."""
        return ended(self.begins(recipe, *said))


def ended(process):
    printed, _ = process.communicate(timeout=180)
    assert process.returncode == 0, printed
    return printed


@pytest.fixture
def th(running_portal):
    return System(running_portal, "TH")


@pytest.fixture
def mm(running_portal):
    return System(running_portal, "MM")


class Officer:
    """Somebody signed in with a browser's means, who uses the API."""

    def __init__(self, portal, account):
        self.address = portal.address
        self.jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        page = self.opener.open(f"{self.address}/account/login/").read().decode()
        form = {
            "csrfmiddlewaretoken": re.search(r'csrfmiddlewaretoken" value="(\w+)"', page)[1],
            "login": account["username"],
            "password": account["password"],
        }
        self.opener.open(
            f"{self.address}/account/login/", urllib.parse.urlencode(form).encode()
        ).close()

    def post(self, path, **headers):
        token = next(cookie.value for cookie in self.jar if "csrf" in cookie.name)
        known = {"Content-Type": "application/json", "X-CSRFToken": token}
        asked = urllib.request.Request(f"{self.address}{path}", b"{}", known | headers)
        with self.opener.open(asked) as answer:
            return json.loads(answer.read())


@pytest.fixture
def coordinator_th(running_portal):
    return Officer(running_portal, running_portal.account("coordinator", country="TH"))
