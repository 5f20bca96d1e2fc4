"""The proof itself: it holds, it covers everything, it leaves nothing, and it sees what is wrong."""

from __future__ import annotations

import base64
import copy
import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from hearth.access import Actor, Role
from hearth.audit.models import AuditEntry
from hearth.errors import StateConflict
from tenants.isolation.current import in_tenant
from tenants.models import Tenant
from tenants.proving import actions, finding, lookalikes, proof, signing
from tenants.proving.attempts import database, pages, work
from tenants.proving.checks import Check
from tenants.proving.lookalikes import CannotPlant
from tenants.proving.models import Receipt
from tests.support.browsing import signed_in
from tests.support.staff import a_user

SYSTEM = Actor.system("tests")
REPORT: dict[str, Any] = {
    "format": proof.FORMAT,
    "made_at": "2026-11-22T09:00:00+00:00",
    "seconds": 31.4,
    "council": {"slug": "oakshire", "name": "Oakshire County Council"},
    "asked_by": "Dana Reed",
    "place": {"base_domain": "localhost", "database": "PostgreSQL 18.6", "logins": "one for all tenants"},
    "holds": True,
    "tried": 12,
    "failed": 0,
    "untried": 0,
    "checks": [Check("pages.guarded", "Every address <says> who may open it", tried=12).to_plain()],
    "limits": [proof.ONE_LOGIN],
}


@pytest.mark.slow
def test_the_proof_holds_and_covers_everything(own_database, tmp_path):
    """The command, for one council, as an operator or a build runs it."""
    said = StringIO()
    try:
        call_command("isolation", "prove", "--tenant", "oakshire", "--report", str(tmp_path), stdout=said)
    except CommandError:
        pytest.fail(said.getvalue())
    document = json.loads((tmp_path / "receipt.json").read_text())
    report = document["report"]
    assert report["holds"] and report["failed"] == report["untried"] == 0
    assert report["tried"] > 5_000
    counts = {check["code"]: check["counts"] for check in report["checks"]}
    assert counts["pages.guarded"]["addresses of a council"] == len(finding.routes("council")) > 200
    assert counts["work.commands"]["commands"] == len(finding.commands())
    assert (tmp_path / "receipt.pdf").read_bytes().startswith(b"%PDF")
    assert Tenant.objects.count() == 4
    said = StringIO()
    call_command("isolation", "verify", str(tmp_path / "receipt.json"), stdout=said)
    assert "Unchanged since it was signed (HMAC-SHA256)" in said.getvalue() and "it held" in said.getvalue()


def test_an_unprotected_route_makes_the_proof_fail(own_database, settings, monkeypatch):
    """Four routes that leak, each in its own way: the command says which, and its exit code is not 0."""
    council = {**settings.TENANT_TYPES["council"], "URLCONF": "tests.isolation.leaky_urls"}
    settings.TENANT_TYPES = {**settings.TENANT_TYPES, "council": council}
    monkeypatch.setattr(proof, "STEPS", (only_the_leaks(pages.attempts),))
    said = StringIO()
    with pytest.raises(CommandError, match="does not hold"):
        call_command("isolation", "prove", stdout=said)
    told = said.getvalue()
    assert "GET /leaks/addresses by somebody with every role: 200 shows the marker" in told
    assert "GET /leaks/<uuid:household_id> by somebody with every role: 200, an answer for a row" in told
    assert "council /leaks/unguarded names no capability" in told
    assert "not tried: council /^leaks/([0-9]+)$: its pattern cannot be turned into an address" in told


def only_the_leaks(step: Any) -> Any:
    """The step, on fewer routes: the others are walked by the test above."""

    def fewer(ground: Any) -> Any:
        with pytest.MonkeyPatch.context() as patch:
            every = finding.routes
            patch.setattr(pages, "routes", lambda kind: [r for r in every(kind) if "leaks" in r.pattern])
            yield from step(ground)

    return fewer


def test_a_command_that_says_nothing_of_tenants_is_named(monkeypatch):
    commands = {found.name: found for found in finding.commands()}
    assert all(found.across for found in commands.values() if found.ours)
    assert {"migrate_schemas", "shell", "dumpdata"} <= set(commands)
    assert not commands["dumpdata"].ours


def test_every_purpose_of_a_seal_is_written_out():
    purposes, unclear = finding.seal_purposes()
    assert unclear == ()
    assert all("." in purpose for purpose in purposes)


def test_a_parameter_that_nothing_is_known_to_fill_is_named():
    assert finding.filled_in("/a/<week:when>")[2] == "nothing is known to put for <week:when>"
    assert finding.filled_in("/a/<uuid:x>/b.<str:format>") == (f"/a/{lookalikes.KEY}/b.json", True, "")
    assert finding.filled_in("/accounts/^key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$")[0] == "/accounts/key/1-x/"


def test_a_check_without_an_attempt_or_with_one_left_out_does_not_hold():
    check = Check("x", "X")
    assert not check.holds
    check.expect(True, "a")
    assert check.holds
    check.cannot_try("b")
    assert not check.holds
    other = Check("y", "Y")
    with other.refused("it ran", ZeroDivisionError):
        pass
    assert (other.failed, other.failures, other.holds) == (1, ["it ran"], False)


def test_look_alikes_are_destroyed_whatever_happens_and_nothing_else_is(own_database):
    made: list[Tenant] = []

    def fail() -> None:
        with lookalikes.planted() as alike:
            made.extend(alike.each())
            assert Tenant.objects.count() == 8
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert (Tenant.objects.count(), lookalikes.what_is_left(tuple(made))) == (4, [])
    with pytest.raises(ValueError, match="no look-alike"):
        lookalikes.destroy(Tenant.objects.get(slug="oakshire"))


def test_what_a_killed_proof_left_is_removed_later(own_database, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(lookalikes, "destroy", lambda tenant: None)  # killed
        with lookalikes.planted() as left:
            pass
    assert Tenant.objects.count() == 8
    assert lookalikes.remove_left_behind() == 0  # another proof may be at work
    Tenant.objects.using("owner").filter(slug__startswith=lookalikes.PREFIX).update(created_at="2026-01-05T10:00Z")
    assert lookalikes.remove_left_behind() == 4
    assert lookalikes.what_is_left(left.each()) == []


def test_a_process_without_the_owners_login_says_so(db, monkeypatch):
    monkeypatch.setattr(lookalikes, "owner_role", lookalikes.app_role)
    with pytest.raises(CannotPlant, match="owner's login"), lookalikes.planted():
        pass


def test_the_database_itself_says_that_no_role_reaches_another(db):
    check = database.catalogue()
    assert check.holds, check.failures
    assert check.counts["tenants"] == 4


def test_a_payload_names_the_other_councils_row_whatever_is_asked():
    payload = work.EveryKey()
    assert {payload["export"], payload.get("x"), payload.get("y", 1)} == {str(lookalikes.KEY)}
    assert "anything" in payload


@pytest.fixture
def key(settings):
    settings.RECEIPT_KEY = base64.b64encode(b"k" * 32).decode()
    return settings.RECEIPT_KEY


def changed(document: dict[str, Any]) -> dict[str, Any]:
    other = copy.deepcopy(document)
    other["report"]["failed"] = 1
    return other


def test_a_receipt_that_was_changed_by_one_character_is_refused(settings):
    document = signing.sign(REPORT)
    assert signing.verify(document) == signing.HMAC
    with pytest.raises(signing.NotAReceipt, match="changed"):
        signing.verify(changed(document))
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another" * 10
    assert signing.verify(document) == signing.HMAC  # after the secret was rotated
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(signing.NotAReceipt, match="another installation"):
        signing.verify(document)


def test_a_receipt_signed_with_a_key_can_be_checked_by_anybody_who_has_the_public_one(key, settings):
    document = signing.sign(REPORT)
    public = signing.own_public_key()
    assert document["signature"]["public_key"] == public
    settings.RECEIPT_KEY = ""
    assert signing.verify(document, public_key=public) == signing.ED25519
    with pytest.raises(signing.NotAReceipt, match="--key"):
        signing.verify(document)  # the key in the file proves nothing
    for other in (changed(document), {**document, "signature": {**document["signature"], "value": "AAAA"}}):
        with pytest.raises(signing.NotAReceipt, match="changed"):
            signing.verify(other, public_key=public)


@pytest.mark.parametrize("document", [None, [], {}, {"report": {}}, {"report": {}, "signature": {}}, "x"])
def test_what_is_no_receipt_is_refused_in_words(document):
    with pytest.raises(signing.NotAReceipt, match="no isolation receipt"):
        signing.verify(document)


def test_the_command_refuses_a_file_that_is_no_receipt(tmp_path):
    (tmp_path / "x.json").write_text("{")
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("isolation", "verify", str(tmp_path / "x.json"))
    (tmp_path / "y.json").write_text(json.dumps(changed(signing.sign(REPORT))))
    with pytest.raises(CommandError, match="was changed"):
        call_command("isolation", "verify", str(tmp_path / "y.json"))


@pytest.fixture
def proved(monkeypatch):
    """The proof, already made: what pages and acts do with it is the question here."""
    monkeypatch.setattr("tenants.proving.jobs.prove", lambda **asked: {**REPORT, "asked_by": asked["asked_by"]})


def test_an_administrator_starts_the_proof_and_fetches_the_receipt(council, proved, django_capture_on_commit_callbacks):
    admin = signed_in(a_user("Dana Reed", Role.TENANT_ADMINISTRATOR))
    with django_capture_on_commit_callbacks(execute=True):
        asked = admin.post("/isolation/new")
    receipt = Receipt.objects.get()
    assert asked["Location"] == f"/isolation/{receipt.pk}"
    assert (receipt.holds, receipt.report["asked_by"]) == (True, "Dana Reed")
    page = admin.get(f"/isolation/{receipt.pk}").content.decode()
    assert "It holds." in page and "12 attempts" in page
    assert "Holds" in admin.get("/isolation/").content.decode()
    as_json = admin.get(f"/isolation/{receipt.pk}/receipt.json")
    assert "attachment" in as_json["Content-Disposition"]
    assert signing.verify(as_json.json()) == signing.HMAC
    assert admin.get(f"/isolation/{receipt.pk}/receipt.pdf").content.startswith(b"%PDF")
    recorded = AuditEntry.objects.filter(code__startswith="proving.").order_by("id")
    codes = [code.removeprefix("proving.") for code in recorded.values_list("code", flat=True)]
    assert codes == ["proof_asked", "receipt_kept", "receipt_fetched", "receipt_fetched"]


def test_others_neither_start_it_nor_see_it(council):
    receipt = actions.ask_for_proof(by=SYSTEM)
    worker = signed_in(a_user("Sam Vane", Role.SUPERVISING_SOCIAL_WORKER))
    assert worker.post("/isolation/new").status_code == 403
    assert worker.get(f"/isolation/{receipt.pk}").status_code == 403
    assert not Receipt.objects.visible_to(Actor.public()).exists()


def test_one_proof_at_a_time_and_no_receipt_before_it_is_made(council):
    receipt = actions.ask_for_proof(by=SYSTEM)
    with pytest.raises(StateConflict):
        actions.ask_for_proof(by=SYSTEM)
    with pytest.raises(StateConflict):
        actions.fetch_receipt(receipt, actions.JSON, by=SYSTEM)


def test_where_workers_may_not_make_tenants_the_receipt_says_what_it_waits_for(council, monkeypatch, proved):
    def cannot(**_: Any) -> Any:
        raise CannotPlant("x")

    with monkeypatch.context() as patch:
        patch.setattr("tenants.proving.jobs.prove", cannot)
        receipt = actions.ask_for_proof(by=SYSTEM)
        from hearth.jobs.models import Job
        from tenants.proving.jobs import prove_for_council

        prove_for_council(Job.objects.get(key=str(receipt.pk)))
    receipt.refresh_from_db()
    assert "hearth isolation prove --asked" in receipt.trouble
    said = StringIO()
    call_command("isolation", "prove", "--asked", stdout=said)
    assert said.getvalue() == "oakshire: it holds\n"
    with in_tenant("council_oakshire"):
        assert Receipt.objects.get().holds


def test_a_receipt_that_is_kept_stays_as_it_is(council):
    receipt = actions.ask_for_proof(by=SYSTEM)
    first = actions.keep_receipt(receipt, signing.sign(REPORT), by=SYSTEM)
    again = actions.keep_receipt(receipt, signing.sign({**REPORT, "holds": False}), by=SYSTEM)
    assert (first.made_at, again.holds) == (again.made_at, True)
