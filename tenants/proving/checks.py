"""One kind of attempt: how often it was made, what got through, and what could not be tried at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

MOST_KEPT = 50  # failures written out in full; all are counted


@dataclass
class Check:
    """`holds` once everything found was tried and nothing got through. `counts` are figures for the reader."""

    code: str
    title: str
    tried: int = 0
    failed: int = 0
    failures: list[str] = field(default_factory=list)
    untried: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def holds(self) -> bool:
        return self.tried > 0 and not self.failed and not self.untried

    def expect(self, held: bool, what: str) -> bool:
        """Count one attempt; `what` says what got through where it did not hold."""
        self.tried += 1
        if not held:
            self.failed += 1
            if len(self.failures) < MOST_KEPT:
                self.failures.append(what)
        return held

    @contextmanager
    def refused(self, what: str, *refusals: type[BaseException]) -> Iterator[None]:
        """Count an attempt that one of these errors must answer."""
        try:
            yield
        except refusals:
            self.expect(True, what)
        else:
            self.expect(False, what)

    def cannot_try(self, what: str) -> None:
        self.untried.append(what)

    def to_plain(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "title": self.title,
            "holds": self.holds,
            "tried": self.tried,
            "failed": self.failed,
            "failures": self.failures,
            "untried": self.untried,
            "counts": self.counts,
        }
