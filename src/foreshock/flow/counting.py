"""Whether the odds of a moment count an article, in words for readers: where that is not plain."""

from collections.abc import Sequence
from datetime import datetime

from foreshock.flow.standpoint import Standpoint
from foreshock.panel.occurrences import OUTCOME_TABLE
from foreshock.record.articles import known_from
from foreshock.record.supposed import Supposed
from foreshock.terms.record import RecordedEvent


def counting_problems(supposed: Supposed | None, stand: Standpoint, now: datetime) -> tuple[str, ...]:
    """Return what a reader must be told of how an article counts at a moment: nothing in the usual case."""
    if supposed is None:
        return ()
    article, as_of = supposed.reading.article, stand.as_of
    if supposed.counts:
        usual = supposed.counted_from if supposed.held else known_from(article, now)
        if usual <= as_of:
            return ()
        told = (
            f"the article came out at a moment of its {article.published_precision} that is not known: this brief "
            f"counts it, `foreshock outlook` does from {usual:%Y-%m-%d %H:%M} UTC on once it is added"
        )
        return (told,)
    if supposed.counted_from > as_of:
        since = f"{supposed.counted_from:%Y-%m-%d %H:%M} UTC"
        if article.published_at is None:
            told = (
                f"the article does not say when it came out, so it counts only from when it reached us, {since}: "
                "these odds do not rest on it; pass --published"
            )
        else:
            told = f"the article was not out yet: it counts from {since} on, and these odds do not rest on it"
        return (told,)
    return ("another text has taken the article's place at its address: these odds do not rest on it",)


def holding_problems(rows: Sequence[RecordedEvent], stand: Standpoint) -> tuple[str, ...]:
    """Return that this file held no outcomes by the moment asked of, if it did not: odds from none say nothing."""
    if stand.known_at is None or any(row.table == OUTCOME_TABLE for row in rows):
        return ()
    return (f"this record held no outcomes by {stand.known_at:%Y-%m-%d %H:%M} UTC: these odds rest on none",)
