"""Verdicts in sentences a fact-checker could print."""

from datetime import UTC, date, datetime

import pytest

from foreshock.terms.reading import Claim, Lag, Side, When
from foreshock.terms.record import RecordedEvent
from foreshock.verify.claim_words import ClaimWords, article, say_day, say_lag, say_share
from foreshock.verify.claims import check_claim

LABELS = {"launch.cruise": "cruise missile launch", "exercise.joint": "joint exercise"}
LAST = date(2032, 12, 31)


def row(kind: str, on: date, name: str | None = None, count: int | None = None) -> RecordedEvent:
    return RecordedEvent(
        id=f"{kind}-{on}", kind=kind, valid_from=on, valid_to=on, actors=("AAA",), name=name, count=count,
        recorded_at=datetime(on.year, on.month, on.day, 23, tzinfo=UTC), recorded_basis="observed",
        table="provocations",
    )  # fmt: skip


def claim(kind: str, **fields: object) -> Claim:
    base: dict[str, object] = {"id": "c1", "kind": kind, "text": "", "rule": "test", "score": 1.0}
    return Claim(**(base | fields))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("lag", "said"),
    [
        (Lag(0, 0), "on the day itself"), (Lag(0, 1), "within a day"), (Lag(1, 3), "within 3 days"),
        (Lag(2, 5), "2 to 5 days later"),
    ],
)  # fmt: skip
def test_windows_read_as_words(lag: Lag, said: str) -> None:
    assert say_lag(lag) == said


def test_days_shares_and_articles_read_as_words() -> None:
    assert say_day(date(2032, 2, 3)) == "3 February 2032"
    assert (say_share(4, 15), say_share(1, 1)) == ("4 of 15 times (27%)", "1 of 1 time (100%)")
    assert (article("engine test"), article("launch")) == ("an", "a")


def test_a_happening_is_called_by_its_name_or_its_kinds_label() -> None:
    words = ClaimWords(LABELS)
    assert words.happening(row("exercise.joint", LAST, "Bright Tide")) == "“Bright Tide”"
    assert words.happening(row("launch.cruise", LAST)) == "a cruise missile launch"
    assert ClaimWords().happening(row("launch.cruise", LAST)) == "a launch.cruise"


def test_a_precedent_reads_as_two_happenings_with_their_days() -> None:
    rows = [row("exercise.joint", date(2032, 3, 1), "Bright Tide"), row("launch.cruise", date(2032, 3, 2))]
    told = claim("precedent", antecedent=Side("exercise"), consequent=Side("launch"), lag=Lag(0, 2))
    found = check_claim(told, rows, last_day=LAST, labels=LABELS)
    assert found.reason == "“Bright Tide” on 1 March 2032 was followed by a cruise missile launch on 2 March 2032"


def test_a_habit_says_how_often_against_what_and_how_sure() -> None:
    drills = [row("exercise.joint", date(2000 + n, 3, 1 + n)) for n in range(12)]
    launches = [row("launch.cruise", date(2000 + n, 3, 2 + n)) for n in range(0, 12, 2)]
    told = claim("frequency", antecedent=Side("exercise"), consequent=Side("launch"), lag=Lag(1, 3), frequency="often")
    found = check_claim(told, drills + launches, last_day=LAST, labels=LABELS)
    assert found.verdict == "supported"
    assert found.reason.startswith("it followed within 3 days 6 of 12 times (50%) since 2000; ")
    assert "times as often after one (90 % interval" in found.reason
    assert found.reason.endswith("“often” is taken to mean 33% or more")


def test_a_habit_too_thin_to_tell_says_how_many_occasions_it_would_take() -> None:
    drills = [row("exercise.joint", date(2000 + n, 3, 1 + n)) for n in range(12)]
    noise = [row("launch.cruise", date(2000 + n, 1 + n % 12, 5)) for n in range(12)]
    hit = [row("launch.cruise", date(2000, 3, 2))]
    told = claim("frequency", antecedent=Side("exercise"), consequent=Side("launch"), lag=Lag(1, 3), frequency="often")
    found = check_claim(told, drills + noise + hit, last_day=LAST, labels=LABELS)
    assert found.verdict != "supported"
    assert "which chance alone could give; to tell 1.5 times from chance takes about" in found.reason


def test_counts_speak_of_items_only_where_the_record_counts_them() -> None:
    period = When(start=date(2032, 1, 1), end=LAST, precision="year")
    asked = claim("count", consequent=Side("launch"), period=period, value=2)
    bare = [row("launch.cruise", date(2032, 5, 1)), row("launch.cruise", date(2032, 6, 1))]
    assert check_claim(asked, bare, last_day=LAST).reason == "the record too holds 2 events in the period"
    counted = [row("launch.cruise", date(2032, 5, 1), count=4), row("launch.cruise", date(2032, 6, 1))]
    assert check_claim(asked, counted, last_day=LAST).reason.startswith("the record too holds 2 events with at least 5")


def test_a_promise_says_until_when_or_by_what_it_was_kept() -> None:
    period = When(start=date(2032, 1, 1), end=date(2032, 6, 30), precision="range")
    told = claim("promise", consequent=Side("launch"), period=period)
    kept = check_claim(told, [row("launch.cruise", date(2032, 2, 3))], last_day=LAST, labels=LABELS)
    assert kept.reason == "kept by a cruise missile launch on 3 February 2032"
    assert check_claim(told, [], last_day=LAST).reason == "nothing such came by 30 June 2032"
    running = check_claim(told, [], last_day=date(2032, 3, 1)).reason
    assert running == "its time runs until 30 June 2032: nothing such so far"
