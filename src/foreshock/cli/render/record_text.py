"""The record on the terminal."""

from datetime import datetime

from foreshock.cli.render.review_text import review_line
from foreshock.cli.terminal import Terminal
from foreshock.flow.record import EventPage, RecordDiff, Stats
from foreshock.flow.standing import Standing
from foreshock.record.outcomes import EventVersionSeen
from foreshock.record.search import Hit
from foreshock.render import words
from foreshock.render.counted import counted
from foreshock.terms.record import RecordedEvent

BASES = {
    "first_seen": "its source's first mention",
    "announced": "its announcement",
    "assumed_delay": "assumed from the usual delay",
    "observed": "seen by this record",
}


def event_line(event: RecordedEvent) -> str:
    """Return an event in one line: days, kind, who, how it stands, id."""
    days = words.days(event.valid_from, event.valid_to) + ("" if event.precision == "day" else f" ({event.precision})")
    count = f" x{event.count}" if event.count else ""
    name = f"  {event.name}" if event.name else ""
    return f"{days}  {event.kind}{count}  {_who(event)}  {event.status}{name}  [{event.id}]"


def version_line(version: EventVersionSeen) -> str:
    """Return one version in a line: when it was known, when the file believed it, what it says."""
    known = f"known {_span(version.event.recorded_at, version.superseded_at)}"
    held = f"held here {_span(version.entered_at, version.retired_at)}"
    made = f"; review {version.review}" if version.review is not None else ""
    return f"{known}; {held}{made}; {event_line(version.event)}"


def hit_line(hit: Hit) -> str:
    """Return a hit in a line: what it is, its day, the matching words, its id."""
    return f"{hit.kind:<9} {hit.day.isoformat() if hit.day else 'undated':<10}  {hit.excerpt}  [{hit.id}]"


def print_page(page: EventPage, terminal: Terminal) -> None:
    """Print an event: what is known, who says so in which words, where they differ, how it changed."""
    event = page.event
    terminal.line(event_line(event))
    basis = BASES[event.recorded_basis]
    terminal.line(f"  as of {_minute(page.as_of)}; known from {_minute(event.recorded_at)} ({basis})")
    for name, value in (("place", event.place), ("instruments", ", ".join(event.instruments)), *_noted(event)):
        if value:
            terminal.line(f"  {name}: {value}")
    _print_standing(page.standing, terminal)
    terminal.line(f"reports ({len(page.assertions)})")
    for item in page.assertions:
        report = item.report
        made = f" (review {report.review})" if report.review is not None else ""
        terminal.line(f"  {_minute(report.recorded_at)}{made}  {report.source}: {report.status}  [{report.id}]")
        for sentence in item.evidence:
            terminal.line(f"    {words.quoted(sentence, 300)}")
        terminal.line(f"    linked by {report.rule}: {report.reason}")
    terminal.line("disputes" if page.disputes else "disputes: none")
    for dispute in page.disputes:
        sides = "; ".join(f"{value} ({', '.join(sources)})" for value, sources in dispute.values.items())
        terminal.line(f"  {dispute.field}: {sides}")
    if page.reviews:
        terminal.line("reviews")
    for seen in page.reviews:
        terminal.line(review_line(seen))
    terminal.line("history")
    for version in page.history:
        terminal.line(f"  {version_line(version)}")


def print_diff(diff: RecordDiff, terminal: Terminal) -> None:
    """Print what changed between two moments: + new, - gone, ~ changed with the fields."""
    reviews = f", {counted(len(diff.reviews), 'review')}" if diff.reviews else ""
    terminal.line(
        f"from {_minute(diff.earlier)} to {_minute(diff.later)}: {counted(len(diff.changes), 'event')}{reviews}"
    )
    for seen in diff.reviews:
        terminal.line(review_line(seen))
    for change in diff.changes:
        shown = change.after or change.before
        if shown is None:
            continue
        sign = "+" if change.before is None else "-" if change.after is None else "~"
        terminal.line(f"{sign} {event_line(shown)}")
        for name, (before, after) in change.fields.items():
            terminal.line(f"    {name}: {before} -> {after}")


def print_stats(stats: Stats, terminal: Terminal) -> None:
    """Print where the record is and how much it holds."""
    terminal.line(f"{stats.path}  {stats.bytes:,} bytes")
    terminal.line(f"{counted(stats.events, 'event')} known, {words.days(stats.first_day, stats.last_day)}")
    terminal.line(f"digest {stats.digest}")
    for table in stats.tables:
        terminal.line(f"  {table.table:<10} {table.believed:>9,} believed  {table.written:>9,} written")


def _print_standing(standing: Standing, terminal: Terminal) -> None:
    """Print how many sources stand behind it, graded, and the item's own credibility."""
    terminal.line(
        f"independent sources: {standing.independent_sources} ({counted(standing.articles, 'article')}); "
        f"{standing.supporting} support, {standing.disputing} dispute; "
        f"item credibility {standing.credibility}: {standing.words} (Admiralty)"
    )
    for source in standing.sources:
        grade = source.grade.upper() if source.grade else "ungraded"
        joined = "" if source.group.bases == ("alone",) else f" (counted as one: {', '.join(source.group.bases)})"
        terminal.line(f"  {grade}  {', '.join(source.group.houses)}{joined}")


def _who(event: RecordedEvent) -> str:
    return "+".join(event.actors) + (f" -> {'+'.join(event.recipients)}" if event.recipients else "")


def _noted(event: RecordedEvent) -> list[tuple[str, str]]:
    return [(name.replace("_", " "), value) for name, value in event.attributes.items()]


def _minute(instant: datetime) -> str:
    return f"{instant:%Y-%m-%d %H:%M} UTC"


def _span(start: datetime, end: datetime | None) -> str:
    return f"from {_minute(start)}" + (f" to {_minute(end)}" if end else "")
