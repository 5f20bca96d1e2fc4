"""What every test may ask for. Each test has its own transaction, in a database copied from a migrated template."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from django.db import connection

from tests.support import database


@pytest.fixture(scope="session")
def server() -> Iterator[database.Server]:
    """The PostgreSQL server of this run."""
    with database.a_server() as running:
        yield running


@pytest.fixture(scope="session")
def migrated(server: database.Server, django_db_blocker: Any) -> str:
    """The name of the template: migrated, with four tenants, and never written to."""
    with django_db_blocker.unblock():
        return database.template_database(server)


@pytest.fixture(scope="session")
def django_db_setup(server: database.Server, migrated: str, django_db_blocker: Any) -> Iterator[None]:
    """One database for this worker. Overrides pytest-django's, which knows one schema."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    with django_db_blocker.unblock(), database.a_copy(server, migrated, worker) as name:
        database.use_database(server, name)
        yield


@pytest.fixture(scope="session", autouse=True)
def _hosts_are_remembered_while_a_test_lasts() -> None:
    """So that a count of queries does not depend on how busy the machine is. Each test begins with none remembered."""
    from tenants import hosts

    hosts.SECONDS = 3600


@pytest.fixture(autouse=True)
def _start_in_no_tenant() -> Iterator[None]:
    """Whatever the last test did, this one begins in no tenant, knows no host and finds nothing cached."""
    from django.core.cache import cache

    from tenants.hosts import forget_hosts

    connection.set_schema_to_public()  # type: ignore[attr-defined]  # our backend's own
    forget_hosts()
    cache.clear()
    yield
    connection.set_schema_to_public()  # type: ignore[attr-defined]  # our backend's own


@pytest.fixture
def in_tenant() -> Callable[[Any], AbstractContextManager[Any]]:
    """`with in_tenant(other_council): ...`"""
    from tenants.isolation.current import in_tenant

    return in_tenant


def _registered(slug: str) -> Any:
    from tenants.models import Tenant

    return Tenant.objects.get(slug=slug)


@pytest.fixture
def council(db: None) -> Iterator[Any]:
    """Oakshire, and the test works inside it."""
    from tenants.isolation.current import in_tenant

    with in_tenant(_registered("oakshire")) as tenant:
        yield tenant


@pytest.fixture
def other_council(db: None) -> Any:
    """Riverton, which the test is not in: go there by `in_tenant`."""
    return _registered("riverton")


@pytest.fixture
def hub(db: None) -> Any:
    """The regional hub."""
    return _registered("east")


@pytest.fixture
def platform_tenant(db: None) -> Any:
    """The operators' own place."""
    return _registered("operators")


@contextmanager
def _another_database(server: database.Server, migrated: str, blocker: Any, label: str) -> Iterator[database.Server]:
    from django.conf import settings

    before = settings.DATABASES["default"]["NAME"]
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    with blocker.unblock(), database.a_copy(server, migrated, f"{worker}_{label}") as name:
        database.use_database(server, name)
        connection.set_schema_to_public()  # type: ignore[attr-defined]  # our backend's own
        yield server
        connection.set_schema_to_public()  # type: ignore[attr-defined]  # our backend's own
        database.use_database(server, before)


@pytest.fixture
def own_database(
    server: database.Server, migrated: str, django_db_setup: None, django_db_blocker: Any
) -> Iterator[database.Server]:
    """A database for one test that commits, uses threads, or opens and migrates tenants; dropped afterwards."""
    with _another_database(server, migrated, django_db_blocker, "own") as running:
        yield running


@pytest.fixture(scope="module")
def module_database(
    server: database.Server, migrated: str, django_db_setup: None, django_db_blocker: Any
) -> Iterator[database.Server]:
    """The same for all tests of a module, which share what they commit."""
    with _another_database(server, migrated, django_db_blocker, "module") as running:
        yield running


@pytest.fixture
def client_for() -> Callable[..., Any]:
    """`client_for(user)`: a browser at the user's council, signed in; `client_for(None, council)`: not signed in."""
    from django.test import Client

    from tenants.isolation.current import in_tenant
    from tenants.models import Domain, Tenant

    def client_for(user: Any = None, tenant: Any = None) -> Client:
        place = tenant or Tenant.objects.get(schema_name=user._state.tenant_schema)
        domain = Domain.objects.get(tenant=place, is_primary=True)
        client = Client(headers={"host": domain.domain})
        if user is not None:
            with in_tenant(place):
                client.force_login(user)
        return client

    return client_for
