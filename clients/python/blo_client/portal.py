"""The portal, as a partner system sees it."""

import os
from typing import Any

from blo_client.bodies import Me
from blo_client.bulk import Exports, Imports
from blo_client.cases import Cases, Sharing
from blo_client.door import Door
from blo_client.events import Events
from blo_client.exchange import Messages, Notices, Requests
from blo_client.files import Files
from blo_client.reference import Reference
from blo_client.roadmap import Roadmap
from blo_client.webhooks import Webhooks


class Portal(Door):
    """`Portal(address, client_id, client_secret)`. What has no method of its own is reached by
    `get`, `post`, `patch`, `put`, `delete` and `pages`: `portal.pages("meetings/")`."""

    def __init__(self, address: str, client_id: str, client_secret: str, **more: Any) -> None:
        super().__init__(address, client_id, client_secret, **more)
        self.cases = Cases(self)
        self.sharing = Sharing(self)
        self.files = Files(self)
        self.notices = Notices(self)
        self.requests = Requests(self)
        self.messages = Messages(self)
        self.events = Events(self)
        self.webhooks = Webhooks(self)
        self.imports = Imports(self)
        self.exports = Exports(self)
        self.roadmap = Roadmap(self)
        self.reference = Reference(self)

    @classmethod
    def from_environment(cls, **more: Any) -> "Portal":
        """From `BLO_ADDRESS`, `BLO_CLIENT_ID` and `BLO_CLIENT_SECRET`."""
        names = ("BLO_ADDRESS", "BLO_CLIENT_ID", "BLO_CLIENT_SECRET")
        missing = [name for name in names if not os.environ.get(name)]
        if missing:
            raise ValueError(f"Not set: {', '.join(missing)}.")
        return cls(*(os.environ[name] for name in names), **more)

    def me(self) -> Me:
        """Who calls, with which scopes and limits."""
        found: Me = self.get("me/").body
        return found
