"""An invitation: signed, good once, for a week, in its own council, and for nobody who has a password."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from hearth.access import Role
from hearth.audit.models import AuditEntry
from hearth.errors import NotPermitted, RuleBroken, StateConflict
from hearth.identity.actions import close_account
from hearth.identity.acts.invitations import accept_invitation, invitation_of, invite
from hearth.identity.models import User
from tenants.isolation.current import in_tenant
from tests.support.browsing import HOST, signed_in
from tests.support.staff import SYSTEM, a_user

PASSWORD = "seven yellow kettles"


@pytest.fixture
def dana(council):
    return a_user("Dana Reed")


def page_of(key):
    return f"/accounts/invitation/{key}/"


def test_an_administrator_invites_and_the_person_sets_a_password_and_signs_in(dana):
    administrator = signed_in(a_user("Ade Bello", Role.TENANT_ADMINISTRATOR))
    assert "Send an invitation" in administrator.get(f"/people-and-roles/{dana.pk}").content.decode()
    assert administrator.post(f"/people-and-roles/{dana.pk}/invitation").status_code == 302
    letter = mail.outbox[0]
    assert letter.to == [dana.email] and "Ade Bello" in letter.body and "Oakshire" in letter.body
    link = next(word for word in letter.body.split() if "/accounts/invitation/" in word)
    assert link.startswith(f"http://{HOST}/")

    browser, address = Client(HTTP_HOST=HOST), link.split(HOST)[1]
    assert "Choose your password" in browser.get(address).content.decode()
    wrong = browser.post(address, {"password": PASSWORD, "again": "other"})
    assert wrong.status_code == 422 and "must be the same" in wrong.content.decode()
    weak = browser.post(address, {"password": "Password1234", "again": "Password1234"})
    assert weak.status_code == 422 and "first that people try" in weak.content.decode()
    assert browser.post(address, {"password": PASSWORD, "again": PASSWORD}).url == "/accounts/sign-in/"
    assert browser.post("/accounts/sign-in/", {"login": dana.email, "password": PASSWORD}).status_code == 302
    again = Client(HTTP_HOST=HOST).post(
        address, {"password": "three orange lanterns", "again": "three orange lanterns"}
    )
    assert again.status_code == 404
    assert "Send an invitation" not in administrator.get(f"/people-and-roles/{dana.pk}").content.decode()
    codes = set(AuditEntry.objects.filter(subject_id=dana.pk).values_list("code", flat=True))
    assert {"identity.invited", "identity.invitation_accepted"} <= codes


def test_every_link_that_does_not_open_is_answered_alike(dana, other_council):
    invited = invite(dana, by=SYSTEM)
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        late = Client(HTTP_HOST=HOST).get(page_of(invited.key))
    replaced = page_of(invited.key)
    newer = invite(dana, by=SYSTEM)
    with in_tenant(other_council):
        twin = User.objects.create(pk=dana.pk, email=dana.email, name=dana.name, password=dana.password)
        assert invitation_of(newer.key) is None
        abroad = invite(twin, by=SYSTEM).key
    there = Client(HTTP_HOST="riverton.localhost").get(page_of(newer.key))
    here = [
        Client(HTTP_HOST=HOST).get(address) for address in (replaced, page_of(abroad), page_of("x"), page_of("a:b:c"))
    ]
    here += [Client(HTTP_HOST=HOST).get(page_of(newer.key[:-2] + "xx")), late]
    assert {answer.status_code for answer in [*here, there]} == {404}
    assert len({answer.content for answer in here}) == 1
    assert Client(HTTP_HOST=HOST).get(page_of(newer.key)).status_code == 200


def test_who_is_invited_and_by_whom(dana):
    with pytest.raises(NotPermitted):
        invite(dana, by=a_user("Kit Vane", Role.TEAM_MANAGER).actor)
    invited = invite(dana, by=SYSTEM)
    with pytest.raises(RuleBroken):
        accept_invitation(invited.invitation, password="short", by=SYSTEM)
    accept_invitation(invited.invitation, password=PASSWORD, by=SYSTEM)
    with pytest.raises(StateConflict):
        accept_invitation(invited.invitation, password=PASSWORD, by=SYSTEM)
    dana.refresh_from_db()
    with pytest.raises(StateConflict, match="has a password"):
        invite(dana, by=SYSTEM)
    gone = a_user("Jo Marsh")
    key = invite(gone, by=SYSTEM).key
    close_account(gone, by=SYSTEM)
    assert invitation_of(key) is None
    with pytest.raises(StateConflict, match="closed"):
        invite(gone, by=SYSTEM)


def test_a_letter_that_cannot_be_sent_is_told(dana, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    administrator = signed_in(a_user("Ade Bello", Role.TENANT_ADMINISTRATOR))
    answer = administrator.post(f"/people-and-roles/{dana.pk}/invitation", follow=True)
    assert "could not be sent" in answer.content.decode()
