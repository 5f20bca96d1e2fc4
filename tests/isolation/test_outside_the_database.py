"""What lies outside the database is keyed by tenant too: cache, files, seals, logs, locks. T9, T11, T13 of the bars."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.template import engines

from hearth.jobs.models import Job
from tenants.isolation.current import in_public, in_tenant
from tenants.isolation.errors import NoTenant
from tenants.isolation.files import TenantFileStorage
from tenants.isolation.keys import cache_key
from tenants.isolation.locks import Busy, lock_until_commit, tenant_lock
from tenants.isolation.logs import TenantFilter, add_tenant
from tenants.isolation.signing import BadSignature, SignatureExpired, seal, unseal


def test_a_cached_value_is_the_councils_own(council, other_council):
    cache.set("menu", "of Oakshire", 60)
    with in_tenant(other_council):
        assert cache.get("menu") is None
        assert cache.get_or_set("menu", "of Riverton", 60) == "of Riverton"
    assert cache.get("menu") == "of Oakshire"
    assert cache_key("menu", "", 1).startswith("council_oakshire:")
    with in_public():
        assert cache.get("menu") is None and cache_key("menu", "", 1).startswith("public:")


def test_a_cached_fragment_is_the_councils_own(council, other_council):
    fragment = engines["django"].from_string("{% load cache %}{% cache 60 menu %}{{ x }}{% endcache %}")
    assert fragment.render({"x": "of Oakshire"}) == "of Oakshire"
    with in_tenant(other_council):
        assert fragment.render({"x": "of Riverton"}) == "of Riverton"


def test_every_cache_names_the_tenant_in_its_keys(settings):
    assert {options.get("KEY_FUNCTION") for options in settings.CACHES.values()} == {"tenants.isolation.keys.cache_key"}


@pytest.fixture
def storage(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    return default_storage


def test_a_file_is_the_councils_own(council, other_council, storage, tmp_path):
    name = storage.save("letters/letter.txt", ContentFile(b"of Oakshire"))
    assert storage.open(name).read() == b"of Oakshire"
    assert (tmp_path / "council_oakshire" / name).exists()
    with in_tenant(other_council):
        assert not storage.exists(name)
        with pytest.raises(FileNotFoundError):
            storage.open(name)
        assert storage.save(name, ContentFile(b"of Riverton")) == name
    assert storage.open(name).read() == b"of Oakshire"
    with in_public(), pytest.raises(NoTenant):
        storage.exists(name)


@pytest.mark.parametrize(
    "name",
    [
        "../council_riverton/letter.txt",
        "a/../../council_riverton/letter.txt",
        "%2e%2e/council_riverton/letter.txt",
        "%252e%252e%252fcouncil_riverton/letter.txt",
        "..\\council_riverton\\letter.txt",
        "/etc/passwd",
        "~root/x",
        "letter.txt\x00.png",
        "C:\\letter.txt",
    ],
)
def test_no_name_leads_out_of_the_councils_folder(council, storage, name):
    for use in (storage.open, storage.exists, storage.delete, storage.path, storage.size):
        with pytest.raises(SuspiciousFileOperation):
            use(name)
    with pytest.raises(SuspiciousFileOperation):
        storage.save(name, ContentFile(b"x"))


def test_a_stored_file_has_no_address_of_its_own(council):
    assert isinstance(default_storage, TenantFileStorage) or default_storage.__class__.__name__ == "DefaultStorage"
    with pytest.raises(ValueError, match="no public address"):
        default_storage.url("letter.txt")


def test_a_seal_opens_only_in_its_council_for_its_purpose_and_time(council, other_council, monkeypatch):
    sealed = seal({"export": 5}, purpose="documents.download")
    assert unseal(sealed, purpose="documents.download", within=timedelta(minutes=5)) == {"export": 5}
    with in_tenant(other_council), pytest.raises(BadSignature):
        unseal(sealed, purpose="documents.download")
    with pytest.raises(BadSignature):
        unseal(sealed, purpose="identity.invitation")
    with pytest.raises(SignatureExpired):
        unseal(sealed, purpose="documents.download", within=timedelta(seconds=-1))
    with in_public(), pytest.raises(NoTenant):
        seal("x", purpose="documents.download")


def test_a_lock_of_one_council_holds_up_no_other(own_database):
    """Advisory locks are wide as the database; the council is part of each key."""
    import threading

    def try_in(schema: str) -> str:
        found = []

        def work() -> None:
            from django.db import connections

            try:
                with in_tenant(schema), tenant_lock("payments"):
                    found.append("taken")
            except Busy:
                found.append("busy")
            finally:
                connections.close_all()

        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
        return found[0]

    with in_tenant("council_oakshire"), tenant_lock("payments"):
        assert (try_in("council_oakshire"), try_in("council_riverton")) == ("busy", "taken")
    assert try_in("council_oakshire") == "taken"
    with in_tenant("council_oakshire"), transaction.atomic():
        lock_until_commit("payments")
        assert (try_in("council_oakshire"), try_in("council_riverton")) == ("busy", "taken")
        lock_until_commit("payments", wait=False)  # it is ours already
    assert try_in("council_oakshire") == "taken"
    with in_tenant("council_oakshire"), pytest.raises(transaction.TransactionManagementError):
        lock_until_commit("payments")


def logged(error: BaseException) -> str:
    record = logging.LogRecord("x", logging.ERROR, __file__, 1, "failed", (), (type(error), error, error.__traceback__))
    TenantFilter().filter(record)
    return logging.Formatter("[%(tenant)s %(request_id)s] %(message)s").format(record)


def test_a_log_line_names_the_tenant_and_repeats_nothing_that_an_error_says(council):
    carer, worker = "Ada Okafor", "Dana Reed"
    try:
        with transaction.atomic():
            for _ in range(2):
                Job.objects.create(kind="test", key=carer, asked_by_name=worker)
    except IntegrityError as error:
        line = logged(error)
    assert line.startswith("[council_oakshire -] failed")
    assert "UniqueViolation" in line and "IntegrityError" in line and "which led to" in line
    assert "Okafor" not in line and "Reed" not in line
    with in_public():
        assert logged(ValueError("x")).startswith("[- -] failed")
        assert add_tenant(None, "info", {}) == {"tenant": "-"}
    assert add_tenant(None, "info", {"tenant": "given"}) == {"tenant": "given"}
