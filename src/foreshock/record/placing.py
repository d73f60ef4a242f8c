"""Which event a report tells of at one moment, by which rule and why. Pure.

The answer depends on what stands at the moment and on nothing else: not on what came first. In
order: a reviewer's pin; a table's event of the same kind, actors and local day; the pack's rules;
the event that the reports of the cluster make by themselves.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from msgspec import Struct

from foreshock.record.clusters import UNSPECIFIC, Cluster, alike, event_id_of, matches
from foreshock.record.crowds import ZONE, ArticleReport, Crowd, shift_rules
from foreshock.record.reviews.decisions import MADE, Decisions, decision_words
from foreshock.record.rules import REVIEW, SAME_DAY, ReadyRule, Rules, local_day
from foreshock.terms.record import RecordedEvent


class Place(Struct, frozen=True):
    """The event a report is taken to tell of, the rule's id and the reason in words; `review` if a person decided."""

    event_id: str
    rule: str
    reason: str
    review: int | None = None


class Scene(Struct, frozen=True):
    """What stands at one moment: crowds of reports by cluster, tables' events, the rules and what reviewers decided."""

    crowds: Mapping[Cluster, Crowd]
    table: Sequence[RecordedEvent]
    rules: Rules
    decisions: Decisions

    def home(self, cluster: Cluster, relation: str) -> bool:
        """True if somebody dates a happening to the cluster's own day to whom no rule of a relation applies."""
        crowd = self.crowds.get(cluster)
        return crowd is not None and relation in crowd.home


def place(report: ArticleReport, scene: Scene) -> Place:
    """Return where a report belongs."""
    pin = scene.decisions.pinned.get(report.id)
    if pin is not None and _is_there(str(pin.event), scene):
        return _merged(Place(str(pin.event), REVIEW, decision_words(pin), pin.number), scene)
    refused = scene.decisions.refused.get(report.id, {})
    for found in _candidates(report, scene):
        settled = _merged(found, scene)
        if settled.event_id not in refused and found.event_id not in refused:
            return settled
    last = max(refused.values(), key=lambda review: (review.made_at, review.number))
    return Place(event_id_of(f"report|{report.id}"), REVIEW, decision_words(last), last.number)


def _candidates(report: ArticleReport, scene: Scene) -> Iterator[Place]:
    """Yield the events a report may tell of, the likeliest first."""
    cluster, kind = report.cluster, report.item.kind
    shared = f"same kind family, actors {' '.join(cluster.actors)} and local day {cluster.first}"
    on_day = [event for event in scene.table if matches(cluster, event)]
    volley = scene.rules.of("volley", kind)
    several = volley is not None and (len(on_day) > 1 or _has_siblings(report, scene))
    rule, label = (volley.rule.id, f"; {volley.rule.label}") if several and volley else (SAME_DAY, "")
    near = [
        Place(event.id, rule, f"{shared} as the table's {event.kind} of {event.valid_from}{label}")
        for event in sorted(on_day, key=lambda event: _distance(report, event))
    ]
    agreeing = {event.id for event in on_day if _agree(str(kind), event.kind)}
    yield from (found for found in near if found.event_id in agreeing)
    yield from _shifted(report, scene)
    yield from (found for found in near if found.event_id not in agreeing)
    sibling = _only_specific(cluster, scene)
    unspecific = scene.rules.of("unspecific", kind)
    if sibling is not None and unspecific is not None:
        yield Place(
            sibling.event_id, unspecific.rule.id, f"{unspecific.rule.label}: {sibling.family} of {cluster.first}"
        )
    yield Place(cluster.event_id, rule, shared + label)


def _shifted(report: ArticleReport, scene: Scene) -> Iterator[Place]:
    """Yield the events of a neighbouring day, if the report's own day may be another's."""
    for item in shift_rules(report, scene.rules):
        if not scene.home(report.cluster, item.rule.relation):
            yield from (_in_zones if item.rule.relation == ZONE else _day_before)(report, item, scene)


def _in_zones(report: ArticleReport, item: ReadyRule, scene: Scene) -> Iterator[Place]:
    cluster, rule = report.cluster, item.rule
    for event in sorted(scene.table, key=lambda event: _distance(report, event)):
        zone = next((zone for zone in rule.zones if _day_there(event, zone) == cluster.first), None)
        told_otherwise = event.valid_from != cluster.first and _agree(str(report.item.kind), event.kind)
        if zone is not None and told_otherwise and alike(cluster, event):
            yield Place(event.id, rule.id, f"{rule.label}: {cluster.first} in {zone} is the local {event.valid_from}")


def _day_before(report: ArticleReport, item: ReadyRule, scene: Scene) -> Iterator[Place]:
    before, rule = report.cluster.shifted(-1), item.rule
    if before is None:
        return
    for event in sorted(scene.table, key=lambda event: _distance(report, event)):
        if matches(before, event) and _agree(str(report.item.kind), event.kind):
            yield Place(event.id, rule.id, f"{rule.label}: the table's {event.kind} of {event.valid_from}")
    if scene.home(before, rule.relation):
        yield Place(before.event_id, rule.id, f"{rule.label}: {before.family} of {before.first}")


def _agree(one: str, other: str) -> bool:
    """True if two kinds do not contradict each other: one is the other, above it, or left open."""
    open_kinds = [kind.removesuffix(f".{UNSPECIFIC}") for kind in (one, other)]
    return any(f"{longer}.".startswith(f"{shorter}.") for shorter, longer in (open_kinds, open_kinds[::-1]))


def _only_specific(cluster: Cluster, scene: Scene) -> Cluster | None:
    """Return the one more specific cluster of the same day and actors, None if there is none or a choice."""
    if not cluster.unspecific:
        return None
    others = {
        other
        for other in scene.crowds
        if not other.unspecific
        and (other.root, other.actors, other.first, other.last)
        == (cluster.root, cluster.actors, cluster.first, cluster.last)
    }
    return others.pop() if len(others) == 1 else None


def _has_siblings(report: ArticleReport, scene: Scene) -> bool:
    """True if several rows of its own table, this one among them, share a row's cluster."""
    crowd = scene.crowds.get(report.cluster)
    return report.row and crowd is not None and report.source in crowd.several


def _distance(report: ArticleReport, event: RecordedEvent) -> tuple[bool, bool, object, str]:
    """Sort a day's events by how well they fit: the same kind, the same count, then in a fixed order."""
    count = report.item.count.value if report.item.count else None
    return event.kind != report.item.kind, count is None or event.count != count, event.valid_from, event.id


def _day_there(event: RecordedEvent, zone: str) -> object:
    """Return the day of an event's instant in a zone, None if the instant is not known."""
    try:
        instant = datetime.fromisoformat(event.attributes.get("instant_utc", ""))
    except ValueError:  # not known, or not to the minute
        return None
    return None if instant.tzinfo is None else local_day(instant, zone)


def _merged(found: Place, scene: Scene) -> Place:
    """Follow what reviewers merged, as far as the events are there."""
    seen = {found.event_id}
    while (review := scene.decisions.merged.get(found.event_id)) is not None:
        target = str(review.event)
        if target in seen or not _is_there(target, scene):
            break
        seen.add(target)
        found = Place(target, REVIEW, f"{found.reason}; {decision_words(review)}", review.number)
    return found


def _is_there(event_id: str, scene: Scene) -> bool:
    """True if an event can have reports now: reports make theirs at need, a table's must stand."""
    return event_id.startswith(MADE) or any(event.id == event_id for event in scene.table)
