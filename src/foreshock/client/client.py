"""`foreshock.open(record)`: everything the API answers, as methods."""

import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path

from foreshock.client.lists import Lists
from foreshock.client.moments import Day, Moment, day_of, standpoint_of
from foreshock.flow.ahead import STRIP_DAYS, AheadItem
from foreshock.flow.brief import Brief
from foreshock.flow.briefing import brief_reading
from foreshock.flow.calendar import calendar_at
from foreshock.flow.desk import DeskSettings
from foreshock.flow.odds import Odds, odds_for
from foreshock.flow.packs import describe_packs
from foreshock.flow.pasted import PastedReader
from foreshock.flow.patterns import PatternAnswer, ask_pattern
from foreshock.flow.track_record import TrackRecord, track_record_at
from foreshock.record.outcomes import AddReport
from foreshock.record.search import HIT_KINDS, Hit, HitKind
from foreshock.terms.clock import Clock
from foreshock.terms.forecast import Forecast, Outlook
from foreshock.terms.reading import Reading


class Client(Lists):
    """A record and a theater to ask. Made by `foreshock.open`.

    Every question takes `as_of` (speak of what was public then; now if None) and most take
    `known_at` (speak from the rows this record held then; all if None): a day or an instant, as text
    or as a `date` or aware `datetime`. Each call opens the record for itself; inside `with` it stays
    open between calls.

    All methods raise `foreshock.terms.errors.ForeshockError`: `UsageError` for a question that does
    not fit, `NotFoundError` for a thing or moment that is not there, `RecordError` for a record that
    cannot be used.
    """

    def outlook(
        self,
        *,
        as_of: Moment = None,
        known_at: Moment = None,
        targets: Sequence[str] = (),
        horizons: Sequence[int] = (),
        until: Day = None,
    ) -> Outlook:
        """Return the odds of every target and horizon, or of those named; `until` asks for the window to that day.

        The first outlook of a moment takes seconds, because models are fitted as they would have been then.
        """
        return self.odds(as_of=as_of, known_at=known_at, targets=targets, horizons=horizons, until=until).outlook

    def forecasts(
        self,
        *,
        as_of: Moment = None,
        known_at: Moment = None,
        targets: Sequence[str] = (),
        horizons: Sequence[int] = (),
        until: Day = None,
    ) -> tuple[Forecast, ...]:
        """Return the forecasts of an outlook."""
        return self.outlook(as_of=as_of, known_at=known_at, targets=targets, horizons=horizons, until=until).forecasts

    def odds(
        self,
        *,
        as_of: Moment = None,
        known_at: Moment = None,
        targets: Sequence[str] = (),
        horizons: Sequence[int] = (),
        until: Day = None,
    ) -> Odds:
        """Return an outlook with the targets in words, its hindcasts and every coefficient behind it."""
        with self._desk() as desk:
            stand = standpoint_of(desk, as_of, known_at)
            return odds_for(
                desk,
                stand.as_of,
                known_at=stand.known_at,
                targets=targets,
                horizons=horizons,
                until=day_of(until, "until"),
            )

    def calendar(
        self, *, as_of: Moment = None, known_at: Moment = None, days: int = STRIP_DAYS
    ) -> tuple[AheadItem, ...]:
        """Return what lies ahead for `days` days: drills, notices, deadlines, days that return."""
        with self._desk() as desk:
            return calendar_at(desk, standpoint_of(desk, as_of, known_at), days).items

    def patterns(
        self,
        antecedent: str,
        consequent: str,
        *,
        as_of: Moment = None,
        known_at: Moment = None,
        lags: Sequence[str] = (),
        since: Day = None,
        until: Day = None,
    ) -> PatternAnswer:
        """Return whether one kind of event (KIND, KIND@ACTOR or a target) follows another, window by window."""
        with self._desk() as desk:
            stand = standpoint_of(desk, as_of, known_at)
        return ask_pattern(
            replace(self._settings, as_of=stand.as_of.isoformat()),
            antecedent,
            consequent,
            lags=lags,
            start=day_of(since, "since"),
            end=day_of(until, "until"),
            known_at=stand.known_at,
        )

    def search(
        self,
        words: str,
        *,
        as_of: Moment = None,
        known_at: Moment = None,
        within: Sequence[HitKind] = HIT_KINDS,
        limit: int = 20,
    ) -> list[Hit]:
        """Return what matches all words, "a phrase" or the start* of a word, at most `limit` of each kind."""
        with self._desk() as desk:
            stand = standpoint_of(desk, as_of, known_at)
            return desk.record.search(words, known_at=stand.as_of, entered_by=stand.known_at, kinds=within, limit=limit)

    def track_record(
        self,
        *,
        as_of: Moment = None,
        known_at: Moment = None,
        targets: Sequence[str] = (),
        horizons: Sequence[int] = (),
    ) -> TrackRecord:
        """Return the scores of the issued forecasts that had been settled."""
        with self._desk() as desk:
            stand = standpoint_of(desk, as_of, known_at)
            return track_record_at(desk, stand, targets=targets, horizons=horizons)

    def theaters(self) -> list[tuple[str, str]]:
        """Return the id and name of each theater that comes with the program."""
        return describe_packs()

    def read(self, article: str | Path, *, published: Moment = None) -> Reading:
        """Return everything an article says, coded: `article` is its text or HTML, or the path of a file.

        `published` says when it came out, if the text does not. Nothing is kept; see `add`.
        """
        text = article.read_text(encoding="utf-8") if isinstance(article, Path) else article
        return self._reader.read(text, _published(published))

    def brief(
        self,
        article: str | Path | Reading,
        *,
        as_of: Moment = None,
        known_at: Moment = None,
        published: Moment = None,
    ) -> Brief:
        """Return an article's brief, as of its own publication unless told otherwise.

        `known_at` sets it against the rows this record held then.
        """
        reading = article if isinstance(article, Reading) else self.read(article, published=published)
        with self._desk() as desk:
            stand = standpoint_of(desk, as_of, known_at)
            moment = desk.moment(reading.article) if as_of is None else stand.as_of
            return brief_reading(desk, reading, moment, stand.known_at)

    def add(self, article: str | Path | Reading, *, published: Moment = None) -> AddReport:
        """Keep an article and its reading in the record; the same one twice changes nothing."""
        reading = article if isinstance(article, Reading) else self.read(article, published=published)
        with self._desk() as desk:
            return desk.record.add(reading)

    @cached_property
    def _reader(self) -> PastedReader:
        return PastedReader(self.pack, self._settings.clock)


def open_client(record: str | Path | None = None, *, theater: str = "korea", clock: Clock | None = None) -> Client:
    """Return a client of a record (see `foreshock.open`)."""
    from foreshock.terms.clock import SystemClock

    return Client(
        DeskSettings(
            theater=theater,
            record=None if record is None else str(record),
            environment=os.environ.get("FORESHOCK_RECORD"),
            as_of=None,
            clock=clock or SystemClock(),
        )
    )


def _published(moment: Moment) -> datetime | date | None:
    from foreshock.flow.moments import parse_moment

    return parse_moment(moment, "published") if isinstance(moment, str) else moment
