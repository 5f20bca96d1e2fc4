"""Every component, on a page, through Django: what is in the answer whatever browser reads it."""

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client, override_settings

from hearth.access import Actor
from hearth.ui import navigation, palette, tables, theme
from tests.ui.gallery import people
from tests.ui.gallery.pages import PAGES

pytestmark = pytest.mark.usefixtures("gallery")


@pytest.fixture
def gallery() -> Any:
    """The gallery in place of the project: its own addresses, middleware and people."""
    from tests.ui.gallery import settings as only

    kept = dict(navigation._items), dict(palette._entries), dict(palette._finders)
    names = ("ROOT_URLCONF", "MIDDLEWARE", "TEMPLATES", "FORM_RENDERER", "STATICFILES_DIRS", "CONTENT_SECURITY_POLICY")
    with override_settings(**{name: getattr(only, name) for name in names}):
        people.furnish()
        yield
    navigation._items.clear(), palette._entries.clear(), palette._finders.clear()
    navigation._items.update(kept[0]), palette._entries.update(kept[1]), palette._finders.update(kept[2])


class Outline(HTMLParser):
    """What a page is made of, as far as these tests ask."""

    def __init__(self) -> None:
        super().__init__()
        self.headings: list[int] = []
        self.ids: list[str] = []
        self.attributes: set[str] = set()
        self.inline_scripts = 0
        self.tags: list[str] = []
        self.labelled: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.tags.append(tag)
        self.attributes |= set(told)
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if told.get("id"):
            self.ids.append(str(told["id"]))
        if tag == "script" and not told.get("src"):
            self.inline_scripts += 1
        for name in ("aria-labelledby", "aria-describedby", "aria-controls", "for"):
            self.labelled |= set(str(told.get(name) or "").split())


def outline(url: str) -> Outline:
    parser = Outline()
    parser.feed(Client().get(url).content.decode())
    return parser


@pytest.mark.parametrize("url", PAGES.values(), ids=PAGES.keys())
def test_a_page_is_well_made(url: str) -> None:
    page = outline(url)
    assert page.headings.count(1) == 1
    steps = zip(page.headings, page.headings[1:], strict=False)
    started = page.headings.index(1)
    assert all(after - before <= 1 for before, after in list(steps)[started:])
    assert len(page.ids) == len(set(page.ids)), sorted(one for one in page.ids if page.ids.count(one) > 1)
    assert page.tags.count("main") == 1
    assert page.inline_scripts == 0
    assert "style" not in page.attributes
    assert not [name for name in page.attributes if name.startswith(("on", "hx-on"))]


@pytest.mark.parametrize("url", PAGES.values(), ids=PAGES.keys())
def test_what_an_element_refers_to_is_there(url: str) -> None:
    page = outline(url)
    assert page.labelled - set(page.ids) - {"palette-list"} == set()


def test_the_policy_allows_nothing_inline() -> None:
    policy = Client().get("/")["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "sha256" not in policy
    assert "default-src 'none'" in policy


def test_an_invalid_form_says_so_in_status_and_title() -> None:
    answer = Client().post("/questions", {"name": ""})
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "<title>Error: Every field" in html
    assert html.count("Enter the date of birth") == 2


def test_without_script_a_list_is_filtered_and_sorted_by_address() -> None:
    html = Client().get("/?terms=kinship").content.decode()
    assert "<strong>3</strong> households" in html
    assert "Remove filter Approval: " in html
    assert 'href="?terms=kinship&amp;sort=-visit"' in html


def test_rows_keep_their_roles_when_they_become_cards() -> None:
    html = Client().get("/").content.decode()
    rows = html.count('<tr role="row" data-row')
    assert rows == 14
    assert html.count('role="rowheader"') == rows
    assert html.count('data-label="Next visit"') == rows
    assert 'role="table"' in html
    assert 'aria-sort="ascending"' in html


def test_a_trace_opens_the_rule_the_values_and_the_law() -> None:
    html = Client().get("/pieces").content.decode()
    for told in (
        "A supervision visit is due 6 weeks after the last one.",
        "At most 6 weeks",
        "Version 3, in force from 1 April 2026, approved by Martin Bell on 20 March 2026",
        "Published in: Supervision of foster carers, section 4.2",
        "Law or standard: NMS 21.8",
        "SI 2011/581 r17",
        "6 October 2026",
        "Platform default",
    ):
        assert told in html, told


def test_a_setting_says_whether_it_is_set_none_or_not_stated() -> None:
    html = Client().get("/settings").content.decode()
    assert "Explicitly none" in html
    assert "Platform default" in html
    assert "The council has not said." in html
    assert "At least 1 a year (NMS 21.8)" in html
    assert "In the draft: <strong>At most 5 weeks, usually 4 weeks</strong>" in html


def test_money_lines_add_up_and_examples_are_marked() -> None:
    html = Client().get("/payments").content.decode()
    assert "£472.79" in html
    assert "Example amount" in html
    assert html.count("Why this amount?") == 3


def test_nobody_signed_in_sees_no_navigation_palette_or_session_warning() -> None:
    html = Client().get("/public?nobody=1").content.decode()
    for absent in (
        "govuk-service-navigation",
        'id="palette"',
        'id="session-warning"',
        "Sign out",
        "data-session-seconds",
    ):
        assert absent not in html, absent


def test_the_brand_is_in_the_header_and_in_the_stylesheet() -> None:
    html = Client().get("/").content.decode()
    assert "Ashcombe Council" in html
    address = re.search(r'href="(/theme-[0-9a-f]+\.css)"', html)
    assert address
    answer = Client().get(address[1])
    assert answer["Content-Type"] == "text/css; charset=utf-8"
    assert "--app-brand:#00594f" in answer.content.decode()
    assert "immutable" in answer["Cache-Control"]


def test_an_old_theme_address_gives_today_s_colours_for_a_minute() -> None:
    answer = Client().get("/theme-000000000000.css")
    assert "--app-brand:#00594f" in answer.content.decode()
    assert "immutable" not in answer["Cache-Control"]


def test_what_is_sought_is_posted_and_answered_with_records_and_pages() -> None:
    html = Client().post("/find", {"q": "okafor"}, headers={"X-Requested-With": "fetch"}).content.decode()
    assert "Okafor and Reid" in html
    assert 'role="option"' in html
    assert "<html" not in html


def test_a_name_in_the_address_is_not_sought() -> None:
    html = Client().get("/find?q=okafor").content.decode()
    assert "Okafor and Reid" not in html


def test_finding_without_script_gives_a_page_that_nobody_keeps() -> None:
    answer = Client().post("/find", {"q": "okafor"})
    assert "<h1" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]


def test_what_is_sought_is_escaped() -> None:
    html = Client().post("/find", {"q": "<b>x"}, headers={"X-Requested-With": "fetch"}).content.decode()
    assert "<b>" not in html


def test_acts_are_found_by_other_words_and_only_by_who_may() -> None:
    palette.entry("Approve a policy", "gallery:form", "ui_test.approve")
    from hearth.access import capabilities

    capabilities("ui_test", {"ui_test.approve": {"policy_approver"}})
    labels = [result.label for group in palette.search(people.PRIYA, "log", None) for result in group.results]
    assert labels == ["Record a visit"]
    everything = [result.label for group in palette.search(people.PRIYA, "", None) for result in group.results]
    assert "Approve a policy" not in everything
    approver = Actor(id=None, name="Martin Bell", roles=frozenset({"policy_approver"}))
    found = [result.label for group in palette.search(approver, "approve", None) for result in group.results]
    assert found == ["Approve a policy"]


def test_one_letter_looks_for_no_record() -> None:
    groups = [group.title for group in palette.search(people.PRIYA, "o", None)]
    assert "Households" not in groups


def test_navigation_marks_the_place_that_leads_furthest(rf: Any) -> None:
    request = rf.get("/report")
    request.actor = people.PRIYA
    current = [item.label for item in navigation.shown(request) if item.current]
    assert current == ["Reports"]
    assert navigation.leads_to("/households", "/households/1")
    assert not navigation.leads_to("/households", "/households-archive")
    assert not navigation.leads_to("/", "/households")


def test_an_item_without_a_route_here_is_not_shown(rf: Any) -> None:
    navigation.item("Elsewhere", "elsewhere:page", "signed_in")
    request = rf.get("/")
    request.actor = people.PRIYA
    assert "Elsewhere" not in [item.label for item in navigation.shown(request)]


def test_a_page_number_that_is_not_there_gives_the_nearest(rf: Any) -> None:
    assert tables.page_of(rf.get("/?page=99"), range(30)).number == 2
    assert tables.page_of(rf.get("/?page=x"), range(30)).number == 1
    assert tables.page_of(rf.get("/?page=0"), range(30)).number == 2


def test_only_columns_that_offer_it_sort(rf: Any) -> None:
    columns = [tables.Column("Name", "name"), tables.Column("Children")]
    assert tables.sort_of(rf.get("/?sort=-name"), columns, "due") == "-name"
    assert tables.sort_of(rf.get("/?sort=password"), columns, "due") == "due"
    first = tables.headings(rf.get("/?sort=name&page=3&view=all"), columns, "name")[0]
    assert first.direction == "ascending"
    assert first.href == "?sort=-name&view=all"


def test_the_service_without_a_brand_shows_the_tenant_s_name(rf: Any) -> None:
    request = rf.get("/")
    request.tenant = type("Tenant", (), {"name": "Northern hub"})()
    assert theme.brand_from_tenant(request).name == "Northern hub"
