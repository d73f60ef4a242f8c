"""A door as a chart: the state of one dyad's diplomacy over time, as steps."""

from datetime import date

from foreshock.flow.doors import Door, DoorAnswer
from foreshock.render.charts.chart import Axis, Chart, Line

YEARS = 10
HEIGHTS = {"shut": 0.0, "conditional": 1.0, "offered": 2.0, "resumed": 3.0, "open": 3.0}
TICKS = ((0.0, "shut"), (1.0, "on terms"), (2.0, "offered"), (3.0, "open or resumed"))
NOTE = "Each step rests on a row of the record."


def door_chart(answer: DoorAnswer) -> Chart:
    """Return the last ten years of the door with the most changes."""
    door = max(answer.doors, key=lambda door: len(door.changes), default=None)
    if door is None or not door.changes:
        return Chart("The record holds no word about talks", Axis("", "date"), Axis("state"), ())
    first = date(answer.as_of.year - YEARS, answer.as_of.month, 1)
    return Chart(
        title="The door between " + " and ".join(door.dyad),
        x=Axis("", "date"),
        y=Axis("", "number", -0.2, 3.2, ticks=TICKS),
        series=(_line(door, first, answer.as_of),),
        note=NOTE,
    )


def _line(door: Door, first: date, last: date) -> Line:
    before = [change for change in door.changes if change.day <= first]
    shown = [change for change in door.changes if change.day > first]
    days = [*([first] if before else []), *(change.day for change in shown), last]
    heights = [HEIGHTS[change.state] for change in [*before[-1:], *shown]]
    return Line("–".join(door.dyad), days, [*heights, heights[-1]], step=True)
