"""A reading as reviewed: rejected items gone, corrected ones corrected, what fits nothing said. Pure."""

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from foreshock.record.reviews.log import in_order, standing_at
from foreshock.record.reviews.matching import match
from foreshock.record.reviews.overlay import Item, misfits, reviewed
from foreshock.record.reviews.seen_words import misfit_words, unmatched_words, withdrawn_words
from foreshock.terms.reading import Reading
from foreshock.terms.review import ItemSort, Review


def review_reading(reading: Reading, reviews: Sequence[Review], moment: datetime) -> Reading:
    """Return a reading as its reviews make it at a moment; reviews that fit nothing become `problems`."""
    standing = standing_at(reviews, moment)
    found, lost = match(standing, reading)
    problems = [unmatched_words(review) for review in lost]
    whole = [review for review in standing if review.sort == "article"]
    if whole and whole[-1].verdict == "reject":
        problems.append(withdrawn_words(whole[-1]))

    def kept(sort: ItemSort, items: Sequence[Item]) -> tuple[Item, ...]:
        shown = []
        for item in items:
            mine = in_order([*found.get((sort, item.id), ()), *whole])
            problems.extend(misfit_words(review, why) for review, why in misfits(item, mine))
            after = reviewed(item, mine, moment)
            if after is not None:
                shown.append(after)
        return tuple(shown)

    statements = kept("statement", reading.statements)
    claims = kept("claim", reading.claims)
    events = kept("report", reading.events)
    there = {said.id for said in statements}
    events = tuple(event if event.statement in there else replace(event, statement=None) for event in events)
    return replace(
        reading, statements=statements, events=events, claims=claims, problems=(*reading.problems, *problems)
    )
