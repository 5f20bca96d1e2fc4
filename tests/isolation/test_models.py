"""Every table is classified, stands where it says, and is built so that it can be. T8 of the isolation bars."""

from __future__ import annotations

import re
import uuid

import pytest
from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import models

from hearth.records import Privacy, Record
from tenants.isolation.backend.compiler import tenant_only_labels
from tenants.isolation.bystanders import PRIVACY, bystanders
from tenants.isolation.current import PUBLIC
from tenants.isolation.records import BoundQuerySet, BoundRow
from tenants.isolation.routers import labels_of
from tenants.models import TenantType

OURS = ("hearth", "tenants", "core", "config_per_tenant", "api")
PEOPLE = {"staff", "carer", "child"}


def with_tables() -> list[type[models.Model]]:
    """Every model that has a table of its own."""
    found = apps.get_models(include_auto_created=True)
    return [model for model in found if model._meta.managed and not model._meta.proxy and is_migrated(model)]


def is_migrated(model: type[models.Model]) -> bool:
    return any(model._meta.app_label in labels_of(kind) for kind in (PUBLIC, *TenantType.values))


def is_ours(model: type[models.Model]) -> bool:
    return model.__module__.split(".")[0] in OURS


def is_history(model: type[models.Model]) -> bool:
    return hasattr(model, "pgh_tracked_model")


def privacy_of(model: type[models.Model]) -> Privacy | None:
    """As declared; a table of history is treated as what it is the history of."""
    tracked = getattr(model, "pgh_tracked_model", None)
    if tracked is not None:
        return privacy_of(tracked)
    if model._meta.auto_created and not is_ours(model):
        return PRIVACY.get(model._meta.label)
    return model.__dict__.get("privacy") or PRIVACY.get(model._meta.label)


def ids(model: type[models.Model]) -> str:
    return model._meta.label


MODELS = with_tables()


@pytest.mark.parametrize("model", MODELS, ids=ids)
def test_every_table_says_how_its_rows_are_to_be_treated(model):
    privacy = privacy_of(model)
    assert privacy is not None, f"{model._meta.label} declares no `privacy`"
    named = set(re.findall(r"none|staff|carer|child", privacy.personal))
    assert named == {"none"} or (named and named <= PEOPLE), privacy.personal
    assert len(privacy.retention) >= 10, "say why rows are kept, and how long"
    assert privacy.scope in {"tenant", "shared", "hub"}


@pytest.mark.parametrize("model", MODELS, ids=ids)
def test_every_table_lives_where_it_says(model):
    privacy, label = privacy_of(model), model._meta.app_label
    assert privacy is not None
    if privacy.scope == "shared":
        assert label in labels_of(PUBLIC) and label not in tenant_only_labels()
        assert privacy.personal == "none", "the registry holds nothing about a person"
    else:
        assert label in tenant_only_labels()
        kinds = {kind for kind in TenantType.values if label in labels_of(kind)}
        assert kinds == {TenantType.HUB} if privacy.scope == "hub" else kinds


def test_no_application_has_tables_in_the_registry_and_in_tenants():
    shared = {model._meta.app_label for model in MODELS if model._meta.app_label in labels_of(PUBLIC)}
    inside = {
        model._meta.app_label
        for model in MODELS
        if any(model._meta.app_label in labels_of(k) for k in TenantType.values)
    }
    assert shared & inside == set()


@pytest.mark.parametrize("model", [model for model in MODELS if model._meta.app_label in labels_of(PUBLIC)], ids=ids)
def test_no_shared_table_points_into_a_tenant(model):
    for field in model._meta.get_fields():
        if isinstance(field, models.ForeignKey | models.ManyToManyField | models.OneToOneField):
            assert field.related_model._meta.app_label in labels_of(PUBLIC), field


INSIDE = [model for model in MODELS if model._meta.app_label in tenant_only_labels()]
OUR_RECORDS = [model for model in INSIDE if is_ours(model) and not is_history(model) and not model._meta.auto_created]


@pytest.mark.parametrize("model", INSIDE, ids=ids)
def test_no_tenants_table_points_at_a_row_by_content_type(model):
    assert not any(isinstance(field, GenericForeignKey) for field in model._meta.private_fields)
    pointed = {field.related_model for field in model._meta.fields if field.is_relation}
    shared = {other for other in pointed if other is not None and other._meta.app_label in labels_of(PUBLIC)}
    if is_ours(model):
        assert not shared, "a tenant's rows refer to the registry by nothing but what they copy from it"


@pytest.mark.parametrize("model", OUR_RECORDS, ids=ids)
def test_every_record_of_ours_remembers_its_tenant(model):
    """By the base class, for rows; by both managers, for queries: related objects are found by the base manager."""
    assert issubclass(model, Record)
    for manager in (model._default_manager, model._base_manager, *model._meta.managers):
        assert isinstance(manager.get_queryset(), BoundQuerySet), manager
    assert isinstance(model._meta.pk, models.UUIDField)
    key = model._meta.pk.get_default()
    assert isinstance(key, uuid.UUID) and key.version == 7


def test_every_other_table_inside_a_tenant_is_watched_and_listed():
    watched = bystanders()
    assert {model for model in INSIDE if not issubclass(model, BoundRow)} == set(watched)
    unknown = {model._meta.label for model in watched if not is_ours(model) and not is_history(model)} - set(PRIVACY)
    assert not unknown, "say how these are to be treated, in tenants/isolation/bystanders.py"
    for model in watched:
        assert is_history(model) or not is_ours(model) or model._meta.auto_created, (
            f"{model} is ours: build it on Record"
        )


def test_no_name_is_listed_that_is_gone():
    labels = {model._meta.label for model in MODELS}
    assert set(PRIVACY) <= labels
