"""How a council's pages name themselves, and the one colour from which its theme is worked out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from config_per_tenant.schema.reading import Fields, Wrong, describe, text

HEX = re.compile(r"^#[0-9a-f]{6}$")
INK, PAPER = "#0b0c0c", "#ffffff"
READABLE = 4.5  # contrast of text, WCAG 2.2 AA 1.4.3


@dataclass(frozen=True)
class Brand:
    """`colour` is the header's; text on it is white or near-black, whichever reads at 4.5:1."""

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
    """A colour on which white or near-black text can be read (WCAG 2.2 AA 1.4.3). Raises Wrong."""
    colour = plain.strip().lower() if isinstance(plain, str) else ""
    if not HEX.match(colour):
        raise Wrong(f"Write the colour as a hash and six figures or letters, such as “#1d5c63”, not {describe(plain)}.")
    best = max(contrast(colour, PAPER), contrast(colour, INK))
    if best < READABLE:
        raise Wrong(
            f"Neither white nor black text can be read on {colour}: the contrast is {best:.1f} to 1 and must be"
            " 4.5 to 1 (WCAG 2.2 AA 1.4.3). Choose a darker or a lighter colour."
        )
    return colour


def contrast(first: str, second: str) -> float:
    high, low = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
