"""The geometry of charts, drawn by templates as SVG with classes only: no style attribute, no script.

Each function takes figures and gives a frozen chart that components/<name>.html draws, with a text alternative and
the same figures as a table. Small groups are suppressed before they come here: a suppressed figure is None and is drawn
as a gap that says so. At most 4 series.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

STEPS = (1, 2, 3, 4, 5, 10, 15, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000, 10000, 25000, 50000, 100000)
SUPPRESSED = "5 or fewer"


def top_of_scale(value: float, ticks: int = 4) -> float:
    """A round figure at or above `value` that splits into `ticks` whole parts."""
    return next((step * ticks for step in STEPS if step * ticks >= value), value) if value > 0 else ticks


def number(value: float) -> str:
    """A figure in SVG: never localised, no trailing noughts."""
    return f"{value:.1f}".rstrip("0").rstrip(".")


def said(value: float | None) -> str:
    """A figure in words: 1,234, or why it is not shown."""
    if value is None:
        return SUPPRESSED
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


@dataclass(frozen=True)
class Mark:
    """A rectangle with its words."""

    x: str
    y: str
    width: str
    height: str
    series: int
    title: str
    late: bool = False


@dataclass(frozen=True)
class Label:
    x: str
    y: str
    text: str
    muted: bool = False
    anchor: str = "middle"
    strong: bool = False


@dataclass(frozen=True)
class Line:
    x1: str
    y1: str
    x2: str
    y2: str
    kind: str = "grid"  # "grid", "axis" or "rule"


@dataclass(frozen=True)
class Chart:
    """What a chart's template draws. `title` states the finding, `text` says it all in words."""

    id: str
    title: str
    text: str
    width: int
    height: int
    as_at: str = ""
    marks: tuple[Mark, ...] = ()
    labels: tuple[Label, ...] = ()
    lines: tuple[Line, ...] = ()
    paths: tuple[tuple[int, str], ...] = ()
    points: tuple[tuple[int, str, str, str], ...] = ()  # series, x, y, title
    series: tuple[tuple[int, str], ...] = ()  # for the key; empty when direct labels do
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, tuple[str, ...]], ...] = ()
    extra: dict[str, Any] = field(default_factory=dict)


def _scale(top: float, left: float, right: float, base: float, height: float) -> tuple[list[Line], list[Label]]:
    lines, labels = [], []
    for tick in range(5):
        value = top * tick / 4
        if value == int(value):
            y = number(base - height * tick / 4)
            lines.append(Line(number(left), y, number(right), y, "axis" if tick == 0 else "grid"))
            labels.append(Label(number(left - 8), number(float(y) + 4), f"{int(value):,}", muted=True, anchor="end"))
    return lines, labels


def stacked_columns(
    id: str,
    title: str,
    text: str,
    series: Sequence[str],
    rows: Sequence[tuple[str, str, Sequence[int]]],
    *,
    width: int = 420,
    height: int = 220,
    as_at: str = "",
    first_column: str = "Week of",
) -> Chart:
    """Columns of stacked figures. `rows` are (label, label below it, a figure for each series)."""
    left, right, top, bottom = 28, width - 4, 22, height - 44
    top_value = top_of_scale(max((sum(values) for _, _, values in rows), default=0))
    lines, labels = _scale(top_value, left, right, bottom, bottom - top)
    marks: list[Mark] = []
    slot = (right - left) / max(len(rows), 1)
    bar = min(40.0, slot * 0.62)
    for index, (label, below, values) in enumerate(rows):
        x, stacked = left + slot * index + (slot - bar) / 2, 0
        for at, value in enumerate(values):
            if value:
                tall = (bottom - top) * value / top_value
                y = bottom - (bottom - top) * stacked / top_value - tall
                told = f"{f'{label} {below}'.strip()}: {value:,} {series[at]}"
                marks.append(Mark(number(x), number(y), number(bar), number(max(tall - 1.5, 1)), at, told))
                stacked += value
        middle = number(x + bar / 2)
        if stacked:
            above = number(bottom - (bottom - top) * stacked / top_value - 6)
            labels.append(Label(middle, above, f"{stacked:,}", strong=True))
        labels.append(Label(middle, number(bottom + 17), label))
        labels.append(Label(middle, number(bottom + 33), below, muted=True))
    return Chart(
        id, title, text, width, height, as_at,
        marks=tuple(marks), labels=tuple(labels), lines=tuple(lines), series=tuple(enumerate(series)),
        columns=(first_column, *(name[:1].upper() + name[1:] for name in series), "Total"),
        rows=tuple((f"{a} {b}".strip(), (*(said(v) for v in vs), said(sum(vs)))) for a, b, vs in rows),
    )  # fmt: skip  # one row a concern reads better than one a line


def columns(id: str, title: str, text: str, unit: str, rows: Sequence[tuple[str, str, int]], **kwargs: Any) -> Chart:
    """Plain columns: one series, so no key."""
    made = stacked_columns(id, title, text, [unit], [(a, b, [value]) for a, b, value in rows], **kwargs)
    return Chart(
        **(vars(made) | {"series": (), "columns": made.columns[:2], "rows": tuple((a, v[:1]) for a, v in made.rows)})
    )


@dataclass(frozen=True)
class Step:
    """A stage of a funnel. `share` is the whole percentage of the stage before, None where it cannot be told."""

    label: str
    count: str
    share: int | None
    long: int  # 0 to 100, for the bar
    suppressed: bool = False
    series: int = 0
    unit: str = ""


@dataclass(frozen=True)
class Funnel:
    """A funnel or bars, drawn as a list with a bar for each figure: it reflows, prints and reads aloud."""

    id: str
    title: str
    text: str
    steps: tuple[Step, ...]
    as_at: str = ""
    overall: str = ""


def funnel(id: str, title: str, text: str, stages: Sequence[tuple[str, int | None]], *, as_at: str = "") -> Funnel:
    """Stages with their counts, None for one that is suppressed, and the share of the stage before."""
    most = max((count for _, count in stages if count is not None), default=0) or 1
    steps: list[Step] = []
    before: int | None = None
    for label, count in stages:
        share = None
        if count is not None and before and count <= before:  # more than before: a stage that some pass by
            share = round(100 * count / before)
        long = 0 if count is None else max(round(100 * count / most), 1 if count else 0)
        steps.append(Step(label, said(count), share, long, count is None))
        before = count
    ends = [count for _, count in stages]
    overall = ""
    if len(ends) > 1 and ends[0] and ends[-1] is not None:
        overall = f"{ends[-1]:,} of {ends[0]:,} ({round(100 * ends[-1] / ends[0])}%)"
    return Funnel(id, title, text, tuple(steps), as_at, overall)


def bars(
    id: str,
    title: str,
    text: str,
    unit: str,
    rows: Sequence[tuple[str, float | None]],
    *,
    as_at: str = "",
    marked: int | None = None,
) -> Funnel:
    """Bars from nought, the figure at the end of each. None is a suppressed figure. The row `marked` stands out."""
    most = max((value for _, value in rows if value is not None), default=0) or 1
    steps = tuple(
        Step(
            label=label,
            count=said(value),
            share=None,
            long=max(round(100 * value / most), 1) if value else 0,
            suppressed=value is None,
            series=1 if index == marked else 0,
            unit=unit,
        )
        for index, (label, value) in enumerate(rows)
    )
    return Funnel(id, title, text, steps, as_at)


def distribution(
    id: str,
    title: str,
    text: str,
    bins: Sequence[tuple[int, int, int]],
    *,
    unit: str,
    noun: str = "households",
    target: int | None = None,
    middle: float | None = None,
    width: int = 480,
    height: int = 230,
    as_at: str = "",
) -> Chart:
    """How many took how long. `bins` are (from, up to, count) of equal width; those at or over `target` are late."""
    left, right, top, bottom = 38, width - 12, 34, height - 46
    low, high = bins[0][0], bins[-1][1]
    top_value = top_of_scale(max(count for *_, count in bins))
    lines, labels = _scale(top_value, left, right, bottom, bottom - top)

    def across(value: float) -> float:
        return left + (right - left) * (value - low) / (high - low)

    marks = []
    for start, end, count in bins:
        tall = (bottom - top) * count / top_value
        late = target is not None and start >= target
        told = f"{start} to {end} {unit}: {count} {noun}"
        marks.append(Mark(number(across(start) + 1), number(bottom - tall), number(across(end) - across(start) - 2),
                          number(tall), 1 if late else 0, told, late))  # fmt: skip
    for value in [start for start, *_ in bins] + [high]:
        labels.append(Label(number(across(value)), number(bottom + 18), str(value), muted=True))
    labels.append(Label(number((left + right) / 2), number(bottom + 38), unit[:1].upper() + unit[1:]))
    if target is not None:
        x = number(across(target))
        lines.append(Line(x, number(top - 14), x, number(bottom), "rule"))
        end = across(target) > width / 2
        labels.append(Label(number(across(target) + (-6 if end else 6)), number(top - 6), f"Target: {target} {unit}",
                            anchor="end" if end else "start", strong=True))  # fmt: skip
    if middle is not None:
        x = number(across(middle))
        lines.append(Line(x, number(top + 4), x, number(bottom), "axis"))
        left_of = target is not None and 0 <= across(target) - across(middle) < 160  # room for the words
        where = number(across(middle) + (-6 if left_of else 6))
        words = f"Half within {middle:g} {unit}"
        labels.append(Label(where, number(top + 12), words, anchor="end" if left_of else "start"))
    return Chart(
        id, title, text, width, height, as_at, marks=tuple(marks), labels=tuple(labels), lines=tuple(lines),
        columns=(unit[:1].upper() + unit[1:], noun[:1].upper() + noun[1:]),
        rows=tuple((f"{start} to {end}", (said(count),)) for start, end, count in bins),
    )  # fmt: skip


def line(
    id: str,
    title: str,
    text: str,
    series: Sequence[tuple[str, Sequence[float | None]]],
    points: Sequence[str],
    *,
    unit: str = "",
    width: int = 480,
    height: int = 230,
    as_at: str = "",
) -> Chart:
    """Figures over time, each line named at its end. A None breaks the line."""
    left, right, top, bottom = 38, width - 96, 14, height - 34
    top_value = top_of_scale(max((value for _, values in series for value in values if value is not None), default=0))
    lines, labels = _scale(top_value, left, right, bottom, bottom - top)
    gap = (right - left) / max(len(points) - 1, 1)
    paths, dots = [], []
    ends: list[float] = []
    for at, (name, values) in enumerate(series):
        path, pen = "", "M"
        last: tuple[float, float] | None = None
        for index, value in enumerate(values):
            if value is None:
                pen = "M"
                continue
            x, y = left + gap * index, bottom - (bottom - top) * value / top_value
            path += f"{pen}{number(x)} {number(y)}"
            pen, last = "L", (x, y)
            dots.append((at, number(x), number(y), f"{points[index]}: {said(value)} {unit} ({name})"))
        paths.append((at, path))
        if last:
            y = last[1] + 4
            while any(abs(y - other) < 15 for other in ends):
                y += 15
            ends.append(y)
            labels.append(Label(number(last[0] + 10), number(y), name, anchor="start", strong=True))
    every = max(1, -(-len(points) // 8))
    for index, name in enumerate(points):
        if index % every == 0:
            labels.append(Label(number(left + gap * index), number(bottom + 20), name, muted=True))
    return Chart(
        id, title, text, width, height, as_at, labels=tuple(labels), lines=tuple(lines), paths=tuple(paths),
        points=tuple(dots), columns=("", *(name for name, _ in series)),
        rows=tuple((name, tuple(said(values[index]) for _, values in series)) for index, name in enumerate(points)),
    )  # fmt: skip
