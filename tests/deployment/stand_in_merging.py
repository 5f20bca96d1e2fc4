"""How a patch changes what is stored: JSON merge patch, and what our kinds need of Kubernetes' strategic merge."""

import copy
from typing import Any

# By which field the members of a list are told apart. A list that is not named here is replaced as a whole.
MERGE_KEYS = {
    "conditions": ("type",),
    "containers": ("name",),
    "env": ("name",),
    "imagePullSecrets": ("name",),
    "ports": ("containerPort", "port"),
    "topologySpreadConstraints": ("topologyKey",),
    "volumeMounts": ("mountPath",),
    "volumes": ("name",),
}


def merge_patch(stored: dict[str, Any], patch: dict[str, Any]) -> dict[str, Any]:
    """RFC 7386: maps are merged, null removes, everything else is replaced."""
    merged = copy.deepcopy(stored)
    for key, value in patch.items():
        if value is None:
            merged.pop(key, None)
        elif isinstance(value, dict) and isinstance(merged.get(key), dict):
            merged[key] = merge_patch(merged[key], value)
        else:
            merged[key] = copy.deepcopy(value)
    return merged


def strategic_merge(stored: dict[str, Any], patch: dict[str, Any]) -> dict[str, Any]:
    """Kubernetes' own way: lists of named things are merged by name, and `$`-directives order, keep and remove."""
    merged = copy.deepcopy(stored)
    if patch.get("$patch") == "replace":
        return {key: value for key, value in patch.items() if key != "$patch"}
    if "$retainKeys" in patch:
        merged = {key: value for key, value in merged.items() if key in patch["$retainKeys"]}
    for key, value in patch.items():
        if key.startswith("$"):
            continue
        if value is None:
            merged.pop(key, None)
        elif isinstance(value, dict) and isinstance(merged.get(key), dict):
            merged[key] = strategic_merge(merged[key], value)
        elif isinstance(value, list) and key in MERGE_KEYS:
            order = patch.get(f"$setElementOrder/{key}", [])
            merged[key] = _merge_list(merged.get(key, []), value, order, MERGE_KEYS[key])
        else:
            merged[key] = copy.deepcopy(value)
    return merged


def _merge_list(
    stored: list[dict[str, Any]], patch: list[dict[str, Any]], order: list[dict[str, Any]], names: tuple[str, ...]
) -> list[dict[str, Any]]:
    def identity(member: dict[str, Any]) -> Any:
        return next(member[name] for name in names if name in member)

    members = {identity(member): copy.deepcopy(member) for member in stored}
    for change in patch:
        of = identity(change)
        if change.get("$patch") == "delete":
            members.pop(of, None)
        else:
            members[of] = strategic_merge(members.get(of, {}), change)
    first = [identity(member) for member in order]
    return [members[of] for of in first if of in members] + [m for of, m in members.items() if of not in first]
