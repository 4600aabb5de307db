"""How a JSON body is read."""

import json
from collections.abc import Mapping
from typing import IO, Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser


class Json(JSONParser):
    """JSON whose texts are Unicode: half of a surrogate pair (`\\ud800`) is no character. No table
    could keep it, and no answer could repeat it."""

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        said = super().parse(stream, media_type, parser_context)
        try:
            json.dumps(said, ensure_ascii=False).encode()
        except UnicodeEncodeError as error:
            raise ParseError(_("The body holds half of a surrogate pair.")) from error
        return said
