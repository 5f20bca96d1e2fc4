"""The settings pages: who may read and change, what an invalid answer comes back as, and the story of one change."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.http import QueryDict

from config_per_tenant.packs import published_packs
from config_per_tenant.pages.change import ChangeForm
from config_per_tenant.pages.review import review_of
from config_per_tenant.policy import policy_from_pack, policy_on
from config_per_tenant.readiness import fixed_by
from config_per_tenant.schema import SETTINGS
from config_per_tenant.statement import Statement
from config_per_tenant.versions import actions
from config_per_tenant.versions.models import PolicyVersion
from hearth.access import Actor, Role
from hearth.audit.models import AuditEntry
from hearth.dates import on_day
from tests.support.browsing import signed_in
from tests.support.staff import a_user

TODAY = date(2026, 11, 23)
SYSTEM = Actor.system("tests")
VISITS = "/settings/rules/supervision--visit-interval"

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
def approver():
    return signed_in(a_user("Morgan Bell", Role.POLICY_APPROVER))


@pytest.fixture
def worker():
    return signed_in(a_user("Dana Reed", Role.SUPERVISING_SOCIAL_WORKER))


def words(response):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def sent(page, **answers):
    """The answers of a form as it was shown, with some of them given anew."""
    return {**answers_of(page.context["form"]), **answers}


def answers_of(form):
    data = {}
    for bound in form:
        value = bound.value()
        if hasattr(bound.field.widget, "decompress") and not isinstance(value, (list, tuple, str)):
            for part, text in zip(("day", "month", "year"), bound.field.widget.decompress(value), strict=True):
                data[f"{bound.html_name}_{part}"] = "" if text is None else text
        elif isinstance(value, bool):
            if value:
                data[bound.html_name] = "on"
        elif value is not None:
            data[bound.html_name] = bound.field.prepare_value(value)
    return data


def test_every_setting_has_a_page_that_everybody_reads_and_a_form_for_administrators(worker, administrator):
    for key, declared in SETTINGS.items():
        read = worker.get(f"/settings/rules/{declared.slug}")
        assert read.status_code == 200, key
        assert declared.label in words(read), key
        assert f"{declared.slug}/change" not in read.content.decode(), key
        fixed = fixed_by(policy_on(TODAY).entry(key))
        form = administrator.get(f"/settings/rules/{declared.slug}/change")
        assert form.status_code == (302 if fixed else 200), key
    assert worker.get(f"{VISITS}/change").status_code == 403
    assert worker.post(f"{VISITS}/change").status_code == 403


@pytest.mark.parametrize("slug", published_packs())
def test_a_form_sent_back_unchanged_says_what_is_in_force(slug):
    """Whatever the councils publish can be shown in its form and read from it again without loss."""
    opened = policy_from_pack(slug, TODAY)
    for entry in opened.entries():
        if entry.value is None:
            continue
        given = {
            "setting": entry.setting,
            "entry": entry,
            "statement": Statement("set", entry.plain),
            "drafted": opened.layers[0].statements,
            "on": TODAY,
        }
        form = ChangeForm(_posted(answers_of(ChangeForm(**given))), **given)
        assert form.is_valid(), (entry.setting.key, form.errors)
        assert form.cleaned_data["statement"].canonical(entry.setting).plain == entry.plain, entry.setting.key


def _posted(data):
    made = QueryDict(mutable=True)
    for name, value in data.items():
        made.setlist(name, value if isinstance(value, list) else [value])
    return made


def test_an_administrator_changes_the_visit_interval_and_a_manager_approves(administrator, approver):
    form = administrator.get(f"{VISITS}/change")
    saved = administrator.post(f"{VISITS}/change", sent(form, most="6", source_title="Service meeting"))
    version = PolicyVersion.objects.get(number=2)
    assert saved["Location"] == f"/settings/versions/{version.pk}"

    page = administrator.get(saved["Location"])
    assert "4 to 8 weeks" in words(page)
    assert "4 to 6 weeks" in words(page)
    assert policy_on(TODAY)["supervision.visit_interval"].in_words() == "4 to 8 weeks"

    submission = f"{saved['Location']}/submission"
    administrator.post(submission, sent(administrator.get(submission), reason="Carers asked for it."))
    approval = f"{saved['Location']}/approval"
    assert administrator.get(approval).status_code == 403
    assert approver.get("/settings/versions").status_code == 200
    approved = approver.post(approval, sent(approver.get(approval), read="on"))

    assert approved.status_code == 302
    assert "is approved and in force" in words(approver.get(approved["Location"]))
    assert policy_on(TODAY)["supervision.visit_interval"].in_words() == "4 to 6 weeks"
    assert "Morgan Bell" in words(administrator.get(VISITS))


def test_a_value_beyond_law_comes_back_beside_its_field(administrator):
    url = "/settings/rules/review--interval/change"
    refused = administrator.post(url, sent(administrator.get(url), value="13", value_unit="months"))

    assert refused.status_code == 422
    said = words(refused)
    assert "at most 12 months" in said
    assert "SI 2011/581 r28(2)" in said
    assert not PolicyVersion.objects.filter(number=2).exists()


def test_unannounced_visits_are_asked_for_each_household(administrator):
    url = "/settings/rules/supervision--unannounced-visits/change"
    page = administrator.get(url)
    assert "How many for each household" in words(page)
    assert "counted_per" not in page.context["form"].fields

    assert administrator.post(url, sent(page, count="2", counted_per="child")).status_code == 302
    drafted = PolicyVersion.objects.get(number=2).values.get()
    assert drafted.in_words() == "2 a year for each household"


def test_an_allowance_below_the_minimum_comes_back_beside_its_band(administrator):
    url = "/settings/rules/allowances--table/change"
    refused = administrator.post(url, sent(administrator.get(url), **{"rows-0-weekly_pence": "100"}))

    assert refused.status_code == 422
    assert "rows-0-weekly_pence" in refused.context["form"].errors
    assert "below the minimum of £170" in words(refused)


def test_a_table_grows_by_a_row_and_loses_one(administrator):
    url = "/settings/rules/fees--tiers/change"
    shown = administrator.get(url)
    count = shown.context["form"].counts["tiers"]
    longer = administrator.post(url, sent(shown, add="tiers"))
    assert longer.status_code == 200
    assert longer.context["form"].counts["tiers"] == count + 1
    assert "There is a problem" not in words(longer)

    row = f"tiers-{count}-"
    answers = {
        f"{row}label": "Master carer",
        f"{row}weekly_pence": "300",
        f"{row}per": "child",
        f"{row}status": "active",
        f"{row}conditions_0_fact": "skill_level",
        f"{row}conditions_0_op": ">=",
        f"{row}conditions_0_value": "9",
        "tiers-0-remove": "on",
    }
    saved = administrator.post(url, sent(longer, **answers))
    assert saved.status_code == 302
    tiers = PolicyVersion.objects.get(number=2).values.get(key="fees.tiers").plain["tiers"]
    assert tiers[-1]["code"] == "master_carer"
    assert tiers[-1]["weekly_pence"] == 30000
    assert len(tiers) == count


def test_a_circle_of_teams_is_refused(administrator):
    url = "/settings/rules/teams--structure/change"
    shown = administrator.get(url)
    codes = [team["code"] for team in shown.context["form"]._answers["teams"]]
    refused = administrator.post(url, sent(shown, **{"teams-0-parent": codes[1], "teams-1-parent": codes[0]}))

    assert refused.status_code == 422
    assert "The lines run in a circle" in words(refused)


def test_a_team_moves_with_its_posts(administrator):
    url = "/settings/rules/teams--structure/change"
    shown = administrator.get(url)
    codes = [team["code"] for team in shown.context["form"]._answers["teams"]]
    saved = administrator.post(url, sent(shown, **{"posts-0-team": codes[1], "posts-0-title": "Moved post"}))

    assert saved.status_code == 302
    teams = PolicyVersion.objects.get(number=2).values.get(key="teams.structure").plain["teams"]
    assert "Moved post" in [post["title"] for post in teams[1]["posts"]]


def test_a_change_in_a_long_table_is_told_by_its_parts(administrator):
    url = "/settings/rules/teams--structure/change"
    shown = administrator.get(url)
    first, second = shown.context["form"]._answers["teams"][:2]
    administrator.post(url, sent(shown, **{"teams-0-name": "Renamed Team"}))

    [entry] = AuditEntry.objects.filter(code__in=["policy.parts_changed", "policy.value_changed"])
    assert f"{second['name']}" not in entry.sentence
    assert f"{first['name']} is now called Renamed Team" in entry.sentence
    version = PolicyVersion.objects.get(number=2)
    [group] = review_of(version, TODAY)
    [row] = group["rows"]
    assert row["before"] != row["after"]


def test_a_second_save_shows_both_versions(administrator):
    other = signed_in(a_user("Sam Oyelaran", Role.TENANT_ADMINISTRATOR))
    draft = actions.open_draft(title="Visits", by=SYSTEM)
    url = f"{VISITS}/change?draft={draft.pk}"
    mine, theirs = sent(administrator.get(url), most="6"), sent(other.get(url), most="7")
    assert other.post(url, theirs).status_code == 302
    stale = administrator.post(url, mine)

    assert stale.status_code == 422
    assert "Somebody else changed" in words(stale)
    assert "4 to 7 weeks" in words(stale)
    assert "4 to 6 weeks" in words(stale)
    assert administrator.post(url, sent(stale)).status_code == 302
    assert draft.values.get().plain["most"] == "6 weeks"


def test_a_version_can_be_sent_back_and_withdrawn(administrator, approver):
    administrator.post(f"{VISITS}/change", sent(administrator.get(f"{VISITS}/change"), most="6"))
    version = PolicyVersion.objects.get(number=2)
    at = f"/settings/versions/{version.pk}"
    administrator.post(f"{at}/submission", sent(administrator.get(f"{at}/submission"), reason="Why"))
    assert approver.post(f"{at}/return", {"reason": ""}).status_code == 422
    assert approver.post(f"{at}/return", {"reason": "Say since when."}).status_code == 302
    discarding = f"{at}/rules/supervision--visit-interval/discarding"
    assert administrator.post(discarding).status_code == 302
    assert administrator.post(discarding).status_code == 422
    assert administrator.post(f"{at}/withdrawal", {"reason": "Not needed"}).status_code == 302
    version.refresh_from_db()
    assert version.state == "withdrawn"


def test_a_version_that_does_not_wait_cannot_be_opened_for_approval(administrator, approver):
    administrator.post(f"{VISITS}/change", sent(administrator.get(f"{VISITS}/change"), most="6"))
    at = f"/settings/versions/{PolicyVersion.objects.get(number=2).pk}"

    for address in (f"{at}/approval", f"{at}/return"):
        turned = approver.get(address, follow=True)
        assert turned.redirect_chain == [(at, 302)]
        assert "Version 2 is not waiting for approval. It is a draft." in words(turned)
    administrator.post(f"{at}/submission", sent(administrator.get(f"{at}/submission"), reason="Why"))
    assert approver.get(f"{at}/approval").status_code == 200
    turned = administrator.get(f"{at}/submission", follow=True)
    assert "Version 2 is no longer a draft. It is waiting for approval." in words(turned)


def test_a_draft_that_was_submitted_meanwhile_refuses_the_change_and_opens_no_other(administrator):
    administrator.post(f"{VISITS}/change", sent(administrator.get(f"{VISITS}/change"), most="6"))
    at = f"/settings/versions/{PolicyVersion.objects.get(number=2).pk}"
    late = sent(administrator.get(f"{VISITS}/change"), most="7")
    administrator.post(f"{at}/submission", sent(administrator.get(f"{at}/submission"), reason="Why"))
    refused = administrator.post(f"{VISITS}/change", late)

    assert refused.status_code == 422
    assert "is no longer a draft" in words(refused)
    assert PolicyVersion.objects.count() == 2
    assert administrator.post(f"{VISITS}/change", {**late, "draft": "rubbish"}).status_code == 404


def test_a_day_in_the_past_is_refused_beside_the_day(administrator):
    administrator.post(f"{VISITS}/change", sent(administrator.get(f"{VISITS}/change"), most="6"))
    at = f"/settings/versions/{PolicyVersion.objects.get(number=2).pk}"
    day = TODAY - timedelta(days=1)
    answers = {"effective_from_day": day.day, "effective_from_month": day.month, "effective_from_year": day.year}
    refused = administrator.post(f"{at}/submission", {"reason": "Why", **answers})

    assert refused.status_code == 422
    assert "effective_from" in refused.context["form"].errors


@pytest.mark.parametrize(
    ("address", "most"),
    [("/settings/", 12), (VISITS, 12), ("/settings/rules/teams--structure", 12), ("/settings/versions", 12)],
)
def test_pages_cost_a_fixed_number_of_queries(worker, address, most, django_assert_max_num_queries):
    worker.get(address)
    with django_assert_max_num_queries(most):
        worker.get(address)


def test_an_unknown_setting_or_version_is_not_found(worker):
    assert worker.get("/settings/rules/nothing").status_code == 404
    assert worker.get("/settings/versions/0190f0b2-0000-7000-8000-000000000000").status_code == 404


def test_the_council_s_brand_comes_from_its_policy(worker):
    assert policy_on(TODAY)["brand.identity"].name in words(worker.get("/settings/"))
