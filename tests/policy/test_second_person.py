"""A second person answers for a change, and for what that person has read."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from config_per_tenant.versions import actions
from config_per_tenant.versions.models import PolicyValue, PolicyVersion
from hearth.access import Actor, Role
from hearth.dates import on_day
from hearth.errors import RuleBroken, StaleEdit
from tests.support.policies import DANA, MORGAN, TODAY, VISITS, a_draft, a_submitted_version, an_open_council

ROBIN = Actor(uuid4(), "Robin Hale", frozenset({Role.TENANT_ADMINISTRATOR, Role.POLICY_APPROVER}))
LATER = TODAY + timedelta(days=30)


@pytest.fixture(autouse=True)
def _opened(council):
    with on_day(TODAY):
        an_open_council()
        yield


def submitted(draft: PolicyVersion, by: Actor) -> PolicyVersion:
    return actions.submit(draft, effective_from=LATER, reason="Decided by the board.", by=by)


def test_who_once_submitted_it_cannot_approve_it_after_it_was_sent_back():
    draft = submitted(a_draft(by=DANA), by=ROBIN)
    actions.send_back(draft, reason="Another look.", by=ROBIN)
    again = submitted(draft, by=DANA)

    with pytest.raises(RuleBroken) as refused:
        actions.approve(again, by=ROBIN)
    assert refused.value.code == "policy.same_person"
    with pytest.raises(IntegrityError), transaction.atomic():
        PolicyVersion.objects.filter(pk=again.pk).update(
            approved_at="2026-11-23T09:00Z", approved_by_id=ROBIN.id, approved_by_name=ROBIN.name
        )
    assert actions.approve(again, by=MORGAN).approved_by_name == "Morgan Bell"


def test_what_was_changed_while_the_approver_read_is_not_approved():
    read = a_submitted_version(LATER, supervision__visit_interval="6 weeks")
    seen = read.version
    actions.send_back(read, reason="One more thing.", by=DANA)
    actions.change_value(read, VISITS, state="set", value="3 weeks", by=DANA)
    again = submitted(read, by=DANA)

    with pytest.raises(StaleEdit):
        actions.approve(again, seen=seen, by=MORGAN)
    assert PolicyVersion.objects.get(pk=read.pk).approved_at is None
    assert actions.approve(again, seen=PolicyVersion.objects.get(pk=read.pk).version, by=MORGAN).approved_at


def test_values_that_wait_for_approval_are_held_by_the_database():
    version = a_submitted_version(LATER)
    with pytest.raises(IntegrityError), transaction.atomic():
        PolicyValue.objects.filter(in_version=version).update(plain={"most": "1 weeks"})
    with pytest.raises(IntegrityError), transaction.atomic():
        PolicyVersion.objects.filter(pk=version.pk).update(is_opening=True)


@pytest.mark.parametrize("plain", [["skill_levels"], {"basis": "flat"}, 3, True])
def test_what_is_no_choice_is_refused_in_words(plain):
    draft = actions.open_draft(title="A change", by=DANA)
    with pytest.raises(RuleBroken) as refused:
        actions.change_value(draft, "fees.scheme_basis", state="set", value=plain, by=DANA)
    assert "cannot be chosen" in refused.value.message
