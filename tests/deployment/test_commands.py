"""What the rendered pods run is there to be run: programs, options, modules, queues, settings."""

import functools
import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import get_commands

from tests.deployment.chart import EXAMPLES, container, environment, one, pod_templates, render
from tests.deployment.tools import ROOT

pytestmark = pytest.mark.deployment
SETTINGS = "".join((ROOT / f"platform/hearth/settings/{name}.py").read_text() for name in ("base", "production"))
READ_ELSEWHERE = {"DJANGO_SETTINGS_MODULE", "HEARTH_WORKER_PULSE"}  # by Django itself; by hearth.pulse


def rendered_commands() -> dict[str, list[str]]:
    """The command of each pod of each example."""
    return {
        f"{values}: {name}": container(pod)["command"]
        for values in EXAMPLES
        for name, pod in pod_templates(render(values)).items()
    }


@functools.cache
def asked_for_help(*command: str) -> subprocess.CompletedProcess[str]:
    """Run the program as rendered, and for its help: an option that it does not know is an error all the same."""
    program = Path(sys.executable).with_name(command[0])
    assert program.exists(), f"{command[0]} is not installed beside Python"
    return subprocess.run([program, *command[1:], "--help"], capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(command, id=name)
        for name, command in rendered_commands().items()
        if command[0] in ("granian", "celery")  # our own is asked below: even for its help it wants a database
    ],
)
def test_each_program_knows_its_command_and_options(command):
    done = asked_for_help(*command)
    assert done.returncode == 0, done.stdout + done.stderr


def test_an_option_that_is_none_would_be_found():
    assert asked_for_help("granian", "--interface=wsgi", "--no-such-option", "x:y").returncode != 0


def test_the_programs_are_the_ones_that_we_know():
    assert {command[0] for command in rendered_commands().values()} == {"granian", "celery", "hearth", "python"}


def test_the_web_server_is_given_an_application_that_exists():
    command = container(pod_templates(render("production"))["Deployment/hearth-web"])["command"]
    module, _, name = command[-1].partition(":")
    found = importlib.util.find_spec(module)
    assert found
    assert found.origin
    assert re.search(rf"^{name} = ", Path(found.origin).read_text(), re.M)


def test_migrating_is_a_command_of_ours():
    from hearth.cli.main import HANDED_OVER, known_commands

    assert container(pod_templates(render("production"))["Job/hearth-migrate"])["command"] == ["hearth", "migrate"]
    assert "migrate" in known_commands()
    assert HANDED_OVER["migrate"][0] in get_commands()
    assert Path(sys.executable).with_name("hearth").exists()


def test_every_queue_that_is_sent_to_has_a_worker_that_reads_it():
    from hearth.celery import app

    routes = app.conf.task_routes or {}
    sent_to = {app.conf.task_default_queue, *(route["queue"] for route in routes.values() if "queue" in route)}
    sent_to |= {
        entry["options"]["queue"] for entry in app.conf.beat_schedule.values() if "queue" in entry.get("options", {})
    }
    for values in EXAMPLES:
        read = set()
        for o in render(values):
            if o["kind"] == "Deployment" and "-worker-" in o["metadata"]["name"]:
                (queues,) = [
                    part for part in container(o["spec"]["template"])["command"] if part.startswith("--queues=")
                ]
                read |= set(queues.partition("=")[2].split(","))
        assert sent_to <= read, f"{values}: nobody reads {sent_to - read}"


@pytest.mark.parametrize("values", EXAMPLES)
def test_every_variable_that_a_pod_is_given_is_read(values):
    objects = render(values)
    given = set(one(objects, "ConfigMap")["data"])
    for pod in pod_templates(objects).values():
        given |= set(environment(pod))
    unread = {name for name in given - READ_ELSEWHERE if f'"{name}"' not in SETTINGS}
    assert not unread, "settings do not know these names"


@pytest.mark.parametrize("values", EXAMPLES)
def test_production_is_given_every_variable_that_it_demands(values):
    (demanded,) = re.findall(r"for _name in \(([^)]*)\)", SETTINGS)
    names = set(re.findall(r'"([A-Z_]+)"', demanded))
    assert {"SECRET_KEY", "DATABASE_URL"} <= names
    objects = render(values)
    plain = set(one(objects, "ConfigMap")["data"])
    for name, pod in pod_templates(objects).items():
        if not name.startswith("Pod/"):
            assert names <= plain | set(environment(pod)), name


def test_a_workers_probe_looks_at_the_file_that_the_worker_is_told_to_keep():
    worker = pod_templates(render("production"))["Deployment/hearth-worker-default"]
    file = environment(worker)["HEARTH_WORKER_PULSE"]["value"]
    assert file in " ".join(container(worker)["livenessProbe"]["exec"]["command"])


def test_beats_probe_looks_at_the_file_that_beat_is_told_to_keep():
    beat = container(pod_templates(render("production"))["Deployment/hearth-beat"])
    (schedule,) = [part.partition("=")[2] for part in beat["command"] if part.startswith("--schedule=")]
    folder, _, name = schedule.rpartition("/")
    assert f'find {folder} -maxdepth 1 -name "{name}*"' in beat["livenessProbe"]["exec"]["command"][-1]
