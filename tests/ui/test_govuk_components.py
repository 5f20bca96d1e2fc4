"""`{% gov %}` gives the markup that GOV.UK Frontend gives: every fixture of the npm package, rendered and compared."""

import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from hearth.ui.templatetags.ui import component

COMPONENTS = Path(__file__).resolve().parents[2] / "node_modules" / "govuk-frontend" / "dist" / "govuk" / "components"
OURS = {"header", "footer", "cookie-banner"}  # GOV.UK's own identity: we are not on GOV.UK and never show them
BOOLEAN = {"checked", "selected", "disabled", "hidden", "open", "multiple", "readonly", "required"}


class Normal(HTMLParser):
    """Markup as a list of tags and texts in which spacing and the order of attributes do not count."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[Any] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: "" if name in BOOLEAN else value or "" for name, value in attrs}
        if "class" in told:
            told["class"] = " ".join(sorted(told["class"].split()))
        self.parts.append((tag, tuple(sorted(told.items()))))

    def handle_endtag(self, tag: str) -> None:
        self.parts.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        text = " ".join(data.split())
        if text and self.parts and isinstance(self.parts[-1], str) and self.parts[-1].startswith("="):
            self.parts[-1] += f" {text}"
        elif text:
            self.parts.append(f"={text}")


def normal(markup: str) -> list[Any]:
    parser = Normal()
    parser.feed(markup)
    parser.close()
    return parser.parts


def fixtures() -> list[Any]:
    found = []
    for file in sorted(COMPONENTS.glob("*/fixtures.json")):
        told = json.loads(file.read_text())
        if told["component"] not in OURS:
            found += [
                pytest.param(told["component"], one["options"], one["html"], id=f"{told['component']}: {one['name']}")
                for one in told["fixtures"]
            ]
    return found


@pytest.mark.parametrize(("name", "options", "html"), fixtures())
def test_a_component_is_as_govuk_frontend_renders_it(name: str, options: dict[str, Any], html: str) -> None:
    assert normal(component(name, options)) == normal(html)


def test_the_fixtures_are_there() -> None:
    """Without the npm package the test above would pass over nothing."""
    assert len(fixtures()) > 500
