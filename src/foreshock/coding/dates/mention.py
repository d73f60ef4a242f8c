"""What a date expression is, once found and resolved."""

from datetime import date
from typing import Literal

from msgspec import Struct

from foreshock.terms.reading import DateBasis, Lag, Precision, When

DateKind = Literal["date", "duration", "lag", "set"]


class DateMention(Struct, frozen=True, kw_only=True):
    """Characters `start:end` that name a time, with the local days they mean.

    `kind`: a "date" stands on the calendar; a "duration" is a length ("for months"); a "lag" counts
    from something else in the text ("about a day later", "two weeks after") and has `lag` in days;
    a "set" recurs ("every spring"). `from_` and `to` are both included and None where the text
    does not settle them; `reason` then says why. `relative` is True when the publication day was
    needed. `open_end` is True after "since": the days are those named, all that follow belong too.
    `open_start` is True after "until", "by" and "before": up to those days. `rule` is the id of the
    rule that read it.
    """

    start: int
    end: int
    text: str
    from_: date | None
    to: date | None
    precision: Precision
    kind: DateKind = "date"
    basis: DateBasis = "text"
    relative: bool = False
    open_end: bool = False
    open_start: bool = False
    lag: Lag | None = None
    reason: str | None = None
    rule: str | None = None

    def when(self) -> When | None:
        """Return the days as the reading contract has them, None when unresolved; "since" has no end."""
        if self.from_ is None and self.to is None:
            return None
        end = None if self.open_end else self.to
        return When(start=self.from_, end=end, precision=self.precision, text=self.text, basis=self.basis)
