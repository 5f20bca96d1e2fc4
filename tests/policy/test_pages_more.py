"""Pages beside a draft: law that changes, borrowing from a published pack, files in and out, stating defaults."""

import re
from datetime import date
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from config_per_tenant.differences import changed_parts
from config_per_tenant.policy import policy_on
from config_per_tenant.readiness import is_open
from config_per_tenant.schema import SETTINGS
from config_per_tenant.schema.values.durations import Duration
from config_per_tenant.versions import actions
from config_per_tenant.versions.models import LawChangeNoted, PolicyVersion
from hearth.access import Actor, Role
from hearth.audit.models import AuditEntry
from hearth.dates import on_day
from hearth.errors import RuleBroken
from tests.policy.test_pages import answers_of, sent
from tests.support.browsing import signed_in
from tests.support.law import law_moves
from tests.support.staff import a_user

TODAY = date(2026, 11, 23)
BEGINS = date(2027, 3, 1)
SYSTEM = Actor.system("tests")
VISITS, REVIEW = "supervision.visit_interval", "review.interval"
LAW = next(bound.national for bound in SETTINGS[REVIEW].bounds if bound.kind == "max")
LAW_AT = f"/settings/law/{LAW}/{BEGINS.isoformat()}"

pytestmark = pytest.mark.usefixtures("council")


@pytest.fixture(autouse=True)
def today(council):
    with on_day(TODAY):
        actions.adopt_opening_pack("luton", by=SYSTEM, effective_from=date(2024, 11, 1))
        yield


@pytest.fixture
def administrator():
    return signed_in(a_user("Ira Shah", Role.TENANT_ADMINISTRATOR))


@pytest.fixture
def worker():
    return signed_in(a_user("Dana Reed", Role.SUPERVISING_SOCIAL_WORKER))


@pytest.fixture
def tightened(monkeypatch):
    law_moves(monkeypatch, LAW, BEGINS, Duration(9, "months"))


def words(response):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def a_draft():
    draft = actions.open_draft(title="Visits", by=SYSTEM)
    actions.change_value(draft, VISITS, state="set", value={"most": "6 weeks"}, by=SYSTEM)
    return draft


def at(version):
    return f"/settings/versions/{version.pk}"


def a_file(text, name="ours.yaml"):
    return SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode())


# --- Law


def test_a_change_of_law_is_news_on_the_first_page_until_somebody_answers(administrator, worker, tightened):
    assert "1 change in law" in words(worker.get("/settings/"))
    said = words(worker.get("/settings/law"))
    for told in ("From 1 March 2027", "At most 12 months", "At most 9 months", "SI 2011/581 r28(2)", "Not answered"):
        assert told in said
    assert "Note it" not in said
    administrator.post(f"{LAW_AT}/note", {"note": "Discussed with the panel."})

    assert "change in law" not in words(worker.get("/settings/"))
    assert "Discussed with the panel." in words(worker.get("/settings/law"))
    assert LawChangeNoted.objects.get().outcome == "noted"


def test_a_change_of_law_is_followed_by_a_draft_for_its_day(administrator, worker, tightened):
    assert worker.get(f"{LAW_AT}/draft").status_code == 403
    assert "The draft will say" in words(administrator.get(f"{LAW_AT}/draft"))
    opened = administrator.post(f"{LAW_AT}/draft")

    version = PolicyVersion.objects.get(number=2)
    assert opened["Location"] == at(version)
    assert version.effective_from == BEGINS
    assert version.values.get(key=REVIEW).in_words() == "9 months"
    assert "Accepted: a draft follows it" in words(administrator.get("/settings/law"))
    assert administrator.post(f"{LAW_AT}/draft").status_code == 422


def test_a_setting_tells_what_its_bound_becomes(worker, tightened):
    assert "From 1 March 2027: at most 9 months" in words(worker.get("/settings/rules/review--interval"))


def test_a_change_that_there_is_not_is_not_found(administrator):
    for wrong in ("nothing/2027-03-01", f"{LAW}/2027-03-02", f"{LAW}/rubbish"):
        assert administrator.get(f"/settings/law/{wrong}/note").status_code == 404
    assert "No change in law is known" in words(administrator.get("/settings/law"))


# --- Borrowing


def test_what_another_council_publishes_is_taken_into_a_draft_with_its_source(administrator, worker):
    url = "/settings/borrowing/coventry?group=supervision"
    assert worker.get(url).status_code == 403
    page = administrator.get(f"/settings/borrowing/coventry?key={VISITS}")
    assert page.context["form"].initial["keys"] == [VISITS]
    assert "4 to 8 weeks" in words(page)
    assert administrator.post(url, {}).status_code == 422
    assert not PolicyVersion.objects.filter(number=2).exists()
    taken = administrator.post(url, {"keys": [VISITS]})

    version = PolicyVersion.objects.get(number=2)
    assert taken["Location"] == at(version)
    assert version.values.get().in_words() == "1 month"
    assert "Coventry" in words(administrator.get(at(version)))


def test_only_what_differs_and_is_published_is_offered(administrator):
    page = administrator.get("/settings/borrowing/coventry?group=brand")
    assert "brand.identity" not in [row["key"] for row in page.context["offered"]]
    assert (
        administrator.post("/settings/borrowing/coventry?group=brand", {"keys": ["brand.identity"]}).status_code == 422
    )
    assert administrator.get("/settings/borrowing/nowhere").status_code == 404


def test_a_setting_tells_what_other_councils_publish(administrator, worker):
    page = administrator.get("/settings/rules/supervision--visit-interval")
    rows = {row["slug"]: row for row in page.context["elsewhere"]}

    assert rows["coventry"]["words"] == "1 month"
    assert not rows["leicestershire"]["is_stated"]
    assert not rows["luton"]["differs"]
    assert "Borrow this value from" in words(page)
    assert "Borrow this value from" not in words(worker.get("/settings/rules/supervision--visit-interval"))


# --- Files


def test_the_policy_goes_out_as_a_file_and_back_in_without_a_change(administrator, worker):
    taken = worker.get("/settings/versions/policy.yaml")
    assert taken["Content-Disposition"] == 'attachment; filename="oakshire-policy-2026-11-23.yaml"'
    draft = actions.open_draft(title="Back in", by=SYSTEM)
    assert worker.get(f"{at(draft)}/import").status_code == 403
    back = administrator.post(f"{at(draft)}/import", {"file": a_file(taken.content)})

    assert back.status_code == 302
    assert not draft.values.exists()


def test_one_version_goes_out_as_a_file_and_into_another_draft(administrator):
    first = a_draft()
    taken = administrator.get(f"{at(first)}/version.yaml")
    second = actions.open_draft(title="Again", by=SYSTEM)
    administrator.post(f"{at(second)}/import", {"file": a_file(taken.content)})

    assert [value.key for value in second.values.all()] == [VISITS]
    assert second.values.get().plain == first.values.get().plain


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("council: {slug: x, name: X}\nsettings:\n  review.interval: {state: set, value: 14 months}\n", 3, "12 months"),
        (
            "council: {slug: x, name: X}\nsettings:\n  review.intervall: {state: set, value: 9 months}\n",
            3,
            "Did you mean",
        ),
        ("council: {slug: x, name: X}\nsettings:\n  fees.tiers: {state: sett}\n", 3, "no state"),
        ("council: [\n", 2, "no readable YAML"),
        (b"\xff\xfe", 1, "UTF-8"),
    ],
)
def test_a_file_with_a_fault_changes_nothing_and_names_the_line(administrator, text, line, told):
    draft = a_draft()
    refused = administrator.post(f"{at(draft)}/import", {"file": a_file(text)})

    assert refused.status_code == 422
    [fault] = refused.context["faults"]
    assert fault["line"] == line
    assert told in fault["words"]
    assert "Nothing of it was imported" in words(refused)
    assert [value.key for value in draft.values.all()] == [VISITS]


def test_an_import_needs_a_file_and_a_draft(administrator):
    draft = a_draft()
    empty = administrator.post(f"{at(draft)}/import", {})
    assert empty.status_code == 422
    assert "Choose the policy file to import" in words(empty)
    actions.withdraw(draft, reason="Not needed", by=SYSTEM)
    assert administrator.get(f"{at(draft)}/import").status_code == 302


# --- Stating defaults


def test_what_law_s_limits_supply_is_stated_in_one_draft(administrator, worker):
    assert worker.get("/settings/not-stated/adoption").status_code == 403
    page = administrator.get("/settings/not-stated/adoption")
    offered = [key for key, _ in page.context["form"].fields["keys"].choices]
    policy = policy_on(TODAY)
    assert offered
    assert all(is_open(policy.entry(key)) and not policy.entry(key).ambiguity for key in offered)
    stated = administrator.post("/settings/not-stated/adoption", sent(page))

    version = PolicyVersion.objects.get(number=2)
    assert stated["Location"] == at(version)
    assert sorted(value.key for value in version.values.all()) == sorted(offered)
    for value in version.values.all():
        assert value.plain == policy.entry(value.key).plain
    assert AuditEntry.objects.filter(code="policy.defaults_stated").count() == 1
    assert administrator.post("/settings/not-stated/adoption", {}).status_code == 422


def test_what_is_in_doubt_or_stated_is_not_stated_in_a_batch():
    draft = actions.open_draft(title="Defaults", by=SYSTEM)
    doubtful = next(entry.setting.key for entry in policy_on(TODAY).entries() if entry.ambiguity)
    for keys in ([VISITS], [doubtful], ["nothing"], []):
        with pytest.raises(RuleBroken):
            actions.adopt_defaults(draft, keys=keys, by=SYSTEM)


# --- Words of a table's differences


def test_a_table_s_differences_are_told_in_the_words_of_its_columns():
    kind = SETTINGS["review.routes"].kind
    before = [{"when": "complaint", "goes_to": "panel"}, {"when": "allegation", "goes_to": "panel"}]
    after = [{"when": "complaint", "goes_to": "outside_panel"}]
    told = changed_parts(before, after, kind)
    labels = dict(kind.columns[0].kind.options)
    complaint = labels["complaint"]

    assert f"{labels['allegation']}: removed" in told
    assert any(line.startswith(f"{complaint}, where it goes: ") for line in told)
    assert changed_parts(before, before, kind) == ()
    assert changed_parts(before, before[::-1], kind) == ("List: put in another order",)


# --- Several at once

SEVERAL = "/settings/groups/supervision/changes"
UNANNOUNCED = "supervision.unannounced_visits"


def answers(page):
    """The answers of several forms as they were shown."""
    found = {"keys": page.context["keys"]}
    for section in page.context["sections"]:
        found |= answers_of(section["form"])
    return found


def several_of(administrator, *keys):
    return administrator.get(SEVERAL, {"choosing": "1", "keys": keys})


def test_several_settings_are_answered_on_one_page_into_one_draft(administrator, worker):
    assert worker.get(SEVERAL).status_code == 403
    assert "Change several" in words(administrator.get("/settings/groups/supervision"))
    page = several_of(administrator, VISITS, UNANNOUNCED)
    assert page.status_code == 200
    given = answers(page) | {
        "supervision--visit-interval-most": "6",
        "supervision--unannounced-visits-count": "2",
        "source_title": "Service meeting",
    }
    saved = administrator.post(SEVERAL, given)

    version = PolicyVersion.objects.get(number=2)
    assert saved["Location"] == at(version)
    assert {value.key: value.in_words() for value in version.values.all()} == {
        VISITS: "4 to 6 weeks",
        UNANNOUNCED: "2 a year for each household",
    }
    assert all(value.sources[0]["title"] == "Service meeting" for value in version.values.all())


def test_with_one_fault_among_several_nothing_is_saved_and_each_is_beside_its_box(administrator):
    page = several_of(administrator, VISITS, UNANNOUNCED)
    given = answers(page) | {"supervision--visit-interval-most": "", "supervision--unannounced-visits-count": "0"}
    refused = administrator.post(SEVERAL, given)

    assert refused.status_code == 422
    visits, unannounced = (section["form"] for section in refused.context["sections"])
    assert "most" in visits.errors
    assert "count" in unannounced.errors
    assert len(refused.context["problems"]) == 2
    assert "NMS 21.8" in words(refused)
    assert "Error: Change several settings" in words(refused)
    assert not PolicyVersion.objects.filter(number=2).exists()


def test_several_left_as_they_stand_are_no_change(administrator):
    page = several_of(administrator, VISITS, UNANNOUNCED)
    refused = administrator.post(SEVERAL, answers(page))

    assert refused.status_code == 422
    assert "This is what is in force already" in words(refused)
    given = answers(page) | {"supervision--unannounced-visits-count": "3"}
    administrator.post(SEVERAL, given)
    assert [value.key for value in PolicyVersion.objects.get(number=2).values.all()] == [UNANNOUNCED]


def test_a_few_plain_settings_are_chosen_first(administrator):
    assert several_of(administrator).status_code == 422
    many = [key for key, declared in SETTINGS.items() if declared.group == "panel"]
    refused = administrator.get("/settings/groups/panel/changes", {"choosing": "1", "keys": many})
    assert refused.status_code == 422
    assert administrator.get(SEVERAL, {"choosing": "1", "keys": ["brand.identity"]}).status_code == 422
    assert administrator.get("/settings/groups/nothing/changes").status_code == 404
    assert administrator.get("/settings/groups/teams/changes").status_code == 200
