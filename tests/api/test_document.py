"""The OpenAPI document: whole, valid, and told as the operations are."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command
from drf_spectacular.generators import SchemaGenerator

from api.problems import KINDS
from tests.support.browsing import signed_in


@pytest.fixture(scope="module")
def document():
    return SchemaGenerator(urlconf="api.document").get_schema(request=None, public=True)


def operations(document):
    return [(path, method, one) for path, methods in document["paths"].items() for method, one in methods.items()]


def test_it_is_valid_and_without_warnings():
    call_command(
        "spectacular", urlconf="api.document", validate=True, fail_on_warn=True, file="/dev/null", stdout=io.StringIO()
    )


def test_every_operation_is_told_in_full(document):
    assert document["openapi"].startswith("3.1")
    assert len(operations(document)) >= 60
    explained = {tag["name"] for tag in document["tags"]}
    for path, method, one in operations(document):
        where = f"{method.upper()} {path}"
        assert one["summary"], where
        assert one["tags"], where
        assert set(one["tags"]) <= explained, where
        assert {"token": []} in one["security"], where
        assert {"session": []} in one["security"], where
        assert {"401", "403", "500"} <= set(one["responses"]), where
        for status, answer in one["responses"].items():
            if status.startswith(("4", "5")):
                assert list(answer["content"]) == ["application/problem+json"], where
        if method in ("post", "patch"):
            assert one["requestBody"]["content"]["application/json"]["example"], where


def test_every_change_asks_for_the_version_and_every_post_takes_a_key(document):
    changed = set()
    for path, method, one in operations(document):
        headers = {parameter["name"] for parameter in one["parameters"] if parameter["in"] == "header"}
        assert ("Idempotency-Key" in headers) == (method == "post"), path
        if "If-Match" in headers:
            assert {"412", "428"} <= set(one["responses"]), path
            changed.add(path)
    endings = {
        path for path, method, _ in operations(document) if method == "post" and path.endswith(("/ending", "/closing"))
    }
    assert endings <= changed


def test_amounts_are_whole_pence_and_days_are_dates(document):
    for name, schema in document["components"]["schemas"].items():
        for field, told in schema.get("properties", {}).items():
            kinds = told.get("type")
            if field.endswith("_pence"):
                assert kinds in ("integer", ["integer", "null"]), f"{name}.{field}"
            if field.endswith("_on") and "format" in told:
                assert told["format"] == "date", f"{name}.{field}"


def test_no_operation_gives_a_whole_model(document):
    from rest_framework.serializers import ModelSerializer

    from api.fields import Out

    def below(cls):
        return {cls, *(one for child in cls.__subclasses__() for one in below(child))}

    assert not any(one.__module__.startswith("api.") for one in below(ModelSerializer))
    assert len(below(Out)) > 20


def test_staff_read_it_and_nobody_else(dana, council):
    from django.test import Client

    client = signed_in(dana)
    answer = client.get("/api/schema/")
    assert answer.json()["info"]["title"] == "Hearth"
    assert client.get("/api/schema/", headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert client.post("/api/schema/")["Content-Type"] == "application/problem+json"
    stranger = Client(HTTP_HOST="oakshire.localhost")
    assert stranger.get("/api/schema/").status_code == 401
    assert stranger.get("/api/")["Location"] == "/accounts/sign-in/?next=/api/"


def test_the_page_to_read_it_keeps_to_the_content_policy(dana):
    client = signed_in(dana)
    page = client.get("/api/")

    assert page.status_code == 200, page.content
    rules = dict(one.strip().split(" ", 1) for one in page["Content-Security-Policy"].split(";"))
    assert (rules["script-src"], rules["style-src"], rules["img-src"]) == ("'self'", "'self'", "'self' data:")
    words = page.content.decode()
    assert "<style" not in words
    assert " style=" not in words
    assert words.count("<script src=") == words.count("<script") == 2
    script = client.get("/api/?script=")
    assert script["Content-Type"].startswith("application/javascript")
    assert "SwaggerUIBundle" in script.content.decode()


def test_the_page_of_problems_names_each_type(dana):
    words = signed_in(dana).get("/api/problems/").content.decode()

    assert all(f'id="{slug}"' in words for slug in KINDS)
