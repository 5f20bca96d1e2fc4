"""The page to read and try the API, in a real Chromium under our content policy. No server: the browser's requests are
answered by Django's test client.
"""

from __future__ import annotations

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.db import connections
from playwright.sync_api import Route, sync_playwright

from tests.support.browsing import HOST, signed_in

pytestmark = pytest.mark.browser


@pytest.fixture
def page(dana: Any) -> Any:
    """A page whose requests Django answers, as Dana; what the browser complains of is in `page.complaints`."""
    client = signed_in(dana)
    # Playwright answers inside an event loop, in which Django would open another connection: a thread is given ours.
    apart = ThreadPoolExecutor(1, initializer=connections.__setitem__, initargs=("default", connections["default"]))
    connections["default"].inc_thread_sharing()
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    assert found, "Set CHROMIUM to the Chromium of this machine"

    def answer(route: Route) -> None:
        path = "/" + route.request.url.split("/", 3)[3]
        if path.startswith("/static/"):
            route.fulfill(path=finders.find(path.removeprefix("/static/").split("?")[0]))
            return
        method, body = route.request.method, route.request.post_data or ""
        headers = {name: value for name, value in route.request.headers.items() if name in ("accept", "x-csrftoken")}
        kind = route.request.headers.get("content-type", "")
        given = apart.submit(client.generic, method, path, body, kind, headers=headers).result()
        route.fulfill(status=given.status_code, headers=dict(given.headers), body=given.content)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        opened = browser.new_page(viewport={"width": 1280, "height": 900})
        opened.complaints = []
        opened.on("console", lambda said: opened.complaints.append(said.text) if said.type == "error" else None)
        opened.on("pageerror", lambda error: opened.complaints.append(str(error)))
        opened.route("**/*", answer)
        yield opened
        browser.close()
    connections["default"].dec_thread_sharing()
    apart.shutdown()


def test_operations_are_read_and_acts_tried(page: Any) -> None:
    page.goto(f"http://{HOST}/api/")
    operation = page.locator("#operations-Me-get_me")
    operation.get_by_text("Who is calling, and what they may do").click()
    operation.get_by_role("button", name="Try it out").click()
    operation.get_by_role("button", name="Execute").click()
    operation.locator(".live-responses-table").get_by_text("Dana Reed").first.wait_for()

    if shots := os.environ.get("SCREENSHOTS"):
        page.screenshot(path=f"{shots}/api-reference-1280.png")
    assert page.complaints == []

    # The page sends its CSRF token with whatever changes something; without it a session changes nothing.
    sent = []
    page.on("request", lambda one: sent.append(one.headers) if one.method == "POST" else None)
    operation = page.locator("#operations-Households-create_households")
    operation.get_by_text("Open the record of a household").click()
    operation.get_by_role("button", name="Try it out").click()
    operation.get_by_role("button", name="Execute").click()
    operation.locator(".live-responses-table").get_by_text("api.unknown_reference").first.wait_for()

    assert sent[0]["x-csrftoken"]
