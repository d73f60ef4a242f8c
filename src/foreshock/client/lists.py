"""The record's lists and single rows, as methods of the client."""

from collections.abc import Sequence
from typing import Any

from foreshock.client.moments import Day, Moment, day_of, standpoint_of
from foreshock.client.opened import Opened
from foreshock.flow.desk import Desk
from foreshock.flow.ledger_pages import LedgerLine, LedgerList, LedgerPage, State, list_forecasts, show_forecast
from foreshock.flow.lists import (
    ArticleLine,
    ClaimLine,
    Narrowing,
    Part,
    StatementLine,
    TellingReport,
    list_articles,
    list_claims,
    list_events,
    list_reports,
    list_statements,
)
from foreshock.flow.record import EventPage, event_page
from foreshock.flow.standpoint import Standpoint
from foreshock.terms.errors import NotFoundError
from foreshock.terms.reading import Reading
from foreshock.terms.record import RecordedEvent


class Lists(Opened):
    """Events, reports, statements, articles, claims and issued forecasts of the record."""

    def events(
        self,
        *,
        as_of: Moment = None,
        known_at: Moment = None,
        kinds: Sequence[str] = (),
        actors: Sequence[str] = (),
        since: Day = None,
        until: Day = None,
        limit: int | None = None,
    ) -> list[RecordedEvent]:
        """Return events by first day and id: of `kinds` or below, by at least one of `actors`, at most `limit`."""
        which = Narrowing(
            kinds=tuple(kinds), actors=tuple(actors), since=day_of(since, "since"), until=day_of(until, "until")
        )
        return self._all(list_events, "events", which, as_of, known_at, limit)

    def event(self, event_id: str, *, as_of: Moment = None, known_at: Moment = None) -> EventPage:
        """Return one event with its reports, their sentences, sources and disputes, and every version."""
        with self._desk() as desk:
            stand = standpoint_of(desk, as_of, known_at)
            return event_page(desk, event_id, stand.as_of, known_at=stand.known_at)

    def reports(
        self,
        *,
        as_of: Moment = None,
        known_at: Moment = None,
        event: str | None = None,
        article: str | None = None,
        source: str | None = None,
        kinds: Sequence[str] = (),
        since: Day = None,
        until: Day = None,
        limit: int | None = None,
    ) -> list[TellingReport]:
        """Return what sources assert, the latest known first, with the sentences it rests on."""
        which = Narrowing(
            event=event,
            article=article,
            source=source,
            kinds=tuple(kinds),
            since=day_of(since, "since"),
            until=day_of(until, "until"),
        )
        return self._all(list_reports, "reports", which, as_of, known_at, limit)

    def statements(
        self,
        *,
        as_of: Moment = None,
        known_at: Moment = None,
        speakers: Sequence[str] = (),
        types: Sequence[str] = (),
        article: str | None = None,
        since: Day = None,
        until: Day = None,
        limit: int | None = None,
    ) -> list[StatementLine]:
        """Return who said what, the latest known first; `types` are PLOVER's."""
        which = Narrowing(
            actors=tuple(speakers),
            types=tuple(types),
            article=article,
            since=day_of(since, "since"),
            until=day_of(until, "until"),
        )
        return self._all(list_statements, "statements", which, as_of, known_at, limit)

    def articles(
        self,
        *,
        as_of: Moment = None,
        known_at: Moment = None,
        source: str | None = None,
        since: Day = None,
        until: Day = None,
        limit: int | None = None,
    ) -> list[ArticleLine]:
        """Return the record's articles, the latest known first; days are those of publication (UTC)."""
        which = Narrowing(source=source, since=day_of(since, "since"), until=day_of(until, "until"))
        return self._all(list_articles, "articles", which, as_of, known_at, limit)

    def article(self, article_id: str, *, as_of: Moment = None, known_at: Moment = None) -> Reading:
        """Return one article of the record with all coded from it."""
        with self._desk() as desk:
            stand = standpoint_of(desk, as_of, known_at)
            reading = desk.record.reading(article_id, known_at=stand.as_of, entered_by=stand.known_at)
        if reading is None:
            raise NotFoundError(
                f"no article {article_id!r} was known at that moment",
                expected="the id of an article in the record",
                next_step="`articles()` lists them",
            )
        return reading

    def claims(
        self,
        *,
        as_of: Moment = None,
        known_at: Moment = None,
        kinds: Sequence[str] = (),
        article: str | None = None,
        checked: bool = True,
        limit: int | None = None,
    ) -> list[ClaimLine]:
        """Return the pattern claims of articles, the latest known first, each `checked` against the record."""

        def page(desk: Desk, stand: Any, which: Narrowing, part: Part) -> Any:
            return list_claims(desk, stand, which, part, checked=checked)

        return self._all(page, "claims", Narrowing(kinds=tuple(kinds), article=article), as_of, known_at, limit)

    def ledger(
        self,
        *,
        as_of: Moment = None,
        known_at: Moment = None,
        state: State | None = None,
        targets: Sequence[str] = (),
        limit: int | None = None,
    ) -> list[LedgerLine]:
        """Return the forecasts issued for the theater, in the order they were, and how each stood."""

        def page(desk: Desk, stand: Standpoint, _: Narrowing, part: Part) -> LedgerList:
            return list_forecasts(desk, stand, part, state=state, targets=tuple(targets))

        return self._all(page, "forecasts", Narrowing(), as_of, known_at, limit)

    def ledger_row(self, number: int, *, as_of: Moment = None, known_at: Moment = None) -> LedgerPage:
        """Return one issued forecast with every resolution and its evidence."""
        with self._desk() as desk:
            return show_forecast(desk, standpoint_of(desk, as_of, known_at), number)
