"""A council changes its own rules in a real browser: sees first what that does, has it approved, and can say why.

The site of this story goes from day to day: what a browser shows on the day a version takes effect is that day's.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest

from hearth.dates import monday_of, today
from hearth.ui.words import longdate
from tests.journeys.conftest import Visitor
from tests.journeys.test_the_foundation import fill_date
from tests.support import database
from tests.support.site import SiteInTime, a_site_in_time

pytestmark = pytest.mark.browser

PERCENT = 8  # of the demonstration: some households for each worker
WAITING = 90  # seconds for a job of the worker


@pytest.fixture(scope="module")
def site(
    server: database.Server, migrated: str, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any
) -> Iterator[SiteInTime]:
    with (
        django_db_blocker.unblock(),
        a_site_in_time(server, migrated, tmp_path_factory.mktemp("days"), percent=PERCENT) as running,
    ):
        running.go_to(today())
        yield running


def test_luton_visits_more_often_from_a_day_and_every_date_can_say_why(visit, site: SiteInTime):
    day = monday_of(today()) + timedelta(days=14)
    draft, label = an_administrator_drafts(visit("luton", "administrator"))
    late = they_rehearse_it(visit, draft, day)
    they_submit_and_approve_it(visit, draft, day)
    the_day_comes(visit, site, draft, label, day, late)


def an_administrator_drafts(administrator: Visitor) -> tuple[str, str]:
    """Asked for in plain words, two settings changed in one draft. Gives the draft's address and name."""
    page = administrator.page
    administrator.goto("/settings/", "settings-home")
    page.fill("#q", "how often do we visit")
    press(administrator, "Search settings")
    administrator.look("settings-found")
    page.get_by_role("link", name="How often we visit a fostering household").click()
    page.wait_for_load_state()
    assert "4 to 8 weeks" in page.inner_text("main")
    administrator.look("visit-interval")
    press(administrator, "Change")
    page.fill("#id_most", "5")
    press(administrator, "Save in the draft")

    press(administrator, "Change another setting")
    page.fill("#q", "surprise visits")
    press(administrator, "Search settings")
    page.get_by_role("link", name="Unannounced visits", exact=True).click()
    page.wait_for_load_state()
    press(administrator, "Change")
    page.fill("#id_count", "6")
    press(administrator, "Save in the draft")

    told = page.inner_text("main")
    assert "4 to 5 weeks" in told
    assert "6 a year for each household" in told
    administrator.look("draft")
    page.fill("[name=text]", "Agreed at the service meeting.")
    press(administrator, "Add the comment")
    assert "Agreed at the service meeting." in page.inner_text("main")
    return urlsplit(page.url).path, page.inner_text("h1").strip()


def they_rehearse_it(visit: Any, draft: str, day: date) -> set[str]:
    """What the draft would do on its day, before anybody lives by it. Gives whose visit would become overdue."""
    administrator = visit("luton", "administrator")
    administrator.goto(draft)
    administrator.page.get_by_role("link", name=re.compile("^Rehearse it")).click()
    administrator.page.wait_for_load_state()
    press(administrator, "Rehearse")
    fill_date(administrator.page, "on", day)
    press(administrator, "Rehearse")
    told = wait_until(administrator, f"{draft}/rehearsal", "What this version changes")
    assert re.search(r"become(s)? overdue on", told)
    administrator.look("rehearsal")

    manager = visit("luton", "team.manager")
    manager.goto(f"{draft}/rehearsal/changes?view=overdue", "rehearsal-overdue")
    late = set(manager.page.locator("[data-rowlink]").all_inner_texts())
    assert late
    manager.page.locator("td[data-label='Change'] a").first.click()
    manager.page.wait_for_load_state()
    assert "Why this date, with it?" in manager.page.inner_text("main")
    manager.look("rehearsal-of-one")
    return late


def they_submit_and_approve_it(visit: Any, draft: str, day: date) -> None:
    """A second person reads what changes, what was said and what the rehearsal found, and answers for it."""
    administrator = visit("luton", "administrator")
    administrator.goto(draft)
    press(administrator, "Submit for approval")
    fill_date(administrator.page, "effective_from", day)
    administrator.page.fill("[name=reason]", "Carers asked to be seen more often.")
    press(administrator, "Submit for approval")

    approver = visit("luton", "approver")
    approver.goto(draft)
    press(approver, "Read and approve")
    told = approver.page.inner_text("main")
    for words in ("4 to 8 weeks", "4 to 5 weeks", "Agreed at the service meeting.", "Carers asked", "overdue on"):
        assert words in told
    approver.look("approval")
    approver.page.check("[name=read]")
    press(approver, "Approve")
    assert "Approved, not yet in force" in approver.page.inner_text("main")
    approver.goto("/settings/versions", "versions")


def the_day_comes(visit: Any, site: SiteInTime, draft: str, label: str, day: date, late: set[str]) -> None:
    """The day before, the old rule; on the day, the new one, and each date says what it rests on."""
    worker = visit("luton", "social.worker")
    site.go_to(day - timedelta(days=1))
    site.begin_the_day()
    eve = overdue_of(worker)
    household = interval_told(worker, "4 to 8 weeks")

    site.go_to(day)
    site.begin_the_day()
    told = wait_until(worker, household, "4 to 5 weeks")
    for words in (label, f"in force from {longdate(day)}", "approved by", "Under the version before"):
        assert words in told, words
    worker.look("why-this-date")
    wait_for(worker, lambda: overdue_of(worker) > eve)
    worker.look("my-week-on-the-day")
    now_late = overdue_names(worker)
    assert now_late & late

    reader = visit("luton", "social.worker")
    assert "In force" in reader.goto(draft)
    told = reader.goto("/settings/rules/supervision--visit-interval", "history")
    assert "4 to 5 weeks" in told
    assert f"Until {longdate(day - timedelta(days=1))}" in told


def press(visitor: Visitor, name: str) -> None:
    visitor.page.get_by_role("button", name=re.compile(f"^{name}")).first.click()
    visitor.page.wait_for_load_state()


def wait_until(visitor: Visitor, path: str, words: str) -> str:
    """Open a page again until it says these words, whys unfolded: a job is at work behind it."""
    told = ""

    def says() -> bool:
        nonlocal told
        visitor.goto(path)
        visitor.page.evaluate("document.querySelectorAll('details.app-trace').forEach(each => { each.open = true })")
        told = visitor.page.inner_text("main")
        return bool(re.search(words, told))

    wait_for(visitor, says)
    return told


def wait_for(visitor: Visitor, found: Any) -> None:
    for _ in range(WAITING):
        if found():
            return
        visitor.page.wait_for_timeout(1000)
    raise AssertionError(f"Not within {WAITING} seconds; the page says {visitor.page.inner_text('main')}")


def interval_told(worker: Visitor, interval: str) -> str:
    """The address of the worker's first household, whose next visit rests on this interval."""
    worker.goto("/caseload/")
    path = worker.page.locator("[data-rowlink]").first.get_attribute("href")
    assert path
    wait_until(worker, path, interval)
    return path


def overdue_names(worker: Visitor) -> set[str]:
    """Whose work is overdue in the worker's week."""
    worker.goto("/")
    late = worker.page.locator(".app-day--alert .app-day__what .app-table__sub, .app-day--alert .app-day__what a")
    return {part for words in late.all_inner_texts() for part in words.split(", ")}


def overdue_of(worker: Visitor) -> int:
    """How much is overdue in the worker's week."""
    worker.goto("/")
    return worker.page.locator(".app-day--alert .app-day__item").count()
