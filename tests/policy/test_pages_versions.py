"""The pages of versions: one draft of several changes reviewed as one, remarks, comparing, moving and rolling back."""

import re
from datetime import date, timedelta
from html import unescape

import pytest

from config_per_tenant.policy import policy_on
from config_per_tenant.versions import actions
from config_per_tenant.versions.models import PolicyComment, PolicyVersion
from hearth.access import Actor, Role
from hearth.dates import on_day
from tests.policy.test_pages import sent
from tests.support.browsing import signed_in
from tests.support.staff import a_user

TODAY = date(2026, 11, 23)
LATER = TODAY + timedelta(days=30)
SYSTEM = Actor.system("tests")
VISITS, TIERS = "supervision.visit_interval", "review.name"

pytestmark = pytest.mark.usefixtures("council")


@pytest.fixture(autouse=True)
def today(council):
    with on_day(TODAY):
        actions.adopt_opening_pack("luton", by=SYSTEM, effective_from=date(2024, 11, 1))
        yield


@pytest.fixture
def ira():
    return a_user("Ira Shah", Role.TENANT_ADMINISTRATOR)


@pytest.fixture
def morgan():
    return a_user("Morgan Bell", Role.POLICY_APPROVER)


@pytest.fixture
def administrator(ira):
    return signed_in(ira)


@pytest.fixture
def approver(morgan):
    return signed_in(morgan)


@pytest.fixture
def worker():
    return signed_in(a_user("Dana Reed", Role.SUPERVISING_SOCIAL_WORKER))


def words(response):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def a_draft(ira, **more):
    """A draft of Ira's that changes two settings of two groups."""
    draft = actions.open_draft(title="Visits and reviews", by=ira.actor)
    given = {"least": "4 weeks", "most": "6 weeks"}
    actions.change_value(draft, VISITS, state="set", value=given, by=ira.actor)
    actions.change_value(draft, TIERS, state="set", value="Yearly review", by=ira.actor)
    return draft


def approved(ira, morgan, on=TODAY):
    draft = a_draft(ira)
    actions.submit(draft, effective_from=on, reason="Agreed", by=ira.actor)
    return actions.approve(draft, by=morgan.actor)


def at(version):
    return f"/settings/versions/{version.pk}"


def day(name, on):
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def test_several_changes_are_read_as_one_by_group_with_what_bears_on_them(administrator, ira):
    page = administrator.get(at(a_draft(ira)))

    groups = {group["label"]: group["rows"] for group in page.context["groups"]}
    assert list(groups) == ["Visits and supervision", "Reviews of approval"]
    [visits] = groups["Visits and supervision"]
    assert (visits["before"], visits["after"]) == ("4 to 8 weeks", "4 to 6 weeks")
    assert "Days of grace: 7 days" in visits["transition"]
    said = words(page)
    assert "Change again" in said
    assert "Take out" in said
    assert "Ira Shah 2 edits" in said
    assert "Became “4 to 6 weeks”." in said


def test_colleagues_read_a_draft_and_change_nothing(worker, ira):
    said = words(worker.get(at(a_draft(ira))))

    assert "4 to 6 weeks" in said
    assert "Change again" not in said
    assert "Submit for approval" not in said
    assert "Your comment" not in said


def test_what_law_does_not_allow_on_the_day_is_told_beside_the_setting(administrator, ira, monkeypatch):
    from config_per_tenant.pages import review
    from config_per_tenant.schema.reading import Fault
    from config_per_tenant.versions.checking import DraftFault

    draft = a_draft(ira)
    faults = [DraftFault(VISITS, Fault("Too long", source="NMS 21.1")), DraftFault("fees.tiers", Fault("At odds"))]
    monkeypatch.setattr(review, "faults_of_draft", lambda version, on: faults)
    page = administrator.get(at(draft))

    [visits] = next(g["rows"] for g in page.context["groups"] if g["label"] == "Visits and supervision")
    assert [fault.words for fault in visits["faults"]] == ["Too long (NMS 21.1)"]
    assert [fault.label for fault in page.context["faults"]] == ["Fee tiers"]


def test_a_comment_is_kept_beside_what_it_is_about(administrator, approver, worker, ira):
    draft = a_draft(ira)
    assert approver.post(f"{at(draft)}/comments", {"text": "Why not five?", "key": VISITS}).status_code == 302
    administrator.post(f"{at(draft)}/comments", {"text": "Agreed with the forum.\nUnanimously.", "key": ""})
    page = administrator.get(at(draft))

    [visits] = next(g["rows"] for g in page.context["groups"] if g["label"] == "Visits and supervision")
    assert [remark.text for remark in visits["remarks"]] == ["Why not five?"]
    assert [remark.by_name for remark in page.context["remarks"]] == ["Ira Shah"]
    assert worker.post(f"{at(draft)}/comments", {"text": "Me too"}).status_code == 403
    assert PolicyComment.objects.count() == 2


def test_an_empty_comment_comes_back_beside_its_box_with_the_page(administrator, ira):
    draft = a_draft(ira)
    refused = administrator.post(f"{at(draft)}/comments", {"text": " ", "key": ""})

    assert refused.status_code == 422
    assert "Enter a comment" in words(refused)
    assert "4 to 6 weeks" in words(refused)
    assert administrator.post(f"{at(draft)}/comments", {"text": "x", "key": "nothing"}).status_code == 422
    assert administrator.get(f"{at(draft)}/comments").status_code == 405


def test_an_approver_reads_changes_and_comments_before_answering_for_them(administrator, approver, ira):
    draft = a_draft(ira)
    actions.comment(draft, text="Agreed with the forum.", by=ira.actor)
    actions.submit(draft, effective_from=TODAY, reason="Carers asked.", by=ira.actor)
    said = words(approver.get(f"{at(draft)}/approval"))

    for told in ("4 to 8 weeks", "4 to 6 weeks", "Agreed with the forum.", "Carers asked.", "Days of grace"):
        assert told in said
    assert approver.post(f"{at(draft)}/approval", {}).status_code == 422


def test_a_list_of_versions_says_where_each_stands(worker, ira, morgan):
    approved(ira, morgan)
    again = actions.open_draft(title="Back again", by=ira.actor)
    page = worker.get("/settings/versions")

    states = {row["version"].number: row["state"]["text"] for row in page.context["rows"]}
    assert states == {1: "In force", 2: "In force", again.number: "Draft"}


def test_a_version_whose_every_word_was_taken_over_is_superseded(worker, ira, morgan):
    first = approved(ira, morgan, on=TODAY)
    with on_day(LATER):
        draft = actions.open_draft(title="Again", by=ira.actor)
        actions.change_value(draft, VISITS, state="set", value={"most": "5 weeks"}, by=ira.actor)
        actions.change_value(draft, TIERS, state="set", value="Review", by=ira.actor)
        actions.submit(draft, effective_from=LATER, reason="Agreed", by=ira.actor)
        actions.approve(draft, by=morgan.actor)
        assert "Superseded" in words(worker.get(at(first)))
        assert "Superseded" in words(worker.get("/settings/versions"))
        history = worker.get("/settings/rules/supervision--visit-interval").context["history"]

    assert [entry["title"] for entry in history] == ["5 weeks", "4 to 6 weeks", "4 to 8 weeks"]
    assert history[0]["body"].startswith("In force now.")
    assert history[1]["body"].startswith("Until 22 December 2026.")
    assert "drafted by Ira Shah, approved by Morgan Bell" in history[1]["who"]


def test_two_versions_are_compared_in_words(worker, ira, morgan):
    version = approved(ira, morgan)
    page = worker.get("/settings/versions/comparison", {"earlier": "1", "later": str(version.number)})

    assert page.status_code == 200
    assert page.context["count"] == 2
    rows = [row for group in page.context["groups"] for row in group["rows"]]
    assert ("4 to 8 weeks", "4 to 6 weeks") in [(row["before"], row["after"]) for row in rows]
    back = worker.get("/settings/versions/comparison", {"earlier": str(version.number), "later": "1"})
    assert ("4 to 6 weeks", "4 to 8 weeks") in [
        (row["before"], row["after"]) for group in back.context["groups"] for row in group["rows"]
    ]


@pytest.mark.parametrize(
    ("chosen", "status"),
    [({}, 200), ({"earlier": "1", "later": "1"}, 422), ({"earlier": "1", "later": "99"}, 422), ({"earlier": "1"}, 422)],
)
def test_a_comparison_needs_two_versions(worker, chosen, status, ira, morgan):
    approved(ira, morgan)

    assert worker.get("/settings/versions/comparison", chosen).status_code == status


def test_an_approver_moves_a_version_whose_day_has_not_come(administrator, approver, ira, morgan):
    version = approved(ira, morgan, on=LATER)
    assert administrator.get(f"{at(version)}/day").status_code == 403
    other = signed_in(a_user("Ada Cole", Role.POLICY_APPROVER))
    assert "Move it to another day" in words(other.get(at(version)))
    form = f"{at(version)}/day"
    shown = other.get(form)

    refused = other.post(form, sent(shown, **day("effective_from", TODAY - timedelta(days=1)), reason="Why"))
    assert refused.status_code == 422
    assert "effective_from" in refused.context["form"].errors
    moved = other.post(form, sent(shown, **day("effective_from", LATER + timedelta(days=5)), reason="Training"))
    assert moved.status_code == 302
    version.refresh_from_db()
    assert version.effective_from == LATER + timedelta(days=5)
    assert "Training" in words(other.get(at(version)))


def test_a_version_in_force_is_rolled_back_by_a_draft(administrator, approver, ira, morgan):
    version = approved(ira, morgan)
    assert approver.get(f"{at(version)}/rolling-back").status_code == 403
    assert "4 to 8 weeks" in words(administrator.get(f"{at(version)}/rolling-back"))
    opened = administrator.post(f"{at(version)}/rolling-back")

    draft = PolicyVersion.objects.get(number=3)
    assert opened["Location"] == at(draft)
    assert draft.values.get(key=VISITS).in_words() == "4 to 8 weeks"
    assert policy_on(TODAY)[VISITS].in_words() == "4 to 6 weeks"
    opening = PolicyVersion.objects.get(number=1)
    assert administrator.post(f"{at(opening)}/rolling-back").status_code == 422


@pytest.mark.parametrize("path", ["", "/submission", "/approval"])
def test_a_version_costs_a_fixed_number_of_queries(path, ira, morgan, django_assert_max_num_queries):
    client = signed_in(a_user("Ada Cole", Role.TENANT_ADMINISTRATOR, Role.POLICY_APPROVER))
    draft = a_draft(ira)
    for number in range(3):
        actions.comment(draft, text=f"Remark {number}", key=VISITS, by=ira.actor)
    if path == "/approval":
        actions.submit(draft, effective_from=TODAY, reason="Agreed", by=ira.actor)
    client.get(f"{at(draft)}{path}")
    with django_assert_max_num_queries(19):
        client.get(f"{at(draft)}{path}")


def test_the_list_of_versions_costs_a_fixed_number_of_queries(worker, ira, django_assert_max_num_queries):
    for _ in range(3):
        a_draft(ira)
    worker.get("/settings/versions")
    with django_assert_max_num_queries(10):
        worker.get("/settings/versions")
