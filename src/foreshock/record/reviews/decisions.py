"""What reviewers decided about links: pins, splits, merges and links that do not hold."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, or_

from foreshock.record import tables
from foreshock.record.items import report_id_of
from foreshock.record.reviews.log import select_reviews, standing_at
from foreshock.record.reviews.matching import find_anchor
from foreshock.record.reviews.recoded import recoded
from foreshock.terms.reading import Reading
from foreshock.terms.review import Anchor, Review

MADE = "event:"


class Decisions(Struct, frozen=True):
    """The decisions that hold at one moment.

    `pinned` gives each report's event, `refused` the events a report is not of, `merged` the event
    into which another went; each with the review that says so.
    """

    pinned: Mapping[str, Review] = {}
    refused: Mapping[str, Mapping[str, Review]] = {}
    merged: Mapping[str, Review] = {}


NONE = Decisions()


def decisions_at(reviews: Sequence[Review], moment: datetime) -> Decisions:
    """Return what the reviews of links decide at a moment; of two about one report the later holds. Pure."""
    if not reviews:
        return NONE
    pinned: dict[str, Review] = {}
    refused: dict[str, dict[str, Review]] = {}
    merged: dict[str, Review] = {}
    for review in standing_at(reviews, moment):
        if review.verdict == "merge":
            merged[review.item] = review
        elif review.verdict in ("pin", "split"):
            for report in review.reports:
                pinned[report] = review
                refused.get(report, {}).pop(str(review.event), None)
        elif review.sort == "link" and review.verdict == "reject":
            refused.setdefault(review.item, {})[str(review.event)] = review
            if review.item in pinned and pinned[review.item].event == review.event:
                del pinned[review.item]
        elif review.sort == "link" and review.verdict == "accept":
            refused.get(review.item, {}).pop(str(review.event), None)
    return Decisions(pinned, refused, merged)


def decision_words(review: Review) -> str:
    """Return a decision in words, for the reason of a link: what was done, by whom, why. Pure."""
    done = {"pin": "pinned", "split": "split off", "merge": "merged", "reject": "link rejected"}
    why = f": {review.reason}" if review.reason else ""
    return f"{done.get(review.verdict, review.verdict)} by {review.reviewer} (review {review.number}){why}"


def select_decisions(connection: Connection, entered_by: datetime | None = None) -> list[Review]:
    """Return every review about links (that was here by `entered_by`) with every undo of one, in the order made.

    A report of an article that was coded anew since goes by the id it has now.
    """
    review = tables.review
    about_links = or_(review.c.sort == "link", review.c.verdict.in_(("split", "merge", "undo")))
    return with_present_ids(connection, select_reviews(connection, about_links, entered_by=entered_by))


def with_present_ids(connection: Connection, reviews: Sequence[Review]) -> list[Review]:
    """Return reviews of links with the ids their reports have in the present coding."""
    readings = recoded(connection, (review for review in reviews if _of_links(review)))
    return [_renamed(review, readings) if _of_links(review) else review for review in reviews]


def _of_links(review: Review) -> bool:
    return review.sort == "link" or review.verdict == "split"


def _renamed(review: Review, readings: Mapping[str, Reading]) -> Review:
    """Return a decision with its reports' present ids; one that is found no more keeps the old."""
    if not review.anchors:
        return review
    names = {anchor.item: _present_id(anchor, readings) for anchor in review.anchors}
    reports = tuple(names.get(name) or name for name in review.reports)
    item = names.get(review.item) or review.item
    return replace(review, item=item, reports=reports)


def _present_id(anchor: Anchor, readings: Mapping[str, Reading]) -> str | None:
    reading = readings.get(anchor.article_id)
    found = find_anchor(anchor, "report", reading) if reading else None
    return report_id_of(anchor.article_id, found) if found else None
