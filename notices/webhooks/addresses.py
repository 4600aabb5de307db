"""Where a webhook may lead: nowhere inside, whatever the address looks like.

A name is looked up once for each attempt, every answer is judged, and the connection goes to the
address that was judged (no second look-up that could say something else).
"""

import ipaddress
import re
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

# A name with a top-level domain that is no number: `127.1`, `0x7f.1`, `2130706433` are none.
NAME = re.compile(r"(?!-)[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})*\.[a-z][a-z0-9-]{1,62}", re.ASCII)
# IPv6 addresses that stand for IPv4 ones, which would be judged as public.
HIDING = [ipaddress.ip_network(net) for net in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16")]


class RefusedAddressError(Exception):
    """The text says why, in the words of the reader."""


@dataclass(frozen=True)
class Target:
    """An address that was judged: where to connect, and who must answer there."""

    ip: str
    host: str
    port: int
    path: str
    is_secure: bool

    @property
    def authority(self) -> str:
        standard = 443 if self.is_secure else 80
        return self.host if self.port == standard else f"{self.host}:{self.port}"


def must_be_fit(url: str) -> None:
    """As it is written. Raises RefusedAddressError."""
    if any(ord(sign) <= 32 or ord(sign) == 127 or sign == "\\" for sign in url):
        raise RefusedAddressError(_("The address holds signs that no address has."))
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise RefusedAddressError(_("This is no address.")) from error
    if parts.username is not None or parts.password is not None:
        raise RefusedAddressError(_("Leave user name and password out of the address."))
    if parts.fragment:
        raise RefusedAddressError(_("Leave out what follows #."))
    if not _is_for_tests(parts.hostname or ""):
        _must_lead_out(parts.scheme, (parts.hostname or "").lower(), port)


def _must_lead_out(scheme: str, host: str, port: int | None) -> None:
    if scheme != "https":
        raise RefusedAddressError(_("Give an address that begins with https://."))
    if port not in (None, 443):
        raise RefusedAddressError(_("Only port 443 is used."))
    if not NAME.fullmatch(host):
        raise RefusedAddressError(_("Give a host name of the public internet, no number."))


def looked_up(url: str) -> Target:
    """Judged by all the addresses that its name has now. Raises RefusedAddressError, or OSError
    when the name is not known."""
    must_be_fit(url)
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    is_secure = parts.scheme == "https"
    port = parts.port or (443 if is_secure else 80)
    found = {
        str(answer[4][0]) for answer in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    }
    if not _is_for_tests(host) and not all(is_public(one) for one in found):
        raise RefusedAddressError(_("The name leads to an address that is not public."))
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(sorted(found)[0], host, port, path, is_secure)


def is_public(text: str) -> bool:
    """Fails closed. What an IPv6 address hides is judged too."""
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(str(address.ipv4_mapped))
        if any(address in net for net in HIDING) or address.teredo is not None:
            return False
        if address.is_site_local:
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def _is_for_tests(host: str) -> bool:
    """The portal's own tests listen on this machine; production refuses the setting."""
    return host == "127.0.0.1" and settings.WEBHOOK_LOOPBACK
