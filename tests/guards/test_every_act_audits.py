"""No act without a check of who may do it and an entry in the audit: read from the code, so that none is forgotten.

Acts stand in an area's `actions.py`, or in the modules of its `acts/` when there are many.
"""

import ast
from pathlib import Path

import pytest

from hearth.audit.recording import known_codes

ROOT = Path(__file__).resolve().parents[2]
HOMES = ("core/*", "platform/hearth/*", "config_per_tenant/*", "tenants/*")
MODULES = sorted(path for home in HOMES for name in ("actions.py", "acts/*.py") for path in ROOT.glob(f"{home}/{name}"))


def acts() -> dict[str, ast.FunctionDef]:
    """Every public function of every actions.py that somebody does, by place and name; the others only answer."""
    found = {}
    for path in MODULES:
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and "by" in arguments(node):
                found[f"{path.relative_to(ROOT)}:{node.name}"] = node
    return found


def arguments(node: ast.FunctionDef) -> set[str]:
    return {argument.arg for argument in (*node.args.args, *node.args.kwonlyargs)}


ACTS = acts()
NAMES = {name.split(":")[1] for name in ACTS}


def called(node: ast.AST) -> set[str]:
    """What a function calls, as it is written: "audit.record", "require", "known_person"."""
    return {ast.unparse(call.func) for call in ast.walk(node) if isinstance(call, ast.Call)}


def helpers_called(name: str) -> set[str]:
    """What an act calls, with what the helpers beside it call."""
    path = ROOT / name.split(":")[0]
    functions = {node.name: node for node in ast.parse(path.read_text()).body if isinstance(node, ast.FunctionDef)}
    calls, waiting, seen = set(), [name.split(":")[1]], set()
    while waiting:
        current = waiting.pop()
        if current in seen or current not in functions:
            continue
        seen.add(current)
        found = called(functions[current])
        calls |= found
        waiting += [call for call in found if call.startswith("_") or call in functions]
    return calls


def names_another_act(calls: set[str], name: str) -> bool:
    return any(call.rsplit(".", 1)[-1] in NAMES - {name.split(":")[1]} for call in calls)


@pytest.mark.parametrize("name", sorted(ACTS))
def test_an_act_says_who_may_and_records_itself(name):
    calls = helpers_called(name)

    assert {"require", "access.require"} & calls or names_another_act(calls, name), f"{name} asks nobody's permission"
    traces = {"audit.record", "enqueue"} & calls  # what is asked of a worker is recorded by the act that it does
    assert traces or names_another_act(calls, name), f"{name} leaves no trace in the audit"


@pytest.mark.parametrize("name", sorted(ACTS))
def test_an_act_that_writes_is_all_or_nothing(name):
    node = ACTS[name]
    wrapped = {ast.unparse(decorator) for decorator in node.decorator_list}
    writes = any(call.endswith((".save", "objects.create", ".update")) for call in called(node))

    assert not writes or "transaction.atomic" in wrapped | called(node), f"{name} may be half done"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_changes_state_says_who_acts(path):
    """A public function without `by` only answers: it neither saves nor runs in a transaction of its own."""
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and "by" not in arguments(node):
            assert "transaction.atomic" not in {ast.unparse(decorator) for decorator in node.decorator_list}, node.name
            assert not any(call.endswith((".save", "objects.create")) for call in called(node)), node.name


def test_there_are_acts_to_guard():
    assert {path.parent.name for path in MODULES} >= {"people", "households", "approvals", "reviews", "training"}


def test_every_code_that_is_recorded_has_a_sentence():
    recorded = set()
    for path in [*MODULES, *ROOT.glob("core/*/*.py"), *ROOT.glob("platform/hearth/*/*.py")]:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "audit.record" and node.args:
                code = node.args[0]
                if isinstance(code, ast.Constant):
                    recorded.add(code.value)

    assert recorded
    assert recorded <= set(known_codes())
