"""The geometry of charts: bars from nought, figures that add up, nothing that a content security policy refuses."""

from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from hearth.ui import charts

COUNTS = st.integers(min_value=0, max_value=100_000)


@given(st.lists(st.tuples(COUNTS, COUNTS, COUNTS), min_size=1, max_size=12))
def test_stacked_columns_stand_on_the_axis_and_stay_inside(rows: list[tuple[int, int, int]]) -> None:
    chart = charts.stacked_columns("c", "t", "d", ["a", "b", "c"], [(str(n), "", row) for n, row in enumerate(rows)])
    for mark in chart.marks:
        assert float(mark.height) >= 1
        assert 0 <= float(mark.y) <= chart.height
        assert float(mark.y) + float(mark.height) <= chart.height
    assert [row[1][-1] for row in chart.rows] == [f"{sum(row):,}" for row in rows]


@given(st.floats(min_value=0, max_value=10**9))
def test_the_top_of_the_scale_is_above_every_figure(value: float) -> None:
    assert charts.top_of_scale(value) >= value


def test_a_funnel_tells_the_share_of_the_stage_before() -> None:
    made = charts.funnel("f", "t", "d", [("Enquiries", 200), ("Visits", 50), ("Approved", None), ("Later", 10)])
    assert [step.share for step in made.steps] == [None, 25, None, None]
    assert made.steps[2].count == charts.SUPPRESSED
    assert made.steps[2].suppressed
    assert made.steps[1].long == 25
    assert made.overall == "10 of 200 (5%)"


def test_a_stage_that_some_pass_by_has_no_share() -> None:
    made = charts.funnel("f", "t", "d", [("Checks", 100), ("Assessment", 135), ("Panel", 27)])
    assert [step.share for step in made.steps] == [None, None, 20]


def test_a_funnel_of_nothing_is_still_a_funnel() -> None:
    made = charts.funnel("f", "t", "d", [("Enquiries", 0), ("Visits", 0)])
    assert [step.long for step in made.steps] == [0, 0]


def test_bars_and_distributions() -> None:
    made = charts.bars("b", "t", "d", "enquiries", [("Web", 10), ("Radio", None), ("None", 0)], marked=0)
    assert [(step.long, step.series, step.suppressed) for step in made.steps] == [
        (100, 1, False),
        (0, 0, True),
        (0, 0, False),
    ]
    spread = charts.distribution("d", "t", "d", [(0, 4, 2), (4, 8, 6), (8, 12, 1)], unit="weeks", target=8, middle=5)
    assert [mark.late for mark in spread.marks] == [False, False, True]
    assert spread.rows[1] == ("4 to 8", ("6",))


def test_a_gap_breaks_a_line_and_ends_do_not_lie_on_one_another() -> None:
    made = charts.line("l", "t", "d", [("A", [1, None, 3]), ("B", [1, 2, 3])], ["x", "y", "z"])
    assert made.paths[0][1].count("M") == 2
    ends = [float(label.y) for label in made.labels if label.strong]
    assert abs(ends[0] - ends[1]) >= 15


def test_every_chart_has_a_title_words_and_the_same_figures_as_a_table() -> None:
    chart = charts.stacked_columns("c", "Most are due soon", "3 are due.", ["visits"], [("23", "Nov", [3])])
    html = render_to_string("components/stacked_columns.html", {"chart": chart})
    assert "Most are due soon" in html
    assert "<desc" in html
    assert "Show as a table" in html
    assert "style=" not in html
    assert ">3<" in html
