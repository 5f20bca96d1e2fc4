"""The pages of supervision: the right person sees them, the wrong one does not, in a fixed number of queries."""

from datetime import date, datetime, timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from config_per_tenant.policy import policy_on
from core.duties.derive import deferred
from core.duties.models import Duty
from core.supervision.actions import Agreed, plan_visit, record_visit
from core.supervision.models import Visit, VisitDraft
from core.supervision.pages.visits import _colleagues
from hearth.access import Role
from hearth.audit.models import AuditEntry
from hearth.dates import LONDON, today
from tests.support.browsing import signed_in
from tests.support.staff import a_supervising_social_worker, a_team_manager, a_user
from tests.support.visits import a_visit, an_approved_household

CEILING = 15  # queries of a page, whatever it lists


@pytest.fixture
def household(dana):
    return an_approved_household("Okafor", worker=dana)


@pytest.fixture
def browser(dana):
    return signed_in(dana)


def queries_of(browser, address):
    with CaptureQueriesContext(connection) as made:
        answer = browser.get(address)
    assert answer.status_code == 200, address
    return made


def said(made):
    return "\n".join(query["sql"][:160] for query in made)


@pytest.mark.parametrize("address", ["/", "/caseload/"])
def test_a_list_makes_the_same_queries_for_one_household_and_for_twelve(day, dana, browser, address):
    counts = []
    for many in (1, 11):
        with deferred():
            for _ in range(many):
                household = an_approved_household(worker=dana)
                a_visit(household, date(2026, 10, 1), worker=dana)
        plan_visit(household, planned_for_at=datetime(2026, 11, 24, 14, tzinfo=LONDON), by=dana.actor)
        queries_of(browser, address)  # warm: policy and theme are kept by version
        made = queries_of(browser, address)
        counts.append(len(made))

    assert counts[0] == counts[1], said(made)
    assert counts[1] <= CEILING, said(made)


def test_the_team_page_makes_the_same_queries_for_one_household_and_for_twelve(day, dana, teams):
    browser = signed_in(a_team_manager(team=teams[0]))
    counts = []
    for many in (1, 11):
        with deferred():
            for _ in range(many):
                an_approved_household(worker=dana)
        queries_of(browser, f"/teams/{teams[0].pk}/")
        made = queries_of(browser, f"/teams/{teams[0].pk}/")
        counts.append(len(made))

    assert counts[0] == counts[1], said(made)
    assert counts[1] <= CEILING + 3, said(made)


def test_my_week_shows_what_is_late_first_and_the_diary(browser, household, dana, day):
    plan_visit(household, planned_for_at=datetime(2026, 11, 24, 14, tzinfo=LONDON), by=dana.actor)

    page = browser.get("/").content.decode()

    assert page.index("Overdue") < page.index("Tomorrow")
    assert "2:00pm" in page
    assert "Log visit" in page


def test_another_week_does_not_say_that_nothing_is_late(browser, household):
    late = '<span class="app-stat__value">1</span>'
    now, later = (browser.get(address).content.decode() for address in ("/", "/?from=2026-11-30"))

    assert late in now.split("Still due this week")[0].replace("\n", "")
    assert late in later.split("Due in this week")[0].replace("\n", "")
    assert "Nothing is late" not in later
    assert "Late today, listed under" in later


def test_an_empty_week_says_so(browser, day):
    assert "Nothing is due" in browser.get("/").content.decode()


@pytest.mark.parametrize("address", ["/?from=nonsense", "/?from=0001-01-01", "/?from=2026-11-30"])
def test_a_week_in_the_address_is_never_an_error(browser, household, address):
    assert browser.get(address).status_code == 200


def test_my_caseload_lists_my_households_and_no_one_elses(browser, household, sam, dana):
    theirs = an_approved_household("Whitlock", worker=sam)

    page = browser.get("/caseload/").content.decode()

    assert household.name in page
    assert theirs.name not in page


def test_a_view_and_a_filter_narrow_the_caseload(browser, household, dana, day):
    calm = an_approved_household("Novak", worker=dana, category="connected_person")
    a_visit(calm, day, worker=dana)

    late = browser.get("/caseload/?view=overdue").content.decode()
    connected = browser.get("/caseload/?approval=connected_person").content.decode()

    assert (household.name in late, calm.name in late) == (True, False)
    assert (household.name in connected, calm.name in connected) == (False, True)


def test_a_name_is_posted_and_never_in_the_address(browser, household, dana):
    other = an_approved_household("Whitlock", worker=dana)

    page = browser.post("/caseload/", {"name": "Whit"}).content.decode()

    assert other.name in page
    assert household.reference not in page.split("side-panel")[0]


def test_an_empty_caseload_says_what_to_do(browser, day):
    assert "You have no households yet" in browser.get("/caseload/").content.decode()


def test_the_download_holds_the_rows_shown_and_no_formula(browser, dana, day):
    an_approved_household("=Cmd", worker=dana)

    answer = browser.get("/caseload/download")

    sheet = load_workbook(BytesIO(answer.content)).active
    assert sheet["A1"].value == "Household"
    assert sheet["A2"].data_type == "s"
    assert sheet.max_row == 2
    columns = {cell.value: cell.column_letter for cell in sheet[1]}
    assert sheet[f"{columns['Training']}2"].value  # a date, or the words that the page shows
    assert AuditEntry.objects.filter(code="supervision.caseload_downloaded").exists()


def test_the_panel_shows_the_household_and_is_recorded_as_a_reading(browser, household):
    page = browser.get(f"/caseload/{household.pk}/summary").content.decode()

    assert "Ada Okafor" in page
    assert "Why this date?" in page
    assert AuditEntry.objects.filter(is_reading=True, subject_id=household.pk).exists()


def answers(day, **changes):
    told = {
        "made_on_day": day.day,
        "made_on_month": day.month,
        "made_on_year": day.year,
        "kind": "announced",
        "mode": "home",
        "summary": "All well",
        "notes": "",
        "token": str(uuid4()),
    }
    return told | changes


def test_a_future_date_is_told_together_with_what_is_missing(browser, household, day):
    page = browser.post(f"/households/{household.pk}/visits/new", answers(day, made_on_year=day.year + 1, summary=""))

    assert page.status_code == 422
    assert "Date of visit must be today or in the past" in page.content.decode()
    assert "Enter a summary of the visit" in page.content.decode()
    assert "Select who you saw" in page.content.decode()


def test_those_of_the_workers_own_team_come_first_among_those_who_may_act(dana, sam, teams):
    beside = a_supervising_social_worker("Zoe Young", team=teams[0])

    assert _colleagues(dana.actor) == [dana, beside, sam]


def test_a_visit_is_logged_from_the_form_and_the_managers_page_moves(browser, household, teams, day):
    manager = signed_in(a_team_manager(team=teams[0]))
    before = manager.get(f"/teams/{teams[0].pk}/").content.decode()
    told = answers(day, seen=[str(household.members.get().person_id)], action_1="Ring the school")

    answer = browser.post(f"/households/{household.pk}/visits/new", told)

    visit = Visit.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == f"/visits/{visit.pk}/"
    assert visit.actions.get().what == "Ring the school"
    after = manager.get(f"/teams/{teams[0].pk}/").content.decode()
    assert household.name in before.split('id="results"')[1]
    assert household.name not in after.split('id="results"')[1].split("app-aside")[0]


def test_the_button_pressed_twice_logs_one_visit(browser, household, day):
    told = answers(day, seen=[str(household.members.get().person_id)])

    for _ in range(2):
        assert browser.post(f"/households/{household.pk}/visits/new", told).status_code == 302

    assert Visit.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"made_on_day": "24"}, "Date of visit must be today or in the past"),
        ({"made_on_day": ""}, "Date of visit must include a day"),
        ({"kind": ""}, "Select what kind of visit it was"),
        ({"kind": "unannounced", "mode": "video"}, "An unannounced visit is made at home"),
        ({"summary": ""}, "Enter a summary of the visit"),
        ({"seen": []}, "Select who you saw"),
        ({"action_1_due": "2026-12-01"}, "Enter what action 1 is"),
        ({"token": "nonsense"}, "Error"),
    ],
)
def test_a_wrong_answer_comes_back_with_status_422_and_words(browser, household, day, changes, words):
    told = answers(day, seen=[str(household.members.get().person_id)]) | changes

    answer = browser.post(f"/households/{household.pk}/visits/new", told)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "<title>Error: " in page
    assert not Visit.objects.exists()


def test_what_is_written_is_kept_and_comes_back(browser, household, dana, day):
    address = f"/households/{household.pk}/visits"
    browser.post(f"{address}/draft", answers(day, notes="Long writing", made_on_day="9"))

    page = browser.get(f"{address}/new").content.decode()
    assert "Long writing" in page
    assert "Your draft is back" in page
    assert 'value="9"' in page
    assert "Long writing" not in browser.get(f"{address}/new?fresh").content.decode()

    browser.post(f"{address}/new", answers(day, seen=[str(household.members.get().person_id)]))
    assert not VisitDraft.objects.exists()


def test_a_draft_is_its_authors_alone(browser, household, sam, day):
    browser.post(f"/households/{household.pk}/visits/draft", answers(day, notes="Long writing"))

    assert "Long writing" not in signed_in(sam).get(f"/households/{household.pk}/visits/new").content.decode()


def test_every_page_of_a_visit_opens(browser, household, dana, day):
    visit = record_visit(household, made_on=day, summary="All well", actions=[Agreed("Ring", day)], by=dana.actor)
    planned = plan_visit(household, planned_for_at=datetime(2026, 11, 24, 14, tzinfo=LONDON), by=dana.actor)
    duty = Duty.objects.get(kind="supervision.visit")

    for address in (
        f"/visits/{visit.pk}/",
        f"/visits/{visit.pk}/correction",
        f"/visits/{visit.pk}/withdrawal",
        f"/planned-visits/{planned.pk}/cancellation",
        f"/visit-actions/{visit.actions.get().pk}/completion",
        f"/households/{household.pk}/visits/",
        f"/households/{household.pk}/visits/new?planned={planned.pk}",
        f"/households/{household.pk}/planned-visits/new",
        "/visits/new",
        f"/duties/{duty.pk}/why",
        "/duties/",
    ):
        assert browser.get(address).status_code == 200, address


def test_the_catalogue_of_duties_names_each_in_the_council_s_words(browser):
    page = browser.get("/duties/").content.decode()

    name = policy_on(today())["review.name"]
    assert f"First {name[:1].lower()}{name[1:]}" in page
    assert "{}" not in page


def test_a_visit_is_corrected_planned_cancelled_and_finished_by_its_pages(browser, household, dana, day):
    seen = [str(household.members.get().person_id)]
    visit = record_visit(household, made_on=day, summary="All well", actions=[Agreed("Ring")], by=dana.actor)

    browser.post(f"/visits/{visit.pk}/correction", answers(day - timedelta(days=1), seen=seen, reason="Wrong day"))
    corrected = Visit.objects.standing().get()
    browser.post(
        f"/visit-actions/{corrected.actions.get().pk}/completion",
        {"done_on_day": day.day, "done_on_month": day.month, "done_on_year": day.year},
    )
    browser.post(
        f"/households/{household.pk}/planned-visits/new",
        {"day": "2026-11-25", "at": "14:30", "kind": "announced", "mode": "home", "worker": str(dana.pk)},
    )
    planned = household.planned_visits.get()
    browser.post(f"/planned-visits/{planned.pk}/cancellation", {"reason": "Ill"})
    browser.post(f"/visits/{corrected.pk}/withdrawal", {"reason": "Never happened"})

    planned.refresh_from_db()
    assert corrected.made_on == day - timedelta(days=1)
    assert corrected.actions.get().done_on == day
    assert planned.planned_for_at == datetime(2026, 11, 25, 14, 30, tzinfo=LONDON)
    assert planned.cancelled_because == "Ill"
    assert not Visit.objects.standing().exists()
    withdrawn = household.visits.get(withdrawn=True)
    assert "did not take place" in browser.get(f"/visits/{withdrawn.pk}/").content.decode()


@pytest.mark.parametrize(
    ("address", "status"),
    [("/caseload/", 403), ("/households/{household}/visits/", 403), ("/households/{household}/visits/new", 403),
     ("/duties/{duty}/why", 404), ("/", 200)],
)  # fmt: skip
def test_finance_sees_no_supervision(household, address, status):
    finance = signed_in(a_user("Fin", Role.FINANCE_OFFICER))
    duty = Duty.objects.get(kind="supervision.visit")

    assert finance.get(address.format(household=household.pk, duty=duty.pk)).status_code == status


def test_what_does_not_exist_is_not_found(browser, day):
    for address in (f"/visits/{uuid4()}/", f"/households/{uuid4()}/visits/new", f"/caseload/{uuid4()}/summary"):
        assert browser.get(address).status_code == 404


def test_why_this_date_leads_to_the_visit_that_started_the_clock(browser, household, dana, day):
    visit = a_visit(household, day, worker=dana)
    duty = Duty.objects.get(kind="supervision.visit")

    page = browser.get(f"/duties/{duty.pk}/why").content.decode()

    assert f'href="/visits/{visit.pk}/"' in page
    assert "SI 2011/581 r17" in page
    assert "Platform default" in page
