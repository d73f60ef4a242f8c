"""Judge clusters of the record: which events their reports make, read but not written."""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from sqlalchemy import Connection

from foreshock.record.adjudication import Case, Judgment, judge
from foreshock.record.cases import Load, Reports, bearing_on, gather, made_ids
from foreshock.record.clusters import cluster_from
from foreshock.record.event_rows import ARTICLE_ORIGIN, EventVersion, digest_text, encode
from foreshock.record.grounds import Grounds, meets, reviews_of_events, table_events
from foreshock.record.reviews.overlay import event_versions


class Judged(Struct, frozen=True):
    """A group of clusters judged together: its reports by cluster, and the ids of all events they may make."""

    reports: Reports
    event_ids: frozenset[str]
    judgment: Judgment


def judge_clusters(connection: Connection, keys: Sequence[str], grounds: Grounds, load: Load) -> list[Judged]:
    """Return the judgments of these clusters and of all that have to be judged with them.

    `load` gives the reports of clusters: the record's, or those it would hold.
    """
    groups = gather(keys, load, grounds.rules, grounds.reviews)
    candidates = table_events(connection, [cluster_from(key) for group in groups for key in group], grounds)
    judged = []
    for group in groups:
        clusters = [cluster_from(key) for key in group]
        near = [item for item in candidates if any(meets(cluster, item) for cluster in clusters)]
        reviews = bearing_on(group, {item.event.id for item in near}, grounds.reviews)
        named = {name for review in reviews for name in (review.item, review.event)}
        near += [item for item in candidates if item.event.id in named and item not in near]
        members = [report for of_key in group.values() for report in of_key]
        judgment = judge(Case(reports=members, table=near, reviews=reviews), grounds.rules)
        judged.append(Judged(group, frozenset(made_ids(group, reviews)), judgment))
    return judged


def versions_judged(connection: Connection, judged: Sequence[Judged], grounds: Grounds) -> Iterator[EventVersion]:
    """Yield every version of the events that reports make by these judgments, as reviewed."""
    reviews = reviews_of_events(connection, grounds.entered_by) if grounds.reviewed else {}
    for case in judged:
        for made, end in case.judgment.events:
            said = EventVersion(
                event=made, origin=ARTICLE_ORIGIN, source_digest=digest_text(encode(made)), superseded_at=end
            )
            yield from event_versions(said, reviews[made.id]) if made.id in reviews else (said,)
