from __future__ import annotations

from collections.abc import Mapping
from typing import IO, Any

from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser


class Json(JSONParser):
    """JSON, with brackets nested no deeper than Python reads: deeper is malformed, not a fault of ours."""

    def parse(self, stream: IO[Any], media_type: str | None = None, context: Mapping[str, Any] | None = None) -> Any:
        try:
            return super().parse(stream, media_type, context)
        except RecursionError as error:
            raise ParseError("It is nested too deeply.") from error
