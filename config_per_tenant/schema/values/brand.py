"""How a council's pages name themselves, and the one colour from which its theme is worked out."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Any

from config_per_tenant.schema.reading import Fault, Fields, Wrong, describe, text

HEX = re.compile(r"^#[0-9a-f]{6}$")
PAPER = "#ffffff"
READABLE = 4.5  # the least contrast of text
READABLE_SOURCE = "WCAG 2.2 SC 1.4.3; SI 2018/952"


@dataclass(frozen=True)
class Brand:
    """`colour` is the header's, with white text on it, and stands on white as the colour of the current item."""

    name: str
    short_name: str
    service_name: str
    colour: str

    def in_words(self) -> str:
        return f"{self.service_name} of {self.name} ({self.short_name}), colour {self.colour}"

    def to_plain(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "short_name": self.short_name,
            "service_name": self.service_name,
            "colour": self.colour,
        }

    @classmethod
    def from_plain(cls, plain: Any) -> Brand:
        fields = Fields(plain, allowed=cls.__dataclass_fields__, what="A brand")
        brand = cls(
            fields.take("name", text, needed=True),
            fields.take("short_name", text, needed=True),
            fields.take("service_name", text, needed=True),
            fields.take("colour", readable_colour, needed=True),
        )
        fields.done()
        return brand


def readable_colour(plain: Any) -> str:
    """A colour on which white text can be read, and which can be read on white. Raises Wrong with the ratio."""
    colour = plain.strip().lower() if isinstance(plain, str) else ""
    if not HEX.match(colour):
        raise Wrong(f"Write the colour as a hash and six figures or letters, such as “#1d5c63”, not {describe(plain)}.")
    ratio = contrast(colour, PAPER)
    if ratio < READABLE:
        told = math.floor(ratio * 100) / 100  # never rounded up to a ratio that would do
        words = (
            f"White text on {colour}, and {colour} on white, cannot be read: the contrast is {told:.2f} to 1 and must"
            f" be at least {READABLE} to 1. Choose a darker colour."
        )
        raise Wrong(Fault(words, "", READABLE_SOURCE))
    return colour


def contrast(first: str, second: str) -> float:
    high, low = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
