"""Instructions that this thread has executed, as the processor counts them: a figure that no neighbour disturbs.

Processor time on a shared machine swings by a third with what runs beside it; two ways of making one page differ by a
few hundredths. The count needs Linux and its permission (perf_event_paranoid 2 or less); elsewhere there is none.
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct

CALL_NUMBERS = {"x86_64": 298, "aarch64": 241}  # perf_event_open(2)
HARDWARE, INSTRUCTIONS = 0, 1
FIRST_SIZE_BYTES = 64
EXCLUDE_KERNEL, EXCLUDE_HYPERVISOR = 1 << 5, 1 << 6


class Counter:
    """`read()` says how many so far; always 0 where the machine does not say."""

    def __init__(self) -> None:
        self._file = _opened()

    def read(self) -> int:
        return int.from_bytes(os.read(self._file, 8), "little") if self._file is not None else 0


def _opened() -> int | None:
    number = CALL_NUMBERS.get(platform.machine())
    if platform.system() != "Linux" or number is None:
        return None
    attributes = struct.pack(
        "<IIQQQQQIIQ", HARDWARE, FIRST_SIZE_BYTES, INSTRUCTIONS, 0, 0, 0, EXCLUDE_KERNEL | EXCLUDE_HYPERVISOR, 0, 0, 0
    )
    this_thread, any_processor, no_group = 0, -1, -1
    file = ctypes.CDLL(None, use_errno=True).syscall(
        ctypes.c_long(number), attributes, this_thread, any_processor, no_group, ctypes.c_ulong(0)
    )
    return int(file) if file >= 0 else None
