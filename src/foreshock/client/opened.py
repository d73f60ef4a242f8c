"""A record and a theater, opened for each question or kept open."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from types import TracebackType
from typing import Any, Self

from foreshock.client.moments import Moment, standpoint_of
from foreshock.flow.desk import Desk, DeskSettings, open_desk
from foreshock.flow.lists import Narrowing, Part
from foreshock.theaters.schema import Pack

PAGE = 500


class Opened:
    """What every question needs: the record, the theater, the moments."""

    def __init__(self, settings: DeskSettings) -> None:
        self._settings = replace(settings, as_of=None)
        self._stack = ExitStack()
        self._kept: Desk | None = None

    def __enter__(self) -> Self:
        """Keep the record open until the end of `with`."""
        self._kept = self._stack.enter_context(open_desk(self._settings))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the record."""
        self._kept = None
        self._stack.close()

    @cached_property
    def pack(self) -> Pack:
        """The theater: actors, kinds, targets, recurring days, outlets, as its tables state them."""
        with self._desk() as desk:
            return desk.pack

    def moment(self, as_of: Moment = None) -> datetime:
        """Return the instant (UTC) that an `as_of` names: a day means its local end in the theater's zone."""
        with self._desk() as desk:
            return standpoint_of(desk, as_of, None).as_of

    @contextmanager
    def _desk(self) -> Iterator[Desk]:
        if self._kept is not None:
            yield self._kept
            return
        with open_desk(self._settings) as desk:
            yield desk

    def _all(
        self,
        page_of: Callable[[Desk, Any, Narrowing, Part], Any],
        name: str,
        which: Narrowing,
        as_of: Moment,
        known_at: Moment,
        limit: int | None,
    ) -> list[Any]:
        """Return the rows of a list, page after page, up to `limit`."""
        found: list[Any] = []
        cursor: str | None = None
        with self._desk() as desk:
            stand = standpoint_of(desk, as_of, known_at)
            while limit is None or len(found) < limit:
                size = PAGE if limit is None else min(PAGE, limit - len(found))
                page = page_of(desk, stand, which, Part(limit=size, cursor=cursor))
                found += getattr(page, name)
                cursor = page.next
                if cursor is None:
                    break
        return found
