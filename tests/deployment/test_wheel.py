"""The wheel that the image installs is whole: code, templates, packs, built assets, and nothing of ours besides."""

import subprocess
import sys
import zipfile

import pytest

from tests.deployment.tools import ROOT

pytestmark = pytest.mark.deployment
FOLDERS = {"platform/hearth": "hearth", "tenants": "tenants", "core": "core", "api": "api"}
FOLDERS |= {"config_per_tenant": "config_per_tenant", "templates": "templates", "static/build": "static/build"}


@pytest.fixture(scope="module")
def names(tmp_path_factory) -> set[str]:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (wheel,) = folder.glob("hearth-*.whl")
    return set(zipfile.ZipFile(wheel).namelist())


@pytest.mark.parametrize(("folder", "inside"), FOLDERS.items())
def test_every_file_of_a_folder_is_in_it(names, folder, inside):
    files = [path for path in (ROOT / folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    wanted = {f"{inside}/{path.relative_to(ROOT / folder)}" for path in files if path.suffix != ".pyc"}
    assert wanted, f"{folder} is empty: `make assets` builds what is missing of static/"
    assert wanted - names == set()


def test_nothing_else_is(names):
    parts = {name.partition("/")[0] for name in names if ".dist-info/" not in name}
    assert parts == {"hearth", "tenants", "core", "api", "config_per_tenant", "templates", "static"}


def test_it_installs_the_command(names):
    assert any(name.endswith(".dist-info/entry_points.txt") for name in names)


def test_settings_find_the_folders_of_the_checkout():
    from hearth.settings import base

    assert base.ROOT == ROOT
    assert (base.ROOT / "templates").is_dir()
