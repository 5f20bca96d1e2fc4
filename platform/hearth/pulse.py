"""A sign of life from a worker, for a probe that asks neither the broker nor the database.

The worker's main loop takes a turn every few seconds, and a file's time is set as long as it does. While there is no
loop to take turns, because the broker is away and the client is trying again by itself, the file is kept fresh too: to
start such a worker anew would mend nothing, and would end the task in hand.

Only where `HEARTH_WORKER_PULSE` names the file, as the chart does: other workers leave no file behind.
"""

import os
import threading
import time
from pathlib import Path
from typing import Any

from celery import Celery, bootsteps

TURN_SECONDS = 5.0
STUCK_AFTER_SECONDS = 60.0


class Pulse(bootsteps.StartStopStep):
    """A step of the consumer: started with its loop, stopped when the connection is lost, started again after."""

    requires = ("celery.worker.consumer.tasks:Tasks",)  # after the connection, which may take long to be made

    def __init__(self, parent: Any, **options: Any) -> None:
        super().__init__(parent, **options)
        self.last_turn: float | None = None
        self.turns: Any = None
        self.file = Path(os.environ["HEARTH_WORKER_PULSE"])
        threading.Thread(target=self._beat_for_ever, name="pulse", daemon=True).start()

    def start(self, parent: Any) -> None:
        self._take_turn()
        self.turns = parent.timer.call_repeatedly(TURN_SECONDS, self._take_turn)

    def stop(self, parent: Any) -> None:
        self.last_turn = None
        if self.turns:
            self.turns.cancel()
            self.turns = None

    def is_alive(self) -> bool:
        """False when there is a loop and it has taken no turn for too long."""
        return self.last_turn is None or time.monotonic() - self.last_turn < STUCK_AFTER_SECONDS

    def _take_turn(self) -> None:
        self.last_turn = time.monotonic()

    def _beat_for_ever(self) -> None:
        while True:
            if self.is_alive():
                self.file.touch()
            time.sleep(TURN_SECONDS)


def give_pulse(app: Celery) -> None:
    """Let the workers of an application show that they live, where somebody asks for it."""
    if os.environ.get("HEARTH_WORKER_PULSE"):
        app.steps["consumer"].add(Pulse)
