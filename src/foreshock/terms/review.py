"""A person's judgment of something in the record: kept beside what was coded, never in its place."""

from datetime import UTC, datetime
from typing import Literal

from msgspec import Struct

from foreshock.terms.reading import Span

Verdict = Literal["accept", "correct", "reject", "split", "merge", "pin", "undo"]
BEGINNING = datetime(1, 1, 1, tzinfo=UTC)
# A report is a coded event of an article or an imported row; an event is what reports are judged to tell of.
ItemSort = Literal["statement", "claim", "report", "event", "link", "article", "review"]


class Anchor(Struct, frozen=True, kw_only=True):
    """Where a reviewed item of an article stood, so that it is found again when the article is coded anew.

    `item` is the id it had. `kind` is a report's or claim's kind, or the code of a statement's
    speaker; `spans` are the characters it rested on; `place` counts the items of that sort, kind
    and evidence before it.
    """

    item: str
    article_id: str
    kind: str | None
    spans: tuple[Span, ...]
    place: int = 0


class Review(Struct, frozen=True, kw_only=True):
    """One judgment. Rows are only ever added; `undo` takes an earlier one back from then on.

    `item` is the id of what is judged: "ARTICLE:s1" (statement), "ARTICLE:c1" (claim), "ARTICLE:e1"
    or "import:TABLE:ROW" (report), an event's or article's id, or for `undo` the number of a review. `sort` says
    which of these it is; "link" is a report's link to `event`. Rejecting an article, because it was
    withdrawn, rejects all it says.

    `fields` are the corrected fields by name, each value as it would be typed: lists joined by ";",
    None for unknown. `event` is the other event: the one a link leads to, the one merged into, the
    one split off. `reports` are those split off. `clusters` names what automatic adjudication had
    compared the reports by.

    `made_at` is when the judgment was made, `entered_at` when this file got it. `holds_from` is since when
    views of past days show it: `BEGINNING` for a judgment of how an article was read, which was there to
    be read all along; None for `made_at`, since before that nobody knew better.
    """

    number: int
    item: str
    sort: ItemSort
    verdict: Verdict
    fields: dict[str, str | None] = {}
    event: str | None = None
    reports: tuple[str, ...] = ()
    clusters: tuple[str, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    reviewer: str
    reason: str
    made_at: datetime
    entered_at: datetime
    holds_from: datetime | None = None

    @property
    def since(self) -> datetime:
        """The moment from which views show the review."""
        return self.made_at if self.holds_from is None else self.holds_from
