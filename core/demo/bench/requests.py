"""Pages and API operations, each with tenancy and without it in turns: A B, B A, A B…"""

from __future__ import annotations

from collections import defaultdict
from statistics import geometric_mean
from typing import Any

from core.demo.bench.asking import ASKS, BARE_ROWS, Ask
from core.demo.bench.figures import Check, Line, Table, in_ms, share
from core.demo.bench.place import Say
from core.demo.bench.worker import Worker

PAGE_CPU_MS = 48
API_CPU_MS = 20
PAGE_QUERIES = 15
TENANCY_RATIO = 1.05
GUARDS_RATIO = 1.10
FASTEST = 10  # percent of the answers
WARM_UP = 4
NOT_COUNTED = ("", "", "")
AT_ONCE = 2  # answers of one side before the other has its turn

Times = dict[str, list[float]]


def measured(tenant: Any, *, times: int, say: Say) -> list[Table]:
    """Three tables: what each request costs, and what it costs without tenancy, and without tenancy, narrowing and
    audit. Raises MeasurementFailed."""
    costs, ratios, guards = [], [], []
    with (
        Worker(tenant, tenancy=True) as ours,
        Worker(tenant, tenancy=False) as bare,
        Worker(tenant, tenancy=False, guards=False) as open_to_all,
    ):
        for ask in ASKS:
            say(ask.words)
            on, off, without = _in_turns((ours, bare, open_to_all), ask.key, times)
            costs.append(_cost(ask, on, ours.ask("queries", key=ask.key)))
            ratios.append(_ratio(ask, on, off))
            guards.append(_ratio(ask, on, without))
        plain = bare.ask("bare", times=max(times, 10))
    return [
        Table(
            f"Pages and API operations, {times} answers each",
            ("p50", "p95", "CPU p50", "CPU p95", "queries", "in database", "size"),
            tuple(costs),
            (
                f"Yardstick of this machine: {BARE_ROWS} rows in a bare template, no page around them: "
                f"{in_ms(share(plain['cpu'], 50))} CPU.",
                "CPU is the web process's own, by process_time; the database's is not in it. Asked in process, through "
                "every middleware, of the real database.",
                f"Targets: a page {PAGE_CPU_MS} ms CPU and {PAGE_QUERIES} queries, an API operation {API_CPU_MS} ms.",
            ),
        ),
        Table(
            "The same with tenancy off",
            ("CPU on", "CPU off", "ratio", "instructions on", "off", "ratio"),
            (*ratios, *_together(ratios, TENANCY_RATIO)),
            (
                "Off: Django's own engine, one schema, no switch, rows without a tenant; asked in turns with on.",
                "CPU is the fastest tenth's. Instructions are the web process's own as the processor counts them, the "
                "median: a busy machine swings CPU by more than tenancy costs, and these not at all.",
                f"Target: the pages together (geometric mean) {TENANCY_RATIO}, by instructions where they are counted.",
            ),
        ),
        Table(
            "The same with tenancy, narrowing and audit off",
            ("CPU on", "CPU off", "ratio", "instructions on", "off", "ratio"),
            (*guards, *_together(guards, GUARDS_RATIO)),
            (
                "Off: as above, and every row is everybody's, no capability is asked for, no reading is kept. What was "
                "narrowed away is then shown, so that a list may also grow.",
                f"Target: the pages together (geometric mean) {GUARDS_RATIO}, by instructions where they are counted.",
            ),
        ),
    ]


def _in_turns(sides: tuple[Worker, ...], key: str, times: int) -> tuple[Times, ...]:
    found: tuple[Times, ...] = tuple(defaultdict(list) for _ in sides)
    for side in sides:
        side.ask("times", key=key, times=WARM_UP)
    for turn in range(max(times // AT_ONCE, 1)):
        for number in range(len(sides)) if turn % 2 == 0 else reversed(range(len(sides))):
            for what, values in sides[number].ask("times", key=key, times=AT_ONCE).items():
                found[number][what].extend(values)
    return found


def _cost(ask: Ask, on: Times, once: dict[str, Any]) -> Line:
    wall, cpu = ([share(on[what], percent) for percent in (50, 95)] for what in ("wall", "cpu"))
    target = API_CPU_MS if ask.api else PAGE_CPU_MS
    checks = [Check(cpu[0] * 1000, target, " ms")]
    if not ask.api:
        checks.append(Check(once["queries"], PAGE_QUERIES, " queries"))
    cells = (
        *map(in_ms, (*wall, *cpu)),
        str(once["queries"]),
        in_ms(once["database"]),
        f"{once['bytes'] / 1000:.0f} kB",
    )
    measured = {
        "p50_ms": wall[0] * 1000,
        "p95_ms": wall[1] * 1000,
        "cpu_p50_ms": cpu[0] * 1000,
        "cpu_p95_ms": cpu[1] * 1000,
        "queries": once["queries"],
        "database_ms": once["database"] * 1000,
        "bytes": once["bytes"],
    }
    rounded = {name: round(value, 3) for name, value in measured.items()}
    return Line(ask.words, cells, {"key": ask.key, **rounded}, tuple(checks))


def _ratio(ask: Ask, on: Times, off: Times) -> Line:
    """No target by itself: a few answers of one page swing by more than tenancy costs."""
    fastest = [share(side["cpu"], FASTEST) for side in (on, off)]
    counted = [share(side["instructions"], 50) / 1e6 for side in (on, off)]
    ratio = fastest[0] / fastest[1]
    exact = counted[0] / counted[1] if all(counted) else None
    measured = {
        "key": ask.key,
        "api": ask.api,
        "cpu_on_ms": round(fastest[0] * 1000, 3),
        "cpu_off_ms": round(fastest[1] * 1000, 3),
        "ratio": round(ratio, 4),
        "instructions_on_millions": round(counted[0], 2),
        "instructions_off_millions": round(counted[1], 2),
        "ratio_of_instructions": exact and round(exact, 4),
    }
    instructions = (*(f"{millions:.1f} M" for millions in counted), f"{exact:.3f}") if exact else NOT_COUNTED
    return Line(ask.words, (*map(in_ms, fastest), f"{ratio:.3f}", *instructions), measured)


def _together(ratios: list[Line], target: float) -> tuple[Line, Line]:
    return (
        _overall("All pages", ratios, target, api=False),
        _overall("All API operations", ratios, target, api=True),
    )


def _overall(words: str, ratios: list[Line], target: float, *, api: bool) -> Line:
    """Judged by instructions where the machine counts them."""
    chosen = [line.measured for line in ratios if line.measured["api"] == api]
    ratio = geometric_mean([one["ratio"] for one in chosen])
    exact = [one["ratio_of_instructions"] for one in chosen]
    exact_ratio = geometric_mean(exact) if all(exact) else None
    measured = {"ratio": round(ratio, 4), "ratio_of_instructions": exact_ratio and round(exact_ratio, 4)}
    checks = () if api else (Check(round(exact_ratio or ratio, 4), target, ""),)
    last = f"{exact_ratio:.3f}" if exact_ratio else ""
    return Line(words, ("", "", f"{ratio:.3f}", "", "", last), measured, checks)
