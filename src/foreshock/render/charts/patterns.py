"""A pattern as a chart: how often the other thing happens so many days before and after, against moved calendars."""

from foreshock.flow.patterns import LagProfile, PatternAnswer
from foreshock.render.charts.chart import Axis, Band, Chart, Line, Rule

NOTE = (
    "Each point: within a day of it. Day 0 is the occasion's own, in an order nobody knows. "
    "Moved calendars: the same occasions on other days of their years."
)


def pattern_chart(answer: PatternAnswer) -> Chart:
    """Return the chart of a pattern question."""
    return lag_chart(
        f"{answer.consequent} around {answer.antecedent}", answer.profile, f"{answer.first} to {answer.last}."
    )


def lag_chart(title: str, profile: LagProfile | None, about: str) -> Chart:
    """Return the chart of a lag profile; `about` stands before the note. Without a profile it is empty and says so."""
    x, y = Axis("days before (−) and after", "days"), Axis("share of occasions with one", "percent", low=0)
    if profile is None:
        return Chart(title, x, y, (), note=f"{about} The record covers no occasion with its neighbourhood.")
    return Chart(
        title,
        x,
        y,
        (
            Band("moved calendars, nine in ten", profile.days, profile.low, profile.high, "placebo"),
            Line("moved calendars, mean", profile.days, profile.mean, "placebo"),
            Line(f"the record (n = {profile.n})", profile.days, profile.share, "main"),
        ),
        (Rule("the occasion", x=0),),
        f"{about} {NOTE}",
    )
