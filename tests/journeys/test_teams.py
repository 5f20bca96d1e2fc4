"""An administrator moves a post, sees what that means before it is in force, and somebody else approves it."""

import re
from datetime import timedelta

import pytest

from hearth.dates import today

pytestmark = pytest.mark.browser


def press(page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()
    page.wait_for_load_state()


def follow(page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).first.click()
    page.wait_for_load_state()


def test_a_post_is_moved_and_the_structure_follows_on_its_day(visit):
    admin, page = (visitor := visit("leicestershire", "administrator")), visitor.page
    assert "3 more people than posts" in admin.goto("/teams/", "teams-chart")
    press(page, "Change the structure")
    page.fill("[name=title]", "A panel adviser for the whole service")
    press(page, "Open a draft")
    assert "Nothing about the structure yet" in page.inner_text("main")

    follow(page, "Move a post") if page.get_by_role("link", name="Move a post").count() else press(page, "Move a post")
    press(page, "Move it in the draft")
    assert "Select which post moves" in page.inner_text("main")
    admin.look("move-with-errors")
    page.select_option("[name=post]", "team_around_the_child|Panel Advisor")
    page.locator("[name=to_team]").focus()
    page.keyboard.type("The whole")  # a select is worked by the keyboard alone
    page.keyboard.press("Tab")
    press(page, "Move it in the draft")
    told = page.inner_text("main")
    assert "Panel Advisor moves from Team Around the Child to the whole service" in told
    admin.look("draft")
    follow(page, "Chart")
    admin.look("draft-chart")

    press(page, "Submit for approval")
    on = today() + timedelta(days=17)
    for part in ("day", "month", "year"):
        page.fill(f"[name=effective_from_{part}]", str(getattr(on, part)))
    page.fill("[name=reason]", "The adviser works for all teams.")
    press(page, "Submit for approval")
    assert "waits for approval" in page.inner_text("main")
    number = re.search(r"/versions/([0-9a-f-]{36})", page.url)[1]

    approver = visit("leicestershire", "approver")
    assert "Panel Advisor moves from" in approver.goto(f"/teams/drafts/{number}", "draft-to-approve")
    approver.goto(f"/settings/versions/{number}/approval", "approve")
    approver.page.get_by_label("I have read what changes").check()
    press(approver.page, "Approve")
    assert "is approved" in approver.page.inner_text("main")

    assert "it is another" in admin.goto("/teams/")
    coming = admin.goto(f"/teams/?on={on.isoformat()}&view=table", "teams-coming")
    assert "Panel Advisor" in coming.split("Whole service")[-1]
    assert "Panel Advisor" not in admin.goto("/teams/?view=table").split("Whole service")[-1].split("How it came")[0]


def test_who_decides_and_where_duties_meet(visit):
    manager = visit("luton", "service.manager")

    told = manager.goto("/teams/roles", "roles-and-decisions")

    assert "chairs the panel's business meeting, and decides" in told
    assert "Unresolved" in told
