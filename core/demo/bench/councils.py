"""Opening and migrating councils, as the tenancy area measures them, in lines of the sheet."""

from __future__ import annotations

from core.demo.bench.figures import Check, Line, Table
from core.demo.bench.place import Say
from tenants.bench import measure


def measured(*, schemas: int, sample: int, say: Say) -> Table:
    """In a database of its own, which is dropped afterwards."""
    found = measure(schemas=schemas, sample=sample, say=say)
    lines = [
        Line(
            one["what"],
            (_words(one["seconds"]), one["yardstick"], _words(one["yardstick_seconds"]), f"{one['times_better']:.1f}"),
            {name: one[name] for name in ("seconds", "yardstick", "yardstick_seconds", "times_better")},
            (Check(one["times_better"], one["wanted"], " times", at_least=True),) if one["wanted"] else (),
        )
        for one in found["figures"]
    ]
    return Table(
        f"Councils opened and migrated, {schemas} of them",
        ("ours", "yardstick", "takes", "times better"),
        tuple(lines),
        (f"The stock executor is tried on {sample} councils and reckoned up to {schemas}.",),
    )


def _words(seconds: float) -> str:
    if seconds >= 1:
        return f"{seconds:.2f} s"
    return f"{seconds * 1000:.0f} ms" if seconds >= 0.01 else f"{seconds * 1000:.3f} ms"
