"""Who may give whom a role, and what the history of an account keeps."""

import pytest

from hearth.access import Role
from hearth.errors import RuleBroken, StateConflict
from hearth.identity.actions import close_account, end_role, grant_role
from tests.support.browsing import signed_in
from tests.support.staff import a_user

ADMINISTRATOR = Role.TENANT_ADMINISTRATOR


@pytest.fixture
def administrator(council):
    return a_user("Ade Bello", ADMINISTRATOR)


def test_the_history_of_an_account_keeps_neither_its_passwords_nor_when_it_signed_in(administrator):
    kept = {field.name for field in administrator.history.model._meta.fields}
    assert {"email", "name", "is_active"} <= kept
    assert not kept & {"password", "last_login"}

    before = administrator.history.count()
    administrator.set_password("a new long password")
    type(administrator).objects.filter(pk=administrator.pk).update(password=administrator.password)
    assert administrator.history.count() == before


def test_nobody_gives_themselves_a_role(administrator):
    with pytest.raises(RuleBroken, match="another administrator"):
        grant_role(administrator, Role.POLICY_APPROVER, by=administrator.actor)
    assert administrator.actor.roles == {ADMINISTRATOR}
    grant_role(a_user(), Role.POLICY_APPROVER, by=administrator.actor)


def test_the_last_administrator_stays(administrator):
    with pytest.raises(StateConflict, match="Nobody else"):
        end_role(administrator.role_grants.get(), by=administrator.actor)
    with pytest.raises(StateConflict, match="Nobody else"):
        close_account(administrator, by=administrator.actor)

    second = a_user("Kim Vale", ADMINISTRATOR)
    close_account(administrator, by=second.actor)
    with pytest.raises(StateConflict, match="Nobody else"):
        close_account(second, by=second.actor)


def test_what_was_done_is_said_on_the_next_page_and_kept_in_no_cookie(administrator):
    colleague = a_user("Kit Vane")
    browser = signed_in(administrator)
    answer = browser.post(f"/people-and-roles/{colleague.pk}/roles", {"role": Role.AUDITOR})
    assert answer.status_code == 302
    assert "messages" not in answer.cookies
    assert "Kit Vane now holds the role of auditor" in browser.get(answer.url).content.decode()


def test_an_administrator_is_offered_no_role_on_their_own_page_and_told_why_the_last_one_stays(administrator):
    browser = signed_in(administrator)
    assert "Give a role" in browser.get(f"/people-and-roles/{a_user().pk}").content.decode()
    mine = f"/people-and-roles/{administrator.pk}"
    assert "Give a role" not in browser.get(mine).content.decode()

    refused = browser.post(f"{mine}/roles", {"role": Role.POLICY_APPROVER})
    assert refused.status_code == 422 and "Ask another administrator" in refused.content.decode()
    ending = browser.post(f"{mine}/roles/{administrator.role_grants.get().pk}/ending")
    assert ending.status_code == 409 and "Nobody else could" in ending.content.decode()
