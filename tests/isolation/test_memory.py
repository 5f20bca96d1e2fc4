"""What a process remembers from one request to the next belongs to no council. T9 of the isolation bars."""

from __future__ import annotations

import ast
from pathlib import Path

from tenants.isolation.current import in_public

ROOT = Path(__file__).resolve().parents[2]
REMEMBERS = {"cache", "lru_cache"}

# Functions whose answers are kept for the life of a process, and why no council's records can be among them.
KEPT = {
    "platform/hearth/ui/templatetags/ui.py": "marks up what a release brings with it",
    "platform/hearth/ui/theme.py": "colours worked out from one brand colour, which is the key",
    "platform/hearth/dates.py": "bank holidays of England",
    "config_per_tenant/schema/finding.py": "words of the settings' own labels, and stems of words, keyed by the word",
    "config_per_tenant/schema/differing.py": "points on which councils differ, read from a file of the release",
    "config_per_tenant/schema/values/durations.py": "parsed words, keyed by the words",
    "config_per_tenant/national/loading.py": "national values, read from files",
    "config_per_tenant/packs.py": "published opening values, read from files",
    "api/pages.py": "the OpenAPI document, made from code alone: see the last test here",
    "tenants/isolation/routers.py": "labels of applications, from settings",
    "tenants/isolation/backend/base.py": "the statement that puts on a role and a path, which are the key",
    "tenants/isolation/backend/compiler.py": "labels of applications, from settings",
    "tenants/provisioning/grants.py": "names of tables, from models",
}


def remembering() -> dict[str, list[str]]:
    """The functions whose answers are kept, file by file."""
    found: dict[str, list[str]] = {}
    for folder in ("platform/hearth", "tenants", "core", "config_per_tenant", "api"):
        for file in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text())):
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                    names = {_name(decorator) for decorator in node.decorator_list}
                    if names & REMEMBERS:
                        found.setdefault(str(file.relative_to(ROOT)), []).append(node.name)
    return found


def _name(decorator: ast.expr) -> str:
    if isinstance(decorator, ast.Call):
        decorator = decorator.func
    return decorator.attr if isinstance(decorator, ast.Attribute) else getattr(decorator, "id", "")


def test_every_function_that_remembers_is_known_to_remember_nothing_of_a_council():
    found = remembering()
    unknown = {file: names for file, names in found.items() if file not in KEPT}
    assert not unknown, "say in KEPT why no council's records can be kept here, or key them by tenant"
    assert set(found) == set(KEPT), "a name is listed that is gone"


def test_the_apis_document_asks_no_council_anything(council):
    """Kept for the life of a process, so that it must come out alike in a council and in none."""
    from api.pages import document

    here = document.__wrapped__()
    with in_public():
        assert document.__wrapped__() == here
