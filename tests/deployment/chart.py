"""Renders the chart with the real helm, and finds things in what came out."""

import functools
import os
import subprocess
from pathlib import Path
from typing import Any

import yaml

from tests.deployment.tools import HELM_4, ROOT, Release, tools

CHART = ROOT / "helm"
EXAMPLES = ("minimal", "production", "everything")
KUBE_VERSIONS = ("1.32", "1.37")  # the oldest that the chart takes, and the newest whose schemas we have

Object = dict[str, Any]


class Refused(Exception):
    """What helm said when it would not render."""


def example(name: str) -> Path:
    return CHART / "ci" / f"{name}-values.yaml"


def helm(*arguments: str | Path, release: Release = HELM_4) -> subprocess.CompletedProcess[str]:
    """Run helm where it can neither read nor write anything of this machine's own."""
    nowhere = dict.fromkeys(("HELM_CACHE_HOME", "HELM_CONFIG_HOME", "HELM_DATA_HOME", "KUBECONFIG"), "/nonexistent")
    return subprocess.run(
        [str(tools(release).helm), *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={"PATH": os.environ["PATH"], "HOME": "/nonexistent", **nowhere},
    )


@functools.cache
def _text(values: str, sets: tuple[str, ...], release: Release, kube_version: str, only: str | None) -> str:
    options = [option for value in sets for option in ("--set-json", value)]
    if only:
        options += ["--show-only", only]
    arguments = ["template", "hearth", CHART, "--namespace", "care", "--kube-version", kube_version, *options]
    done = helm(*arguments, "--values", example(values), release=release)
    if done.returncode:
        raise Refused(done.stderr)
    return done.stdout


def render(
    values: str = "production",
    *sets: str,
    release: Release = HELM_4,
    kube_version: str = KUBE_VERSIONS[0],
    only: str | None = None,
) -> list[Object]:
    """Give the objects that one of ci/*-values.yaml comes to, each of `sets` ("web.replicas=1") on top of it.

    Raises Refused with helm's own words.
    """
    return [found for found in yaml.safe_load_all(_text(values, sets, release, kube_version, only)) if found]


def one(objects: list[Object], kind: str, name: str = "") -> Object:
    """The one object of a kind whose name ends so."""
    found = [o for o in objects if o["kind"] == kind and o["metadata"]["name"].endswith(name)]
    assert len(found) == 1, f"{len(found)} objects are a {kind} named …{name}"
    return found[0]


def pod_templates(objects: list[Object]) -> dict[str, Object]:
    """Every pod that these objects would start, as {"Deployment/hearth-web": {"metadata": …, "spec": …}}."""
    pods = {}
    for o in objects:
        key = f"{o['kind']}/{o['metadata'].get('name', 'task')}"
        if o["kind"] == "Pod":
            pods[key] = o
        elif "template" in o.get("spec", {}):
            pods[key] = o["spec"]["template"]
    return pods


def container(pod: Object) -> Object:
    (only,) = pod["spec"]["containers"]
    return only


def environment(pod: Object) -> dict[str, Object]:
    return {entry["name"]: entry for entry in container(pod).get("env", [])}
