"""A real Chromium on a real site, kept for all journeys of the run."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.support import database
from tests.support.site import ROOT, Site, a_site

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = """rules => axe.run(document, {runOnly: rules}).then(result => result.violations.map(
    found => `${found.id}: ${found.nodes.map(node => node.html.slice(0, 160)).join(" | ")}`))"""
SCREENSHOTS = Path(os.environ.get("SCREENSHOTS", ROOT / "var" / "screenshots"))
PERCENT = 12  # of the demonstration: enough for a full caseload, quick to make


@pytest.fixture(scope="session")
def site(
    server: database.Server, migrated: str, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any
) -> Iterator[Site]:
    with (
        django_db_blocker.unblock(),
        a_site(server, migrated, tmp_path_factory.mktemp("site"), percent=PERCENT) as running,
    ):
        yield running


@pytest.fixture(scope="module")
def browser(site: Site) -> Iterator[Browser]:
    """Playwright keeps an event loop in this thread, in which Django would refuse the database to our own fixtures."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    assert found, "Set CHROMIUM to the Chromium of this machine"
    flags = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        running = playwright.chromium.launch(executable_path=found, args=flags)
        yield running
        running.close()


class Visitor:
    """Somebody at a browser, signed in to one tenant, who looks at each page twice: wide and at 375 pixels."""

    def __init__(self, browser: Browser, site: Site, slug: str, who: str) -> None:
        self.slug = slug
        self.context = browser.new_context(base_url=site.address(slug), viewport={"width": 1280, "height": 900})
        self.page: Page = self.context.new_page()
        self.wrong: list[str] = []
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.wrong.append(f"{self.page.url}: {error}"))
        if who:
            self.sign_in(f"{who}@{slug}.example.org")

    def _heard(self, message: Any) -> None:
        if message.type in ("error", "warning") and "422" not in message.text and "favicon" not in message.text:
            self.wrong.append(f"{self.page.url}: {message.text}")

    def sign_in(self, email: str, password: str = "a warm hearth") -> None:
        self.page.goto("/accounts/sign-in/")
        self.page.fill("[name=login]", email)
        self.page.fill("[name=password]", password)
        self.page.click("main button[type=submit]")
        self.page.wait_for_load_state()

    def look(self, name: str) -> None:
        """Keep a picture at both widths; nothing may scroll sideways and axe may find nothing."""
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        for width in (1280, 375):
            self.page.set_viewport_size({"width": width, "height": 900})
            self.page.screenshot(path=SCREENSHOTS / f"{self.slug}-{name}-{width}.png", full_page=True)
            beyond = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if beyond > 0:
                self.wrong.append(f"{self.page.url} at {width}: {beyond} pixels to the side")
            self.page.evaluate(AXE.read_text() + ";null")
            found = self.page.evaluate(RUN_AXE, RULES)
            self.wrong += [f"{self.page.url} at {width}: {violation}" for violation in found]
        self.page.set_viewport_size({"width": 1280, "height": 900})

    def goto(self, path: str, name: str = "") -> str:
        """Open a page, look at it when it is named, and give its text."""
        answer = self.page.goto(path)
        assert answer is not None
        assert answer.status == 200, f"{path}: {answer.status}"
        if name:
            self.look(name)
        return self.page.inner_text("main")

    def leave(self) -> None:
        self.context.close()
        assert self.wrong == []


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator[Any]:
    """`visit("luton", "social.worker")`: a visitor, who is asked at the end whether anything was wrong."""
    come: list[Visitor] = []

    def arrive(slug: str, who: str = "") -> Visitor:
        come.append(Visitor(browser, site, slug, who))
        return come[-1]

    yield arrive
    for visitor in come:
        visitor.leave()
