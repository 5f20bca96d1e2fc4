"""What belongs to one council, used in another, raises. T6 of the isolation bars."""

from __future__ import annotations

import copy
import pickle

import pytest
from django.db import transaction
from django.db.models import Count

from hearth.errors import StaleEdit
from hearth.jobs.models import Job
from tenants.isolation.current import in_tenant
from tenants.isolation.errors import NoTenant, WrongTenant


def a_job(key: str = "one") -> Job:
    return Job.objects.create(kind="test", key=key, asked_by_name="Dana Reed")


EVALUATIONS = {
    "iteration": list,
    "length": len,
    "truth": bool,
    "count": lambda found: found.count(),
    "exists": lambda found: found.exists(),
    "first": lambda found: found.first(),
    "get": lambda found: found.get(key="one"),
    "slice": lambda found: list(found[:1]),
    "values": lambda found: list(found.values("pk")),
    "iterator": lambda found: list(found.iterator()),
    "aggregate": lambda found: found.aggregate(n=Count("pk")),
    "update": lambda found: found.update(progress_words="x"),
    "delete": lambda found: found.delete(),
    "in_bulk": lambda found: found.in_bulk(),
    "union": lambda found: list(found.union(found)),
    "subquery": lambda found: list(Job.objects.filter(pk__in=found)),
    "explain": lambda found: found.explain(),
    "select_for_update": lambda found: list(found.select_for_update()),
    "refined": lambda found: list(found.filter(kind="test").order_by("key")),
    "dates": lambda found: list(found.datetimes("created_at", "day")),
    "copied": lambda found: list(copy.deepcopy(found)),
}


@pytest.mark.parametrize("evaluate", EVALUATIONS.values(), ids=EVALUATIONS.keys())
def test_a_queryset_built_in_one_council_is_refused_in_another(council, other_council, evaluate):
    found = Job.objects.filter(kind="test")
    with in_tenant(other_council), pytest.raises(WrongTenant):
        evaluate(found)


@pytest.mark.parametrize("evaluate", EVALUATIONS.values(), ids=EVALUATIONS.keys())
def test_without_a_tenant_every_query_fails_loudly(db, evaluate):
    with pytest.raises(NoTenant):
        evaluate(Job.objects.filter(kind="test"))


def test_a_queryset_built_in_no_tenant_belongs_where_it_is_evaluated(db, council, other_council):
    from tenants.isolation.current import in_public

    with in_public():
        everywhere = Job.objects.all()  # as a view's class attribute is
    a_job()
    assert everywhere.all().count() == 1
    with in_tenant(other_council):
        assert everywhere.all().count() == 0


def test_rows_that_a_queryset_kept_are_not_shown_in_another_council(council, other_council):
    a_job()
    found = Job.objects.all()
    assert len(found) == 1
    thawed = pickle.loads(pickle.dumps(found))
    with in_tenant(other_council):
        for kept in (found, thawed):
            for read in (list, len, bool, lambda rows: rows[0], lambda rows: rows.count(), lambda rows: rows.exists()):
                with pytest.raises(WrongTenant):
                    read(kept)


@pytest.mark.parametrize(
    "use",
    [
        lambda job: job.save(),
        lambda job: job.save(update_fields=["key"]),
        lambda job: job.delete(),
        lambda job: job.refresh_from_db(),
        lambda job: Job.objects.hold(job),
        lambda job: Job.objects.bulk_update([job], ["key"]),
        lambda job: Job.objects.bulk_create([job]),
    ],
    ids=["save", "save fields", "delete", "refresh", "hold", "bulk_update", "bulk_create"],
)
def test_a_row_of_one_council_is_refused_in_another(council, other_council, use):
    job = a_job()
    with in_tenant(other_council), pytest.raises(WrongTenant):
        use(job)
    unsaved = Job(kind="test", key="two", asked_by_name="Dana Reed")
    with in_tenant(other_council), pytest.raises(WrongTenant):
        unsaved.save()


def test_a_fields_loaded_late_are_not_loaded_from_another_council(council, other_council):
    a_job()
    job = Job.objects.defer("payload").get()
    with in_tenant(other_council), pytest.raises(WrongTenant):
        _ = job.payload


def test_each_save_is_a_new_version_and_a_stale_copy_is_refused(council):
    job = a_job()
    stale = Job.objects.get()
    assert job.version == 1

    job.progress_words = "first"
    job.save()
    assert (job.version, Job.objects.get().version) == (2, 2)
    job.expect_version(2)
    with pytest.raises(StaleEdit):
        job.expect_version("1")

    stale.progress_words = "second"
    with pytest.raises(StaleEdit) as refusal, transaction.atomic():
        stale.save()
    assert refusal.value.theirs.progress_words == "first"

    stale.save(update_fields=["progress_words"])  # names what it changes, so that it overwrites nothing else
    assert Job.objects.get().version == 3
