"""Threats, deadlines and promises that readings tell of, as undertakings the record can settle."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from foreshock.flow.said_undertakings import kind_named, phrases_of, said_undertakings
from foreshock.terms.article import Article
from foreshock.terms.reading import (
    ActorRef,
    Claim,
    Event,
    PloverType,
    Reading,
    Side,
    Span,
    Speaker,
    Statement,
    Status,
    When,
)
from foreshock.theaters.schema import Kind, Pack, Theater
from foreshock.verify.undertakings import Trigger, Undertaking

ZONE = ZoneInfo("UTC")
DAY = date(2031, 5, 2)
KNOWN = datetime(2031, 5, 2, 8, tzinfo=UTC)
PACK = Pack(
    theater=Theater(id="isle", name="The Isle", zone="UTC"),
    kinds=(
        Kind(id="launch", label="launch", kinetic=True),
        Kind(id="exercise", label="exercise", phrases=("drill", "drills")),
        Kind(id="exercise.joint", label="joint exercise", phrases=("joint drill", "joint drills")),
    ),
)
LAUNCH = Trigger(kinds=("launch",), actors=("AAA",))


def words(text: str) -> Span:
    return Span(0, 0, len(text), text)


def said(
    kind: PloverType = "THREATEN", condition: str | None = None, text: str = "we will fire", item: str = "s1"
) -> Statement:
    return Statement(
        id=item, speaker=Speaker(code="AAA", office="ministry"), cue=None, content=(words(text),),
        type=kind, condition=condition, when=When(start=DAY, end=DAY, precision="day"), rule="r", score=1.0,
        evidence=(words(text),),
    )  # fmt: skip


def told(
    kind: str, actor: str, status: Status, *, end: date | None = None, item: str = "e1", of: str | None = "s1"
) -> Event:
    return Event(
        id=item, type=None, kind=kind, actors=(ActorRef(code=actor, text=actor),), status=status, statement=of,
        when=When(start=DAY, end=end, precision="day") if end else None, evidence=(words("it was said"),),
        rule="r", score=1.0,
    )  # fmt: skip


def article(name: str) -> Article:
    return Article(
        id=name, headline="h", kicker=None, byline=(), agency=None, publisher=None, section=None, dateline=None,
        url=None, language="en", source_format="text", published_at=KNOWN, published_precision="second",
        published_basis="page", paragraphs=("p",), furniture=(),
    )  # fmt: skip


def made(*items: Statement | Event | Claim) -> list[Undertaking]:
    reading = Reading(
        article=article("sha256:a"),
        statements=tuple(item for item in items if isinstance(item, Statement)),
        events=tuple(item for item in items if isinstance(item, Event)),
        claims=tuple(item for item in items if isinstance(item, Claim)),
    )
    return said_undertakings([(KNOWN, reading)], PACK, ZONE)


def test_a_threat_takes_its_deed_from_the_speaker_and_its_condition_from_what_others_may_do() -> None:
    (found,) = made(
        said(condition="if the drill is held this month"),
        told("launch", "AAA", "threatened", end=DAY),
        told("exercise.joint", "BBB", "possible", end=date(2031, 5, 31), item="e2"),
    )
    assert (found.form, found.said_on, found.row) == ("threat", DAY, "sha256:a:s1")
    assert found.keeps == LAUNCH
    assert found.arms == Trigger(kinds=("exercise.joint",), actors=("BBB",))
    assert found.arm_by == date(2031, 5, 31)
    assert found.due is None  # the deed's own day is only the article's


def test_a_condition_that_no_happening_tells_of_is_named_by_its_words() -> None:
    (found,) = made(said(condition="if joint drills go on"), told("launch", "AAA", "threatened"))
    assert found.arms == Trigger(kinds=("exercise.joint",))
    (unknown,) = made(said(condition="if leaflets come"), told("launch", "AAA", "threatened"))
    assert unknown.arms is None


@pytest.mark.parametrize(
    ("condition", "turned"),
    [("unless an accord comes", True), ("unless the drill is cancelled", False), ("if the drill is held", False)],
)
def test_unless_turns_a_condition_round_but_not_when_something_is_to_be_called_off(
    condition: str, turned: bool
) -> None:
    (found,) = made(said(condition=condition), told("launch", "AAA", "threatened"))
    assert found.unless is turned


def test_a_conditional_deed_that_targets_count_is_a_threat_however_the_utterance_is_coded() -> None:
    assert len(made(said("ACCUSE", "unless drills stop"), told("launch", "AAA", "scheduled"))) == 1
    assert made(said("ACCUSE"), told("launch", "AAA", "scheduled")) == []
    assert made(said("THREATEN")) == []  # neither deed nor condition


def test_an_unconditional_threat_with_a_day_is_due_by_it() -> None:
    (found,) = made(said(), told("launch", "AAA", "threatened", end=date(2031, 12, 31)))
    assert (found.condition, found.due) == (None, date(2031, 12, 31))


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("we will fire within two to three weeks", date(2031, 5, 23)),
        ("we will fire by the end of the year", date(2031, 12, 31)),
        ("we will fire by the end of the year unless drills stop", date(2031, 12, 31)),
        ("we will fire unless drills stop by the end of the year", None),
        ("we will fire as on May 1", None),
    ],
)
def test_a_deadline_in_so_many_words_is_the_deeds_unless_it_is_the_conditions(text: str, due: date | None) -> None:
    condition = text[text.index("unless") :] if "unless" in text else None
    (found,) = made(said(condition=condition, text=text), told("launch", "AAA", "threatened", end=DAY))
    assert found.due == due


def test_two_threats_of_one_article_with_different_ends_are_two() -> None:
    soon, later = "we will fire within two weeks", "we will fire by the end of the year"
    found = made(
        said(text=soon), said(text=later, item="s2"),
        told("launch", "AAA", "threatened"), told("launch", "AAA", "threatened", item="e2", of="s2"),
    )  # fmt: skip
    assert [(each.row[-2:], each.due) for each in found] == [("s1", date(2031, 5, 16)), ("s2", date(2031, 12, 31))]


def test_a_deed_no_utterance_claims_is_the_speakers_of_its_own_sentence() -> None:
    (found,) = made(said(text="it was said"), told("launch", "AAA", "scheduled", of=None))
    assert found.keeps == LAUNCH
    assert made(said(text="it was said"), told("launch", "BBB", "scheduled", of=None)) == []


def test_a_deadline_needs_no_utterance_and_a_promise_comes_from_its_claim() -> None:
    (deadline,) = made(told("deadline", "AAA", "scheduled", end=date(2031, 12, 31), of=None))
    assert (deadline.form, deadline.arm_by, deadline.keeps) == ("deadline", date(2031, 12, 31), None)
    window = When(start=DAY, end=date(2031, 5, 23), precision="range", text="two to three weeks", basis="anchor")
    claim = Claim(
        id="c1", kind="promise", text="promised talks", consequent=Side("talks", ("AAA",)), period=window, rule="r",
        score=1.0,
    )  # fmt: skip
    (promise,) = made(claim)
    assert (promise.form, promise.said_on, promise.due) == ("promise", DAY, date(2031, 5, 23))
    assert promise.keeps == Trigger(kinds=("talks",), actors=("AAA",))


def test_what_several_articles_tell_of_one_day_is_one_undertaking_of_the_first() -> None:
    readings = [
        (
            KNOWN.replace(hour=hour),
            Reading(article=article(name), statements=(said(),), events=(told("launch", "AAA", "threatened"),)),
        )
        for name, hour in (("sha256:late", 12), ("sha256:early", 7))
    ]
    (found,) = said_undertakings(readings, PACK, ZONE)
    assert found.row == "sha256:early:s1"


def test_the_longest_phrase_names_the_kind() -> None:
    assert kind_named("if the joint drills go ahead", phrases_of(PACK.kinds)) == "exercise.joint"
    assert kind_named("if drilling for oil goes on", phrases_of(PACK.kinds)) is None
