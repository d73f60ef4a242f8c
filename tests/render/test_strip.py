"""The strip's labels stand beside their bars and over nothing else, however narrow it is."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from foreshock.flow.ahead import AheadItem
from foreshock.render.sizes import CHARACTER_WIDTH, NARROW, WIDE
from foreshock.render.strip import Bar, draw_strip

TODAY = date(2030, 1, 1)


@st.composite
def ahead(draw: st.DrawFn) -> AheadItem:
    start = TODAY + timedelta(days=draw(st.integers(-3, 30)))
    return AheadItem(
        start=start, end=start + timedelta(days=draw(st.integers(0, 30))), precision="day",
        name=draw(st.text("abc d", min_size=1, max_size=60)), kind=None, actors=(), status="scheduled", source="record",
        item="table:1",
    )  # fmt: skip


def span(bar: Bar) -> tuple[float, float]:
    """Return the pixels that a bar takes with its label."""
    taken = len(bar.label) * CHARACTER_WIDTH
    left = bar.label_x - (taken if bar.anchor == "end" else 0)
    return min(bar.x, left), max(bar.x + bar.width, left + taken)


@given(st.lists(ahead(), max_size=12), st.sampled_from([WIDE, NARROW]))
def test_no_label_meets_another_items_bar_or_label(items: list[AheadItem], width: int) -> None:
    lanes: dict[float, list[tuple[float, float]]] = {}
    for bar in draw_strip(items, TODAY, width=width).bars:
        low, high = span(bar)
        assert low >= 0
        for other_low, other_high in lanes.setdefault(bar.y, []):
            assert high <= other_low or low >= other_high
        lanes[bar.y].append((low, high))


def test_a_label_that_fits_on_no_side_is_cut_to_the_roomier_one() -> None:
    name = "A very long name of something that lies ahead"
    item = AheadItem(
        start=TODAY + timedelta(days=14), end=TODAY + timedelta(days=15), precision="day", name=name, kind=None,
        actors=(), status="scheduled", source="record", item="table:1",
    )  # fmt: skip
    (bar,) = draw_strip([item], TODAY, width=NARROW).bars
    assert bar.label.endswith("…")
    assert name.startswith(bar.label[:-1])
    assert bar.anchor == "start"
    assert bar.label_x >= bar.x + bar.width
    assert span(bar)[1] <= NARROW
