"""Acts about exports: asking for one, making its file, fetching it, and removing what is past keeping."""

import tempfile
from collections.abc import Callable
from datetime import timedelta

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from hearth import audit
from hearth.access import Actor, require
from hearth.dates import today
from hearth.documents.exports import kind_of
from hearth.documents.models import KEPT_DAYS, Export
from hearth.documents.spreadsheets import write_workbook
from hearth.errors import StateConflict
from hearth.identity.models import User
from hearth.jobs import enqueue


@transaction.atomic
def ask_for_export(code: str, *, by: Actor) -> Export:
    """Ask for an export, which is made in the background and served only to who asked.

    Raises: NotPermitted; KeyError for a kind that does not exist.
    """
    require(by, "documents.ask_for_export")
    kind = kind_of(code)
    require(by, kind.capability)
    export = Export(code=code, asked_by=User.objects.get(pk=by.id), keep_until_on=today() + timedelta(days=KEPT_DAYS))
    export.save()
    audit.record("documents.export_asked", export, by=by, on=today(), label=kind.label)
    enqueue("exports.make", key=str(export.pk), payload={"export": str(export.pk)}, by=by)
    return export


def make_export(export: Export, *, by: Actor, progress: Callable[[int, int], None] | None = None) -> Export:
    """Make an export's file, with what the person who asked may see now, and keep it. Done before, it is not done
    again.

    `by` is the job that makes it. Raises: NotPermitted when the person may no longer see what they asked for.
    """
    if export.made_at:
        return export
    kind = kind_of(export.code)
    asker = User.objects.open().with_roles().get(pk=export.asked_by_id)
    require(asker.actor, kind.capability)
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as draft:
        rows = write_workbook(kind.make(asker.actor, today(), progress or _say_nothing), draft)
        size_bytes = draft.tell()
        draft.seek(0)
        name = f"exports/{export.pk}.xlsx"
        default_storage.delete(name)  # of a worker that died before it said so
        stored_as = default_storage.save(name, File(draft))
    with transaction.atomic():
        export = Export.objects.hold(export)
        export.stored_as, export.rows, export.size_bytes = stored_as, rows, size_bytes
        export.made_at = timezone.now()
        export.save()
        audit.record(
            "documents.export_made", export, by=by, on=today(), label=kind.label, rows=rows, asked_by=asker.name
        )
    return export


@transaction.atomic
def fetch_export(export: Export, *, by: Actor) -> bytes:
    """The file of an export, for the person who asked. Recorded, since it takes people's details out of the service.

    Raises: NotPermitted; StateConflict when the file is not made yet or has been removed.
    """
    require(by, "documents.fetch_export", export)
    require(by, kind_of(export.code).capability)
    if not export.can_be_fetched:
        raise StateConflict("documents.no_file", "This export has no file: it is not finished, or past its keeping.")
    if not default_storage.exists(export.stored_as):
        raise StateConflict("documents.no_file", "The file of this export is no longer there. Make it again.")
    audit.record("documents.export_fetched", export, by=by, on=today(), label=export.label)
    with default_storage.open(export.stored_as) as stored:
        content: bytes = stored.read()
    return content


@transaction.atomic
def remove_export(export: Export, *, by: Actor) -> Export:
    """Remove an export's file when its days are over. That it was made stays on record."""
    require(by, "documents.ask_for_export", export)
    export = Export.objects.hold(export)
    if not export.can_be_fetched:
        return export
    export.removed_at = timezone.now()
    export.save()
    audit.record(
        "documents.export_removed", export, by=by, on=today(), label=export.label, asked_by=export.asked_by.name
    )
    default_storage.delete(export.stored_as)  # last, and before the commit: what cannot be removed is tried again
    return export


def _say_nothing(done: int, total: int) -> None:
    """For who does not watch."""
