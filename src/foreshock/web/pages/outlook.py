"""The outlook: the odds against their base rates, what lies ahead, why, and how good such odds have been."""

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from foreshock.flow.calendar import calendar_at
from foreshock.flow.odds import HindcastLine, Odds
from foreshock.flow.standpoint import Standpoint
from foreshock.render.odds_chart import draw_odds
from foreshock.render.sizes import NARROW, WIDE
from foreshock.render.strip import draw_strip
from foreshock.terms.forecast import Forecast
from foreshock.web.page import show
from foreshock.web.site import Site

LEAD_HORIZON = 7
PLAIN_RATE = "all_history"
ROWS_SHOWN = 6  # of each reason, the latest


@dataclass(frozen=True)
class TargetView:
    """One target at the lead horizon with its hindcasts, None where no window has closed.

    `skills` are its skill against all history and against the rate that is hardest to beat.
    """

    lead: Forecast
    track: HindcastLine | None
    skills: tuple[tuple[str, float], ...]


def outlook_page(request: Request, site: Site) -> Response:
    """Return the desk's first page."""
    moment = site.moment(request)
    with site.desk() as desk:
        odds = site.outlooks.at(desk, moment)
        ahead = calendar_at(desk, Standpoint(as_of=moment)).items
        targets = _targets(odds)
        rows = desk.record.counted.named(_rows_shown(targets), known_at=moment)
    today = site.today(moment)
    return show(
        request,
        site,
        "outlook.html",
        moment=moment,
        odds=odds,
        targets=targets,
        row_names={row.id: f"{site.title(row)}, {row.valid_from}" for row in rows.values()},
        charts=[draw_odds(odds.outlook.forecasts, odds.labels, width=width) for width in (WIDE, NARROW)],
        ahead=ahead,
        strips=[draw_strip(ahead, today, width=width) for width in (WIDE, NARROW)],
    )


def _rows_shown(targets: Sequence[TargetView]) -> list[str]:
    """Return the ids of the rows that the reasons name: of each reason the latest."""
    reasons = [reason for view in targets for reason in view.lead.reasons]
    return sorted({name for reason in reasons for name in reason.evidence[-ROWS_SHOWN:]})


def _targets(odds: Odds) -> list[TargetView]:
    lines = {(line.target, line.horizon): line for line in odds.hindcasts}
    leads = [fcst for fcst in odds.outlook.forecasts if fcst.horizon == LEAD_HORIZON]
    return [
        TargetView(lead, track, _skills(track)) for lead in leads for track in [lines.get((lead.target, lead.horizon))]
    ]


def _skills(track: HindcastLine | None) -> tuple[tuple[str, float], ...]:
    if track is None or not track.skill:
        return ()
    hardest = min(track.skill, key=lambda name: (track.skill[name], name))
    shown = dict.fromkeys([name for name in (PLAIN_RATE, hardest) if name in track.skill])
    return tuple((name, track.skill[name]) for name in shown)
