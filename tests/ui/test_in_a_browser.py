"""The gallery in a real Chromium: axe finds nothing, nothing scrolls sideways, keys and dialogs do as they should.

Chromium is the system's, named by CHROMIUM; the one that Playwright would download is not used.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.ui.gallery.pages import PAGES

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (1280, 375)
RUN_AXE = """rules => axe.run(document, {runOnly: rules}).then(result => result.violations.map(
    found => `${found.id}: ${found.nodes.map(node => node.html.slice(0, 120)).join(" | ")}`))"""


def chromium() -> str:
    """Where the system's Chromium is."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    assert found, "Set CHROMIUM to the Chromium of this machine"
    return found


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The gallery, served by a process of its own: its settings are not the project's."""
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'platform'}"}
    command = [sys.executable, "-m", "tests.ui.gallery.serve"]
    with subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.terminate()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page that fails the test when the console says anything wrong; an invalid form's 422 is expected."""
    context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 900})
    opened, wrong = context.new_page(), []
    opened.on("console", lambda told: wrong.append(told.text) if told.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    yield opened
    context.close()
    assert [text for text in wrong if "422" not in text and "favicon" not in text] == []


def violations(page: Page) -> Any:
    page.evaluate(AXE.read_text() + ";null")
    return page.evaluate(RUN_AXE, RULES)


def sideways(page: Page) -> int:
    """How many pixels of the page lie outside the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_is_accessible_and_fits(browser: Browser, address: str, width: int) -> None:
    context = browser.new_context(base_url=address, viewport={"width": width, "height": 900})
    page, found = context.new_page(), []
    for name, url in PAGES.items():
        page.goto(url)
        found += [f"{name}: {told}" for told in violations(page)]
        if sideways(page) > 0:
            found.append(f"{name} scrolls sideways")
    context.close()
    assert found == []


@pytest.mark.parametrize("colour", ["ffcc00", "e4003b", "808080", "ffffff", "000000"])
def test_every_brand_can_be_read(page: Page, colour: str) -> None:
    for url in (f"/?colour={colour}", "/settings", "/sign-in?nobody=1"):
        page.goto(url)
        assert violations(page) == []


def test_nothing_scrolls_sideways_on_the_narrowest_screen(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, viewport={"width": 320, "height": 800})
    page = context.new_page()
    wide = [name for name, url in PAGES.items() if page.goto(url) and sideways(page) > 0]
    context.close()
    assert wide == []


def test_errors_have_focus_and_lead_to_their_boxes(page: Page) -> None:
    page.goto("/form")
    page.fill("#id_made_on_day", "3")
    page.fill("#id_made_on_year", "2026")
    page.click("text=Save visit")
    expect(page).to_have_title("Error: Record a visit - Ashcombe Council, Fostering")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    assert violations(page) == []
    page.click("text=Date of visit must include a month >> nth=0")
    expect(page.locator("#id_made_on_month")).to_be_focused()
    expect(page.locator("#id_made_on_day")).to_have_value("3")


def test_the_palette_opens_by_keys_finds_and_goes(page: Page) -> None:
    page.goto("/")
    page.locator(".app-table__name").first.focus()
    page.keyboard.press("Control+k")
    expect(page.locator("#palette-input")).to_be_focused()
    expect(page.locator("#palette [role=option]").first).to_be_visible()
    assert violations(page) == []
    page.keyboard.type("marsh")
    expect(page.locator("#palette [role=option]")).to_have_count(1)
    expect(page.locator("#palette-input")).to_have_attribute("aria-activedescendant", "found-1-1")
    page.keyboard.press("Escape")
    expect(page.locator(".app-table__name").first).to_be_focused()
    page.click("#quickfind")
    page.keyboard.type("marsh")
    expect(page.locator("#palette [role=option]")).to_have_count(1)
    page.keyboard.press("Enter")
    page.wait_for_url("**/record*")
    assert "marsh" not in page.url


def test_keys_move_through_a_list_and_show_the_record_beside_it(page: Page) -> None:
    page.goto("/")
    for key in "jjp":
        page.keyboard.press(key)
    expect(page.locator("#side-title")).to_have_text("Whitlock")
    expect(page.locator("tr[aria-current]")).to_have_attribute("data-row", "987")
    expect(page.locator("#live")).to_have_text("Beside the list: Whitlock")
    page.keyboard.press("k")
    expect(page.locator("[data-rowlink]").first).to_be_focused()
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    assert violations(page) == []


def test_single_keys_can_be_switched_off_and_do_nothing_while_typing(page: Page) -> None:
    page.goto("/")
    page.focus("#id_name")
    page.keyboard.type("jp?")
    expect(page.locator("#id_name")).to_have_value("jp?")
    page.evaluate("document.documentElement.dataset.shortcuts = 'off'; document.activeElement.blur()")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement === document.body")


def test_filters_apply_in_place_on_the_button_and_say_so(page: Page) -> None:
    page.goto("/")
    page.select_option("#id_terms", "kinship")
    expect(page.locator("tr[data-row]")).to_have_count(14)
    page.click("text=Apply filters")
    expect(page.locator("tr[data-row]")).to_have_count(3)
    expect(page.locator("#live")).to_have_text("3 households, sorted by next visit")
    assert "terms=kinship" in page.url
    page.go_back()
    expect(page.locator("tr[data-row]")).to_have_count(14)


def test_writing_saves_itself_and_a_button_cannot_be_pressed_twice(page: Page) -> None:
    page.goto("/form")
    with page.expect_request("**/drafts/visit", timeout=8000) as kept:
        page.fill("#id_notes", "Both children seen.")
    assert "csrfmiddlewaretoken" not in (kept.value.post_data or "")
    expect(page.locator("[data-draft-status]")).to_contain_text("Saved at ")
    sent = page.evaluate(
        """() => { let sent = 0
        window.addEventListener("submit", event => { if (!event.defaultPrevented) sent++; event.preventDefault() })
        const form = document.querySelector("form[data-once]")
        form.requestSubmit(); form.requestSubmit(); form.requestSubmit()
        return sent }"""
    )
    assert sent == 1
    expect(page.locator("text=Working…")).to_be_visible()


def test_a_session_that_ends_soon_warns_and_can_be_kept(page: Page) -> None:
    page.clock.install()
    page.goto("/")
    page.clock.fast_forward((12 * 60 - 4) * 60 * 1000)
    expect(page.locator("#session-warning")).to_be_visible()
    expect(page.locator("[data-minutes]")).to_have_text("4 minutes")
    page.click("text=Stay signed in")
    expect(page.locator("#session-warning")).to_be_hidden()


def test_a_long_choice_is_typed(page: Page) -> None:
    page.goto("/questions")
    page.click("#id_worker")
    page.keyboard.type("ker 12")
    expect(page.locator("#id_worker-choices [role=option]")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.evaluate("document.querySelector('select[name=worker]').value") == "12"
    assert violations(page) == []


def test_the_account_menu_closes_on_escape(page: Page) -> None:
    page.goto("/")
    page.click(".app-account__name")
    expect(page.locator("text=Sign out")).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(page.locator("text=Sign out")).to_be_hidden()


def test_everything_but_keys_works_without_script(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.select_option("#id_terms", "kinship")
    page.click("text=Apply filters")
    expect(page.locator("tr[data-row]")).to_have_count(3)
    page.fill("#quickfind", "marsh")
    page.press("#quickfind", "Enter")
    expect(page.locator("main")).to_contain_text("Marsh and Cole")
    page.goto("/questions")
    expect(page.locator("select[name=worker]")).to_be_visible()
    context.close()


def test_forced_colours_and_paper_keep_what_matters(page: Page) -> None:
    page.emulate_media(forced_colors="active")
    page.goto("/")
    assert page.locator(".app-due__badge").first.evaluate("badge => getComputedStyle(badge).borderTopWidth") == "1px"
    page.emulate_media(media="print", forced_colors="none")
    expect(page.locator(".govuk-service-navigation")).to_be_hidden()
    expect(page.locator(".app-filters")).to_be_hidden()
    expect(page.locator(".app-due__badge").first).to_be_visible()
