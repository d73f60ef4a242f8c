"""Charts of the desk: each has one address, as SVG or PNG by day or night, or as CSV."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from foreshock.flow.ahead import STRIP_DAYS
from foreshock.flow.backtest import BacktestLine
from foreshock.flow.calendar import calendar_at
from foreshock.flow.claim_page import claim_page
from foreshock.flow.doors import ask_doors
from foreshock.flow.lead_times import ask_lead_times
from foreshock.flow.patterns import ask_pattern
from foreshock.flow.standpoint import Standpoint
from foreshock.flow.studies import ask_studies
from foreshock.flow.timing_backtest import TimingLine
from foreshock.record.counts import DayCount
from foreshock.render.charts.ahead import ahead_chart
from foreshock.render.charts.chart import Chart
from foreshock.render.charts.claims import claim_charts
from foreshock.render.charts.doors import door_chart
from foreshock.render.charts.figures import png, svg
from foreshock.render.charts.hindcast_curves import horizons_chart, murphy_chart, roc_chart
from foreshock.render.charts.hindcasts import reliability_chart, skill_chart
from foreshock.render.charts.lead_times import lead_time_chart
from foreshock.render.charts.odds import odds_chart
from foreshock.render.charts.odds_history import odds_history_chart
from foreshock.render.charts.palette import PALETTES, Theme
from foreshock.render.charts.patterns import pattern_chart
from foreshock.render.charts.studies import study_chart
from foreshock.render.charts.tables import chart_csv
from foreshock.render.charts.timeline import crowded_timeline_chart, timeline_chart
from foreshock.render.charts.timing_scores import tenths_chart, timing_years_chart
from foreshock.terms.errors import UsageError
from foreshock.web.asked import asked_day, asked_number
from foreshock.web.conditional import conditional
from foreshock.web.hindcasts import asked_hindcast, asked_timing
from foreshock.web.lanes import LANES, lane_of
from foreshock.web.pages.history import asked_history
from foreshock.web.site import Site
from foreshock.web.timeline import asked_events

LONGEST_AHEAD = 366
MOST_MARKS = 10_000  # of the timeline's chart; more events than that are counted in stretches of days
MOST_STRETCHES = 360
FORMS = ("svg", "png", "csv")
# A picture styles itself; it may do nothing else.
PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"


def chart_answer(request: Request, site: Site) -> Response:
    """Return the chart named in the path in the form its ending names."""
    name, form = request.path_params["name"], request.path_params["form"]
    draw = CHARTS.get(name)
    if draw is None or form not in FORMS:
        raise HTTPException(404)
    theme = _theme(request)
    chart = draw(request, site)
    if form == "csv":
        return conditional(request, chart_csv(chart).encode(), "text/csv; charset=utf-8")
    if form == "png":
        return conditional(request, png(chart, theme), "image/png")
    answer = conditional(request, svg(chart, theme).encode(), "image/svg+xml")
    answer.headers["Content-Security-Policy"] = PICTURE_POLICY
    return answer


def _theme(request: Request) -> Theme:
    theme = request.query_params.get("theme", "light")
    for known in PALETTES:
        if theme == known:
            return known
    raise UsageError(f"theme {theme[:20]!r}", expected="one of " + ", ".join(PALETTES), next_step="leave it out")


def _odds(request: Request, site: Site) -> Chart:
    moment = site.moment(request)
    target = request.query_params.get("target", "")
    with site.desk() as desk:
        odds = site.outlooks.at(desk, moment)
    forecasts = [fcst for fcst in odds.outlook.forecasts if fcst.target == target]
    if not forecasts:
        known = dict.fromkeys(fcst.target for fcst in odds.outlook.forecasts)
        raise UsageError(
            f"there is no target {target[:40]!r}",
            expected="one of " + ", ".join(known),
            next_step="see the page Theater",
        )
    return odds_chart(forecasts, odds.labels.get(target, target))


def _ahead(request: Request, site: Site) -> Chart:
    moment = site.moment(request)
    days = asked_number(request, "days", default=STRIP_DAYS, least=1, most=LONGEST_AHEAD)
    today = site.today(moment)
    with site.desk() as desk:
        items = calendar_at(desk, Standpoint(as_of=moment), days).items
    return ahead_chart(items, today, days=days)


def _timeline(request: Request, site: Site) -> Chart:
    with site.desk() as desk:
        found = asked_events(request, site, desk)
        if found.total > MOST_MARKS:
            return _crowded(found.counts)
        held = list(found.events(desk))
    lanes = [(label, [event for event in held if lane_of(event.kind) == name]) for name, label, _ in LANES]
    return timeline_chart([(label, events) for label, events in lanes if events])


def _crowded(counts: Sequence[DayCount]) -> Chart:
    first, last = counts[0].day, counts[-1].day
    width = -(-((last - first).days + 1) // MOST_STRETCHES)
    starts = [first + timedelta(days=at) for at in range(0, (last - first).days + 1, width)]
    held = {name: [0] * len(starts) for name, _, _ in LANES}
    for count in counts:
        held[lane_of(count.kind)][(count.day - first).days // width] += count.events
    return crowded_timeline_chart([(label, held[name]) for name, label, _ in LANES if any(held[name])], starts, width)


def _claim(request: Request, site: Site) -> Chart:
    """Return the chart of a claim that `shows` names: when the response comes, or how long it takes."""
    moment = site.moment(request)
    article_id, _, item = request.query_params.get("claim", "").rpartition(":")
    with site.desk() as desk:
        found = claim_page(desk, article_id, item, moment)
    if found is None or found.picture is None:
        raise HTTPException(404)
    when, how_long = claim_charts(found.picture, site.kind_labels)
    return how_long if request.query_params.get("shows") == "waits" else when


def _pattern(request: Request, site: Site) -> Chart:
    settings = replace(site.settings, as_of=site.moment(request).isoformat())
    sides = [request.query_params.get(name, "").strip() for name in ("antecedent", "consequent")]
    start, end = asked_day(request, "since"), asked_day(request, "until", last=True)
    return pattern_chart(ask_pattern(settings, sides[0], sides[1], start=start, end=end))


def _doors(request: Request, site: Site) -> Chart:
    settings = replace(site.settings, as_of=site.moment(request).isoformat())
    return door_chart(ask_doors(settings, request.query_params.get("dyad") or None))


def _studies(request: Request, site: Site) -> Chart:
    return study_chart(ask_studies(replace(site.settings, as_of=site.moment(request).isoformat())))


def _lead_times(request: Request, site: Site) -> Chart:
    settings = replace(site.settings, as_of=site.moment(request).isoformat())
    sides = [request.query_params.get(name, "").strip() for name in ("antecedent", "consequent")]
    return lead_time_chart(ask_lead_times(settings, sides[0], sides[1], by=request.query_params.get("by") or None))


def _of_hindcast(draw: Callable[[BacktestLine, str], Chart]) -> Callable[[Request, Site], Chart]:
    """Return what draws a chart of the hindcasts a request names."""

    def drawn(request: Request, site: Site) -> Chart:
        line = asked_hindcast(request, site)
        return draw(line, _label(site, line.target))

    return drawn


def _of_timing(draw: Callable[[TimingLine, str], Chart]) -> Callable[[Request, Site], Chart]:
    """Return what draws a chart of the replayed dates or counts a request names."""

    def drawn(request: Request, site: Site) -> Chart:
        line = asked_timing(request, site)
        return draw(line, _label(site, line.target))

    return drawn


def _horizons(request: Request, site: Site) -> Chart:
    chosen = asked_hindcast(request, site)
    lines = [line for line in site.hindcasts.lines() or () if line.target == chosen.target]
    return horizons_chart(lines, _label(site, chosen.target))


def _label(site: Site, target: str) -> str:
    return next(row.label for row in site.pack.targets if row.id == target)


CHARTS: dict[str, Callable[[Request, Site], Chart]] = {
    "odds": _odds,
    "ahead": _ahead,
    "claim": _claim,
    "doors": _doors,
    "lead-times": _lead_times,
    "pattern": _pattern,
    "studies": _studies,
    "timeline": _timeline,
    "history": lambda request, site: odds_history_chart(asked_history(request, site)),
    "horizons": _horizons,
    "murphy": _of_hindcast(murphy_chart),
    "reliability": _of_hindcast(reliability_chart),
    "roc": _of_hindcast(roc_chart),
    "skill": _of_hindcast(skill_chart),
    "tenths": _of_timing(tenths_chart),
    "timing-years": _of_timing(timing_years_chart),
}
