"""Where versions meet, on real records: nothing leaks back, nothing closed is opened again, nothing lapses by itself.

Each case is seen the day before a version takes effect, on its day and on the day after, with all duties rebuilt.
"""

from datetime import date, timedelta
from typing import Any

import pytest

from config_per_tenant.versions import actions
from core.duties import derive
from core.duties.models import Duty
from core.payments.previewing import previews
from core.payments.week import Week
from core.placements.actions import types_offered
from core.recruitment.actions import record_contact
from core.supervision.models import Visit
from core.training.actions import record_tsd_completion
from hearth.dates import add_months, on_day
from tests.support import homes
from tests.support.policies import MORGAN, SYSTEM, a_submitted_version, an_open_council
from tests.support.recruits import a_child, a_placement, an_enquiry
from tests.support.staff import a_supervising_social_worker, two_teams
from tests.support.visits import a_visit, an_approved_household

CHANGED = date(2026, 12, 1)
DAY = timedelta(days=1)
AROUND = (CHANGED - DAY, CHANGED, CHANGED + DAY)
BEFORE = date(2026, 11, 2)


@pytest.fixture
def opened(council):
    with on_day(date(2024, 11, 1)):
        an_open_council()
    with on_day(BEFORE):
        yield


@pytest.fixture
def dana(opened):
    return a_supervising_social_worker("Dana Reed", team=two_teams()[0])


def changed(on: date = CHANGED, **values: Any) -> None:
    """A version that is approved now and takes effect on a day."""
    with on_day(BEFORE):
        actions.approve(a_submitted_version(on, **values), by=MORGAN)


def seen_on(day: date) -> dict[tuple[str, str], date]:
    """Every due date as a rebuild finds it on a day, with what takes effect by then."""
    with on_day(day):
        actions.apply_due(on=day, by=SYSTEM)
        derive.rebuild()
    return {(kind, note): due_on for kind, note, due_on in Duty.objects.values_list("kind", "note", "due_on")}


def reply(days: int) -> dict[str, str]:
    return {"within": f"{days} working days", "starts": "enquiry.received", "stops": "enquiry.replied"}


CLOCK = ("recruitment.clock", "Reply to the enquiry")


def test_an_enquiry_finishes_under_the_rule_it_began_under_and_the_next_begins_under_the_new(opened):
    changed(recruitment__reply_to_enquiry=reply(5))
    with on_day(CHANGED - DAY):
        an_enquiry(CHANGED - DAY)  # a Monday: the default of two working days
    found = [seen_on(day)[CLOCK] for day in AROUND]
    assert found == [date(2026, 12, 2)] * 3

    with on_day(CHANGED):
        later = an_enquiry(CHANGED, known_as="Robin")
    due = Duty.objects.get(subject_id=later.pk, note=CLOCK[1])
    assert due.due_on == date(2026, 12, 8)
    assert due.why.settings[0].version == "Version 2"


def test_a_clock_that_stopped_in_time_is_not_started_again_by_a_shorter_target(opened):
    changed(recruitment__reply_to_enquiry=reply(1))
    with on_day(date(2026, 11, 26)):
        enquiry = an_enquiry(date(2026, 11, 26))
    with on_day(date(2026, 11, 30)):
        record_contact(enquiry, event="enquiry.replied", made_on=date(2026, 11, 30), by=SYSTEM)
    assert all(CLOCK not in seen_on(day) for day in AROUND)


def test_standards_completed_are_not_asked_for_again_and_those_under_way_keep_their_day(opened):
    done = homes.an_approved_household(approved_on=date(2026, 2, 2))
    record_tsd_completion(done.members.get(), completed_on=date(2026, 10, 1), evidence="Certificate", by=SYSTEM)
    homes.an_approved_household(approved_on=date(2026, 3, 2))
    changed(training__tsd_mainstream="6 months")

    for day in AROUND:
        duties = dict(_all_on(day, "training.tsd"))
        assert list(duties.values()) == [date(2027, 3, 2)]
    with on_day(CHANGED):
        new = homes.an_approved_household(approved_on=CHANGED)
    assert Duty.objects.get(kind="training.tsd", subject_id=new.pk).due_on == add_months(CHANGED, 6)


def test_a_decided_review_stays_decided_and_only_the_next_is_timed_afresh(opened):
    household = homes.an_approved_household(approved_on=date(2025, 4, 1))
    homes.a_decided_review(household, date(2026, 3, 20))
    changed(review__interval="6 months", review__first_within="6 months")

    due = [dict(_all_on(day, "review.next"))[household.pk] for day in AROUND]
    assert due == [date(2027, 3, 20), date(2026, 9, 20), date(2026, 9, 20)]
    assert not Duty.objects.filter(kind="review.first").exists()
    assert household.reviews.get().decided_on == date(2026, 3, 20)


def test_how_often_the_panel_hears_a_review_changes_for_the_next_count_only(opened):
    """A count that began when the panel last heard one goes on as it was."""
    household = homes.an_approved_household(approved_on=date(2024, 12, 1))
    homes.a_decided_review(household, date(2025, 11, 20))
    changed(review__later_to_panel="1 years")
    for day in AROUND:
        seen_on(day)
        assert Duty.objects.get(kind="review.next").note == ""
    with on_day(CHANGED + DAY):
        homes.a_decided_review(household, CHANGED + DAY, went_to_panel=True)
    assert Duty.objects.get(kind="review.next").note == "goes to panel"


def test_a_visit_that_was_in_time_stays_in_time(dana):
    household = an_approved_household(worker=dana, approved_on=date(2026, 9, 1))
    a_visit(household, date(2026, 10, 20), worker=dana)  # 7 weeks: within the 8 of its day
    changed(supervision__visit_interval="4 weeks")
    for day in AROUND:
        seen_on(day)
        visit = Visit.objects.get()
        assert visit.due_on == date(2026, 10, 27)
        assert visit.made_on <= visit.due_on


def test_a_shorter_interval_makes_nobody_late_on_its_day(dana):
    household = an_approved_household(worker=dana, approved_on=date(2026, 9, 1))
    a_visit(household, date(2026, 10, 20), worker=dana)
    changed(supervision__visit_interval="4 weeks")
    due = [dict(_all_on(day, "supervision.visit"))[household.pk] for day in AROUND]
    assert due == [date(2026, 12, 15), CHANGED + 7 * DAY, CHANGED + 7 * DAY]


def test_terms_and_placements_stand_when_a_type_leaves_the_catalogue(opened):
    household = homes.an_approved_household(approved_on=date(2025, 4, 1))
    placed = a_placement(household, started_on=date(2026, 5, 1), child=a_child())
    with on_day(CHANGED - DAY):
        offered = types_offered(CHANGED - DAY)
    assert "short_term" in offered
    changed(placements__catalogue=[{"code": "long_term", "name": "Long term", "definition": "To adulthood."}])

    for day in AROUND:
        seen_on(day)
        placed.refresh_from_db()
        assert (placed.type_code, placed.type_name, placed.ended_on) == ("short_term", offered["short_term"], None)
        assert not Duty.objects.filter(kind="placements.without_approval").exists()
        assert ("short_term" in types_offered(day)) is (day < CHANGED)


def test_nights_before_a_new_table_are_paid_by_the_old_one_for_good(opened):
    household = homes.an_approved_household(approved_on=date(2025, 4, 1))
    a_placement(household, started_on=date(2026, 5, 1), child=a_child(born_on=date(2018, 5, 2)))
    week, crossing = Week.holding(date(2026, 11, 18)), Week.holding(CHANGED)  # a Monday to Sunday; Tuesday is the day
    before = previews([household.pk], week, actor=SYSTEM)[household.pk]
    [old] = before.lines
    bands = [{"id": "all", "label": "All ages", "from_age": 0, "to_age": 17}]
    changed(allowances__table={"bands": bands, "weekly_pence": {"all": 70_000}})

    for day in AROUND:
        seen_on(day)
        with on_day(day):
            assert previews([household.pk], week, actor=SYSTEM)[household.pk] == before
    lines = previews([household.pk], crossing, actor=SYSTEM)[household.pk].lines
    assert [(line.nights, line.weekly_pence) for line in lines] == [(1, old.weekly_pence), (6, 70_000)]


def _all_on(day: date, kind: str) -> list[tuple[Any, date]]:
    seen_on(day)
    return list(Duty.objects.filter(kind=kind).values_list("subject_id", "due_on"))
