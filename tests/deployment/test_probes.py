"""What Kubernetes asks of a web pod, and what it is told: alive is the process, ready is the way to the database."""

import json
from contextlib import ExitStack

import psycopg
import pytest
from django.http import HttpResponse
from django.test import override_settings

from hearth import probes
from hearth.probes import ProbeMiddleware, Readiness, sessions_stay_apart
from tests.deployment.poolers import TransactionPooler

POD = {"headers": {"host": "10.244.3.17:8000"}}  # what the kubelet says: no tenant's host, and none that is allowed


def nothing_required():
    return set()


def unreachable():
    return psycopg.connect("host=127.0.0.1 port=1 user=hearth password=hunter2 dbname=hearth", connect_timeout=1)


@pytest.fixture
def readiness(db, monkeypatch):
    """What this process would find out anew, on the real database."""
    found = Readiness(probes._connect, probes._required_migrations)
    monkeypatch.setattr(probes, "readiness", found)
    monkeypatch.setattr(probes, "ANSWER_KEPT_FOR_SECONDS", 0)
    return found


class TestLivez:
    def test_answers_by_the_pods_address(self, client):
        answer = client.get("/livez", **POD)
        assert (answer.status_code, answer.json()) == (200, {"process": "ok"})
        assert answer["Cache-Control"] == "no-store"

    def test_looks_at_no_database(self, client, monkeypatch):
        monkeypatch.setattr(probes, "readiness", Readiness(unreachable, nothing_required))
        assert client.get("/livez", **POD).status_code == 200

    @pytest.mark.parametrize("path", ["/livez", "/readyz"])
    def test_is_asked_and_never_told(self, rf, path):
        answer = ProbeMiddleware(lambda request: HttpResponse("a page"))(rf.post(path))
        assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")

    @pytest.mark.parametrize("path", ["/", "/livez/", "/livez/x", "/households/readyz"])
    def test_leaves_every_other_address_to_the_pages(self, rf, path):
        answer = ProbeMiddleware(lambda request: HttpResponse("a page"))(rf.get(path))
        assert answer.content == b"a page"


class TestReadyz:
    def test_a_process_whose_database_is_there_and_migrated_is_ready(self, client, readiness):
        answer = client.get("/readyz", **POD)
        assert answer.status_code == 200
        assert answer.json() == {"database": "ok", "migrations": "ok", "pooling": "ok"}

    @override_settings(SECURE_SSL_REDIRECT=True, SECURE_REDIRECT_EXEMPT=[r"^livez$", r"^readyz$"])
    def test_is_asked_by_plain_http_where_pages_are_not(self, client, readiness):
        assert client.get("/readyz", **POD).status_code == 200

    def test_it_is_ready_without_its_cache(self, client, readiness, settings):
        away = {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/0"}
        settings.CACHES = {"default": away}
        assert client.get("/readyz", **POD).status_code == 200

    def test_a_process_without_its_database_is_not(self, client, readiness, caplog):
        readiness.connect = unreachable
        answer = client.get("/readyz", **POD)
        assert (answer.status_code, answer.json()) == (503, {"database": "not ready"})
        told = json.dumps(answer.json()) + caplog.text
        assert "OperationalError" in caplog.text
        assert not [word for word in ("hunter2", "127.0.0.1", "user") if word in told], "a driver's words stay inside"

    def test_it_is_ready_again_when_the_database_is(self, readiness):
        there, readiness.connect = readiness.connect, unreachable
        assert readiness.answer()[0] == 503
        readiness.connect = there
        assert readiness.answer()[0] == 200

    def test_a_process_of_the_next_release_waits_for_its_migrations(self, readiness):
        applied = readiness.required_migrations
        readiness.required_migrations = lambda: {*applied(), ("tenants", "9999_of_the_next_release")}
        assert readiness.answer() == (503, {"database": "ok", "migrations": "not ready"})

    def test_a_process_of_the_last_release_is_ready_on_a_newer_schema(self, readiness):
        readiness.required_migrations = lambda: set(sorted(probes._required_migrations())[:1])
        assert readiness.answer()[0] == 200

    def test_what_must_be_there_is_the_shared_applications_and_no_tenants(self):
        labels = {label for label, _ in probes._required_migrations()}
        assert {"tenants", "contenttypes"} <= labels
        assert not labels & {"identity", "sessions", "audit", "people"}

    def test_asking_often_costs_the_database_nothing(self, readiness, monkeypatch):
        asked = []
        monkeypatch.setattr(probes, "ANSWER_KEPT_FOR_SECONDS", 60)
        there = readiness.connect
        readiness.connect = lambda: asked.append(1) or there()
        readiness.answer()
        first = len(asked)
        for _ in range(20):
            readiness.answer()
        assert len(asked) == first

    def test_once_all_is_known_it_takes_one_connection(self, readiness):
        readiness.answer()
        asked = []
        there = readiness.connect
        readiness.connect = lambda: asked.append(1) or there()
        assert readiness.answer()[0] == 200
        assert len(asked) == 1


class TestPooling:
    """Two sessions, two schemas, in turns: mixed, one council is given another's rows, and no error is raised."""

    @pytest.fixture
    def pooler(self, db):
        with ExitStack() as closing:

            def make(size, tracked=()):
                made = TransactionPooler(probes._connect, size, tracked)
                closing.callback(made.close)
                return made

            yield make

    def test_direct_connections_stay_apart(self, db):
        with probes._connect() as one, probes._connect() as other:
            assert sessions_stay_apart(one, other)

    @pytest.mark.parametrize("size", [1, 2, 3, 5])
    def test_a_transaction_pooler_is_found_out(self, pooler, size):
        pool = pooler(size)
        assert not sessions_stay_apart(pool.client(), pool.client())

    @pytest.mark.parametrize("size", [1, 2, 3])
    def test_one_that_restores_the_path_alone_is_found_out_too(self, pooler, size):
        """The tenant's role would not come back with it."""
        pool = pooler(size, tracked=("search_path",))
        assert not sessions_stay_apart(pool.client(), pool.client())

    def test_a_process_that_saw_sessions_mixed_is_never_ready(self, readiness, pooler):
        pool, direct = pooler(1), readiness.connect
        readiness.connect = pool.client
        assert readiness.answer() == (503, {"database": "ok", "migrations": "ok", "pooling": "not ready"})
        readiness.connect = direct
        assert readiness.answer()[0] == 503

    def test_a_connection_lost_meanwhile_decides_nothing(self, readiness):
        direct, left = readiness.connect, iter(range(3))

        def soon_away():
            return direct() if next(left, None) is not None else unreachable()

        readiness.connect = soon_away
        assert readiness.answer() == (503, {"database": "ok", "migrations": "ok", "pooling": "not ready"})
        readiness.connect = direct
        assert readiness.answer()[0] == 200
