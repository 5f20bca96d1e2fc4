"""A full rebuild of one council's duties, beside a plain read of the rows that it is made from."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from core.demo.bench.figures import Line, Table
from core.demo.bench.place import Say
from core.duties import catalogue, derive
from core.duties.models import Duty
from hearth import subjects
from tenants.isolation.current import in_tenant

Seconds = tuple[float, float]  # by the wall, of the processor


def measured(tenant: Any, *, say: Say) -> Table:
    """Rebuilt over what is there, and from nothing; both leave the same rows."""
    with in_tenant(tenant):
        say("reading")
        read = min(_timed(_read_all) for _ in range(3))
        say("rebuilding")
        over = _timed(derive.rebuild)
        rows = Duty.objects.count()
        say("rebuilding from nothing")
        Duty.objects.all().delete()
        anew = _timed(derive.rebuild)
        again = Duty.objects.count()
    lines = (
        Line("A plain read of the same rows", (f"{rows}", *_cells(read, rows), "1.0"), _measured(read, rows)),
        _line("Rebuild, nothing has changed", over, rows, read),
        _line("Rebuild from nothing", anew, again, read),
    )
    return Table(
        "All duties of one council",
        ("duties", "seconds", "CPU", "duties/s", "times the read"),
        lines,
        ("The read: the facts of every subject and every duty's row, in the same batches, nothing worked out.",),
    )


def _line(what: str, took: Seconds, rows: int, read: Seconds) -> Line:
    times = took[0] / read[0]
    return Line(what, (f"{rows}", *_cells(took, rows), f"{times:.1f}"), _measured(took, rows) | {"times": times})


def _cells(took: Seconds, rows: int) -> tuple[str, ...]:
    return f"{took[0]:.2f} s", f"{took[1]:.2f} s", f"{rows / took[0]:.0f}"


def _measured(took: Seconds, rows: int) -> dict[str, Any]:
    return {
        "duties": rows,
        "seconds": round(took[0], 3),
        "cpu_seconds": round(took[1], 3),
        "duties_per_second": round(rows / took[0]),
    }


def _read_all() -> None:
    for kind in catalogue.subjects():
        keys = list(subjects.kind(kind).model._default_manager.order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(keys), derive.REBUILD_BATCH):
            batch = keys[start : start + derive.REBUILD_BATCH]
            derive.facts_about(kind, batch)
            list(Duty.objects.about(kind, batch))


def _timed(work: Callable[[], Any]) -> Seconds:
    began, began_cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - began, time.process_time() - began_cpu
