"""A worker's sign of life: kept while its loop turns, and while there is none to turn because the broker is away."""

import time
from types import SimpleNamespace

import pytest
from celery import Celery

from hearth import pulse
from hearth.pulse import Pulse, give_pulse


class Timer:
    """The worker's timer: remembers what it was asked to call, and whether that was called off."""

    def __init__(self) -> None:
        self.calls: list[str] = []

    def call_repeatedly(self, seconds, call):
        self.calls.append("asked")
        return SimpleNamespace(cancel=lambda: self.calls.append("called off"))


@pytest.fixture
def worker(tmp_path, monkeypatch):
    monkeypatch.setenv("HEARTH_WORKER_PULSE", str(tmp_path / "pulse"))
    monkeypatch.setattr(pulse, "TURN_SECONDS", 0.01)
    consumer = SimpleNamespace(timer=Timer())
    return Pulse(consumer), consumer


def test_there_is_a_sign_before_the_broker_has_answered(worker):
    found, _ = worker
    end = time.monotonic() + 5
    while not found.file.exists() and time.monotonic() < end:
        time.sleep(0.01)
    assert found.file.exists()
    assert found.is_alive()


def test_a_loop_that_takes_its_turns_is_alive_and_one_that_stopped_is_not(worker, monkeypatch):
    found, consumer = worker
    found.start(consumer)
    assert found.is_alive()
    stopped_at = time.monotonic()
    monkeypatch.setattr(pulse.time, "monotonic", lambda: stopped_at + pulse.STUCK_AFTER_SECONDS + 1)
    assert not found.is_alive()


def test_a_worker_that_lost_its_broker_is_alive_however_long_it_waits(worker, monkeypatch):
    found, consumer = worker
    found.start(consumer)
    found.stop(consumer)
    assert consumer.timer.calls == ["asked", "called off"]
    later = time.monotonic() + 3600
    monkeypatch.setattr(pulse.time, "monotonic", lambda: later)
    assert found.is_alive()


def test_it_begins_after_the_connection_which_may_take_long():
    assert Pulse.requires == ("celery.worker.consumer.tasks:Tasks",)


@pytest.mark.parametrize(("named", "given"), [("/somewhere/pulse", True), ("", False)])
def test_only_a_worker_that_is_told_a_file_keeps_one(monkeypatch, named, given):
    monkeypatch.setenv("HEARTH_WORKER_PULSE", named)
    app = Celery("a worker's")
    give_pulse(app)
    assert (Pulse in app.steps["consumer"]) is given
