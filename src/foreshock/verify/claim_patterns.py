"""Claims that one thing follows another: precedents, habits, changed habits, promises."""

from collections.abc import Sequence
from datetime import date, timedelta

from foreshock.terms.reading import Claim, Lag, Verdict, VerdictWord
from foreshock.terms.record import RecordedEvent
from foreshock.verify.claim_words import ClaimWords, say_day, say_habit, say_lag, say_share
from foreshock.verify.patterns import SMALLEST_SAMPLE, Coincidence, measure_coincidence
from foreshock.verify.selection import in_period, within

# When an article gives no lag, "responds" is read as within three days of the event.
USUAL_LAG = Lag(0, 3)
ENOUGH = 10
# Lowest share of occasions at which each word is still fair, roughly half the median meaning found
# by Mosteller and Youtz (1990, doi:10.1214/ss/1177012242); the second table gives the highest share.
AT_LEAST = {
    "always": 0.90, "invariably": 0.90, "usually": 0.50, "typically": 0.50, "generally": 0.50,
    "normally": 0.50, "tends": 0.50, "often": 0.33, "frequently": 0.33, "regularly": 0.33,
    "repeatedly": 0.25, "sometimes": 0.10, "occasionally": 0.05, "has": 0.10,
}  # fmt: skip
AT_MOST = {"rarely": 0.20, "seldom": 0.20, "never": 0.0}


def check_precedent(
    claim: Claim,
    before: Sequence[RecordedEvent],
    after: Sequence[RecordedEvent],
    last_day: date,
    *,
    words: ClaimWords,
) -> Verdict:
    """Check one told sequence: an antecedent in the period and a consequent within the lag."""
    lag = claim.lag or USUAL_LAG
    occasions = [event for event in in_period(before, claim.period) if event.valid_from <= last_day]
    if not occasions:
        return Verdict(
            verdict="insufficient_record", n=0, reason="the record holds nothing of the first kind in the period"
        )
    pairs = [
        (first, second)
        for first in occasions
        for second in within(
            after, first.valid_from + timedelta(lag.min_days), first.valid_from + timedelta(lag.max_days)
        )
        if second.id != first.id
    ]
    if not pairs:
        return Verdict(
            verdict="not_supported",
            n=len(occasions),
            k=0,
            matches=tuple(event.id for event in occasions),
            reason=f"of {len(occasions)} such in the period, none was followed {say_lag(lag)}",
        )
    first, second = pairs[-1]
    return Verdict(
        verdict="supported",
        n=len(occasions),
        k=len({a.id for a, _ in pairs}),
        matches=tuple(dict.fromkeys(event.id for pair in reversed(pairs) for event in pair)),
        reason=f"{words.happening(first)} on {say_day(first.valid_from)} was followed by {words.happening(second)} "
        f"on {say_day(second.valid_from)}",
    )


def check_frequency(
    claim: Claim,
    before: Sequence[RecordedEvent],
    after: Sequence[RecordedEvent],
    last_day: date,
    *,
    seed: int,
) -> Verdict:
    """Check a habit: does the word fit the share of occasions, and does the share beat the base rate?"""
    lag = claim.lag or USUAL_LAG
    occasions = in_period(before, claim.period)
    found = _measure(occasions, after, lag, last_day, seed)
    matches = tuple(occasions[i].id for i in found.followed)
    if found.n < SMALLEST_SAMPLE:
        word: VerdictWord = "insufficient_record"
    else:
        word = _judge_habit((claim.frequency or "has").lower(), found)
    since = occasions[0].valid_from.year if occasions else None
    reason = say_habit(found, lag, since)
    least = AT_LEAST.get((claim.frequency or "").lower())
    if claim.frequency and least and found.n:
        reason += f". “{claim.frequency}” is taken to mean {least:.0%} or more"
    return _verdict(word, found, matches, reason)


def check_change(
    claim: Claim,
    before: Sequence[RecordedEvent],
    after: Sequence[RecordedEvent],
    last_day: date,
    *,
    seed: int,
) -> Verdict:
    """Check a changed habit: the share followed in the period against the share before it."""
    lag = claim.lag or USUAL_LAG
    if claim.period is None or claim.period.start is None:
        return Verdict(verdict="inconclusive", reason="the article does not say when the change came")
    start = claim.period.start
    new = _measure(in_period(before, claim.period), after, lag, last_day, seed)
    old = _measure(within(before, None, start - timedelta(days=1)), after, lag, start - timedelta(days=1), seed)
    occasions = in_period(before, claim.period)
    matches = tuple(occasions[i].id for i in new.followed)
    if new.n < SMALLEST_SAMPLE or old.n < SMALLEST_SAMPLE:
        return _verdict(
            "insufficient_record", new, matches, f"only {new.n} occasions in the period and {old.n} before it"
        )
    reason = (
        f"in the period it followed {say_lag(lag)} {say_share(new.k, new.n)}, {_times(new)} what the calendar of those "
        f"years gives; before, {say_share(old.k, old.n)}, {_times(old)}"
    )
    if new.interval is None or old.interval is None or new.ratio is None or old.ratio is None:
        return _verdict("inconclusive", new, matches, reason)
    if new.interval[0] > old.interval[1]:
        word: VerdictWord = "supported"
        reason += ". The two intervals lie apart"
    elif new.ratio <= old.ratio and new.n >= ENOUGH:
        word = "not_supported"
    else:
        word = "inconclusive"
        reason += ". The two intervals overlap, so the change could be chance, or a busier year"
    return _verdict(word, new, matches, reason)


def check_promise(claim: Claim, after: Sequence[RecordedEvent], last_day: date, *, words: ClaimWords) -> Verdict:
    """Check a promise: kept when as many such events as promised came in its window, open until it closes.

    `n` is the number promised (1 when none was), `k` how many came.
    """
    if claim.period is None or claim.period.end is None:
        return Verdict(verdict="inconclusive", reason="no day by which it was to happen")
    promised = claim.value or 1
    kept = [event for event in in_period(after, claim.period) if event.valid_from <= last_day]
    matches = tuple(event.id for event in kept)
    if len(kept) >= promised:
        reached = kept[promised - 1]
        return Verdict(
            verdict="supported", n=promised, k=len(kept), matches=matches,
            reason=f"kept by {words.happening(reached)} on {say_day(reached.valid_from)}",
        )  # fmt: skip
    so_far = f"{len(kept)} of {promised} so far" if kept else "nothing such so far"
    if claim.period.end >= last_day:
        reason = f"its time runs until {say_day(claim.period.end)}: {so_far}"
        return Verdict(verdict="inconclusive", n=promised, k=len(kept), matches=matches, reason=reason)
    came = f"{len(kept)} of {promised} came" if kept else "nothing such came"
    reason = f"{came} by {say_day(claim.period.end)}"
    return Verdict(verdict="contradicted", n=promised, k=len(kept), matches=matches, reason=reason)


def _measure(
    before: Sequence[RecordedEvent], after: Sequence[RecordedEvent], lag: Lag, last_day: date, seed: int
) -> Coincidence:
    return measure_coincidence(
        [event.valid_from for event in before],
        [event.valid_from for event in after],
        lag,
        last_day=last_day,
        seed=seed,
    )


def _judge_habit(word: str, found: Coincidence) -> VerdictWord:
    rate, (low, high) = found.rate or 0.0, found.rate_interval or (0.0, 1.0)
    if word in AT_MOST:
        if rate <= AT_MOST[word]:
            return "supported"
        return "contradicted" if low > AT_MOST[word] else "inconclusive"
    least = AT_LEAST.get(word, AT_LEAST["has"])
    lifted = found.interval is not None and found.interval[0] > 1
    if rate >= least and lifted:
        return "supported"
    if high < least:
        return "contradicted" if found.ratio is not None and found.ratio < 1 else "not_supported"
    if found.n >= ENOUGH and (found.p_value or 0) > 0.10:
        return "not_supported"
    return "inconclusive"


def _times(found: Coincidence) -> str:
    return "which is beyond comparison with" if found.ratio is None else f"{found.ratio:.1f} times"


def _verdict(word: VerdictWord, found: Coincidence, matches: tuple[str, ...], reason: str) -> Verdict:
    return Verdict(
        verdict=word, n=found.n, k=found.k, rate=found.rate, base_rate=found.base_rate, ratio=found.ratio,
        interval=found.interval, matches=matches, reason=reason,
    )  # fmt: skip
