"""What is to be done, worked out once for all schemas that stand at the same point."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import migrations
from django.db.migrations.migration import Migration
from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.models import ModelOperation, ModelOptionOperation
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger, RemoveTrigger


@dataclass(frozen=True)
class Doing:
    """One operation, between the states before and after it."""

    label: str
    operation: Operation
    before: ProjectState
    after: ProjectState


@dataclass
class Step:
    """What is done by one schema editor, and the migrations that are complete then."""

    doings: list[Doing] = field(default_factory=list)
    completes: list[Migration] = field(default_factory=list)
    atomic: bool = True


def one_by_one(plan: Iterable[Migration], state: ProjectState) -> Iterator[Step]:
    """A step for each migration, each operation between its own states: for schemas that hold records."""
    for migration in plan:
        step = Step(completes=[migration], atomic=migration.atomic)
        for operation in migration.operations:
            before, state = state, state.clone()
            operation.state_forwards(migration.app_label, state)
            step.doings.append(Doing(migration.app_label, operation, before, state))
        yield step


def from_nothing(plan: Iterable[Migration]) -> list[Step]:
    """As few states as possible: for schemas that hold nothing yet.

    Working out a state means making every model anew, so that 500 operations one by one take minutes. In an empty
    schema a table may be made at once in its latest shape: what later alters it within the same step is folded into
    its making. Whatever else a migration may do (run code or SQL, rename, alter a table of an earlier step) is done
    between its own exact states. tests/isolation/test_migrating.py compares the outcome with Django's executor.
    """
    steps: list[Step] = []
    gathered = _Gathering(ProjectState())
    for migration in plan:
        for operation in migration.operations:
            if not gathered.takes(migration.app_label, operation):
                steps.append(gathered.step())
                exact = _Gathering(gathered.state)
                exact.add(migration.app_label, operation)
                steps.append(exact.step())
                gathered = _Gathering(exact.state)
        gathered.completes.append(migration)
    steps.append(gathered.step())
    return [step for step in steps if step.doings or step.completes]


# What changes a table that this step itself makes, and is therefore in the making already.
_FOLDED = (
    migrations.AddField,
    migrations.AlterField,
    migrations.RemoveField,
    migrations.RenameField,
    migrations.AddIndex,
    migrations.RemoveIndex,
    migrations.RenameIndex,
    migrations.AddConstraint,
    migrations.RemoveConstraint,
    ModelOptionOperation,
)
_WITHOUT_TABLES = (migrations.AlterModelOptions, migrations.AlterModelManagers)


class _Gathering:
    """A step being put together, from `before` up to `state`."""

    def __init__(self, before: ProjectState) -> None:
        self.before = before
        self.state = before.clone()
        self.operations: list[tuple[str, Operation]] = []
        self.completes: list[Migration] = []
        self._made: set[tuple[str, str]] = set()

    def takes(self, label: str, operation: Operation) -> bool:
        """Take an operation in, or say that it needs a step of its own."""
        if isinstance(operation, migrations.RunPython | migrations.RunSQL) and operation.elidable:
            operation.state_forwards(label, self.state)
            return True
        if isinstance(operation, migrations.CreateModel):
            self._made.add((label, operation.name_lower))
            self.add(label, operation)
            return True
        if isinstance(operation, AddTrigger | RemoveTrigger):
            self.add(label, operation)
            return True
        if isinstance(operation, migrations.DeleteModel) and (label, operation.name_lower) in self._made:
            self._unmake(label, operation.name_lower)
            operation.state_forwards(label, self.state)
            return True
        is_made_here = isinstance(operation, _FOLDED) and (label, _model_of(operation)) in self._made
        if is_made_here or type(operation) in _WITHOUT_TABLES:
            operation.state_forwards(label, self.state)
            return True
        return False

    def add(self, label: str, operation: Operation) -> None:
        operation.state_forwards(label, self.state)
        self.operations.append((label, operation))

    def step(self) -> Step:
        doings = [Doing(label, operation, self.before, self.state) for label, operation in self.operations]
        return Step(doings, self.completes)

    def _unmake(self, label: str, name: str) -> None:
        self._made.discard((label, name))
        self.operations = [each for each in self.operations if (each[0], _model_of(each[1])) != (label, name)]


def _model_of(operation: Any) -> str:
    if isinstance(operation, ModelOperation):
        return operation.name_lower
    return str(operation.model_name).lower()


def makes_tables(steps: Iterable[Step]) -> bool:
    """Whether new tables come out of it, which need grants, content types and permissions."""
    return any(not isinstance(doing.operation, _HARMLESS) for step in steps for doing in step.doings)


_HARMLESS = (
    migrations.AddField,
    migrations.AlterField,
    migrations.RemoveField,
    migrations.RenameField,
    migrations.AddIndex,
    migrations.RemoveIndex,
    migrations.RenameIndex,
    migrations.AddConstraint,
    migrations.RemoveConstraint,
    migrations.AlterModelOptions,
    migrations.AlterModelManagers,
    AddTrigger,
    RemoveTrigger,
)
