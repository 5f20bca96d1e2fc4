"""A process that answers measurements, with tenancy or without it: `python -m core.demo.bench.worker`.

Its first line of input says where the database is and how to behave; each further line is a measurement, answered by a
line of JSON. Two of them side by side, asked in turns, meet the same machine in the same minute.
"""

from __future__ import annotations

import gc
import json
import subprocess
import sys
from contextlib import AbstractContextManager, nullcontext
from typing import Any, Self

import django
from django.conf import settings

HANDED_ON = ("NAME", "USER", "PASSWORD", "HOST", "PORT")


def main() -> None:
    order = json.loads(sys.stdin.readline())
    for alias, place in order["databases"].items():
        settings.DATABASES[alias].update(place)
    with _begun(order):
        from core.demo.bench.asking import Asker

        asker = Asker(order["slug"])
        for line in sys.stdin:
            wanted = json.loads(line)
            gc.collect()  # so that each begins with the same litter
            try:
                answer = getattr(asker, wanted.pop("do"))(**wanted)
            except Exception as error:
                answer = {"failed": f"{type(error).__name__}: {error}"}
            print(json.dumps(answer), flush=True)  # noqa: T201  # its way of speaking


def _begun(order: dict[str, Any]) -> AbstractContextManager[Any]:
    from core.demo.bench import unguarded, untenanted

    if not order["tenancy"]:
        untenanted.change_settings(order["schema"])
    if not order["guards"]:
        unguarded.change_settings()
    django.setup()
    if not order["guards"]:
        unguarded.forget_guards()
    if not order["tenancy"]:
        untenanted.forget_tenants(order["schema"])
        return nullcontext()
    from tenants.isolation.current import in_tenant

    return in_tenant(order["schema"])


class MeasurementFailed(Exception):
    """A worker could not measure what it was asked to; the message says why."""


class Worker:
    """The other end: such a process, for as long as a `with` block runs."""

    def __init__(self, tenant: Any, *, tenancy: bool, guards: bool = True) -> None:
        self.order = {
            "slug": tenant.slug,
            "schema": tenant.schema_name,
            "tenancy": tenancy,
            "guards": guards,
            "databases": {
                alias: {key: str(place.get(key) or "") for key in HANDED_ON}
                for alias, place in settings.DATABASES.items()
            },
        }

    def __enter__(self) -> Self:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "core.demo.bench.worker"],
            cwd=settings.ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._say(self.order)
        return self

    def __exit__(self, *_: Any) -> None:
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            pipe.close()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def ask(self, do: str, **wanted: Any) -> Any:
        """One measurement. Raises MeasurementFailed."""
        self._say({"do": do, **wanted})
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise MeasurementFailed("The measuring process ended before its answer; what it said stands above.")
        answer = json.loads(line)
        if isinstance(answer, dict) and "failed" in answer:
            raise MeasurementFailed(f"{do} {wanted.get('key', '')}: {answer['failed']}")
        return answer

    def _say(self, wanted: dict[str, Any]) -> None:
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(json.dumps(wanted) + "\n")
            self.process.stdin.flush()
        except BrokenPipeError as error:
            raise MeasurementFailed("The measuring process has ended; what it said stands above.") from error


if __name__ == "__main__":
    main()
