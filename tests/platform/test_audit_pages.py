"""The audit's pages: search in sentences, who has looked at somebody, what somebody has seen, and files of it."""

import csv
from datetime import date, timedelta
from io import BytesIO, StringIO
from uuid import uuid4

import pytest
from openpyxl import load_workbook

from hearth import audit
from hearth.access import Actor, Role
from hearth.audit import files, searching
from hearth.audit.models import AuditEntry, AuditLink
from hearth.audit.searching import Search, page_of, who_looked
from hearth.dates import today
from hearth.documents.exports import kind_of
from hearth.errors import NotPermitted, RuleBroken
from hearth.subjects import Subject
from tests.support.browsing import signed_in
from tests.support.staff import SYSTEM, a_supervising_social_worker, a_team, a_user
from tests.support.worlds import one_of_everything

audit.sentences({"tests.noted": "{actor} noted {what} of {subject}."})
HOME = Subject("household", uuid4(), "Okafor and Reid")


@pytest.fixture
def worker(council):
    return a_supervising_social_worker("Dana Reed", team=a_team())


@pytest.fixture
def world(worker):
    return one_of_everything(worker)


@pytest.fixture
def auditor(council):
    return a_user("Ali Noor", Role.AUDITOR)


def note(what, by=SYSTEM, subject=HOME, **details):
    return audit.record("tests.noted", subject, by=by, what=what, **details)


def text_of(browser, address, data=None, method="get"):
    answer = getattr(browser, method)(address, data or {})
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_it_is_searched_by_days_kind_part_and_words(auditor, worker):
    note("a leak", by=worker.actor, reason="The roof")
    note("a move")
    browser = signed_in(auditor)

    page = text_of(browser, "/audit/", {"actor_kind": "staff"})
    assert "Dana Reed noted a leak of Okafor and Reid." in page and "a move" not in page
    assert "Reason: The roof" in page and "Supervising social worker" in page
    page = text_of(browser, "/audit/?view=acts", {"name": "roof okafor"}, "post")
    assert "a leak" in page and "a move" not in page
    yesterday = (today() - timedelta(days=1)).isoformat()
    assert "No entries" in text_of(browser, "/audit/", {"view": "all", "until_on": yesterday})
    assert "a move" not in text_of(browser, "/audit/", {"area": "identity"})
    wrong = browser.get("/audit/", {"from_on": "2026-03-02", "until_on": "2026-03-01"})
    assert wrong.status_code == 422 and "The last day must be the same as or after" in wrong.content.decode()


def test_searching_it_is_itself_a_reading_that_keeps_no_name(auditor):
    browser = signed_in(auditor)
    text_of(browser, "/audit/?view=all&from_on=2026-03-01&actor_kind=system", {"name": "Okafor"}, "post")

    entry = AuditEntry.objects.get(code="audit.read")
    assert entry.seen == []
    assert entry.sentence == (
        "Ali Noor searched the audit: everything, from 1 March 2026, by hearth itself, with certain words."
    )


def test_kinds_of_actor_are_told_apart(auditor, worker):
    program = Actor(worker.pk, "Dana Reed", worker.actor.roles, program="Finance feed")
    note("one", by=program)
    note("two", by=Actor.public())
    note("three", by=Actor(uuid4(), "Jo Hale", is_support=True))

    assert AuditEntry.objects.get(details__what="one").sentence == (
        "Dana Reed (by the program “Finance feed”) noted one of Okafor and Reid."
    )
    page = text_of(signed_in(auditor), "/audit/")
    for words in ("Program", "The public", "Operator’s support", "Hearth itself"):
        assert f">{words}</span>" in page, words
    assert "“Finance feed”" in text_of(signed_in(auditor), "/audit/", {"actor_kind": "program"})


def test_who_has_looked_at_a_child_is_one_click_away_and_tells_of_lists_and_searches(world, worker, auditor):
    child = world["child"]
    signed_in(worker).get(f"/children/{child.pk}")
    signed_in(worker).get("/children/")
    signed_in(a_user("Marcus Bell", Role.TEAM_MANAGER)).post("/find", {"q": child.person.family_name})
    browser = signed_in(auditor)

    record = text_of(browser, f"/children/{child.pk}")
    address = f"/audit/about/child/{child.pk}"
    assert f'href="{address}"' in record and "Who has looked at this child?" in record
    assert address not in text_of(signed_in(worker), f"/children/{child.pk}"), "for those who may read the audit"
    page = text_of(browser, address)
    assert f"Dana Reed opened the record of {child}." in page
    assert "Dana Reed read a list of children (1)." in page and "Marcus Bell searched and was shown" in page
    assert ">3 times<" in page, "Dana Reed, with her second look"
    assert AuditEntry.objects.filter(code="child.read", sentence__startswith="Ali Noor opened who has looked").exists()


def test_each_record_leads_there(world, auditor):
    browser = signed_in(a_user("Marcus Bell", Role.TEAM_MANAGER))
    for kind, address in (("household", "/households/"), ("person", "/people/")):
        page = text_of(browser, f"{address}{world[kind].pk}")
        assert f'href="/audit/about/{kind}/{world[kind].pk}"' in page
        assert "Who has looked at" in text_of(browser, f"/audit/about/{kind}/{world[kind].pk}")


def test_what_is_not_there_is_not_found(world, auditor):
    browser = signed_in(auditor)
    for address in (f"about/child/{uuid4()}", f"about/nothing/{world['child'].pk}", f"by/{uuid4()}"):
        assert browser.get(f"/audit/{address}").status_code == 404
    assert browser.get("/audit/download", {"about": "child:x"}).status_code == 404


def test_a_record_that_is_gone_is_still_told_of_to_who_may_export(council, auditor):
    note("a leak", by=SYSTEM)
    address = f"/audit/about/household/{HOME.id}?view=all"
    assert "Who has looked at Okafor and Reid?" in text_of(signed_in(auditor), address)
    assert signed_in(a_user("", Role.TEAM_MANAGER)).get(address).status_code == 404


def test_what_a_person_has_seen(world, worker, auditor):
    signed_in(worker).get(f"/children/{world['child'].pk}")
    page = text_of(signed_in(auditor), f"/audit/by/{worker.pk}")
    assert "What Dana Reed has seen and done" in page and f"Dana Reed opened the record of {world['child']}." in page


def test_pages_are_turned_without_showing_one_twice(council):
    for number in range(60):
        note(f"fact {number}")
    found = Search(area="tests").found(SYSTEM)

    first = page_of(found)
    for number in range(60, 90):
        note(f"fact {number}")  # while somebody reads the first page
    second = page_of(found, older=first.older)
    third = page_of(found, older=second.older)
    whats = [entry.details["what"] for page in (first, second, third) for entry in page.entries]
    assert whats == [f"fact {number}" for number in range(59, -1, -1)]
    assert (first.newer, third.older, first.count) == (None, None, 60)
    back = page_of(found, newer=second.newer)
    assert [entry.pk for entry in back.entries][-25:] == [entry.pk for entry in first.entries]
    assert page_of(found, older=uuid4()).entries[0].details["what"] == "fact 89"


def test_very_many_are_not_counted_to_the_end(council, monkeypatch):
    monkeypatch.setattr(searching, "COUNTED", 3)
    for number in range(5):
        note(str(number))
    assert page_of(Search(area="tests").found(SYSTEM)).count is None


def test_who_looked_counts_each_person_once(council):
    dana, marcus = (Actor(uuid4(), name, frozenset()) for name in ("Dana Reed", "Marcus Bell"))
    for by in (dana, dana, marcus):
        audit.read(HOME, by=by)
    looked = who_looked(Search(view="readings", about=(HOME.id,)).found(SYSTEM))
    assert [(one.name, one.times) for one in looked] == [("Marcus Bell", 1), ("Dana Reed", 2)]


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_search_is_taken_away_as_a_file_that_says_so(auditor, kind):
    note("=cmd|' /C calc'!A0", subject=Subject("household", uuid4(), "=1+1"))
    answer = signed_in(auditor).get("/audit/download", {"as": kind, "view": "acts", "area": "tests"})

    assert (
        answer.status_code == 200 and f'filename="audit-{today().isoformat()}.{kind}"' in answer["Content-Disposition"]
    )
    if kind == "csv":
        headings, row = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    else:
        headings, row = load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True)
    assert tuple(headings) == files.HEADINGS and len(row) == len(headings)
    assert row[5].lstrip("'") == "=1+1" and (kind == "xlsx" or row[5].startswith("'"))
    assert AuditEntry.objects.get(code="audit.downloaded").sentence == (
        "Ali Noor downloaded entries of the audit (1): acts, of tests."
    )


def test_a_file_about_somebody_keeps_about_whom(world, auditor):
    child = world["child"]
    signed_in(auditor).get("/audit/download", {"about": f"child:{child.pk}", "view": "all"})
    assert AuditEntry.objects.get(code="audit.downloaded").seen == [child.pk, child.person_id]


def test_who_may_only_look_takes_nothing_away(council, monkeypatch):
    manager = a_user("Marcus Bell", Role.TEAM_MANAGER)
    browser = signed_in(manager)
    assert browser.get("/audit/download").status_code == 403
    assert "/audit/download" not in text_of(browser, "/audit/")
    with pytest.raises(NotPermitted):
        files.download(Search(), kind="csv", by=manager.actor)
    monkeypatch.setattr(files, "MOST", 0)
    note("one")
    with pytest.raises(RuleBroken, match="Choose fewer days"):
        files.download(Search(), kind="csv", by=SYSTEM)


def test_rows_of_the_whole_audit_name_their_place_in_the_chain(own_database):
    from tenants.isolation.current import in_tenant

    with in_tenant("council_oakshire"):
        entry = note("a leak")
        (sheet,) = kind_of("audit.all").make(SYSTEM, date(2026, 3, 2), lambda done, total: None)
        (row,) = sheet.rows
        assert row[-3:] == [str(entry.pk), 1, bytes(AuditLink.objects.get().hash).hex()]


@pytest.mark.parametrize(("role", "status"), [(Role.AUDITOR, 200), (Role.SUPERVISING_SOCIAL_WORKER, 403)])
def test_who_may_read_it(council, role, status):
    assert signed_in(a_user("", role)).get("/audit/").status_code == status


def test_one_entry_says_all_that_is_kept_of_it(auditor, worker):
    entry = note(
        "a move", by=worker.actor, reason="The roof", before={"town": "Alder", "beds": 2}, after={"town": "Elm"}
    )
    page = text_of(signed_in(auditor), "/audit/")
    assert f'href="/audit/{entry.pk}"' in page
    page = text_of(signed_in(auditor), f"/audit/{entry.pk}")
    for words in ("Supervising social worker", "The roof", "Alder became Elm", "2 became nothing", "Not linked yet"):
        assert words in page, words
    assert AuditEntry.objects.filter(code="audit.read").first().seen == [HOME.id]
    assert signed_in(auditor).get(f"/audit/{uuid4()}").status_code == 404


def test_what_the_same_request_left_stands_beside_it(world, worker, auditor):
    from hearth.context import request_id

    with request_id("abc123"):
        one, two = note("one"), note("two")
    page = text_of(signed_in(auditor), f"/audit/{one.pk}")
    assert "In the same request" in page and f'href="/audit/{two.pk}"' in page
