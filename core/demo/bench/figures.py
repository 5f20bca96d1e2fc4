"""The sheet: what was measured, what was wanted of it, and whether it was met; as a table and as JSON."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

NOT_ASKED, MET, MISSED = "", "pass", "MISS"


@dataclass(frozen=True)
class Check:
    """One value against its target. `at_least` is for targets that are better when larger."""

    value: float
    target: float
    unit: str
    at_least: bool = False

    @property
    def met(self) -> bool:
        return self.value >= self.target if self.at_least else self.value <= self.target

    @property
    def words(self) -> str:
        """ "17.2 ms ≤ 48 ms" """
        return f"{self.value:.4g}{self.unit} {'≥' if self.at_least else '≤'} {self.target:g}{self.unit}"


@dataclass(frozen=True)
class Line:
    """One line of a table: `cells` under its headings, and the checks that decide whether it passes."""

    what: str
    cells: tuple[str, ...]
    measured: dict[str, Any]
    checks: tuple[Check, ...] = ()

    @property
    def verdict(self) -> str:
        if not self.checks:
            return NOT_ASKED
        return MET if all(check.met for check in self.checks) else MISSED

    @property
    def missed(self) -> str:
        return "; ".join(check.words for check in self.checks if not check.met)

    def to_json(self) -> dict[str, Any]:
        checks = [asdict(check) | {"met": check.met} for check in self.checks]
        return {"what": self.what, **self.measured, "checks": checks, "verdict": self.verdict}


@dataclass(frozen=True)
class Table:
    title: str
    headings: tuple[str, ...]
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()

    def in_words(self) -> str:
        """Columns under headings; a line that misses its target says by how much."""
        rows = [("", *self.headings, "")]
        rows += [(line.what, *line.cells, f"{line.verdict} {line.missed}".strip()) for line in self.lines]
        widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
        last = len(widths) - 1
        text = [
            "  ".join(
                cell.ljust(width) if place in (0, last) else cell.rjust(width)
                for place, (cell, width) in enumerate(zip(row, widths, strict=True))
            ).rstrip()
            for row in rows
        ]
        return "\n".join([self.title, "=" * len(self.title), *text, *self.notes])


@dataclass
class Sheet:
    """Everything that one run measured."""

    about: dict[str, Any]
    tables: list[Table] = field(default_factory=list)

    @property
    def missed(self) -> list[str]:
        return [f"{line.what}: {line.missed}" for table in self.tables for line in table.lines if line.missed]

    def to_json(self) -> dict[str, Any]:
        tables = [
            {"title": table.title, "notes": table.notes, "lines": [line.to_json() for line in table.lines]}
            for table in self.tables
        ]
        return {"about": self.about, "tables": tables, "missed": self.missed}


def machine() -> dict[str, Any]:
    """What this run was made on. A load above the number of processors makes every time longer."""
    return {
        "processor": _processor(),
        "processors": os.cpu_count(),
        "load": [round(load, 1) for load in os.getloadavg()],
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown")


def share(values: Sequence[float], percent: int) -> float:
    """The value that so many percent of them do not exceed: 50 is the median. Raises ValueError for no values."""
    if not values:
        raise ValueError("Nothing was measured.")
    ordered = sorted(values)
    place = (len(ordered) - 1) * percent / 100
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def in_ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"
