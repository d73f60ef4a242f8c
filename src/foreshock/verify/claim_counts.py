"""Claims about how many, how many ever, and when last."""

from collections.abc import Sequence
from datetime import date, timedelta

from foreshock.terms.reading import Claim, Verdict, VerdictWord
from foreshock.terms.record import RecordedEvent
from foreshock.verify.claim_words import say_day
from foreshock.verify.selection import in_period, within


def check_count(claim: Claim, found: Sequence[RecordedEvent], last_day: date) -> Verdict:
    """Check "N of them in the period": by items where the record counts them, else by events."""
    matches = _closed(in_period(found, claim.period), last_day)
    ids = tuple(event.id for event in matches)
    wanted = 1 if claim.value is None else claim.value
    if not matches:
        # an empty period in a list that is otherwise kept is evidence against, not ignorance
        word: VerdictWord = "contradicted" if found and claim.period is not None else "insufficient_record"
        reason = f"the record holds none in the period; the article says {wanted}"
        return Verdict(verdict=word, n=0, k=0, matches=ids, reason=reason)
    events, items, unknown = (
        len(matches),
        sum(e.count or 1 for e in matches),
        any(e.count is None for e in matches),
    )
    agrees = wanted in {events, items}
    if agrees:
        reason = f"the record too holds {_held(matches)} in the period"
        return Verdict(
            verdict="supported", n=wanted, k=items if items == wanted else events, matches=ids, reason=reason
        )
    reason = f"the article says {wanted}; the record holds {_held(matches)} in the period"
    if unknown and events <= wanted:
        return Verdict(
            verdict="inconclusive", n=wanted, k=items, matches=ids, reason=reason + ", some of them without a count"
        )
    return Verdict(verdict="contradicted", n=wanted, k=items, matches=ids, reason=reason)


def check_record(claim: Claim, found: Sequence[RecordedEvent], last_day: date) -> Verdict:
    """Check "a record number in the period" against every earlier stretch of the same length.

    Stretches are laid end to end backwards from the period, so a calendar year is compared with
    calendar years. `n` is the number of stretches compared, `k` of them below the claimed one.
    """
    if claim.period is None or claim.period.start is None:
        return Verdict(verdict="inconclusive", reason="the article does not say over what period")
    start, end = claim.period.start, min(claim.period.end or last_day, last_day)
    matches = within(found, start, end)
    if not found or found[0].valid_from >= start:
        return Verdict(verdict="insufficient_record", reason="the record holds nothing before the period to compare")
    claimed = _total(matches)
    earlier = [_total(within(found, low, high)) for low, high in _stretches(start, end, found[0].valid_from)]
    below = sum(total < claimed for total in earlier)
    highest = max(earlier)
    stretches = "stretch of the same length" if len(earlier) == 1 else "stretches of the same length"
    reason = (
        f"the record counts {claimed} in the period; the most in any of {len(earlier)} earlier {stretches} is {highest}"
    )
    return Verdict(
        verdict="supported" if claimed > highest else "contradicted",
        n=len(earlier),
        k=below,
        rate=below / len(earlier),
        matches=tuple(event.id for event in matches),
        reason=reason,
    )


def check_last_time(claim: Claim, found: Sequence[RecordedEvent], last_day: date) -> Verdict:
    """Check "the last one was in the period": the newest known event must begin inside it."""
    counted_to = last_day if claim.before is None else claim.before - timedelta(days=1)
    past = within(found, None, min(counted_to, last_day))
    if not past:
        return Verdict(verdict="insufficient_record", reason="the record holds no such event")
    newest = past[-1]
    if claim.period is None:
        return Verdict(
            verdict="inconclusive",
            matches=(newest.id,),
            reason=f"the last one the record knows was on {say_day(newest.valid_from)}",
        )
    inside = bool(in_period([newest], claim.period))
    return Verdict(
        verdict="supported" if inside else "contradicted",
        n=1,
        k=int(inside),
        matches=(newest.id,),
        reason=f"the last one the record knows was on {say_day(newest.valid_from)}",
    )


def _closed(events: Sequence[RecordedEvent], last_day: date) -> list[RecordedEvent]:
    return [event for event in events if event.valid_from <= last_day]


def _total(events: Sequence[RecordedEvent]) -> int:
    return sum(event.count or 1 for event in events)


def _stretches(start: date, end: date, first: date) -> list[tuple[date, date]]:
    """Return the earlier stretches of the same length, whole calendar years when that is the length."""
    if (start.month, start.day) == (1, 1):
        return [(date(y, 1, 1), date(y, end.month, min(end.day, 28) if end.month == 2 else end.day))
                for y in range(first.year, start.year)]  # fmt: skip
    length = (end - start).days + 1
    stretches, high = [], start - timedelta(days=1)
    while high >= first:
        low = high - timedelta(days=length - 1)
        stretches.append((low, high))
        high = low - timedelta(days=1)
    return stretches


def _held(events: Sequence[RecordedEvent]) -> str:
    """Return what the record holds: events, and the items in them where it counts those."""
    told = f"{len(events)} event" if len(events) == 1 else f"{len(events)} events"
    items, unknown = _total(events), any(event.count is None for event in events)
    if all(event.count is None for event in events) or (items == len(events) and not unknown):
        return told
    return f"{told} with {'at least ' if unknown else ''}{items} item{'' if items == 1 else 's'}"
