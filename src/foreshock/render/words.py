"""Wordings shared by the terminal and the page, so that both say the same."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from foreshock.render.counted import counted  # noqa: F401 - templates reach it as words.counted
from foreshock.terms.article import Article
from foreshock.terms.reading import ActorRef, Claim, Count, Event, Statement, When

VERDICTS = {
    "supported": "supported by the record",
    "not_supported": "not supported by the record",
    "contradicted": "contradicted by the record",
    "inconclusive": "the record cannot settle it",
    "insufficient_record": "too little in the record to say",
}


def local_time(instant: datetime, zone: str) -> str:
    """Return an instant in the theater's zone with the UTC time beside it."""
    return f"{zoned(instant, zone)} ({instant.astimezone(ZoneInfo('UTC')):%Y-%m-%d %H:%M} UTC)"


def zoned(instant: datetime, zone: str) -> str:
    """Return an instant in the theater's zone to the minute."""
    local = instant.astimezone(ZoneInfo(zone))
    return f"{local:%Y-%m-%d %H:%M} {local.tzname()}"


def published(article: Article, zone: str) -> str:
    """Return when an article came out, only as precisely as known."""
    if article.published_at is None:
        return "publication date unknown"
    if article.published_precision == "day":
        return f"{article.published_at:%Y-%m-%d}"
    return local_time(article.published_at, zone)


def days(start: date | None, end: date | None) -> str:
    """Return a span of days, one day as itself, an open end as an ellipsis."""
    if start == end and start is not None:
        return start.isoformat()
    return f"{start or '…'} to {end or '…'}"


def when_words(when: When | None) -> str:
    """Return a coded time, "date not settled" when there is none."""
    if when is None or (when.start is None and when.end is None):
        return "date not settled"
    return days(when.start, when.end)


def speaker_words(statement: Statement) -> str:
    """Return who spoke, as precisely as coded: actor, office, role, name, anonymity."""
    speaker = statement.speaker
    named = speaker.office and speaker.role and speaker.office in speaker.role  # "foreign ministry adviser"
    parts = [speaker.code, None if named else speaker.office, speaker.role, speaker.name]
    known = " ".join(part for part in parts if part) or speaker.text or "not settled"
    return known + (" (unnamed)" if speaker.anonymous and not speaker.name else "")


def via_words(statement: Statement) -> str:
    """Return the chain of carriers, nearest the speaker first."""
    carriers = [v.outlet + (" (citing an unnamed source)" if v.anonymous_source else "") for v in statement.via]
    return " via " + ", ".join(carriers) if carriers else ""


def actors_words(actors: tuple[ActorRef, ...], recipients: tuple[ActorRef, ...]) -> str:
    """Return actors, and recipients after an arrow."""
    left = ", ".join(dict.fromkeys(a.code for a in actors)) or "?"
    right = ", ".join(dict.fromkeys(r.code for r in recipients))
    return f"{left} → {right}" if right else left


def count_words(count: Count | None) -> str:
    """Return a count with its qualifier, empty when none was given."""
    if count is None:
        return ""
    if count.value is None:
        return "a record number" if count.qualifier == "record" else count.qualifier
    prefix = {"exact": "", "about": "about ", "at_least": "at least ", "at_most": "at most "}
    return f"{prefix.get(count.qualifier, '')}{count.value}"


def event_words(event: Event) -> str:
    """Return what happened in one line: kind or type, count, instruments, place."""
    parts = [
        event.kind or event.type or "event",
        f"({event.type})" if event.kind and event.type else "",
        count_words(event.count),
        ", ".join(i.name for i in event.instruments),
        f"at {event.place}" if event.place else "",
    ]
    return " ".join(part for part in parts if part)


def verdict_words(claim: Claim) -> str:
    """Return a claim's verdict as a sentence."""
    if claim.verdict is None:
        return "not checked"
    words = VERDICTS[claim.verdict.verdict]
    return f"{words}: {claim.verdict.reason}" if claim.verdict.reason else words


def percent(probability: float) -> str:
    """Return a probability as a percentage; with a decimal near 0 and 1, and as neither unless it is exactly that."""
    value = 100 * probability
    if value in {0, 100}:
        return f"{value:.0f}%"
    if value < 0.05:
        return "<0.1%"
    if value >= 99.95:
        return ">99.9%"
    return f"{value:.0f}%" if 1 <= value < 99.5 else f"{value:.1f}%"


def percent_pair(before: float, after: float) -> tuple[str, str]:
    """Return two different probabilities as percentages, with a decimal where whole ones would look the same."""
    pair = percent(before), percent(after)
    return pair if pair[0] != pair[1] else (f"{100 * before:.1f}%", f"{100 * after:.1f}%")


def quoted(text: str, limit: int) -> str:
    """Return text in quotation marks, cut at a word when longer than `limit` characters."""
    whole = " ".join(text.split())
    text = whole.strip("\"“”' ")
    if _unpaired(text) and whole[:1] in ('"', "“"):
        text = whole[0] + text  # "“We will,” he said": the first mark is one of a pair inside
    if len(text) > limit:
        text = text[:limit].rsplit(" ", 1)[0].rstrip(",;:") + " …"
    if _unpaired(text):
        text += "”" if "“" in text else '"'
    return f"“{text}”"


def _unpaired(text: str) -> bool:
    return text.count('"') % 2 == 1 or text.count("“") != text.count("”")
