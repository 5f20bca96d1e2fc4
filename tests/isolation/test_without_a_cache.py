"""The cache may be away: every question is answered, quickly, and pages go on."""

import pytest
from django.core.cache import cache, caches
from django.urls import reverse

from core.recruitment.models import Enquiry
from hearth.settings import base
from tests.support.browsing import HOST
from tests.support.staff import a_user

URLS = "hearth.urls.council"

AWAY = {"default": {**base.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/0"}}


@pytest.fixture
def away(settings, council):
    settings.CACHES = AWAY
    return council


def test_every_question_is_a_miss(away):
    assert cache.get("a", "otherwise") == "otherwise"
    assert cache.add("a", 1) is True
    assert cache.get_or_set("a", 7) == 7
    assert cache.incr("a") == 1
    assert cache.get_many(["a"]) == {}
    assert cache.set_many({"a": 1}) == ["a"]
    assert not cache.has_key("a") and not cache.delete("a") and not cache.touch("a")
    cache.set("a", 1)
    cache.clear()


def test_it_is_left_alone_for_a_moment_and_then_asked_again(away, caplog):
    cache.get("a")
    cache.get("a")
    assert len(caplog.messages) == 1
    caches["default"]._away_until = 0.0
    cache.get("a")
    assert len(caplog.messages) == 2


def test_people_sign_in_and_the_public_can_still_write(away, client):
    user = a_user("Dana Reed")
    user.set_password("correct horse battery")
    user.save()
    login = reverse("account_login", urlconf=URLS)
    sent = client.post(login, {"login": user.email, "password": "correct horse battery"}, HTTP_HOST=HOST)
    assert sent.status_code == 302

    told = {"route": "mainstream", "known_as": "Jean", "family_name": "Pellow", "email": "jean@example.net"}
    assert client.post(reverse("recruitment:enquire", urlconf=URLS), told, HTTP_HOST=HOST).status_code == 302
    assert Enquiry.objects.count() == 1
