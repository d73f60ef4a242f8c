"""What a write to the record did, and one source's report as read back."""

from datetime import date, datetime
from typing import Literal

from msgspec import Struct

from foreshock.terms.record import RecordedEvent

AddState = Literal["new", "unchanged", "changed"]


class LoadReport(Struct, frozen=True, kw_only=True):
    """What loading a pack did, in events.

    `changed` rows say something else than before (or moved to another id), `vanished` ones are no
    longer in the pack; both end now in the record and stay visible in the past. `loaded` is False
    when the record held exactly this history already.
    """

    theater: str
    digest: str
    loaded: bool
    new: int = 0
    changed: int = 0
    vanished: int = 0
    unchanged: int = 0


class AddReport(Struct, frozen=True, kw_only=True):
    """What adding a reading did.

    "changed" means the record held this article coded otherwise, or another text at its address.
    The counts are the reading's items; `linked` events were taken as reports of an event that the
    record's tables or earlier articles already hold.
    """

    article: str
    state: AddState
    recorded_at: datetime
    statements: int
    events: int
    claims: int
    linked: int = 0


class ImportReport(Struct, frozen=True, kw_only=True):
    """What bringing in a copy of a table did, in rows; `changed` and `vanished` ones ended.

    `moved` of the new rows say just what a vanished one said, of another day. `missing` rows were not
    in the copy but are kept, because the copy has rows that could not be read.
    """

    origin: str
    new: int
    changed: int
    vanished: int
    unchanged: int
    moved: int = 0
    missing: int = 0


class Report(Struct, frozen=True, kw_only=True):
    """One source's assertion that an event happened, is planned, was called off, and so on.

    `origin` is "article", "pack:<theater>" or "import:<table>". `content` is JSON: a coded event with
    its evidence spans, or for a theater's own table the row's citations. `rule` is the id of the rule
    that linked it to its event and `reason` says why; `review` is the number of the review that
    corrected it or decided its link, None if none did.
    """

    id: str
    origin: str
    article_id: str | None
    kind: str | None
    actors: tuple[str, ...]
    valid_from: date | None
    valid_to: date | None
    precision: str | None
    status: str | None
    source: str
    content: str
    recorded_at: datetime
    reason: str
    rule: str = ""
    review: int | None = None


class EventVersionSeen(Struct, frozen=True, kw_only=True):
    """One version of an event with all its instants.

    It was public knowledge from `event.recorded_at` up to `superseded_at` (None: still is); this
    file believed so from `entered_at` up to `retired_at` (None: still does). `review` is the number of
    the review that made it, None if it stands as its source said.
    """

    event: RecordedEvent
    superseded_at: datetime | None
    entered_at: datetime
    retired_at: datetime | None
    review: int | None = None
