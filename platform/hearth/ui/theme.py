"""A council's one brand colour, worked out into the few colours that pages use, each readable on the other.

Brand is for the header, the current item and markers. Red, amber, green, links and focus never change with it.
"""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from django.http import HttpRequest

HEX = re.compile(r"^#[0-9a-f]{6}$")
INK, PAPER = "#0b0c0c", "#ffffff"
DEFAULT_COLOUR = "#1d70b8"
READABLE = 4.5  # WCAG 2.2, 1.4.3
REVISION = "1"  # raise when the working-out changes, so that browsers fetch the stylesheet again


@dataclass(frozen=True)
class Brand:
    """Whose pages these are: the name in the header, the service beside it, and one colour."""

    name: str
    service_name: str = "Fostering"
    colour: str = DEFAULT_COLOUR
    short_name: str = ""

    @property
    def service(self) -> str:
        """The service's name without the words that the council's begins with too: "Fostering Service"."""
        words, same = self.service_name.split(), 0
        for ours, theirs in zip(words, self.name.split(), strict=False):
            if ours.lower() != theirs.lower():
                break
            same += 1
        rest = " ".join(words[same:])
        return rest[:1].upper() + rest[1:] if rest else self.service_name

    @property
    def version(self) -> str:
        """Changes whenever the stylesheet or the mark would: it is part of their addresses."""
        told = f"{REVISION}|{self.colour}|{self.name}"
        return hashlib.sha256(told.encode()).hexdigest()[:12]

    @property
    def initials(self) -> str:
        """One or two letters for the mark: "North Shire County Council" gives NS."""
        small = {"of", "and", "the", "city", "county", "borough", "council", "district", "metropolitan", "royal"}
        words = [word for word in re.findall(r"[^\W\d_]+", self.name) if word.lower() not in small]
        return "".join(word[0].upper() for word in words[:2]) or "H"


def brand_from_tenant(request: HttpRequest) -> Brand:
    """The brand of a tenant that has no policy of its own (hub, operators, public site)."""
    tenant = getattr(request, "tenant", None)
    return Brand(name=getattr(tenant, "name", "") or "Hearth")


brand_source: Callable[[HttpRequest], Brand] = brand_from_tenant


def set_brand_source(source: Callable[[HttpRequest], Brand]) -> None:
    """Say where a tenant's brand is read; called once when the application starts, by whoever holds policy."""
    global brand_source
    brand_source = source


def brand_of(request: HttpRequest) -> Brand:
    """The brand for this request, asked for once."""
    known = getattr(request, "_brand", None)
    if known is None:
        known = request._brand = brand_source(request)  # type: ignore[attr-defined]  # kept for this request only
    return known


def _rgb(colour: str) -> list[float]:
    return [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]


def _hex(rgb: list[float]) -> str:
    return "#" + "".join(f"{round(max(0.0, min(1.0, part)) * 255):02x}" for part in rgb)


def luminance(colour: str) -> float:
    """Relative luminance by WCAG, 0 (black) to 1 (white)."""
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio by WCAG, 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def mix(colour: str, other: str, share: float) -> str:
    """`share` of `other` in `colour`, 0 to 1."""
    return _hex([a * (1 - share) + b * share for a, b in zip(_rgb(colour), _rgb(other), strict=True)])


def darkened(colour: str, *grounds: str, ratio: float = READABLE) -> str:
    """The colour, darkened no further than needed to be read on every one of `grounds`."""
    for step in range(0, 101, 2):
        candidate = mix(colour, "#000000", step / 100)
        if all(contrast(candidate, ground) >= ratio for ground in grounds):
            return candidate
    return INK


def cleaned(colour: str | None) -> str:
    """A colour as #rrggbb, or the default when it is not one."""
    colour = (colour or "").strip().lower()
    return colour if HEX.match(colour) else DEFAULT_COLOUR


@lru_cache(maxsize=512)
def tokens(colour: str | None) -> dict[str, str]:
    """The `--app-*` colours for one brand colour. Every pair that a page sets together reaches 4.5:1."""
    brand = cleaned(colour)
    if contrast(brand, PAPER) >= READABLE:
        on_brand = PAPER
    elif contrast(brand, INK) >= READABLE:
        on_brand = INK
    else:  # a narrow band of middle tones can be read with neither
        brand, on_brand = darkened(brand, PAPER), PAPER
    muted = mix(on_brand, brand, 0.12)
    tint = mix(brand, PAPER, 0.93)
    strong = darkened(brand, PAPER, tint)
    return {
        "brand": brand,
        "on-brand": on_brand,
        "on-brand-muted": muted if contrast(muted, brand) >= READABLE else on_brand,
        "on-brand-line": mix(brand, on_brand, 0.3),
        "brand-strong": strong,  # markers, the current item and text on white or on the tint
        "brand-tint": tint,
    }


PAIRS = (  # what is set on what
    ("on-brand", "brand"),
    ("on-brand-muted", "brand"),
    ("brand-strong", "brand-tint"),
)


def advice(colour: str | None) -> str:
    """What to tell an administrator about a colour that cannot be used everywhere as it is; empty when it can."""
    wanted, made = cleaned(colour), tokens(colour)
    if made["brand"] != wanted:
        return f"{wanted} cannot be read with black or with white text, so {made['brand']} is used instead."
    if made["brand-strong"] != wanted:
        return f"{wanted} is too light for text and markers on white, so {made['brand-strong']} is used there."
    return ""


def css(colour: str | None) -> str:
    """The tenant stylesheet: custom properties only."""
    made = tokens(colour)
    rules = [f"--app-{name}:{value}" for name, value in made.items()]
    rules.append(f"--govuk-brand-colour:{made['brand-strong']}")
    return ":root{" + ";".join(rules) + "}\n"


def mark(brand: Brand) -> str:
    """The council's mark as SVG: a hearth in its colours. We hold no crest; a council's own logo comes later."""
    made = tokens(brand.colour)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40" width="40" height="40">'
        f'<rect width="40" height="40" rx="9" fill="{made["on-brand"]}"/>'
        f'<path fill="{made["brand"]}" d="M20 6.2 33.5 17.7l-2 2.35L30 18.8V33H10V18.8l-1.5 1.25-2-2.35L20 6.2Z'
        "M20 15.5c.7 2.6 4.6 4.5 4.6 8.6a4.6 4.6 0 0 1-9.2 0c0-2 1-3.3 2.1-4.3.3 1 .7 1.5 1.3 1.7"
        '-.4-2.3-.1-4.3 1.2-6Z" fill-rule="evenodd"/></svg>'
    )
