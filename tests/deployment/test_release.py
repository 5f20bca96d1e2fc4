"""The real helm installs, upgrades and fails to upgrade, against a stand-in for a cluster's API server."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.deployment.chart import CHART, example, one, render
from tests.deployment.stand_in_api import StandInCluster, Write
from tests.deployment.tools import RELEASES, Release, tools

pytestmark = pytest.mark.deployment
NEXT = ("image.digest=", "image.tag=0.2.0")
AFTER_THAT = ("image.digest=", "image.tag=0.3.0")


class Site:
    """One cluster, and the helm that a site uses on it."""

    def __init__(self, cluster: StandInCluster, release: Release, home: Path) -> None:
        self.cluster, self.release, self.home = cluster, release, home

    def helm(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(tools(self.release).helm), *map(str, arguments), "--namespace", "care"],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
            env={"PATH": os.environ["PATH"], "HOME": str(self.home), "HELM_KUBEAPISERVER": self.cluster.url},
        )

    def install(self) -> subprocess.CompletedProcess[str]:
        return self.helm("install", "hearth", CHART, "--values", example("production"))

    def upgrade(self, *sets: str) -> subprocess.CompletedProcess[str]:
        options = [option for value in sets for option in ("--set", value)]
        return self.helm("upgrade", "hearth", CHART, "--values", example("production"), *options)

    def images(self) -> set[str]:
        deployments = [self.cluster.find("deployments", name) for name in self.cluster.names("deployments")]
        return {o["spec"]["template"]["spec"]["containers"][0]["image"] for o in deployments if o}


@pytest.fixture(params=RELEASES, ids=lambda release: f"helm {release.helm_version}")
def site(request, tmp_path):
    with StandInCluster() as cluster:
        yield Site(cluster, request.param, tmp_path)


def test_a_release_from_its_first_install_through_a_failed_migration(site):
    """One story, for each step needs the one before: install, upgrade, an upgrade that fails, one that mends it."""
    cluster = site.cluster
    done = site.install()
    assert done.returncode == 0, done.stderr
    assert cluster.names("deployments") == {"hearth-web", "hearth-worker-default", "hearth-beat"}
    assert 'Hearth 0.1.0 is installed as "hearth"' in done.stdout
    ran = cluster.writes.index(Write("RAN", "jobs", "hearth-migrate"))
    stored = [place for place, write in enumerate(cluster.writes) if write.resource == "deployments"]
    assert max(stored) < ran, "the first migration comes when all is there"

    cluster.writes.clear()
    done = site.upgrade(*NEXT)
    assert done.returncode == 0, done.stderr
    assert site.images() == {"registry.example.org/hearth:0.2.0"}
    ran = cluster.writes.index(Write("RAN", "jobs", "hearth-migrate"))
    stored = [place for place, write in enumerate(cluster.writes) if write.resource == "deployments"]
    assert ran < min(stored), "new code starts when the database is ready for it"

    cluster.writes.clear()
    cluster.job_succeeds = lambda job: False
    done = site.upgrade(*AFTER_THAT)
    assert done.returncode != 0
    assert "pre-upgrade hooks failed" in done.stderr
    assert Write("FAILED", "jobs", "hearth-migrate") in cluster.writes
    assert site.images() == {"registry.example.org/hearth:0.2.0"}, "what ran before runs on"
    assert not [write for write in cluster.writes if write.resource in ("deployments", "configmaps")]
    job = cluster.find("jobs", "hearth-migrate")
    assert job["spec"]["template"]["spec"]["containers"][0]["image"] == "registry.example.org/hearth:0.3.0"

    cluster.job_succeeds = lambda job: True
    done = site.upgrade(*AFTER_THAT)
    assert done.returncode == 0, done.stderr
    assert site.images() == {"registry.example.org/hearth:0.3.0"}


def test_what_is_stored_after_an_upgrade_is_what_the_chart_says(site):
    assert site.install().returncode == 0
    assert site.upgrade("web.processes=3", "workers.default.replicas=4").returncode == 0
    wanted = render("production", "web.processes=3", "workers.default.replicas=4")
    for name in ("hearth-web", "hearth-worker-default", "hearth-beat"):
        assert site.cluster.find("deployments", name)["spec"] == one(wanted, "Deployment", name)["spec"]


def test_uninstalling_leaves_nothing_that_runs(site):
    assert site.install().returncode == 0
    done = site.helm("uninstall", "hearth")
    assert done.returncode == 0, done.stderr
    for resource in ("deployments", "services", "configmaps", "networkpolicies", "poddisruptionbudgets", "httproutes"):
        assert site.cluster.names(resource) == set(), resource


def test_a_task_left_in_a_releases_values_stops_the_release(site):
    done = site.helm(
        "install", "hearth", CHART, "--values", example("production"), "--set-json", 'task.command=["hearth"]'
    )
    assert done.returncode != 0
    assert "name" in done.stderr


class TestTheStandIn:
    """It says no where a real server would."""

    def test_a_changed_selector_is_refused(self, site):
        assert site.install().returncode == 0
        kubectl = [str(tools(site.release).kubectl), "--server", site.cluster.url, "--namespace", "care"]
        patch = '{"spec":{"selector":{"matchLabels":{"app.kubernetes.io/component":"other"}}}}'
        done = subprocess.run(
            [*kubectl, "patch", "deployment", "hearth-web", "--type=merge", "--patch", patch],
            capture_output=True,
            text=True,
            check=False,
            timeout=30,
            env={"PATH": os.environ["PATH"], "HOME": str(site.home)},
        )
        assert done.returncode != 0
        assert "field is immutable" in done.stderr

    def test_kubectl_creates_an_operators_task(self, site):
        rendered = site.helm(
            "template", "hearth", CHART, "--values", example("production"), "--show-only", "templates/task.yaml",
            "--set", "task.command={hearth,council,list}",
        )  # fmt: skip
        assert rendered.returncode == 0, rendered.stderr
        done = subprocess.run(
            [str(tools(site.release).kubectl), "--server", site.cluster.url, "create", "--filename", "-"],
            input=rendered.stdout,
            capture_output=True,
            text=True,
            check=False,
            timeout=30,
            env={"PATH": os.environ["PATH"], "HOME": str(site.home)},
        )
        assert done.returncode == 0, done.stderr
        (name,) = site.cluster.names("jobs")
        assert name.startswith("hearth-task-")
        assert Write("RAN", "jobs", name) in site.cluster.writes
