"""Exports of the whole service, and workbooks in which nothing runs."""

from datetime import date, datetime, timedelta
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from openpyxl import load_workbook

from hearth.access import Actor, Role
from hearth.audit.models import AuditEntry
from hearth.dates import LONDON, on_day
from hearth.documents import actions
from hearth.documents.models import Export
from hearth.documents.spreadsheets import Sheet, neutral, workbook
from hearth.errors import NotPermitted, StateConflict
from hearth.identity.actions import end_role
from hearth.jobs.models import Job
from hearth.jobs.working import work_on
from tests.support.browsing import signed_in
from tests.support.homes import a_child_of, a_couple, a_household, a_person, an_approved_household
from tests.support.staff import SYSTEM, a_user

TODAY = date(2026, 11, 21)


def read(content, sheet=0):
    return list(load_workbook(BytesIO(content)).worksheets[sheet].iter_rows(values_only=True))


@pytest.mark.parametrize("text", ["=1+1", "+44 1632", "-5", "@SUM(A1)", "\tx", "=cmd|' /C calc'!A0", "|x", "%x"])
def test_text_that_begins_like_a_formula_stays_text(text):
    content = workbook([Sheet("Names", ["Name"], [[text]])])

    cell = load_workbook(BytesIO(content)).active["A2"]
    assert cell.value.strip() == text.strip()
    assert cell.data_type != "f"
    assert cell.quotePrefix


def test_cells_hold_what_they_are():
    at = datetime(2026, 7, 1, 14, 30, tzinfo=LONDON)
    content = workbook(
        [Sheet("A/B: [x]", ["A", "B", "C", "D"], iter([[TODAY, at, 7, None], ["\x00a\x0bb", True, 1.5, ""]]))]
    )

    rows = read(content)
    assert rows[1] == (datetime(2026, 11, 21), datetime(2026, 7, 1, 14, 30), 7, None)  # noqa: DTZ001  # Excel has no zones
    assert rows[2][:3] == ("ab", True, 1.5)


def test_what_no_cell_can_hold_is_cut():
    assert len(neutral("x" * 40_000)) == 32_767


@pytest.fixture
def day(council):
    with on_day(TODAY):
        yield


@pytest.fixture(autouse=True)
def files_of_this_test(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def dana(day):
    return a_user("Dana Reed", Role.SUPERVISING_SOCIAL_WORKER)


def done(export):
    job = Job.objects.get(kind="exports.make", key=str(export.pk))
    work_on(str(job.pk))
    export.refresh_from_db()
    return Job.objects.get(pk=job.pk)


def test_an_export_is_made_in_the_background_and_fetched(dana):
    household = an_approved_household(*a_couple())
    a_child_of(household)

    export = actions.ask_for_export("households.all", by=dana.actor)
    assert not export.can_be_fetched
    job = done(export)

    assert job.state == "done"
    assert (job.progress_done, job.progress_total) == (1, 1)
    assert export.rows == 4
    content = actions.fetch_export(export, by=dana.actor)
    assert read(content)[1][:2] == ("Okafor and Reid", household.reference)
    assert {row[2] for row in read(content, 1)[1:]} == {"Ada Okafor", "Ben Reid", "Cal Okafor"}
    codes = set(AuditEntry.objects.acts().filter(subject_id=export.pk).values_list("code", flat=True))
    assert codes == {"documents.export_asked", "documents.export_made", "documents.export_fetched"}


def test_an_export_holds_what_who_asked_may_see(day):
    a_child_of(a_household())
    finance = a_user("Fay Cole", Role.FINANCE_OFFICER)

    export = actions.ask_for_export("households.all", by=finance.actor)
    done(export)

    assert {row[3] for row in read(actions.fetch_export(export, by=finance.actor), 1)[1:]} == {"Carer"}


def test_who_may_not_see_households_exports_none(day):
    with pytest.raises(NotPermitted):
        actions.ask_for_export("households.all", by=a_user("Rae Holt", Role.RECRUITMENT_OFFICER).actor)
    assert not Export.objects.exists()


def test_who_has_lost_the_role_gets_nothing(dana):
    export = actions.ask_for_export("households.all", by=dana.actor)
    end_role(dana.role_grants.get(), by=SYSTEM, on=TODAY)

    with pytest.raises(NotPermitted):
        actions.make_export(export, by=Actor.system("exports.make"))
    assert not default_storage.exists(f"exports/{export.pk}.xlsx")


def test_making_it_twice_makes_it_once(dana):
    a_household(a_person())
    export = actions.ask_for_export("households.all", by=dana.actor)
    first = actions.make_export(export, by=Actor.system("exports.make"))
    again = actions.make_export(first, by=Actor.system("exports.make"))

    assert again.made_at == first.made_at
    assert AuditEntry.objects.filter(code="documents.export_made").count() == 1


def test_a_file_goes_when_its_days_are_over(dana, django_capture_on_commit_callbacks):
    export = actions.ask_for_export("households.all", by=dana.actor)
    export = actions.make_export(export, by=Actor.system("exports.make"))
    assert not Export.objects.past_keeping(TODAY + timedelta(days=7)).exists()
    assert Export.objects.past_keeping(TODAY + timedelta(days=8)).get() == export

    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_export(export, by=Actor.system("exports.remove"))

    assert not default_storage.exists(export.stored_as)
    export.refresh_from_db()
    with pytest.raises(StateConflict):
        actions.fetch_export(export, by=dana.actor)


def test_the_pages_of_an_export(dana):
    browser = signed_in(dana)
    assert "You have no exports" in browser.get("/documents/exports").content.decode()
    asked = browser.post("/documents/exports/new", {"code": "households.all"})
    export = Export.objects.get()
    assert asked["Location"] == f"/documents/exports/{export.pk}"
    waiting = browser.get(asked["Location"]).content.decode()
    assert "waiting to start" in waiting
    job = Job.objects.get(kind="exports.make")
    assert f'action="/jobs/{job.pk}/stop"' in waiting
    assert "csrfmiddlewaretoken" in waiting.split(f"/jobs/{job.pk}/stop")[1][:300]
    assert browser.get(f"{asked['Location']}/file").status_code == 409

    done(export)

    fragment = browser.get(asked["Location"], HTTP_HX_REQUEST="true").content.decode()
    assert "<html" not in fragment
    assert "Download as Excel" in fragment
    file = browser.get(f"{asked['Location']}/file")
    assert file["Content-Disposition"].startswith("attachment; filename=")
    assert "no-store" in file["Cache-Control"]
    assert "All households" in browser.get("/documents/exports").content.decode()
    assert browser.post("/documents/exports/new", {"code": "nothing"}).status_code == 404


def test_nobody_else_reaches_an_export(dana, other_council, in_tenant):
    export = actions.ask_for_export("households.all", by=dana.actor)
    done(export)
    colleague = signed_in(a_user("Marcus Bell", Role.SERVICE_MANAGER))

    for address in (f"/documents/exports/{export.pk}", f"/documents/exports/{export.pk}/file"):
        assert colleague.get(address).status_code == 404
    assert "All households</a>" not in colleague.get("/documents/exports").content.decode()
    with in_tenant(other_council):
        assert not default_storage.exists(f"exports/{export.pk}.xlsx")
