"""What the documents on security promise names a test, and that test is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [ROOT / "platform/docs/assurance.md", *sorted((ROOT / "platform/docs/security").glob("*.md"))]
NAMED = re.compile(r"`(?P<path>tests/[\w/.]+?)?(?:::(?P<name>test_\w+))?`")


def names_in(path: Path) -> set[str]:
    return {node.name for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_test_that_a_document_names_is_there(document):
    missing, before = [], None
    for found in NAMED.finditer(document.read_text()):
        before = ROOT / found["path"] if found["path"] else before
        if before is None or (not found["path"] and not found["name"]):
            continue
        if not before.exists() or (found["name"] and found["name"] not in names_in(before)):
            missing.append(found[0])
    assert missing == []


def test_the_checklist_has_every_requirement_once_with_a_reason():
    """OWASP ASVS 5.0, levels 1 and 2: none twice, none without a state and a test or a reason."""
    rows = re.findall(
        r"^\| (\d+\.\d+\.\d+) \| ([12]) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$",
        (ROOT / "platform/docs/security/asvs.md").read_text(),
        re.MULTILINE,
    )
    ids = [row[0] for row in rows]
    assert len(ids) == len(set(ids)) > 200
    assert {row[3] for row in rows} == {"held", "in part", "relied on", "does not apply"}
    assert all(len(row[4].strip()) > 3 for row in rows)
