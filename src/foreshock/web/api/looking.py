"""Odds, calendar, patterns, search, theaters: what the API answers besides lists of rows."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from msgspec import Struct, structs

from foreshock.flow.calendar import CalendarList, calendar_at
from foreshock.flow.desk import Desk
from foreshock.flow.odds import Odds, odds_for
from foreshock.flow.packs import describe_packs
from foreshock.flow.patterns import PatternAnswer, ask_pattern
from foreshock.flow.standpoint import Standpoint
from foreshock.flow.track_record import TrackRecord, track_record_at
from foreshock.record.search import HIT_KINDS, Hit
from foreshock.terms.errors import NotFoundError, UsageError
from foreshock.terms.forecast import Forecast, Outlook
from foreshock.theaters.schema import TargetRow
from foreshock.web.api.asking import day_only, day_or_instant, day_or_year
from foreshock.web.api.queries import (
    CalendarQuery,
    OutlookQuery,
    PatternsQuery,
    Query,
    SearchQuery,
    TheaterQuery,
    Timed,
    TrackRecordQuery,
)
from foreshock.web.site import Site


class ForecastList(Struct, frozen=True, kw_only=True):
    """The odds one by one, with the targets in words and every number behind each, by "target/horizon"."""

    as_of: datetime
    known_at: datetime | None
    theater: str
    record_digest: str
    labels: dict[str, str]
    forecasts: tuple[Forecast, ...]
    coefficients: dict[str, Any]
    problems: tuple[str, ...]


class HitList(Struct, frozen=True, kw_only=True):
    """What matches all words as known at a moment: events first, then statements, then articles."""

    as_of: datetime
    q: str
    hits: tuple[Hit, ...]


class TheaterName(Struct, frozen=True, kw_only=True):
    """A theater that comes with the program; `served` is whether this desk speaks of it."""

    id: str
    name: str
    served: bool


class TheaterList(Struct, frozen=True, kw_only=True):
    """The theaters there are."""

    theaters: tuple[TheaterName, ...]


class TheaterHead(Struct, frozen=True, kw_only=True):
    """The theater served: its identity, its targets, and how many rows each table of its pack holds."""

    id: str
    name: str
    zone: str
    description: str
    extends: str | None
    digest: str
    targets: tuple[TargetRow, ...]
    kinds: dict[str, str]
    tables: dict[str, int]


def standpoint(site: Site, query: Timed) -> Standpoint:
    """Return the moments a query speaks from.

    Raises:
        UsageError: one is no moment.
        NotFoundError: one lies in the future.
    """
    return site.standpoint(
        None if query.as_of is None else day_or_instant(query.as_of, "as_of"),
        None if query.known_at is None else day_or_instant(query.known_at, "known_at"),
    )


def outlook(site: Site, query: OutlookQuery) -> Outlook:
    """Return the odds as `foreshock outlook --json` prints them."""
    return _odds(site, query)[1].outlook


def forecasts(site: Site, query: OutlookQuery) -> ForecastList:
    """Return the odds with what is behind them."""
    stand, odds = _odds(site, query)
    return ForecastList(
        as_of=stand.as_of,
        known_at=stand.known_at,
        theater=odds.outlook.theater,
        record_digest=odds.outlook.record_digest,
        labels=odds.labels,
        forecasts=odds.outlook.forecasts,
        coefficients=odds.coefficients,
        problems=odds.outlook.problems,
    )


def calendar(site: Site, query: CalendarQuery) -> CalendarList:
    """Return what lies ahead."""
    with site.desk() as desk:
        return calendar_at(desk, standpoint(site, query), query.days)


def patterns(site: Site, query: PatternsQuery) -> PatternAnswer:
    """Return whether one kind of event follows another."""
    stand = standpoint(site, query)
    start, end = day_or_year(query.since, "since"), day_or_year(query.until, "until", last=True)
    settings = replace(site.settings, as_of=stand.as_of.isoformat())
    try:
        return ask_pattern(
            settings,
            query.antecedent,
            query.consequent,
            lags=query.lag,
            start=start,
            end=end,
            known_at=stand.known_at,
        )
    except UsageError as error:
        raise NotFoundError(error.wrong, expected=error.expected, next_step=error.next_step) from None


def track_record(site: Site, query: TrackRecordQuery) -> TrackRecord:
    """Return the scores of the issued forecasts that had been settled."""
    stand = standpoint(site, query)
    with site.desk() as desk:
        return track_record_at(desk, stand, targets=query.target, horizons=query.horizon)


def search(site: Site, query: SearchQuery) -> HitList:
    """Return what matches all words."""
    stand = standpoint(site, query)
    with site.desk() as desk:
        try:
            hits = desk.record.search(
                query.q,
                known_at=stand.as_of,
                entered_by=stand.known_at,
                kinds=query.within or HIT_KINDS,
                limit=query.limit,
            )
        except UsageError:  # no letter or digit in it: nothing can match
            hits = []
    return HitList(as_of=stand.as_of, q=query.q, hits=tuple(hits))


def theaters(site: Site, _: Query) -> TheaterList:
    """Return the theaters there are."""
    served = site.pack.theater.id
    names = dict(describe_packs()) | {served: site.pack.theater.name}
    return TheaterList(
        theaters=tuple(TheaterName(id=name, name=label, served=name == served) for name, label in names.items())
    )


def theater(site: Site, query: TheaterQuery) -> TheaterHead:
    """Return the theater served.

    Raises:
        NotFoundError: the desk speaks of another one.
    """
    head = site.pack.theater
    if query.id != head.id:
        raise NotFoundError(
            f"this desk does not serve the theater {query.id[:60]!r}",
            expected=head.id,
            next_step="start one with `foreshock serve --theater NAME`",
        )
    names = [field.name for field in structs.fields(site.pack) if field.name not in {"theater", "digest"}]
    return TheaterHead(
        id=head.id,
        name=head.name,
        zone=head.zone,
        description=head.description,
        extends=head.extends,
        digest=site.pack.digest,
        targets=site.pack.targets,
        kinds=site.kind_labels,
        tables={name: len(getattr(site.pack, name)) for name in names},
    )


def _odds(site: Site, query: OutlookQuery) -> tuple[Standpoint, Odds]:
    stand = standpoint(site, query)
    until = day_only(query.until, "until")
    known = [target.id for target in site.pack.targets]
    unknown = [name for name in query.target if name not in known]
    if unknown:
        raise NotFoundError(
            f"the theater has no target {unknown[0][:60]!r}",
            expected=f"one of {', '.join(known)}" if known else "none: this theater has no targets",
            next_step="leave it out for all of them",
        )
    with site.desk() as desk:
        if query.horizon or until is not None:
            return stand, _asked(desk, stand, query, until)
        odds = site.outlooks.at(desk, stand.as_of, known_at=stand.known_at)
    return stand, odds.of_targets(query.target) if query.target else odds


def _asked(desk: Desk, stand: Standpoint, query: OutlookQuery, until: date | None) -> Odds:
    """Return the odds for the windows a query names; these are asked for too rarely to be kept."""
    try:
        return odds_for(
            desk, stand.as_of, known_at=stand.known_at, targets=query.target, horizons=query.horizon, until=until
        )
    except UsageError as error:
        raise NotFoundError(error.wrong, expected=error.expected, next_step=error.next_step) from None
