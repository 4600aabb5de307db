"""`python -m blo_portal.probe`: ask this machine's own web server whether it is up."""

import os
import sys
import urllib.request


def is_up(address: str, host: str) -> bool:
    """`host` is a name under which the portal may be asked, wherever it listens."""
    named = {"Host": host.lstrip(".")}
    request = urllib.request.Request(f"{address}/healthz", headers=named)  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=3) as answer:  # noqa: S310  our own address
            return bool(answer.status == 200)
    except OSError:  # not there yet, or answering with an error
        return False


def main() -> int:
    hosts = os.environ.get("ALLOWED_HOSTS") or "localhost"
    address = f"http://127.0.0.1:{os.environ.get('PORT') or '8000'}"
    return 0 if is_up(address, hosts.split(",")[0].strip()) else 1


if __name__ == "__main__":
    sys.exit(main())
