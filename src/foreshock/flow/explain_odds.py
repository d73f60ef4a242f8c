"""Why one forecast is what it is: every term with its arithmetic, and the odds again without each row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from msgspec import Struct

from foreshock.flow.articles import Inputs
from foreshock.flow.claims import kind_labels
from foreshock.flow.desk import Desk, DeskSettings, open_desk
from foreshock.flow.failed import FailedInput
from foreshock.flow.odds import check_issued, check_targets, wanted_horizons
from foreshock.flow.odds_rows import odds_rows
from foreshock.flow.readings import read_with
from foreshock.outlook.issue import Issued, issue_outlook
from foreshock.outlook.walk import walk_forward
from foreshock.panel.build import build_panel
from foreshock.panel.occurrences import READING
from foreshock.terms.forecast import Forecast, Reason
from foreshock.terms.reading import Reading
from foreshock.terms.record import RecordedEvent

__all__ = ["ExplainedOdds", "OddsExplanation", "explain_odds", "explain_odds_of"]

HORIZON = 7
ROWS = 12  # rows left out one at a time unless told otherwise


class Part(Struct, frozen=True, kw_only=True):
    """One product inside a term: a feature's value times its coefficient, in log-odds."""

    feature: str
    value: float
    coefficient: float


class TermRow(Struct, frozen=True, kw_only=True):
    """A row of the record, or an item of the article, that a term rests on.

    `label` is its kind in the pack's words, `text` its name or sentence.
    """

    id: str
    kind: str
    label: str
    day: date
    known: datetime
    text: str


class Term(Struct, frozen=True, kw_only=True):
    """One additive term of the log-odds; `parts` are its products where it is a sum of such."""

    name: str
    log_odds: float
    parts: tuple[Part, ...]
    rows: tuple[TermRow, ...]


class Without(Struct, frozen=True, kw_only=True):
    """The probability computed again from the record without one row; see the explanation's `refitted`."""

    row: TermRow
    terms: tuple[str, ...]
    without_row: float
    with_row: float


class OddsExplanation(Struct, frozen=True, kw_only=True):
    """One forecast explained: its `terms` sum to `log_odds`, the logit of its probability.

    `left_out` are the rows behind the terms left out one at a time, largest change first, and
    `not_tried` how many more there are; `refitted` says whether every model was then fitted again
    without the row too, or all coefficients stayed as they are. `coefficients` is every number behind
    the forecast.
    """

    schema: str = "foreshock.odds-explanation/1"
    theater: str
    zone: str
    as_of: datetime
    record_digest: str
    label: str
    forecast: Forecast
    log_odds: float
    terms: tuple[Term, ...]
    left_out: tuple[Without, ...]
    not_tried: int
    refitted: bool
    coefficients: dict[str, Any]


@dataclass(frozen=True)
class ExplainedOdds:
    """The explanation as of one article, its own news taken in."""

    source: str
    explanation: OddsExplanation


def explain_odds(
    settings: DeskSettings,
    *,
    target: str | None = None,
    horizon: int = HORIZON,
    most: int = ROWS,
    refit: bool = False,
) -> OddsExplanation:
    """Return why a forecast at `--as-of` (else now) is what it is; of the pack's first target unless one is named.

    With `refit` every model is fitted again for each row left out: about a second each.

    Raises:
        UsageError: an unknown target, a horizon out of range, or a moment before the theater's
            history is long enough for a rate.
    """
    with open_desk(settings) as desk:
        as_of = desk.moment()
        return _explain(desk, as_of, odds_rows(desk, as_of), {}, target, horizon, most, refit)


def explain_odds_of(
    inputs: Inputs,
    settings: DeskSettings,
    *,
    target: str | None = None,
    horizon: int = HORIZON,
    most: int = ROWS,
    refit: bool = False,
) -> Iterator[ExplainedOdds | FailedInput]:
    """Yield for each article why the forecast of its moment is what it is, and what its own sentences do to it.

    Raises:
        UsageError: as for `explain_odds`.
    """
    with open_desk(settings) as desk:
        for item in read_with(inputs, desk.pack):
            if isinstance(item, FailedInput):
                yield item
                continue
            as_of = desk.moment(item.reading.article)
            rows = odds_rows(desk.supposing(item.reading, as_of), as_of)
            sentences = _sentences(item.reading)
            yield ExplainedOdds(item.source, _explain(desk, as_of, rows, sentences, target, horizon, most, refit))


def _sentences(reading: Reading) -> dict[str, str]:
    """Return the words behind each row that an article itself makes known, by the row's id."""
    spans = {event.id: event.evidence for event in reading.events}
    spans |= {said.id: said.evidence for said in reading.statements}
    return {f"{READING}:{item}": " ".join(span.text for span in found) for item, found in spans.items()}


def _explain(
    desk: Desk,
    as_of: datetime,
    rows: Sequence[RecordedEvent],
    sentences: dict[str, str],
    target: str | None,
    horizon: int,
    most: int,
    refit: bool,
) -> OddsExplanation:
    pack = desk.pack
    check_targets(pack, [target] if target else [])
    (horizon,) = wanted_horizons(pack, as_of, [horizon], None)
    panel = build_panel(rows, pack, as_of)
    issued = issue_outlook(panel, pack, as_of, as_of, horizons=[horizon], cache=desk.record)
    check_issued(pack, as_of, issued.outlook)
    name = target or pack.targets[0].id
    forecast = next(fcst for fcst in issued.outlook.forecasts if fcst.target == name)
    behind = issued.coefficients[f"{name}/{horizon}"]
    labels = kind_labels(pack)
    by_id = {row.id: _row(row, sentences, labels) for row in rows}
    cited = _in_order(forecast.reasons)
    left_out = [_without(issued, desk, as_of, rows, forecast, by_id[row], refit) for row in cited[:most]]
    return OddsExplanation(
        theater=pack.theater.id,
        zone=pack.theater.zone,
        as_of=as_of,
        record_digest=issued.outlook.record_digest,
        label=next(row.label for row in pack.targets if row.id == name),
        forecast=forecast,
        log_odds=sum(reason.log_odds for reason in forecast.reasons),
        terms=tuple(
            Term(
                name=reason.term,
                log_odds=reason.log_odds,
                parts=_parts(reason.term, behind),
                rows=tuple(by_id[row] for row in reason.evidence),
            )
            for reason in forecast.reasons
        ),
        left_out=tuple(sorted(left_out, key=lambda each: -abs(each.with_row - each.without_row))),
        not_tried=max(len(cited) - most, 0),
        refitted=refit,
        coefficients=behind,
    )


def _in_order(reasons: Sequence[Reason]) -> list[str]:
    """Return the rows behind the terms: an article's own first, then those a term rests on with few others."""
    counts = {row: len(reason.evidence) for reason in reversed(reasons) for row in reversed(reason.evidence)}
    newest = list(dict.fromkeys(row for reason in reasons for row in reversed(reason.evidence)))
    return sorted(newest, key=lambda row: (not row.startswith(f"{READING}:"), counts[row]))


def _without(
    issued: Issued,
    desk: Desk,
    as_of: datetime,
    rows: Sequence[RecordedEvent],
    forecast: Forecast,
    row: TermRow,
    refit: bool,
) -> Without:
    panel = build_panel([other for other in rows if other.id != row.id], desk.pack, as_of)
    fits = None if refit else issued.walk.fits
    walk = walk_forward(
        panel, [forecast.target], [forecast.horizon], first=panel.last, known_fits=fits, like=issued.walk
    )
    return Without(
        row=row,
        terms=tuple(reason.term for reason in forecast.reasons if row.id in reason.evidence),
        without_row=float(walk.rows[forecast.target, forecast.horizon].probability[-1]),
        with_row=forecast.probability,
    )


def _parts(term: str, behind: dict[str, Any]) -> tuple[Part, ...]:
    if behind["recipe"] is None:
        return ()
    weights = dict(zip(behind["features"], behind["recipe"]["coefficients"], strict=True))
    return tuple(
        Part(feature=name, value=value, coefficient=weights[name])
        for name, value in behind["features"].items()
        if name == term or name.startswith(f"{term} (")
    )


def _row(row: RecordedEvent, sentences: dict[str, str], labels: dict[str, str]) -> TermRow:
    speaker = row.attributes.get("speaker") or row.attributes.get("office")
    label = labels.get(row.kind, row.kind)
    text = sentences.get(row.id) or row.name or ", ".join(row.instruments) or speaker or label
    return TermRow(id=row.id, kind=row.kind, label=label, day=row.valid_from, known=row.recorded_at, text=text)
