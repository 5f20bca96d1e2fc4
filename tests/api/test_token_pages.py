"""The page on which an administrator issues and revokes an account's tokens."""

from __future__ import annotations

import re

import pytest

from hearth.access import Role
from hearth.identity.models import AccessToken
from tests.support.browsing import signed_in
from tests.support.programs import Program
from tests.support.staff import a_user


@pytest.fixture
def administrator(day):
    return signed_in(a_user("Ana Pell", Role.TENANT_ADMINISTRATOR))


def test_a_token_is_issued_shown_once_and_revoked(administrator, dana):
    address = f"/people-and-roles/{dana.pk}/tokens"
    assert f'href="{address}"' in administrator.get(f"/people-and-roles/{dana.pk}").content.decode()
    page = administrator.post(address, {"name": "Case system"}).content.decode()
    secret = re.search(r"hearth_[\w-]+", page).group()
    assert Program(secret).get("me").json()["name"] == "Dana Reed"

    page = administrator.get(address).content.decode()
    assert secret not in page
    assert "Last used on" in page
    assert f"Ends in {secret[-4:]}" in page

    token = AccessToken.objects.get()
    answer = administrator.post(f"{address}/{token.pk}/revocation", follow=True)
    assert "no longer works" in answer.content.decode()
    assert Program(secret).get("me").status_code == 401


def test_what_is_missing_or_too_far_off_is_said_beside_the_field(administrator, dana):
    address = f"/people-and-roles/{dana.pk}/tokens"
    page = administrator.post(address, {"name": "", "expires_on_0": "1", "expires_on_1": "1", "expires_on_2": "2040"})
    assert page.status_code == 422
    assert "Enter what the token is for" in page.content.decode()
    page = administrator.post(address, {"name": "x", "expires_on": "2040-01-01"})
    assert page.status_code == 422
    assert "Last day must be between" in page.content.decode()
    assert not AccessToken.objects.exists()


def test_a_persons_account_offers_another_way(administrator, dana):
    signed_in(dana)
    page = administrator.get(f"/people-and-roles/{dana.pk}/tokens").content.decode()
    assert "Open an account for the program" in page
    assert "Issue the token" not in page


def test_only_administrators_come_here(dana):
    client = signed_in(dana)
    assert client.get(f"/people-and-roles/{dana.pk}/tokens").status_code == 403
    assert client.post(f"/people-and-roles/{dana.pk}/tokens", {"name": "Mine"}).status_code == 403
