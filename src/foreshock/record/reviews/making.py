"""Make a review: check that it says something, note where its item stands, keep it, apply it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Literal

import msgspec
from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, or_, select

from foreshock.record import tables
from foreshock.record.clusters import event_id_of
from foreshock.record.event_rows import ARTICLE_ORIGIN, decode_event
from foreshock.record.linking import relink_clusters, relink_days
from foreshock.record.reviews import subjects
from foreshock.record.reviews.apply import apply_to_article, apply_to_reports, apply_to_tables, reviews_by_item
from foreshock.record.reviews.carried import reviews_of_reading, same_address
from foreshock.record.reviews.decisions import MADE
from foreshock.record.reviews.fields import clean, correct
from foreshock.record.reviews.log import append_review, article_of, next_number, select_reviews, taken_back
from foreshock.record.reviews.matching import anchor_of, items_of
from foreshock.record.reviews.overlay import reviewed
from foreshock.record.versions import live_rows
from foreshock.terms.errors import UsageError
from foreshock.terms.review import BEGINNING, Anchor, ItemSort, Review, Verdict

USUAL: Literal["usual"] = "usual"
ITEM_VERDICTS = ("accept", "correct", "reject")


class Asked(Struct, frozen=True, kw_only=True):
    """A review as a person asks for it (see `Reviews.add`)."""

    item: str
    verdict: Verdict
    fields: Mapping[str, str | None]
    event: str | None
    reports: Sequence[str]
    reviewer: str
    reason: str
    made_at: datetime
    holds_from: datetime | Literal["usual"] | None = None


def make_review(connection: Connection, asked: Asked, now: datetime) -> Review:
    """Keep a review and bring every row it bears on up to date; return it.

    Raises:
        UsageError: the item is not here, or was not known when the review says it was made, or the
            verdict is none it can have.
    """
    _check_words(asked, now)
    if asked.verdict == "undo":
        return _undo(connection, asked, now)
    subject = subjects.find(connection, asked.item, asked.made_at)
    draft = _draft(connection, asked, subject, now)
    append_review(connection, draft)
    _apply(connection, draft, now)
    return draft


def _check_words(asked: Asked, now: datetime) -> None:
    if not asked.reviewer.strip():
        raise UsageError("a review needs the reviewer's name", expected="a name", next_step="pass it with --by NAME")
    if not asked.reason.strip() and asked.verdict != "accept":
        raise UsageError(
            f"{asked.verdict} needs a reason",
            expected="a sentence that tells the next reader why",
            next_step='pass it with --reason "…"',
        )
    if asked.made_at > now:
        raise UsageError(
            f"a review cannot be made at {asked.made_at:%Y-%m-%d %H:%M} UTC, which is still to come",
            expected="the moment it was made, or none for now",
            next_step="leave it out",
        )
    if isinstance(asked.holds_from, datetime) and asked.holds_from > asked.made_at:
        raise UsageError(
            f"a review of {asked.made_at:%Y-%m-%d %H:%M} UTC cannot hold only from {asked.holds_from:%Y-%m-%d %H:%M}",
            expected="a moment by which it was made",
            next_step="leave it out",
        )
    if (asked.verdict == "correct") != bool(asked.fields):
        raise UsageError(
            f"{asked.verdict} got {len(asked.fields)} fields",
            expected="field=value with correct, and only there",
            next_step="foreshock record review --help shows examples",
        )


def _draft(connection: Connection, asked: Asked, subject: subjects.Subject, now: datetime) -> Review:
    number = next_number(connection)
    common = {
        "number": number,
        "item": subject.id,
        "verdict": asked.verdict,
        "reviewer": asked.reviewer.strip(),
        "reason": asked.reason.strip(),
        "made_at": asked.made_at,
        "entered_at": now,
    }
    if subject.sort == "article" and asked.verdict not in ("accept", "reject"):
        raise UsageError(
            f"an article cannot be the subject of {asked.verdict}",
            expected="reject, when it was withdrawn, or accept; all else is of what it says",
            next_step="name one of its items, such as ARTICLE:e1",
        )
    if asked.verdict in ITEM_VERDICTS and asked.event is None:
        fields = {name: clean(value) for name, value in asked.fields.items()}
        _try_correction(connection, subject, fields, asked.made_at)
        anchors = tuple(_anchors(connection, [subject.id], subject.sort)) if subject.sort != "event" else ()
        draft = msgspec.convert({**common, "sort": subject.sort, "fields": fields, "anchors": anchors}, Review)
    else:
        draft = msgspec.convert({**common, **_decide(connection, asked, subject, number)}, Review)
    if asked.holds_from == USUAL:
        return replace(draft, holds_from=BEGINNING if _of_reading(draft) else None)
    return replace(draft, holds_from=asked.holds_from)


def _of_reading(draft: Review) -> bool:
    """True if a review judges how articles were read, not what a table says or that an article was withdrawn."""
    if draft.sort == "article":
        return False
    return bool(draft.anchors) or (draft.sort == "event" and draft.item.startswith(MADE))


def _decide(connection: Connection, asked: Asked, subject: subjects.Subject, number: int) -> dict[str, object]:
    """Return what is special to a review of links."""
    if asked.verdict == "merge":
        item, event = _direction(connection, asked, subject)
        return {"sort": "event", "item": item, "event": event, "clusters": _clusters(connection, [], [item, event])}
    if asked.verdict == "split":
        reports = subjects.reports_to_split(connection, subject, asked.reports, asked.made_at)
        made = event_id_of(f"split|{number}|{subject.id}|{' '.join(reports)}|{asked.made_at.isoformat()}")
        return {
            "sort": "event",
            "event": made,
            "reports": reports,
            "clusters": _clusters(connection, reports, [subject.id]),
            "anchors": tuple(_anchors(connection, reports, "report")),
        }
    if asked.verdict == "correct":
        raise UsageError(
            "a link has no fields to correct", expected="accept, reject or pin", next_step="pin the report to its event"
        )
    subjects.check_report(connection, subject)
    event = subjects.find_event(connection, asked.event or "", asked.made_at)
    if asked.verdict != "pin":
        subjects.check_linked(connection, subject.id, event)
    return {
        "sort": "link",
        "event": event,
        "reports": (subject.id,) if asked.verdict == "pin" else (),
        "clusters": _clusters(connection, [subject.id], [event]),
        "anchors": tuple(_anchors(connection, [subject.id], "report")),
    }


def _direction(connection: Connection, asked: Asked, subject: subjects.Subject) -> tuple[str, str]:
    """Return which event goes into which: a table's event stays where the other is made of reports.

    Raises:
        UsageError: they are one already, or one of them is no event.
    """
    into = subjects.find_event(connection, asked.event or "", asked.made_at)
    subjects.check_event(subject)
    one, other = subject.id, into
    if subjects.of_table(connection, one) and not subjects.of_table(connection, other):
        one, other = other, one
    merges = {
        review.item: str(review.event)
        for review in _standing(select_reviews(connection, tables.review.c.sort == "event"))
        if review.verdict == "merge"
    }
    end = other
    while end in merges:
        end = merges[end]
    if end == one:
        raise UsageError(
            f"{one} and {other} are merged already" if one != other else f"{one} is one event",
            expected="two events that the record shows apart",
            next_step="foreshock record review list",
        )
    return one, other


def _undo(connection: Connection, asked: Asked, now: datetime) -> Review:
    """Take a review back from now on."""
    every = select_reviews(connection)
    by_number = {str(review.number): review for review in every}
    target = by_number.get(asked.item.strip())
    if target is None or target.number in taken_back(every):
        raise UsageError(
            f"there is no review {asked.item!r} to take back"
            if target is None
            else f"review {target.number} is undone",
            expected="the number of a review that holds",
            next_step="foreshock record review list",
        )
    if asked.made_at < target.made_at:
        raise UsageError(
            f"review {target.number} was made later than that",
            expected="a moment after it was made",
            next_step="leave the moment out",
        )
    about = target
    while about.verdict == "undo":
        about = by_number[about.item]
    draft = Review(
        number=next_number(connection),
        item=str(target.number),
        sort="review",
        verdict="undo",
        reviewer=asked.reviewer.strip(),
        reason=asked.reason.strip(),
        made_at=asked.made_at,
        entered_at=now,
        # taken back wherever it held
        holds_from=target.holds_from,
    )
    append_review(connection, draft, about=about)
    _apply(connection, about, now)
    return draft


def _standing(reviews: Sequence[Review]) -> list[Review]:
    gone = taken_back(reviews)
    return [review for review in reviews if review.verdict != "undo" and review.number not in gone]


def _apply(connection: Connection, about: Review, now: datetime) -> None:
    """Bring the rows that a review bears on up to date."""
    article, keys = article_of(about), set(about.clusters)
    if about.sort == "link" or about.verdict in ("split", "merge"):
        keys |= set(_clusters(connection, about.reports, [name for name in (about.item, about.event) if name]))
    elif article is not None:
        for name in (article, *same_address(connection, article)):
            keys |= apply_to_article(connection, name, now)
    elif about.sort == "report":
        keys |= apply_to_reports(connection, [about.item], now)
    if about.sort == "event":
        relink_days(connection, apply_to_tables(connection, now), now)
        keys |= set(_clusters(connection, [], [about.item]))
    gone = {about.item, *about.reports} if about.sort in ("report", "link") else set(about.reports)
    relink_clusters(connection, keys, now, gone=gone)


def _clusters(connection: Connection, reports: Iterable[str], events: Sequence[str]) -> tuple[str, ...]:
    """Return the clusters of these reports and of all reports that are, or were, linked to these events."""
    report, link = tables.report, tables.link
    linked = select(link.c.report_id).where(link.c.event_id.in_(list(events)))
    query = select(report.c.cluster).where(
        or_(report.c.id.in_(list(reports)), report.c.id.in_(linked)), report.c.cluster.is_not(None)
    )
    return tuple(sorted(set(connection.scalars(query))))


def _anchors(connection: Connection, names: Sequence[str], sort: ItemSort) -> Iterable[Anchor]:
    """Yield where items of articles stand; a table's row has no article to stand in."""
    for name in names:
        article_id, _, item_id = name.rpartition(":")
        reading = subjects.reading_of(connection, article_id)
        anchor = anchor_of(reading, sort, item_id) if reading else None
        if anchor is not None:
            yield anchor


def _try_correction(
    connection: Connection, subject: subjects.Subject, fields: Mapping[str, str | None], moment: datetime
) -> None:
    """Correct the item as reviewed so far, only to see that it can be done.

    Raises:
        UsageError: it cannot.
    """
    if not fields:
        return
    review = tables.review
    if subject.sort == "event":
        rows = live_rows(connection, tables.event, tables.event.c.id == subject.id)
        said = [row for row in rows if row["review"] is None or row["origin"] == ARTICLE_ORIGIN]
        event = decode_event(max(said, key=lambda row: row["recorded_at"])["payload"])
        before = select_reviews(connection, review.c.item == subject.id, review.c.sort == "event")
        mine = [item for item in before if item.verdict in ("correct", "undo")]
        correct(reviewed(event, mine, moment) or event, fields)
        return
    article_id, _, item_id = subject.id.rpartition(":")
    reading = subjects.reading_of(connection, article_id)
    if reading is None:
        correct(subjects.imported(connection, subject.id), fields)
        return
    earlier = reviews_by_item(reviews_of_reading(connection, reading), reading)
    mine = [item for item in earlier.get((subject.sort, item_id), ()) if item.verdict in ("correct", "undo")]
    coded = next(item for item in items_of(reading, subject.sort) if item.id == item_id)
    correct(reviewed(coded, mine, moment) or coded, fields)
