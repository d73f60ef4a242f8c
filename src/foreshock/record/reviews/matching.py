"""Find reviewed items again when a newer coder has read the same article. Pure.

The rule: an item is the reviewed one if it is of the same sort and kind (for a statement, by the
same speaker) and its evidence shares at least half of the shorter one's characters. A correction
of the kind (or speaker) matches under the corrected one too: a newer coder may have learned it. Of
several the one that shares most is taken, then the one at the same place among its like; a second
one of its like matches a second one only, so that a rejected duplicate never takes the first with
it. What nothing matches is not applied to anything, and is reported.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from foreshock.terms.reading import Claim, Event, Reading, Span, Statement
from foreshock.terms.review import Anchor, ItemSort, Review

SHARED = 0.5
Coded = Statement | Claim | Event
ItemKey = tuple[ItemSort, str]


def items_of(reading: Reading, sort: ItemSort) -> Sequence[Coded]:
    """Return a reading's items of a sort."""
    by_sort: dict[ItemSort, Sequence[Coded]] = {
        "statement": reading.statements, "claim": reading.claims, "report": reading.events, "link": reading.events,
    }  # fmt: skip
    return by_sort.get(sort, ())


def anchor_of(reading: Reading, sort: ItemSort, item_id: str) -> Anchor | None:
    """Return where an item stands in its article; None if the reading has no such item."""
    before: Counter[tuple[str | None, tuple[Span, ...]]] = Counter()
    for item in items_of(reading, sort):
        key = kind_of(item), spans_of(item)
        if item.id == item_id:
            name = f"{reading.article.id}:{item_id}"
            return Anchor(item=name, article_id=reading.article.id, kind=key[0], spans=key[1], place=before[key])
        before[key] += 1
    return None


def kind_of(item: Coded) -> str | None:
    """Return what kind of item it is: a statement goes by its speaker's code."""
    return item.speaker.code if isinstance(item, Statement) else item.kind


def spans_of(item: Coded) -> tuple[Span, ...]:
    """Return the characters an item rests on: of a statement what was said, which is narrower than its sentence."""
    if isinstance(item, Statement) and item.content:
        return item.content
    return item.evidence


def match(reviews: Iterable[Review], reading: Reading) -> tuple[dict[ItemKey, list[Review]], list[Review]]:
    """Return the reviews of each of a reading's items, and the reviews that match none.

    Several reviews of one item stay together. Reviews of links are no reviews of items.
    """
    found: dict[ItemKey, list[Review]] = {}
    lost: list[Review] = []
    # an id names other items in another coding, and in another text at the address: where it stood tells
    together: dict[tuple[ItemSort, str, tuple[Anchor, ...]], list[Review]] = {}
    for review in reviews:
        if review.sort in ("statement", "claim", "report"):
            together.setdefault((review.sort, review.item, review.anchors), []).append(review)
    for (sort, _, _), group in together.items():
        name = _find(group, reading)
        if name is None:
            lost += group
        else:
            found.setdefault((sort, name), []).extend(group)
    return found, lost


def _find(group: Sequence[Review], reading: Reading) -> str | None:
    """Return the id of the item that a group of reviews is of, None if there is none."""
    anchor = next((anchor for review in group for anchor in review.anchors), None)
    if anchor is None:
        return None
    return find_anchor(anchor, group[0].sort, reading, corrected=_corrected_kinds(group))


def find_anchor(
    anchor: Anchor, sort: ItemSort, reading: Reading, *, corrected: frozenset[str] = frozenset()
) -> str | None:
    """Return the id of the item that stands where the anchor says, None if there is none."""
    before: Counter[tuple[str | None, tuple[Span, ...]]] = Counter()
    candidates: list[tuple[float, bool, str]] = []
    for item in items_of(reading, sort):
        key = kind_of(item), spans_of(item)
        share = _shared(anchor.spans, key[1])
        alike = key[0] == anchor.kind or key[0] in corrected
        if alike and share >= SHARED and (anchor.place == 0 or before[key] == anchor.place):
            candidates.append((-share, before[key] != anchor.place, item.id))
        before[key] += 1
    return min(candidates)[2] if candidates else None


def _corrected_kinds(group: Sequence[Review]) -> frozenset[str]:
    names = ("speaker",) if group[0].sort == "statement" else ("kind",)
    return frozenset(value for review in group for name in names if (value := review.fields.get(name)))


def _shared(one: Sequence[Span], other: Sequence[Span]) -> float:
    """Return the share of the shorter evidence's characters that both have."""
    mine, theirs = _characters(one), _characters(other)
    shorter = min(sum(map(len, mine.values())), sum(map(len, theirs.values())))
    common = sum(len(places & theirs.get(paragraph, set())) for paragraph, places in mine.items())
    return common / shorter if shorter else float(not one and not other)


def _characters(spans: Sequence[Span]) -> Mapping[int, set[int]]:
    places: dict[int, set[int]] = {}
    for span in spans:
        places.setdefault(span.paragraph, set()).update(range(span.start, span.end))
    return places
