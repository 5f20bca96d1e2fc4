"""What is done away from pages: tasks, jobs, exports, files, the cache, management commands."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from typing import Any

from django.core.cache import cache
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connections

from hearth.access import Actor, Role
from hearth.dates import today
from hearth.documents import exports
from hearth.jobs.models import Job
from hearth.jobs.registry import all_kinds
from tenants.isolation.current import in_public, in_tenant
from tenants.isolation.errors import IsolationBreach, NoTenant
from tenants.proving.checks import Check
from tenants.proving.finding import CommandFound, commands
from tenants.proving.ground import Ground
from tenants.proving.lookalikes import KEY, MARKER, fingerprints

OWN_JOB = "isolation.prove"
NAMES_LEADING_OUT = (
    "../{schema}/{name}",
    "a/../../{schema}/{name}",
    "%2e%2e/{schema}/{name}",
    "%252e%252e%252f{schema}/{name}",
    "..\\{schema}\\{name}",
    "/etc/passwd",
    "{name}\x00.png",
)
ALLOWED_TO_FAIL = (CommandError, SystemExit, IsolationBreach, LookupError, ValueError)


class EveryKey(dict[str, Any]):
    """A job's payload that names the marked council's row, whatever it is asked for."""

    def __missing__(self, name: str) -> str:
        return str(KEY)

    def get(self, name: str, default: Any = None) -> Any:
        return str(KEY)

    def __contains__(self, name: object) -> bool:
        return True


def attempts(ground: Ground) -> Iterator[Check]:
    yield tasks(ground)
    yield jobs(ground)
    yield every_export(ground)
    yield files(ground)
    yield cached(ground)
    yield every_command(ground)


def tasks(ground: Ground) -> Check:
    """Every task of the queue: for no tenant, for one that is not there, and for a job that is the other's."""
    from hearth.celery import app
    from hearth.celery import run as do_one

    check = Check("work.tasks", "Every task of the queue, sent for no tenant, a tenant that is gone, or another's job")
    app.finalize()
    found = sorted(name for name in app.tasks if not name.startswith("celery."))
    for name in found:
        task = app.tasks[name]
        is_public = getattr(task, "public", False)
        wrong = (ground.visitor.schema_name,) if is_public else (None, "public", "council_gone", "template_council")
        for schema in wrong:
            with in_public(), check.refused(f"{name} ran for {schema}", IsolationBreach):
                task.apply((str(KEY),) if not is_public else (), headers={"_schema_name": schema}, throw=True).get()
        if not is_public:
            with in_public(), check.refused(f"{name} was sent for no tenant", NoTenant):
                task.apply_async((str(KEY),))
    with in_tenant(ground.visitor):
        done = do_one.apply((str(KEY),), headers={"_schema_name": ground.visitor.schema_name}, throw=True).get()
        check.expect(done is False, "a job of the other council was done")
    check.counts = {"tasks": len(found)}
    return check


def jobs(ground: Ground) -> Check:
    """Every kind of job, done in one council with a payload that names the other's row wherever it names one."""
    check = Check("work.jobs", "Every kind of job, done with keys of the other council")
    before = fingerprints(ground.marked.schema_name)
    kinds = {name: kind for name, kind in all_kinds().items() if name != OWN_JOB}
    with in_tenant(ground.visitor):
        for name, kind in kinds.items():
            job = Job.objects.create(kind=name, key=str(KEY), asked_by_name="Proof")
            job.payload = EveryKey()
            try:
                kind.work(job)
            except Exception as error:  # a job that finds nothing says so in its own way; what it says is read
                check.expect(MARKER not in str(error), f"{name} told of the other council's row")
            else:
                check.expect(True, name)
            Job.objects.filter(pk=job.pk).delete()
    changed = sorted(t for t, print_ in fingerprints(ground.marked.schema_name).items() if before.get(t) != print_)
    check.expect(not changed, f"rows of the other council changed in {', '.join(changed)}")
    check.counts = {"kinds of job": len(kinds)}
    return check


def every_export(ground: Ground) -> Check:
    """Each export, made by somebody with every role: no sheet holds the marker."""
    check = Check("work.exports", "Every export, made in one council, read for what the other holds")
    somebody = Actor(id=ground.dana.pk, name="Dana Reed", roles=frozenset(Role))
    kinds = exports.kinds_for(somebody)
    for kind in kinds:
        with in_tenant(ground.visitor):
            sheets = kind.make(somebody, today(), lambda done, total: None)
            told = " ".join(
                f"{sheet.title} {list(sheet.headings)} {[list(row) for row in sheet.rows]}" for sheet in sheets
            )
        check.expect(MARKER not in told.upper(), f"the export {kind.code} holds the other council's row")
    missing = {kind.code for kind in exports._kinds.values()} - {kind.code for kind in kinds}
    for code in sorted(missing):
        check.cannot_try(f"no role may make the export {code}")
    check.counts = {"exports": len(kinds)}
    return check


def files(ground: Ground) -> Check:
    """A stored file of the other council, by its name and by names that climb."""
    check = Check("work.files", "Stored files of the other council, by name and by names that lead out of a folder")
    name = f"exports/{KEY}.xlsx"
    with in_tenant(ground.marked):
        stored = default_storage.save(name, ContentFile(MARKER.encode()))
        check.expect(default_storage.exists(stored), "a file is not there for its own council")
    with in_tenant(ground.visitor):
        check.expect(not default_storage.exists(stored), "a file of the other council is there")
        with check.refused("a file of the other council was opened", OSError):
            default_storage.open(stored).read()
        for shape in NAMES_LEADING_OUT:
            climbing = shape.format(schema=ground.marked.schema_name, name=stored)
            for use in (default_storage.exists, default_storage.open, default_storage.delete):
                with check.refused(f"{climbing!r} led out of the folder", SuspiciousFileOperation):
                    use(climbing)
    with in_public(), check.refused("a file was looked for in no council", NoTenant):
        default_storage.exists(stored)
    with in_tenant(ground.marked):
        check.expect(default_storage.exists(stored), "a file of the other council is gone")
        with check.refused("a file has an address of its own", ValueError):
            default_storage.url(stored)
    return check


def cached(ground: Ground) -> Check:
    """What one council keeps in the cache, asked for by the other and in none."""
    check = Check("work.cache", "What the other council keeps in the cache")
    with in_tenant(ground.marked):
        cache.set("isolation.proof", MARKER, 60)
    with in_tenant(ground.visitor):
        check.expect(cache.get("isolation.proof") is None, "a kept value was read by the other council")
        cache.delete("isolation.proof")
    with in_public():
        check.expect(cache.get("isolation.proof") is None, "a kept value was read in no council")
    with in_tenant(ground.marked):
        cache.delete("isolation.proof")
    return check


def every_command(ground: Ground) -> Check:
    """Each command of ours, run for one council as it says on itself; a library's works by the login tried above."""
    check = Check("work.commands", "Every management command, run for one council, read for what the other holds")
    found = commands()
    before = fingerprints(ground.marked.schema_name)
    for command in found:
        if not command.ours:
            check.expect(True, command.name)  # it has no way in but the two logins: see `db.tables`
        elif isinstance(command.across, str):
            check.expect(len(command.across) > 20, f"{command.name} does not say why it is not tried")
        elif command.across:
            for words in command.across:
                _run(check, ground, command, words)
        else:
            check.cannot_try(f"{command.name} ({command.application}) does not say `across_tenants`")
    changed = sorted(t for t, print_ in fingerprints(ground.marked.schema_name).items() if before.get(t) != print_)
    check.expect(not changed, f"rows of the other council changed in {', '.join(changed)}")
    check.counts = {
        "commands": len(found),
        "ours": sum(command.ours for command in found),
        "ours, tried": sum(isinstance(command.across, list | tuple) for command in found),
    }
    return check


def _run(check: Check, ground: Ground, command: CommandFound, words: Any) -> None:
    names = {"slug": ground.visitor.slug, "schema": ground.visitor.schema_name, "key": str(KEY)}
    typed = [word.format(**names) for word in words]
    said = io.StringIO()
    try:
        with redirect_stdout(said), redirect_stderr(said), in_public():
            call_command(command.name, *typed, stdout=said, stderr=said)
    except ALLOWED_TO_FAIL as error:
        said.write(str(error))
    finally:
        connections["default"].set_schema_to_public()  # type: ignore[attr-defined]  # our backend's own
    shown = MARKER in said.getvalue().upper()
    check.expect(not shown, f"{command.name} {' '.join(words)} told of the other council's row")
