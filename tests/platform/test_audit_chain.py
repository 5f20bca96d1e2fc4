"""The chain of the audit: forged by the database at each commit, refused to the application, and verified."""

from __future__ import annotations

import json
import threading
from datetime import UTC, date, datetime
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, connections, transaction

from hearth import audit
from hearth.access import Actor, Role
from hearth.audit.actions import make_months_ahead, verify_chain
from hearth.audit.models import AuditEntry, AuditHead, AuditLink
from hearth.audit.verifying import START, Head, last_recorded, verify
from hearth.errors import NotPermitted
from hearth.jobs.registry import kind_of
from hearth.subjects import Subject
from tenants.isolation.current import in_tenant

DANA = Actor(None, "Dana Reed", frozenset({Role.TEAM_MANAGER, Role.AUDITOR}))
KEEPER = Actor.system("audit.keep")
HOME = Subject("household", AuditEntry._meta.pk.get_default(), "Okafor and Reid")
PLACE = "council_oakshire"

audit.sentences({"tests.noted": "{actor} noted {what} of {subject}."})


def note(what: str, **details: Any) -> AuditEntry:
    return audit.record("tests.noted", HOME, by=DANA, on=date(2026, 3, 2), what=what, **details)


@pytest.fixture
def chain(own_database: Any) -> Any:
    """Six entries of Oakshire, each committed by itself. The test works inside Oakshire."""
    with in_tenant(PLACE):
        yield [note(f"fact {number}", pence=number * 1.5, at=datetime(2026, 1, 1, tzinfo=UTC)) for number in range(6)]


def tamper(statement: str, *params: object) -> None:
    """What somebody with the whole database in their hands may do."""
    owner: Any = connections["owner"]
    owner.set_schema_to_public()
    with transaction.atomic(using="owner"), owner.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica; SET LOCAL search_path = council_oakshire")
        cursor.execute(statement, params or None)


def test_an_entry_says_who_as_what_when_why_and_what_it_was_before(council):
    entry = note("a move", reason="The roof leaked", before={"town": "Alder"}, after={"town": "Elm"})
    entry.refresh_from_db()

    assert (entry.actor_name, entry.actor_roles) == ("Dana Reed", ["auditor", "team_manager"])
    assert (entry.subject_name, entry.on, entry.reason) == ("Okafor and Reid", date(2026, 3, 2), "The roof leaked")
    assert (entry.details["before"], entry.details["after"]) == ({"town": "Alder"}, {"town": "Elm"})
    assert entry.created_at and len(bytes(entry.digest)) == 33


def test_each_entry_is_linked_to_the_one_before_as_its_transaction_commits(chain):
    links = list(AuditLink.objects.all())

    assert [link.pk for link in links] == [entry.pk for entry in chain]
    assert [link.position for link in links] == [1, 2, 3, 4, 5, 6]
    assert [bytes(link.previous) for link in links] == [START, *[bytes(link.hash) for link in links[:-1]]]
    assert verify().is_sound and verify().head == Head(6, bytes(links[-1].hash).hex())


def test_what_is_rolled_back_leaves_no_gap(chain):
    with transaction.atomic():
        note("what never was")
        transaction.set_rollback(True)
    with transaction.atomic():
        note("one")
        note("two")

    assert (verify().is_sound, verify().entries) == (True, 8)


def test_values_of_every_kind_come_back_as_they_were_digested(chain):
    note(
        "odd values", whole=3.0, tiny=1e-7, vast=1e22, minus=-0.0, figures=10**30, words='Zoë – “ħ” 🙂\n\t"\\', yes=True
    )
    note("nested", inside={"b": [1, {"ä": None}], "a": 2.50})

    assert verify().fault is None


def test_many_at_once_make_one_chain(chain):
    def write() -> None:
        try:
            with in_tenant(PLACE):
                for number in range(10):
                    with transaction.atomic():
                        note(f"at once {number}")
        finally:
            connection.close()

    threads = [threading.Thread(target=write) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (verify().entries, verify().fault) == (66, None)


def test_a_long_transaction_keeps_nobody_waiting(chain):
    began, done = threading.Event(), threading.Event()

    def hold_on() -> None:
        try:
            with in_tenant(PLACE), transaction.atomic():
                note("the slow one")
                began.set()
                assert done.wait(20)
        finally:
            connection.close()

    slow = threading.Thread(target=hold_on)
    slow.start()
    assert began.wait(20)
    quick = note("the quick one")  # commits while the other has written and not committed
    assert AuditLink.objects.get(pk=quick.pk).position == 7
    done.set()
    slow.join()
    assert (verify().entries, verify().fault) == (8, None)


TAMPERED = {
    "changed": ("UPDATE audit_auditentry SET sentence = 'Nothing happened.' WHERE id = %s", "changed"),
    "changed in its values": ("UPDATE audit_auditentry SET details = '{}' WHERE id = %s", "changed"),
    "changed in its roles": ("UPDATE audit_auditentry SET actor_roles = '{}' WHERE id = %s", "changed"),
    "moved in time": ("UPDATE audit_auditentry SET created_at = created_at - interval '1 h' WHERE id = %s", "deleted"),
    "deleted": ("DELETE FROM audit_auditentry WHERE id = %s", "deleted"),
    "deleted with its link": (
        "WITH gone AS (DELETE FROM audit_auditentry WHERE id = %s RETURNING id)"
        " DELETE FROM audit_auditlink WHERE id IN (SELECT id FROM gone)",
        "link missing",
    ),
    "relinked": ("UPDATE audit_auditlink SET hash = previous WHERE id = %s", "changed"),
}


@pytest.mark.parametrize(("statement", "what"), TAMPERED.values(), ids=TAMPERED.keys())
def test_what_a_superuser_changes_is_found_and_named(chain, statement, what):
    tamper(statement, chain[2].pk)

    fault = verify().fault
    assert fault is not None and (fault.what, fault.position) == (what, 3)
    assert fault.entry in (None, str(chain[2].pk))


def test_an_entry_put_in_by_hand_is_found(chain):
    tamper(
        'INSERT INTO audit_auditentry SELECT gen_random_uuid(), created_at, version, code, "on", actor_id, actor_kind,'
        " 'Somebody else', actor_roles, subject_kind, subject_id, subject_name, sentence, reason, details, seen,"
        " is_reading, request_id, digest FROM audit_auditentry WHERE id = %s",
        chain[2].pk,
    )
    fault = verify().fault
    assert fault is not None and fault.what == "inserted"


def test_an_entry_that_the_application_did_not_write_is_found_though_it_is_linked(chain):
    with connection.cursor() as cursor:
        cursor.execute(
            'INSERT INTO audit_auditentry SELECT gen_random_uuid(), now(), version, code, "on", actor_id, actor_kind,'
            " 'Somebody else', actor_roles, subject_kind, subject_id, subject_name, sentence, reason, details, seen,"
            " is_reading, request_id, digest FROM audit_auditentry LIMIT 1"
        )
    fault = verify().fault
    assert fault is not None and (fault.what, fault.position) == ("changed", 7)


def test_two_entries_that_change_places_are_found(chain):
    first, second = chain[1].pk, chain[3].pk
    tamper("UPDATE audit_auditlink SET position = -position WHERE id IN (%s, %s)", first, second)
    tamper(
        "UPDATE audit_auditlink SET position = CASE id WHEN %s THEN 4 ELSE 2 END WHERE id IN (%s, %s)",
        first, first, second,
    )  # fmt: skip
    fault = verify().fault
    assert fault is not None and (fault.what, fault.position) == ("order", 2)


CUT = """WITH gone AS (DELETE FROM audit_auditlink WHERE position > 4 RETURNING id)
    DELETE FROM audit_auditentry WHERE id IN (SELECT id FROM gone)"""


def test_an_end_cut_off_is_found_by_the_recorded_head(chain):
    assert verify_chain(by=KEEPER, whole=True).is_sound
    assert last_recorded().position == 6
    tamper(CUT)

    fault = verify().fault
    assert fault is not None and (fault.what, fault.position) == ("cut", 4)
    assert (new := verify(after=last_recorded()).fault) is not None and new.what == "cut"


def test_a_chain_forged_anew_is_found_by_a_head_kept_elsewhere(chain, tmp_path):
    kept = tmp_path / "heads.json"
    out = StringIO()
    call_command("audit", "verify", "--json", stdout=out)
    kept.write_text(out.getvalue())
    assert set(json.loads(kept.read_text())) == {"oakshire", "riverton", "east", "operators"}

    tamper(CUT)
    note("put in its place")
    note("and another")
    assert verify().is_sound, "nothing inside the database tells"
    with pytest.raises(CommandError, match="not as it was written: oakshire"):
        call_command("audit", "verify", "--against", str(kept), stdout=StringIO())


def test_the_command_says_what_it_found_and_fails_where_it_is_broken(chain):
    out = StringIO()
    call_command("audit", "verify", stdout=out)
    assert "oakshire: 6 entries, unbroken; head 6 " in out.getvalue() and "riverton: 0 entries" in out.getvalue()

    tamper("UPDATE audit_auditentry SET on = NULL WHERE id = %s".replace(" on ", ' "on" '), chain[4].pk)
    out = StringIO()
    with pytest.raises(CommandError, match="oakshire") as failed:
        call_command("audit", "verify", "--council", "oakshire", stdout=out)
    assert failed.value.returncode == 1
    assert (
        f"BROKEN. Entry 5, of {chain[4].created_at:%Y-%m-%d}" in out.getvalue() and str(chain[4].pk) in out.getvalue()
    )
    call_command("audit", "verify", "--council", "riverton", stdout=out)
    with pytest.raises(CommandError, match="no tenant called nowhere"):
        call_command("audit", "verify", "--council", "nowhere")
    with pytest.raises(CommandError, match="is not what"):
        call_command("audit", "verify", "--against", "/nowhere/heads.json")


def test_each_night_the_head_is_recorded_and_only_what_is_new_is_read(chain, caplog):
    assert verify_chain(by=KEEPER, whole=True).entries == 6
    note("new")
    with caplog.at_level("INFO", "hearth.audit"):
        verdict = verify_chain(by=KEEPER, whole=False)
    assert (verdict.is_sound, verdict.entries, verdict.head.position) == (True, 2, 8)  # with the entry of the night
    assert f"audit head {PLACE} 8 {verdict.head.hash}" in caplog.text
    assert list(AuditHead.objects.values_list("position", flat=True)) == [8, 6]
    assert AuditEntry.objects.first().sentence == (
        "Hearth (audit.keep) verified the audit: 2 entries, unbroken as far as 8."
    )

    tamper("DELETE FROM audit_auditentry WHERE id = %s", AuditLink.objects.get(position=9).pk)
    with caplog.at_level("ERROR", "hearth.audit"):
        assert not verify_chain(by=KEEPER, whole=False).is_sound
    assert f"audit broken {PLACE}: Entry 9 has been deleted" in caplog.text
    assert AuditEntry.objects.filter(code="audit.found_broken").count() == 1
    assert last_recorded().position == 8
    assert kind_of("audit.keep").daily.tenants == "every"


def test_nobody_but_the_system_keeps_the_audit(council):
    for act in (verify_chain, make_months_ahead):
        with pytest.raises(NotPermitted):
            act(by=DANA)


@pytest.mark.parametrize(
    "statement",
    [
        f"{verb} {table}{rest}"
        for table in ("audit_auditentry", "audit_auditlink", "audit_audithead")
        for verb, rest in (("UPDATE", " SET version = 2"), ("DELETE FROM", ""), ("TRUNCATE", ""), ("DROP TABLE", ""))
    ]
    + [
        "INSERT INTO audit_auditlink VALUES (gen_random_uuid(), now(), 1, 99, '', '')",
        "SELECT * FROM audit_auditentry_other",
        "INSERT INTO audit_auditentry_other SELECT * FROM audit_auditentry",
        "DELETE FROM audit_auditentry_other",
        "TRUNCATE audit_auditentry_other",
        "ALTER TABLE audit_auditentry DISABLE TRIGGER audit_linked",
        "DROP TRIGGER audit_linked ON audit_auditentry",
        "CREATE OR REPLACE FUNCTION audit_link_entry() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
        "SET session_replication_role = replica",
    ],
)
def test_the_database_refuses_the_council_all_but_adding(council, statement):
    note("what stays")
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert AuditEntry.objects.count() == 1
