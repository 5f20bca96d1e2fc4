"""Guards over every template of the project: what the content security policy would refuse, nobody writes."""

import gzip
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
REFUSED = {
    "an inline script": re.compile(r"<script(?![^>]*\bsrc=)", re.I),
    "a style element": re.compile(r"<style\b", re.I),
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.I),
    "an event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.I),
    "hx-on": re.compile(r"\bhx-on", re.I),
    "a js: expression": re.compile(r"[\"'\s]js:", re.I),
    "an address of another site": re.compile(r"<(script|link|img)[^>]*(src|href)=[\"'](https?:)?//", re.I),
    "a tag over two lines, which Django does not read": re.compile(r"\{%[^%]*\n[^%]*%\}"),
    "hand-written field markup": re.compile(r"class=\"govuk-(input|select|textarea|radios__input|checkboxes__input)\b"),
}
MAY = {
    "hubs/recruitment.html": {"hand-written field markup"},  # a choice of month, with no form behind it
}


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: str(file.relative_to(ROOT / "templates")))
def test_a_template_holds_nothing_that_is_refused(file: Path) -> None:
    text = re.sub(r"\{% comment %\}.*?\{% endcomment %\}", "", file.read_text(), flags=re.S)
    text = re.sub(r"\{[%{][^\n]*?[%}]\}", "", text)  # what Django writes in their place is escaped
    allowed = MAY.get(str(file.relative_to(ROOT / "templates")), set())
    assert [what for what, pattern in REFUSED.items() if what not in allowed and pattern.search(text)] == []


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: str(file.relative_to(ROOT / "templates")))
def test_everything_is_escaped(file: Path) -> None:
    assert not re.search(r"\|\s*safe\b|autoescape\s+off|\bsafeseq\b", file.read_text())


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: str(file.relative_to(ROOT / "templates")))
def test_every_component_and_layout_that_a_template_names_is_there(file: Path) -> None:
    named = re.findall(r"\{% (?:include|extends) \"([^\"]+)\"", file.read_text())
    missing = [name for name in named if not (ROOT / "templates" / name).exists()]
    assert missing == []


def test_the_catalogue_names_every_component() -> None:
    catalogue = (ROOT / "platform" / "docs" / "components.md").read_text()
    parts = {file.name for file in (ROOT / "templates" / "components").glob("*.html")}
    wholly_inside_others = {name for name in parts if name.startswith("_")} | {"chart.html", "stat.html", "table.html"}
    assert [name for name in sorted(parts - wholly_inside_others) if f"`{name}`" not in catalogue] == []


def test_colours_are_tokens() -> None:
    """A component names a token; only the tokens themselves, and the few fixed shades listed here, are colours."""
    fixed = {
        "#fff", "#ffffff", "#000", "#0b0c0c", "#fd0",  # paper, ink and GOV.UK's focus
        "#eceef0", "#383f43", "#d9ece1", "#7d1f1c", "#dce9f5", "#0f385c", "#fff6ee",  # tags and banners
        "#d2e2f1", "#8eb8dc", "#1a65a6", "#505a5f",
    }  # fmt: skip
    found = set()
    for file in (ROOT / "assets" / "scss").glob("*.scss"):
        if file.name != "_tokens.scss":
            found |= set(re.findall(r"#[0-9a-f]{3,6}\b", file.read_text(), re.I))
    assert found - fixed == set()


INCLUDED = re.compile(r"\{% include \"(components/[^\"]+)\"(?: with (.*?))?(?: only)? %\}")
GIVEN = re.compile(r"(?:^|\s)([a-z_]+)=")
EVERYWHERE = {"request", "csrf_token"}  # what `only` would otherwise take away from tags inside


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: str(file.relative_to(ROOT / "templates")))
def test_a_component_is_told_only_what_it_asks_for(file: Path) -> None:
    """A word that a component does not know is a slip: it would be passed over in silence."""
    unknown = []
    for name, given in INCLUDED.findall(file.read_text()):
        words_in_it = whole_text(name)
        unquoted = re.sub(r"\"[^\"]*\"", '""', given)
        unknown += [
            f"{name}: {key}"
            for key in GIVEN.findall(unquoted)
            if key not in EVERYWHERE and not re.search(rf"\b{key}\b", words_in_it)
        ]
    assert unknown == []


def whole_text(name: str) -> str:
    """A component with those that it passes everything on to."""
    text = (ROOT / "templates" / name).read_text()
    return text + "".join(
        (ROOT / "templates" / inner).read_text() for inner in re.findall(r"include \"([^\"]+)\"", text)
    )


def test_a_first_page_is_light() -> None:
    """120 KB compressed for a first page: what it fetches, and 12 KB of its own."""
    built = ROOT / "static" / "build"
    fetched = sum(
        len(gzip.compress((built / name).read_bytes())) for name in ("app.css", "app.js", "enabled.js", "htmx.min.js")
    )
    fetched += (built / "fonts" / "inter-latin-wght.woff2").stat().st_size  # woff2 is compressed already
    assert fetched < 108_000


def blocks_of(name: str) -> set[str]:
    """The blocks that a layout offers, with those of the layouts it stands on."""
    text = (ROOT / "templates" / name).read_text()
    found = set(re.findall(r"\{% block (\w+) %\}", text))
    below = re.search(r"\{% extends \"([^\"]+)\"", text)
    return found | blocks_of(below[1]) if below else found


STOOD_ON = {name for file in TEMPLATES for name in re.findall(r"\{% extends \"([^\"]+)\"", file.read_text())}
PAGES = [file for file in TEMPLATES if str(file.relative_to(ROOT / "templates")) not in STOOD_ON]


@pytest.mark.parametrize("file", PAGES, ids=lambda file: str(file.relative_to(ROOT / "templates")))
def test_a_page_fills_only_blocks_that_its_layout_has(file: Path) -> None:
    """What stands in any other block is shown nowhere, and nothing says so."""
    below = re.search(r"\{% extends \"([^\"]+)\"", file.read_text())
    filled = set(re.findall(r"^\{% block (\w+) %\}", file.read_text(), re.M))
    assert not below or filled - blocks_of(below[1]) == set()


def test_no_page_takes_the_name_of_what_every_page_knows() -> None:
    """A view that put a "hearth" or a "today" of its own into the context would take the header's words away."""
    taken = re.compile(r"^\s*\"(hearth|messages|request)\":", re.M)
    views = [
        file
        for name in ("core", "config_per_tenant", "tenants", "platform")
        for file in (ROOT / name).rglob("pages/*.py")
    ]
    assert len(views) > 10
    assert [str(file.relative_to(ROOT)) for file in views if taken.search(file.read_text())] == []
