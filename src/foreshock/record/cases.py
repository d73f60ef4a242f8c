"""Gather what has to be judged together, so that judging it again gives what judging everything would."""

from collections.abc import Callable, Iterable, Sequence

from foreshock.record.clusters import UNSPECIFIC, Cluster, cluster_from, event_id_of
from foreshock.record.crowds import ArticleReport, shift_rules
from foreshock.record.rules import Rules
from foreshock.terms.review import Review

Reports = dict[str, list[ArticleReport]]
# Gives the reports of clusters, and pairs of clusters that hold versions of one report.
Load = Callable[[Sequence[str]], tuple[Reports, list[tuple[str, str]]]]


def gather(keys: Iterable[str], load: Load, rules: Rules, reviews: Sequence[Review]) -> list[Reports]:
    """Return groups of clusters with their reports, each group whole and closed.

    Clusters belong together when a rule may move a report of one to the other's event, when
    reviewers tied their reports or events together, or when one report, corrected by a reviewer,
    was in both.
    """
    changed = frozenset(keys)
    groups = _Groups(changed)
    loaded: Reports = {}
    seen: set[str] = set()
    versions: list[tuple[str, str]] = []
    while pending := groups.members() - seen:
        near = {key: _neighbours(cluster_from(key), rules) for key in sorted(pending)}
        wanted = sorted({*pending, *(other for others in near.values() for other in others)} - loaded.keys())
        fresh, pairs = load(wanted)
        versions += pairs
        loaded.update({key: fresh.get(key, []) for key in wanted})
        for key, others in near.items():
            for other in others:
                if loaded[other] and _tied(key, other, loaded, rules):
                    groups.join(key, other)
                elif loaded[other] and key in changed:
                    # what left this cluster may have been moved there before
                    groups.add(other)
        for one, other in versions:
            if groups.holds(one) or groups.holds(other):
                groups.join(one, other)
        _join_reviewed(groups, reviews, loaded)
        seen |= pending
    return [{key: loaded[key] for key in sorted(group)} for group in groups.all()]


class _Groups:
    """Keys that belong together, the smallest of each group leading it."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._leader = {key: key for key in keys}

    def add(self, key: str) -> None:
        self._leader.setdefault(key, key)

    def find(self, key: str) -> str:
        while self._leader[key] != key:
            key = self._leader[key]
        return key

    def join(self, one: str, other: str) -> None:
        self.add(one)
        self.add(other)
        first, second = sorted((self.find(one), self.find(other)))
        self._leader[second] = first

    def holds(self, key: str) -> bool:
        return key in self._leader

    def members(self) -> set[str]:
        return set(self._leader)

    def all(self) -> list[set[str]]:
        groups: dict[str, set[str]] = {}
        for key in self._leader:
            groups.setdefault(self.find(key), set()).add(key)
        return [groups[name] for name in sorted(groups)]


def _neighbours(cluster: Cluster, rules: Rules) -> list[str]:
    """Return the clusters a rule may tie to this one, whether or not they have reports."""
    near: list[Cluster | None] = []
    if rules.of("next_day", cluster.family) is not None and cluster.first == cluster.last:
        near += [cluster.shifted(-1), cluster.shifted(1)]
    if rules.of("unspecific", cluster.family) is not None:
        families = {family for family in rules.families if family.split(".")[0] == cluster.root}
        unspecific = {cluster.root, f"{cluster.root}.{UNSPECIFIC}"}
        others = families | unspecific if cluster.unspecific else unspecific
        near += [Cluster(family, cluster.actors, cluster.first, cluster.last) for family in sorted(others)]
    return [other.key for other in near if other is not None and other != cluster]


def _tied(key: str, other: str, loaded: Reports, rules: Rules) -> bool:
    """True if a rule may move a report of the one to the other's event, or has moved one before."""
    one, two = cluster_from(key), cluster_from(other)
    if one.first == two.first:
        return True
    later = loaded[key if one.first > two.first else other]
    return any(rule.rule.relation == "next_day" for report in later for rule in shift_rules(report, rules))


def _join_reviewed(groups: _Groups, reviews: Sequence[Review], loaded: Reports) -> None:
    """Join the clusters that reviews of links tie together, if one of them is to be judged."""
    if not reviews:
        return
    where: dict[str, set[str]] = {}
    for key, reports in loaded.items():
        for report in reports:
            where.setdefault(report.id, set()).add(key)
    for review in reviews:
        tied = set(review.clusters).union(*(where.get(name, ()) for name in {review.item, *review.reports}))
        if any(groups.holds(key) for key in tied):
            ordered = sorted(tied)
            for key in ordered:
                groups.join(ordered[0], key)


def bearing_on(group: Reports, table: Iterable[str], reviews: Sequence[Review]) -> list[Review]:
    """Return the reviews of links that bear on a group or on table events it may meet, with what undoes them."""
    names = {report.id for reports in group.values() for report in reports} | set(table)
    chosen: set[int] = set()
    for review in reviews:
        if review.verdict == "undo":
            if int(review.item) in chosen:
                chosen.add(review.number)
        elif group.keys() & set(review.clusters) or names & {review.item, str(review.event), *review.reports}:
            chosen.add(review.number)
    return [review for review in reviews if review.number in chosen]


def made_ids(group: Reports, reviews: Iterable[Review]) -> set[str]:
    """Return the ids of all events that the reports of a group make, or may have made before."""
    ids = {event_id_of(key) for key in group}
    for review in reviews:
        if review.sort == "link" or review.verdict == "split":
            ids |= {event_id_of(f"report|{name}") for name in (review.item, *review.reports)}
            ids |= {review.event} if review.event else set()
    return ids
