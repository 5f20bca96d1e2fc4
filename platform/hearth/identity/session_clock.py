"""How long a session still lasts, from the times that it carries. No model, so that every page may ask."""

import time
from typing import Any

KEPT = "hearth_times"


def seconds_left(session: Any) -> int:
    """Seconds until this session ends if nothing more is done. Never negative; 0 for one without times of its own."""
    times = session.get(KEPT)
    return max(0, int(min(_ends(times)) - time.time())) if times else 0


def is_final(session: Any) -> bool:
    """Whether the session ends by its absolute time, so that staying cannot put the end off."""
    times = session.get(KEPT)
    idle, absolute = _ends(times) if times else (0, 0)
    return absolute <= idle


def _ends(times: dict[str, int]) -> tuple[int, int]:
    return times["seen"] + times["idle"], times["started"] + times["absolute"]
