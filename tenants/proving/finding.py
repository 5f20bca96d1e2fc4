"""What there is to try: found in the resolver, the registries and the installed applications, never in a list of ours.

What is added to the product is found here by itself. What cannot be tried is named, and a proof that leaves anything
untried does not hold.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import get_commands, load_command_class
from django.urls import URLPattern, URLResolver, get_resolver

from .lookalikes import KEY

OURS = ("hearth", "tenants", "core", "config_per_tenant", "api")

# What to put into a parameter that is no key of a row: by its name where that matters, else by its converter.
BY_NAME = {"kind": "household", "from_on": "2026-04-06", "uidb36": "1", "format": "json"}
BY_CONVERTER = {"str": "x", "slug": "x", "path": "x", "int": "1", "uuid": str(KEY)}
PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>")
NAMED_GROUP = re.compile(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)")


@dataclass(frozen=True)
class Route:
    """One address of a kind of tenant. `address` carries the marked council's key wherever a row is named."""

    pattern: str
    address: str
    names_a_row: bool
    capability: tuple[str, ...]  # none: nobody guards it
    is_api: bool
    cannot_open: str = ""  # why it cannot be tried


def urlconf_of(kind: str) -> str:
    return settings.PUBLIC_SCHEMA_URLCONF if kind == "public" else str(settings.TENANT_TYPES[kind]["URLCONF"])


def routes(kind: str) -> list[Route]:
    """Every address of a kind of tenant ("council", "hub", "platform") or of the bare domain ("public")."""

    def walk(resolver: Any, before: str) -> Iterator[Route]:
        for pattern in resolver.url_patterns:
            whole = before + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern, whole)
            elif isinstance(pattern, URLPattern):
                yield _route(whole, pattern.callback)

    return list(walk(get_resolver(urlconf_of(kind)), "/"))


def _route(pattern: str, view: Any) -> Route:
    asked = getattr(view, "capability", None) or getattr(getattr(view, "cls", None), "capability", None)
    capability = tuple(asked.values()) if isinstance(asked, dict) else ((asked,) if asked else ())
    address, names_a_row, problem = filled_in(pattern)
    return Route(pattern, address, names_a_row, capability, pattern.startswith("/api/"), problem)


def filled_in(pattern: str) -> tuple[str, bool, str]:
    """An address for a route, whether a row's key is in it, and what stands in the way of opening it."""
    unknown: list[str] = []

    def put(match: re.Match[str]) -> str:
        converter, name = match[1] or "str", match[2]
        if converter not in BY_CONVERTER:
            unknown.append(f"nothing is known to put for <{converter}:{name}>")
        return BY_NAME.get(name) or BY_CONVERTER.get(converter, "x")

    plain = NAMED_GROUP.sub(r"<\1>", pattern)
    names_a_row = any(match[1] == "uuid" for match in PARAMETER.finditer(plain))
    address = re.sub(r"[\^$]|\\Z|\?$", "", PARAMETER.sub(put, plain)).replace("\\.", ".")
    if re.search(r"[<>()\[\]*+|\\]", address):
        unknown.append("its pattern cannot be turned into an address")
    return address, names_a_row, "; ".join(unknown)


@dataclass(frozen=True)
class CommandFound:
    """A management command. Ours say how they are tried across tenants; a library's works by the same login."""

    name: str
    application: str
    ours: bool
    across: Any  # `across_tenants` of our command: lists of words to try it with, or a sentence that says why not


def commands() -> list[CommandFound]:
    found = []
    for name, application in sorted(get_commands().items()):
        label = application if isinstance(application, str) else application.__module__
        ours = label.split(".")[0] in OURS
        across = getattr(_command(name, application), "across_tenants", None) if ours else None
        found.append(CommandFound(name, label, ours, across))
    return found


def _command(name: str, application: Any) -> Any:
    return load_command_class(application, name) if isinstance(application, str) else application


def seal_purposes() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The purposes for which our code seals links, and the places where a purpose is not written out."""
    purposes, unclear = set(), set()
    for path in source_files():
        for call in (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)):
            if _called(call) not in {"seal", "unseal", "tenant_signer"}:
                continue
            given = [word.value for word in call.keywords if word.arg == "purpose"]
            given += call.args[:1] if _called(call) == "tenant_signer" else []
            for each in given:
                words = _written(path, each)
                if isinstance(words, str):
                    purposes.add(words)
                else:
                    unclear.add(f"{path.name}:{call.lineno}")
    return tuple(sorted(purposes)), tuple(sorted(unclear))


def source_files() -> list[Path]:
    """Every file of ours that a tenant's pages, jobs or commands may run; not the signer itself, nor this proof."""
    roots = {Path(config.path) for config in apps.get_app_configs() if config.name.split(".")[0] in OURS}
    files = {path for root in roots for path in root.rglob("*.py") if "migrations" not in path.parts}
    return sorted(path for path in files if not {"isolation", "proving"} & set(path.parts[-3:]))


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _written(path: Path, purpose: ast.expr) -> Any:
    """The text of a purpose, given as such or by a name that its module knows; None where it is made on the way."""
    if isinstance(purpose, ast.Constant):
        return purpose.value
    root = next(root for root in path.parents if not (root / "__init__.py").exists())
    found: Any = import_module(".".join(path.relative_to(root).with_suffix("").parts))
    for name in ast.unparse(purpose).split("."):
        found = getattr(found, name, None)
    return found
