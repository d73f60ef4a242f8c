"""What stands in each cluster at one moment, as far as it decides where reports belong."""

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct

from foreshock.record.clusters import Cluster
from foreshock.record.rules import ReadyRule, Rules, local_day
from foreshock.record.versions import Period
from foreshock.terms.reading import Event

NEXT_DAY, ZONE = "next_day", "zone"
SHIFTING = (NEXT_DAY, ZONE)


class ArticleReport(Struct, frozen=True, kw_only=True):
    """One assertion of an article, or of an imported row (`row`), with the period in which it stood.

    `houses` are its source and, for an article, the outlets that carried the statement behind it.
    """

    id: str
    source: str
    item: Event
    cluster: Cluster
    period: Period
    houses: tuple[str, ...] = ()
    row: bool = False


def shift_rules(report: ArticleReport, rules: Rules) -> list[ReadyRule]:
    """Return the rules by which a report's day may not be the event's local day; none if it is taken at its word."""
    if report.cluster.first != report.cluster.last:
        return []
    return [item for item in rules.rules if item.about(report.item.kind, report.houses) and _may_shift(report, item)]


def _may_shift(report: ArticleReport, item: ReadyRule) -> bool:
    if item.rule.relation == NEXT_DAY:
        return report.row or local_day(report.period.start, item.zone) == report.cluster.first
    return item.rule.relation == ZONE


class Crowd(Struct, frozen=True):
    """What the reports of one cluster have in common that matters to others; the same for one report or a thousand.

    `home` holds the relations that do not apply to at least one of them, so that somebody dates the
    happening to the cluster's own day; `several` the tables of which at least two rows are here.
    """

    home: frozenset[str]
    several: frozenset[str]


class Crowds:
    """The reports that stand now, cluster by cluster. They come and go; a crowd seldom changes with them."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._sizes: dict[Cluster, int] = {}
        self._taken_at_word: dict[Cluster, Counter[str]] = {}
        self._rows: dict[Cluster, Counter[str]] = {}
        self.standing: dict[Cluster, Crowd] = {}

    def replace(self, leaving: Sequence[ArticleReport], arriving: Sequence[ArticleReport]) -> bool:
        """Let reports go and others come; True if a crowd is another one now."""
        for step, reports in ((-1, leaving), (1, arriving)):
            for report in reports:
                self._count(report, step)
        touched = {report.cluster for report in (*leaving, *arriving)}
        return sum(self._settle(cluster) for cluster in touched) > 0

    def _count(self, report: ArticleReport, step: int) -> None:
        cluster = report.cluster
        shifting = {item.rule.relation for item in shift_rules(report, self._rules)}
        self._sizes[cluster] = self._sizes.get(cluster, 0) + step
        at_word = self._taken_at_word.setdefault(cluster, Counter())
        for relation in SHIFTING:
            at_word[relation] += step * (relation not in shifting)
        if report.row:
            self._rows.setdefault(cluster, Counter())[report.source] += step

    def _settle(self, cluster: Cluster) -> bool:
        """Note what crowd stands in a cluster now; True if that is another one than before."""
        before = self.standing.pop(cluster, None)
        if not self._sizes[cluster]:
            return before is not None
        crowd = Crowd(_above(self._taken_at_word[cluster], 0), _above(self._rows.get(cluster, {}), 1))
        self.standing[cluster] = crowd
        return crowd != before


def _above(counts: Mapping[str, int], number: int) -> frozenset[str]:
    return frozenset(name for name, count in counts.items() if count > number)
