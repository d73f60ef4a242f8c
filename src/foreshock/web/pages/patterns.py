"""Ask whether one kind of event follows another."""

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from foreshock.flow.patterns import PatternAnswer, ask_pattern
from foreshock.render.pattern_words import COLUMNS, LEGEND, cells, in_words
from foreshock.terms.errors import UsageError
from foreshock.web.asked import asked_day, asked_words
from foreshock.web.page import show
from foreshock.web.site import Site

MOST_WINDOWS = 8


def patterns_page(request: Request, site: Site) -> Response:
    """Return the question's form with its answer as the record was known at the request's moment."""
    moment = site.moment(request)
    sides = [request.query_params.get(name, "").strip() for name in ("antecedent", "consequent")]
    lags = asked_words(request, "lag")
    start, end = asked_day(request, "since"), asked_day(request, "until", last=True)
    answer: PatternAnswer | None = None
    refused: UsageError | None = None
    if all(sides):
        settings = replace(site.settings, as_of=moment.isoformat())
        try:
            answer = ask_pattern(settings, sides[0], sides[1], lags=lags[:MOST_WINDOWS], start=start, end=end)
        except UsageError as error:
            refused = error
    return show(
        request,
        site,
        "patterns.html",
        moment=moment,
        sides=sides,
        lags=lags,
        start=start,
        end=end,
        answer=answer,
        refused=refused,
        columns=COLUMNS,
        legend=LEGEND,
        rows=[(f"{line.lag.min_days}–{line.lag.max_days} days", in_words(line), cells(line)) for line in answer.lines]
        if answer
        else [],
        targets=[target.id for target in site.pack.targets],
        kinds=sorted(kind.id for kind in site.pack.kinds),
    )
