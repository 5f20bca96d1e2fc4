"""The rendered commands really run: migration, an operator's task, web, worker and beat, in production's settings."""

import os
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from email.message import Message
from urllib.parse import quote

import pytest
from django.core.management import call_command
from django.urls import reverse
from psycopg import sql

from hearth import embedded
from tests.deployment.chart import Object, one, pod_templates, render
from tests.deployment.pods import FILES, Node, sandbox
from tests.support import database

pytestmark = [pytest.mark.deployment, pytest.mark.services, pytest.mark.slow]
SLUG = "podshire"
TASK = f'task.command=["hearth","council","add","{SLUG}","--name","Podshire County Council"]'


class Unfollowed(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args, **kwargs):
        return None


@pytest.fixture
def secrets(server, migrated) -> Iterator[dict[str, str]]:
    """The Secrets of a site whose database is migrated and whose tenants are the tests' own."""
    with ExitStack() as stack:
        name = stack.enter_context(database.a_copy(server, migrated, "pods"))
        redis = os.environ.get("REDIS_URL")
        redis = redis or stack.enter_context(embedded.borrowed(database.WHERE / "services", tests=True)).redis_url

        def url(login):
            password = quote(login.get("password") or "", safe="")
            return f"postgres://{login['user']}:{password}@{login['host']}:{login['port']}/{name}"

        yield {
            "SECRET_KEY": "of-a-site-that-lasts-one-test-" + "x" * 30,
            "DATABASE_URL": url(server.app),
            "DATABASE_OWNER_URL": url(server.owner),
            "REDIS_URL": redis,
            "HEARTH_EMAIL_PASSWORD": "unused",
        }
    with server.connect() as connection:
        connection.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(f"t_{SLUG}")))


@pytest.fixture
def node(tmp_path, secrets, settings) -> Iterator[Node]:
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    found = Node(tmp_path, secrets, one(render("production"), "ConfigMap")["data"], tmp_path / "static")
    yield found
    found.stop()


def ask(node: Node, path: str, host: str = "10.244.3.17:8000", scheme: str = "https") -> tuple[int, str, Message]:
    """Ask the web pod as the gateway would; 0 when nobody answers."""
    headers = {"Host": host, "X-Forwarded-Proto": scheme}
    request = urllib.request.Request(f"http://127.0.0.1:{node.port}{path}", headers=headers)
    try:
        with urllib.request.build_opener(Unfollowed).open(request, timeout=10) as answer:
            return answer.status, answer.read().decode(), answer.headers
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(), error.headers
    except OSError:
        return 0, "", Message()


def test_a_release_runs(node):
    """One story, for each part needs the one before."""
    pods = pod_templates(render("production", "web.processes=1", "workers.default.processes=1"))
    host = f"{SLUG}.fostering.example.org"

    if sandbox():
        cannot_write_to_its_root(node, pods["Deployment/hearth-web"])

    migration = node.run("migrate", pods["Job/hearth-migrate"])
    assert migration.process.wait(180) == 0, migration.says()
    assert "schemas changed" in migration.says()

    (job,) = render("production", TASK, only="templates/task.yaml")
    task = node.run("task", job["spec"]["template"])
    assert task.process.wait(180) == 0, task.says()

    web = node.run("web", pods["Deployment/hearth-web"])
    worker = node.run("worker", pods["Deployment/hearth-worker-default"])
    beat = node.run("beat", pods["Deployment/hearth-beat"])
    database.wait_until(lambda: ask(node, "/readyz")[0] == 200 or web.process.poll() is not None, seconds=180)
    assert web.process.poll() is None, web.says()
    assert ask(node, "/livez", scheme="http")[0] == 200

    sign_in = reverse("account_login", urlconf="hearth.urls.council")
    status, page, headers = ask(node, "/", host)
    assert status == 302, page + web.says()
    assert headers["Location"].partition("?")[0] == sign_in
    status, page, headers = ask(node, sign_in, host)
    assert status == 200, page + web.says()
    assert "max-age=63072000" in headers["Strict-Transport-Security"]
    assert ask(node, "/", "nobody.fostering.example.org")[0] == 404
    assert ask(node, "/", "fostering.example.org")[0] == 200, web.says()
    status, _, headers = ask(node, sign_in, host, scheme="http")
    assert (status, headers["Location"]) == (301, f"https://{host}{sign_in}")

    database.wait_until(lambda: "ready." in worker.says(), seconds=120)
    assert (worker.temporary / "worker-pulse").exists()
    database.wait_until(lambda: list(beat.temporary.glob("beat-schedule*")), seconds=120)

    for pod in (web, worker, beat):
        pod.terminate()
    end = time.monotonic() + 60
    for pod in (web, worker, beat):
        assert pod.process.wait(max(1, end - time.monotonic())) == 0, pod.says()


def cannot_write_to_its_root(node: Node, template: Object) -> None:
    """What a pod keeps goes to its /tmp and to the files' folder; the rest of the file system refuses."""
    script = f"open('/tmp/may', 'w'); open({FILES!r} + '/may', 'w'); open('/etc/may-not', 'w')"
    writer = node.run("writer", template, [sys.executable, "-c", script])
    assert writer.process.wait(30) == 1
    assert "Read-only file system: '/etc/may-not'" in writer.says()
    assert (writer.temporary / "may").exists()
    assert (node.files / "may").exists()
