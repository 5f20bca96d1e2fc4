"""Guards over every form of the project: whatever is wrong with an answer, the words are ours."""

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from django import forms
from django.conf import settings

from hearth.ui.forms import Form, ModelForm, Worded
from hearth.ui.forms.messages import unworded

OURS = ("core", "config_per_tenant", "hearth", "tenants")


def modules_of_forms() -> Iterator[str]:
    """Every module called forms, and every module of pages."""
    for name in OURS:
        package = importlib.import_module(name)
        for found in pkgutil.walk_packages(package.__path__, f"{name}."):
            parts = found.name.split(".")
            if "migrations" not in parts and "settings" not in parts and (parts[-1] == "forms" or "pages" in parts):
                yield found.name


def every_form() -> list[type[forms.BaseForm]]:
    for name in modules_of_forms():
        importlib.import_module(name)
    found, waiting = [], [forms.BaseForm]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if kind.__module__.startswith(OURS) and kind not in (Form, ModelForm) and hasattr(kind, "base_fields"):
            found.append(kind)
    return found


@pytest.fixture(scope="module")
def known() -> list[type[forms.BaseForm]]:
    assert "core.supervision" in settings.INSTALLED_APPS, "This test is about the project, not about the gallery"
    return every_form()


def test_every_form_is_one_of_ours(known: list[type[forms.BaseForm]]) -> None:
    assert len(known) > 10
    assert [f"{one.__module__}.{one.__qualname__}" for one in known if not issubclass(one, Worded)] == []


def test_every_question_says_what_to_enter_or_select(known: list[type[forms.BaseForm]]) -> None:
    assert [told for one in known for told in unworded(one)] == []


def test_no_form_tells_people_off(known: list[type[forms.BaseForm]]) -> None:
    """Never "invalid", "required" or "please"; and no full stop, as it stands in a list of links."""
    rude = [
        f"{one.__module__}.{one.__qualname__}.{name}: {text}"
        for one in known
        for name, field in one.base_fields.items()
        for code, text in field.error_messages.items()
        if text != _django_s(field).get(code)
        and (any(word in str(text).lower() for word in ("invalid", "required", "please")) or str(text).endswith("."))
    ]
    assert rude == []


def _django_s(field: forms.Field) -> dict[str, object]:
    merged: dict[str, object] = {}
    for kind in reversed(type(field).__mro__):
        merged.update(getattr(kind, "default_error_messages", {}))
    return merged
