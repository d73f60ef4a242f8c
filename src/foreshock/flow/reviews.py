"""Review the record: judge items and links, see what was judged, what wants a look, and export it as gold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

from msgspec import Struct

from foreshock.flow.desk import Desk, DeskSettings, open_desk
from foreshock.flow.moments import as_of_moment
from foreshock.record.reviews.gold import encode_gold
from foreshock.record.reviews.queue import Wanting
from foreshock.record.reviews.seen import ReviewSeen
from foreshock.terms.errors import RecordError, UsageError
from foreshock.terms.review import Review, Verdict
from foreshock.theaters.schema import Pack

ACTOR_FIELDS = ("actors", "recipients", "addressees", "speaker", "antecedent_actors", "consequent_actors")
KIND_FIELDS = ("kind", "antecedent", "consequent")


@dataclass(frozen=True)
class Judging:
    """A review as asked for on the command line or in a form (see `Record.review`).

    `holds_from` is a day or instant as written, or "now"; None for what is usual.
    """

    item: str
    verdict: Verdict
    reviewer: str
    reason: str = ""
    fields: Mapping[str, str | None] | None = None
    event: str | None = None
    reports: Sequence[str] = ()
    holds_from: str | None = None


class Judged(Struct, frozen=True, kw_only=True):
    """A review as kept; `events` are the ids of what the record now shows of what it is about."""

    review: Review
    events: tuple[str, ...]


class GoldFiles(Struct, frozen=True, kw_only=True):
    """Where gold was written: one file an article, `items` of them vouched for by a reviewer."""

    folder: str
    files: tuple[str, ...]
    items: int


def judge_item(settings: DeskSettings, asked: Judging) -> Judged:
    """Keep a review.

    Raises:
        UsageError: there is no such item, or the verdict or a value is none it can have.
        RecordError: the record cannot be written.
    """
    if settings.as_of:
        raise UsageError(
            f"a review as of {settings.as_of}",
            expected="no --as-of: a review is known from when it is made",
            next_step="leave --as-of out",
        )
    with open_desk(settings) as desk:
        return judge_at(desk, asked)


def judge_at(desk: Desk, asked: Judging) -> Judged:
    """Keep a review at a desk that is open already; kinds and actors must be the pack's.

    Raises:
        UsageError: as for `judge_item`.
    """
    check_fields(desk.pack, asked.fields or {}, claim=asked.item.rpartition(":")[2].startswith("c"))
    now = desk.settings.clock.now()
    review = desk.record.review(
        asked.item,
        asked.verdict,
        reviewer=asked.reviewer,
        reason=asked.reason,
        fields=asked.fields,
        event=asked.event,
        reports=asked.reports,
        made_at=now,
        holds_from=_holds_from(asked.holds_from, desk.pack.theater.zone, now),
    )
    names = {review.item, review.event} if review.sort in ("event", "link") else set()
    moment = desk.settings.clock.now()
    if review.sort in ("report", "link"):
        names.add(desk.record.reviews.event_of(review.item, known_at=moment))
    shown = [name for name in sorted(filter(None, names)) if desk.record.event(name, known_at=moment) is not None]
    return Judged(review=review, events=tuple(shown))


def _holds_from(text: str | None, zone: str, now: datetime) -> datetime | Literal["usual"]:
    if text is None:
        return "usual"
    return now if text == "now" else as_of_moment(text, zone, "--holds-from")


def check_fields(pack: Pack, fields: Mapping[str, str | None], *, claim: bool = False) -> None:
    """Refuse kinds and actors that the pack does not have; one without any of its own takes all.

    The kind of a claim is the coder's own word and no kind of the pack.

    Raises:
        UsageError: it has no such kind or actor.
    """
    kinds = {kind.id for kind in pack.kinds}
    actors = {actor.code for actor in pack.actors}
    for name, value in fields.items():
        words = [word.strip() for word in (value or "").split(";") if word.strip()]
        words = [word for word in words if word.casefold() not in ("none", "unknown")]
        if name in KIND_FIELDS and kinds and not (claim and name == "kind"):
            _refuse(name, words, "kind", kinds)
        if name in ACTOR_FIELDS and actors:
            _refuse(name, words, "actor", actors)


def list_reviews(settings: DeskSettings, item: str | None = None, *, known_at: str | None = None) -> list[ReviewSeen]:
    """Return the reviews made by the desk's moment, of one item or all, the earliest first."""
    with open_desk(settings) as desk:
        moment = desk.moment()
        entered = as_of_moment(known_at, desk.pack.theater.zone) if known_at else None
        if item is None:
            return desk.record.reviews.all(known_at=moment, entered_by=entered)
        return desk.record.reviews_of(item, known_at=moment, entered_by=entered)


def next_to_review(settings: DeskSettings, *, limit: int) -> list[Wanting]:
    """Return what most wants a look as known at the desk's moment, the most pressing first."""
    with open_desk(settings) as desk:
        return desk.record.reviews.next(known_at=desk.moment(), limit=limit)


def export_gold(settings: DeskSettings, folder: Path) -> GoldFiles:
    """Write each reviewed article's gold into a folder, which is made if need be; no file is overwritten.

    Raises:
        RecordError: a file exists already or cannot be written.
    """
    with open_desk(settings) as desk:
        golds = desk.record.reviews.gold(known_at=desk.moment())
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for gold in golds:
            with (folder / gold["file"]).open("x", encoding="utf-8") as file:
                file.write(encode_gold(gold))
    except OSError as error:
        raise RecordError(
            f"the gold cannot be written to {folder} ({error.strerror})",
            expected="a folder you may write to that has none of these files yet",
            next_step="choose another folder",
        ) from error
    items = [item for gold in golds for sort in ("statements", "events", "claims") for item in gold[sort]]
    return GoldFiles(
        folder=str(folder), files=tuple(gold["file"] for gold in golds), items=sum(item["must"] for item in items)
    )


def reviews_between(desk: Desk, earlier: datetime, later: datetime) -> tuple[ReviewSeen, ...]:
    """Return the reviews made after one moment and up to another."""
    return tuple(seen for seen in desk.record.reviews.all(known_at=later) if earlier < seen.review.made_at <= later)


def _refuse(name: str, words: Sequence[str], what: str, known: set[str]) -> None:
    unknown = next((word for word in words if word not in known), None)
    if unknown is not None:
        near = get_close_matches(unknown, sorted(known), n=3, cutoff=0.5)
        raise UsageError(
            f"{name}={unknown}: the theater has no such {what}",
            expected=f"one of its {what}s" + (f", such as {', '.join(near)}" if near else ""),
            next_step=f"see the {what}s in the pack's folder",
        )
