"""Each act by its address: done as the page does it, and refused with the act's own code and source."""

from __future__ import annotations

import pytest

from core.supervision.models import Visit
from hearth.audit.models import AuditEntry
from tests.support.homes import a_household, a_person, an_approved_household, approval_of


@pytest.fixture
def household(policy):
    return an_approved_household(a_person("Ada", "Okafor"))


def made(answer, status=201):
    assert answer.status_code == status, answer.content
    return answer.json()


def refused(answer, status, code):
    assert answer.status_code == status, answer.content
    told = answer.json()
    assert (told["code"], answer["Content-Type"]) == (code, "application/problem+json")
    return told


def if_match(record):
    return {"If_Match": f'"{record["version"]}"'}


def test_a_household_from_opening_to_closing(program, policy):
    ada, cal = a_person("Ada", "Okafor"), a_person("Cal", "Okafor")
    body = {
        "carer_ids": [str(ada.pk)],
        "opened_on": "2026-01-05",
        "lines": "12 Mill Lane\nOakford",
        "postcode": "oa1 2bc",
    }
    household = made(program.post("households", body))
    home = f"households/{household['id']}"
    assert household["carers"][0]["name"] == "Ada Okafor"
    assert household["addresses"] == [
        {"lines": "12 Mill Lane\nOakford", "postcode": "OA1 2BC", "from_on": "2026-01-05"}
    ]

    body = {"person_id": str(cal.pk), "role": "adult", "from_on": "2026-02-02"}
    member = made(program.post(f"{home}/members", body))
    told = refused(program.post(f"{home}/members", body), 409, "households.member_already")
    assert told["errors"][0]["field"] == "person_id", "the act's field is named as the body names it"
    left = made(program.post(f"members/{member['id']}/ending", {"until_on": "2026-03-02"}, **if_match(member)))
    assert left["until_on"] == "2026-03-02"
    assert len(program.get(f"{home}/members").json()["results"]) == 2
    assert len(program.get(f"{home}/members", {"on": "2026-03-02"}).json()["results"]) == 1

    body = {"kind": "work", "happened_on": "2026-03-01", "told_on": "2026-03-03", "note": "New job"}
    made(program.post(f"{home}/changes", body))
    assert program.get(f"{home}/changes").json()["results"][0]["note"] == "New job"

    body = {"lines": "3 High Street", "postcode": "OA2 1AA", "moved_on": "2026-05-01"}
    moved = made(program.post(f"{home}/address", body, **if_match(household)))
    assert moved["addresses"][0]["lines"] == "3 High Street"
    assert moved["version"] > household["version"]

    told = program.get(f"{home}/chronology").json()
    assert told["entries"][0]["on"] == "2026-05-01"

    body = {"closed_on": "2026-06-01", "reason": "withdrew"}
    refused(program.post(f"{home}/closing", body, **if_match(household)), 412, "record.stale")
    assert made(program.post(f"{home}/closing", body, **if_match(moved)))["closed_on"] == "2026-06-01"
    refused(
        program.post(f"{home}/members", {"person_id": str(cal.pk), "role": "adult", "from_on": "2026-06-02"}),
        409,
        "households.closed",
    )


def test_an_approval_its_terms_and_the_carers_notice(program, policy, everybody):
    household = a_household()
    body = {
        "category": "mainstream",
        "approved_on": "2026-02-02",
        "places": 2,
        "decided_by_id": str(everybody.pk),
    }
    approval = made(program.post(f"households/{household.pk}/approvals", body))
    address = f"approvals/{approval['id']}"
    assert approval["decided_by_name"] == "Eve Ryall"
    assert (approval["terms"][0]["places"], approval["terms"][0]["from_on"]) == (2, "2026-02-02")

    told = refused(program.post(f"households/{household.pk}/approvals", body), 409, "approvals.approved_already")
    assert told["source"] == "SI 2011/581 r27"

    body = {"from_on": "2026-06-01", "places": 3, "age_from": 0, "age_to": 10, "decided_by_id": str(everybody.pk)}
    terms = made(program.post(f"{address}/terms", body, **if_match(approval)))
    assert terms["age_to"] == 10
    assert [one["places"] for one in program.get(f"{address}/terms").json()["results"]] == [3, 2]

    refused(
        program.post(f"{address}/resignation", {"received_on": "2026-11-02"}, **if_match(approval)), 412, "record.stale"
    )
    now = program.get(address)
    resigned = made(program.post(f"{address}/resignation", {"received_on": "2026-11-02"}, If_Match=now["ETag"]))
    assert resigned["ends_on"] == "2026-11-30"
    assert resigned["ends_why"]["steps"] == ["2 November 2026 and 28 days is 30 November 2026."]
    now = program.get(address)
    body = {"ends_on": "2026-11-20", "reason": "died"}
    refused(program.post(f"{address}/ending", body, If_Match=now["ETag"]), 409, "approvals.ends_already")


def test_a_temporary_approval_is_extended(program, policy, everybody):
    household = a_household()
    body = {
        "category": "connected_person",
        "approved_on": "2026-08-03",
        "places": 1,
        "temporary_until_on": "2026-11-22",
        "decided_by_name": "Ola Marsh",
    }
    told = refused(program.post(f"households/{household.pk}/approvals", body), 422, "approvals.choose_decision_maker")
    assert told["errors"][0]["field"] == "decided_by_id"
    del body["decided_by_name"]
    body["decided_by_id"] = str(everybody.pk)
    approval = made(program.post(f"households/{household.pk}/approvals", body))
    body = {"until_on": "2027-01-17", "decided_on": "2026-11-16", "decided_by_id": str(everybody.pk)}
    extended = made(program.post(f"approvals/{approval['id']}/extension", body, **if_match(approval)))
    assert extended["temporary_until_on"] == "2027-01-17"


def test_a_review_goes_to_the_panel_first(program, household, everybody):
    address = f"approvals/{approval_of(household).pk}/reviews"
    body = {
        "decided_on": "2026-03-02",
        "outcome": "continue",
        "went_to_panel": False,
        "decided_by_id": str(everybody.pk),
    }
    told = refused(program.post(address, body), 422, "reviews.first_goes_to_panel")
    assert "r28(5)" in told["source"]
    assert told["why"]["settings"][1]["key"] == "review.first_to_panel"
    assert "SI 2011/581 r28(5)" in told["why"]["sources"]

    review = made(program.post(address, body | {"went_to_panel": True}))
    assert (review["is_first"], review["household_id"]) == (True, str(household.pk))
    assert program.get(f"reviews/{review['id']}").json() == review
    assert program.get("reviews", {"household": str(household.pk)}).json()["results"] == [review]


def test_a_carer_completes_the_standards_once(program, household):
    carer = household.members.get()
    body = {"completed_on": "2026-03-02", "evidence": "Certificate, signed by Dana Reed"}
    completion = made(program.post(f"members/{carer.pk}/tsd-completion", body))
    assert completion["name"] == "Ada Okafor"
    answer = program.post(f"members/{carer.pk}/tsd-completion", body)
    assert answer.status_code == 409, answer.content
    assert program.get("tsd-completions", {"household": str(household.pk)}).json()["results"] == [completion]


@pytest.fixture
def child(program, policy):
    body = {
        "known_as": "Kit",
        "family_name": "Vane",
        "born_on": "2018-05-01",
        "looked_after_from_on": "2026-03-02",
        "social_worker_name": "Jo Hale",
        "needs": "Asthma",
    }
    return made(program.post("children", body))


def test_a_child_is_placed_and_leaves(program, household, child):
    types = program.get("policy/placements.catalogue").json()
    code = next(one["code"] for one in types["value"] if one["status"] == "active")
    body = {
        "child_id": child["id"],
        "household_id": str(household.pk),
        "type_code": code,
        "started_on": "2026-04-06",
    }
    placement = made(program.post("placements", body))
    assert (placement["child_name"], placement["ended_on"]) == ("Kit Vane", None)
    assert program.get("placements", {"on": "2026-04-06"}).json()["results"] == [placement]
    assert program.get("placements", {"on": "2026-04-05"}).json()["results"] == []

    told = refused(program.post("placements", body | {"household_id": child["id"]}), 422, "api.unknown_reference")
    assert told["errors"][0]["field"] == "household_id"

    address = f"placements/{placement['id']}"
    body = {"ended_on": "2026-04-01", "reason": "returned_home"}
    told = refused(program.post(f"{address}/ending", body, **if_match(placement)), 422, "placements.ends_before_start")
    assert told["errors"][0]["field"] == "ended_on"
    left = made(program.post(f"{address}/ending", body | {"ended_on": "2026-10-05"}, **if_match(placement)))
    assert left["ended_on"] == "2026-10-05"


def test_a_childs_record_is_corrected_and_keeps_what_was(program, child):
    refused(program.patch(f"children/{child['id']}", {"needs": "Asthma, nuts"}), 428, "if_match_required")
    now = made(program.patch(f"children/{child['id']}", {"needs": "Asthma, nuts"}, **if_match(child)), 200)
    assert now["needs"] == "Asthma, nuts"
    entry = AuditEntry.objects.get(code="children.record_corrected")
    assert entry.details["values"]["needs"] == {"from": "Asthma", "to": "Asthma, nuts"}


def test_a_visit_planned_made_corrected_and_withdrawn(program, household, dana):
    home = f"households/{household.pk}"
    body = {"planned_for_at": "2026-12-01T14:30:00+00:00", "worker_id": str(dana.pk)}
    planned = made(program.post(f"{home}/planned-visits", body))
    assert (planned["worker_name"], planned["planned_for_at"]) == ("Dana Reed", "2026-12-01T14:30:00+00:00")
    assert program.get("planned-visits", {"planned_from": "2026-12-01", "planned_until": "2026-12-01"}).json()[
        "results"
    ]
    assert not program.get("planned-visits", {"planned_until": "2026-11-30"}).json()["results"]

    body = {
        "made_on": "2026-11-19",
        "kind": "announced",
        "mode": "home",
        "summary": "All is well",
        "notes": "We spoke about school.",
        "seen_ids": [str(household.members.get().person_id)],
        "actions": [{"what": "Send the form", "owner_id": str(dana.pk), "due_on": "2026-11-30"}, {"what": "Read it"}],
        "worker_id": str(dana.pk),
    }
    visit = made(program.post(f"{home}/visits", body))
    assert visit["seen"][0]["name"] == "Ada Okafor"
    assert [one["owner_id"] for one in visit["actions"]] == [str(dana.pk), None]

    told = refused(program.post(f"{home}/visits", body | {"made_on": "2026-11-24"}), 422, "visits.in_future")
    assert told["errors"][0]["field"] == "made_on"

    action = visit["actions"][0]
    done = made(program.post(f"visit-actions/{action['id']}/completion", {"done_on": "2026-11-20"}, **if_match(action)))
    assert done["done_on"] == "2026-11-20"

    body = {"reason": "Wrong day", "made_on": "2026-11-18"}
    corrected = made(program.post(f"visits/{visit['id']}/correction", body, **if_match(visit)))
    assert (corrected["corrects_id"], corrected["made_on"]) == (visit["id"], "2026-11-18")
    assert Visit.objects.get(pk=visit["id"]).made_on.isoformat() == "2026-11-19"
    refused(program.post(f"visits/{visit['id']}/correction", body, **if_match(visit)), 409, "visits.corrected")
    assert [one["id"] for one in program.get("visits", {"standing": "true"}).json()["results"]] == [corrected["id"]]

    gone = made(program.post(f"visits/{corrected['id']}/withdrawal", {"reason": "Never made"}, **if_match(corrected)))
    assert gone["withdrawn"]
    assert program.get("visits", {"standing": "true"}).json()["results"] == []

    reason = {"reason": "Carer away"}
    cancelled = made(program.post(f"planned-visits/{planned['id']}/cancellation", reason, **if_match(planned)))
    assert cancelled["cancelled_because"] == "Carer away"


def test_a_worker_is_allocated_and_the_duties_follow(program, household, dana):
    body = {
        "subject_kind": "household",
        "subject_id": str(household.pk),
        "worker_id": str(dana.pk),
        "from_on": "2026-11-02",
    }
    allocation = made(program.post("allocations", body))
    assert allocation["function"] == "supervising_social_worker"

    duties = program.get("duties", {"owner": str(dana.pk), "subject": str(household.pk)}).json()["results"]
    visit = next(duty for duty in duties if duty["kind"] == "supervision.visit")
    why = program.get(f"duties/{visit['id']}").json()["trace"]
    assert why["rule"]
    assert any(use["key"] == "supervision.visit_interval" for use in why["settings"])

    ended = made(program.post(f"allocations/{allocation['id']}/ending", {}, **if_match(allocation)))
    assert ended["until_on"] == "2026-11-23"
    assert program.get("allocations", {"on": "2026-11-23"}).json()["results"] == []


def test_an_enquiry_from_first_word_to_its_end(program, policy):
    body = {
        "known_as": "Ada",
        "family_name": "Okafor",
        "channel": "web",
        "email": "Ada@example.org",
        "received_on": "2026-11-16",
    }
    enquiry = made(program.post("enquiries", body))
    assert enquiry["email"] == "ada@example.org"
    assert [one["stage"] for one in enquiry["stages"]] == ["enquiry"]
    no_way_back = {key: body[key] for key in ("known_as", "family_name", "channel")}
    told = refused(program.post("enquiries", no_way_back), 422, "recruitment.no_answer_possible")
    assert told["errors"][0]["field"] == "email"

    address = f"enquiries/{enquiry['id']}"
    made(program.post(f"{address}/contacts", {"event": "enquiry.replied", "made_on": "2026-11-17"}))
    answer = program.post(f"{address}/contacts", {"event": "enquiry.replied", "made_on": "2026-11-17"})
    assert answer.json()["code"] == "recruitment.contact_recorded"
    made(program.post(f"{address}/contacts", {"event": "information.sent", "made_on": "2026-11-18"}))
    made(program.post(f"{address}/stages", {"stage": "application", "reached_on": "2026-11-20"}))
    now = program.get(address)
    assert [one["stage"] for one in now.json()["stages"]] == ["enquiry", "information", "application"]

    ended = made(
        program.post(f"{address}/ending", {"ended_on": "2026-11-23", "reason": "withdrew"}, If_Match=now["ETag"])
    )
    assert ended["end_reason"] == "withdrew"
    refused(
        program.post(f"{address}/stages", {"stage": "checks", "reached_on": "2026-11-23"}), 409, "recruitment.ended"
    )
    assert program.get("enquiries", {"open": "false"}).json()["results"][0]["id"] == enquiry["id"]


def test_a_fee_standing_changes_the_preview_and_says_why(program, household):
    home = f"households/{household.pk}"
    body = {"from_on": "2026-11-02", "reason": "Panel of October", "skill_level": 2}
    standing = made(program.post(f"{home}/fee-standings", body))
    assert standing["set_by_name"] == "Eve Ryall"
    refused(program.post(f"{home}/fee-standings", body), 409, "payments.standing_set")
    assert program.get("fee-standings", {"household": str(household.pk)}).json()["results"] == [standing]

    preview = program.get(f"{home}/payment-preview", {"week": "2026-11-19"}).json()
    assert (preview["week_begins_on"], preview["week_ends_on"]) == ("2026-11-16", "2026-11-22")
    assert preview["total_pence"] == sum(line["amount_pence"] for line in preview["lines"])
    [listed] = program.get("payment-previews", {"week": "2026-11-18"}).json()["results"]
    assert listed == preview
    assert program.get("payment-previews", {"week": "2025-03-01"}).json()["results"] == []
    assert program.get("payment-previews", {"week": "soon"}).json()["errors"][0]["field"] == "week"
    traces = [line["trace"] for line in preview["lines"]] + preview["unpaid"]
    assert traces
    assert all(trace["rule"] for trace in traces)


def test_the_policy_of_a_day_with_its_sources(program, policy):
    told = program.get("policy", {"on": "2026-11-23"}).json()
    settings = {one["key"]: one for one in told["settings"]}
    interval = settings["supervision.visit_interval"]
    assert (interval["state"], interval["version"]) == ("set", "Opening policy")
    assert interval["sources"][0]["title"]
    assert program.get("policy/supervision.visit_interval").json() == interval
    assert program.get("policy/no.such_setting").status_code == 404

    before = program.get("policy", {"on": "2019-12-31"}).json()["settings"]
    assert {one["version"] for one in before} == {"Platform default"}


def test_teams_and_colleagues(program, teams, dana):
    listed = program.get("teams").json()["results"]
    assert {team["code"] for team in listed} == {"support", "kinship"}
    team = program.get(f"teams/{teams[0].pk}").json()
    holders = [holder["name"] for post in team["posts"] for holder in post["holders"]]
    assert holders == ["Dana Reed"]
    colleagues = program.get("staff", {"team": str(teams[0].pk)}).json()["results"]
    assert [one["roles"] for one in colleagues] == [["supervising_social_worker"]]
