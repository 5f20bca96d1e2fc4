"""What the tree must look like, so that Python's own modules stay themselves and a clone installs from anywhere."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

TOP_LEVEL = {
    "platform": "what every council shares",
    "tenants": "councils, hubs and their domains",
    "core": "the practice of fostering",
    "config_per_tenant": "what varies",
    "api": "the shape of JSON",
    "templates": "pages",
    "assets": "styles and scripts",
    "tests": "tests",
    "helm": "deployment",
}
# Written apart, so that this file does not name what it forbids.
REGISTRY_HOSTS = ["pypi." + "org", "python" + "hosted", "registry." + "npmjs", "deb." + "debian.org", "ghcr." + "io"]


def tracked_files() -> list[Path]:
    """Every file of the project: those that git knows, or would if they were added."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    paths = [ROOT / name.decode() for name in listed.stdout.split(b"\0") if name]
    return [path for path in paths if path.is_file()]


def test_platform_is_a_folder_and_not_a_module() -> None:
    """With `platform/__init__.py`, or a `platform.py`, even `import uuid` fails."""
    assert not (ROOT / "platform" / "__init__.py").exists()
    assert not (ROOT / "platform.py").exists()
    assert {path.name for path in (ROOT / "platform").glob("*.py")} == set()


def test_python_finds_its_own_platform_and_ours() -> None:
    script = "import platform, uuid, hearth, tenants, core; print(platform.system() != '', hearth.__file__)"
    ran = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.stdout.split()[0] == "True", ran.stderr
    assert str(ROOT / "platform" / "hearth") in ran.stdout


def test_top_level_folders_are_the_agreed_ones() -> None:
    folders = {path.relative_to(ROOT).parts[0] for path in tracked_files() if len(path.relative_to(ROOT).parts) > 1}
    assert {name for name in folders if not name.startswith(".")} == set(TOP_LEVEL)


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-production.lock"])
def test_python_lock_has_a_hash_for_every_package_and_no_host(name: str) -> None:
    entries = re.split(r"\n(?=[a-z0-9])", (ROOT / name).read_text())[1:]
    assert len(entries) > 50
    for entry in entries:
        assert "--hash=sha256:" in entry, entry
        assert "==" in entry.splitlines()[0], entry
    assert not re.search(r"https?:|file:|--(extra-)?index-url|--find-links", "\n".join(entries))


def test_production_installs_what_tests_ran_with() -> None:
    def versions(name: str) -> set[str]:
        return set(re.findall(r"^[a-z0-9._-]+==[^\s;]+", (ROOT / name).read_text(), re.MULTILINE))

    assert versions("requirements-production.lock") < versions("requirements.lock")


def test_node_lock_has_a_hash_for_every_package_and_no_host() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    for name, entry in packages.items():
        if name:
            assert entry.get("integrity", "").startswith("sha512-"), name
            assert "resolved" not in entry, name
    assert "http" not in (ROOT / "package-lock.json").read_text()


def test_no_file_names_a_package_registry() -> None:
    for path in tracked_files():
        text = path.read_bytes()
        for host in REGISTRY_HOSTS:
            assert host.encode() not in text, f"{path.relative_to(ROOT)} names {host}"


def test_no_file_is_too_large_to_review() -> None:
    too_large = {str(path.relative_to(ROOT)): path.stat().st_size for path in tracked_files()}
    assert {name: size for name, size in too_large.items() if size > 1_048_576} == {}
