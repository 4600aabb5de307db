"""What the pages of the Roadmap share where a row is edited by several people."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _

from roadmap.keepers import keeps


def only_keepers(request: HttpRequest, country: str) -> None:
    """In reach, but another country's: 403 before the page asks anything."""
    if not keeps(request.user, country):
        raise PermissionDenied(_("Only the coordinators of the country that keeps it can do that."))
