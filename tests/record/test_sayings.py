"""What articles say, picked by the database: who said what sort of thing, which articles tell of something."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

import pytest
from msgspec.structs import replace
from record_world import LATE, firing, fresh_record, hour, reading
from review_world import BY

from foreshock.record import sayings
from foreshock.record.sayings import Telling
from foreshock.record.store import Record
from foreshock.terms.article import Article
from foreshock.terms.reading import PloverType, Reading


def _saying(name: str, speaker: str, type: PloverType | None, published: datetime) -> Reading:  # noqa: A002
    made = reading(name, published=published, events=())
    (said,) = made.statements
    said = replace(said, type=type, speaker=replace(said.speaker, code=speaker))
    return replace(made, statements=(said,), claims=())


@contextmanager
def _world() -> Iterator[Record]:
    """Three articles that say something, at hours 1, 2 and 3, one that claims something and two that tell of events."""
    with fresh_record() as record:
        record.add_all(
            [
                _saying("threat", "ARV", "THREATEN", hour(1)),
                _saying("offer", "ARV", "CONSULT", hour(2)),
                _saying("reply", "BRE", "THREATEN", hour(3)),
                replace(reading("claim", published=hour(4), events=()), statements=()),
                replace(
                    reading("plan", published=hour(5), events=[firing(status="scheduled")]), statements=(), claims=()
                ),
                replace(reading("deed", published=hour(6), events=[firing(on=9)]), statements=(), claims=()),
            ]
        )
        yield record


@pytest.mark.parametrize(
    ("speakers", "types", "moment", "found"),
    [
        (["ARV"], ["THREATEN"], LATE, {"threat"}),
        (["ARV", "BRE"], ["THREATEN"], LATE, {"threat", "reply"}),
        (["ARV"], ["THREATEN", "CONSULT"], LATE, {"threat", "offer"}),
        (["ARV", "BRE"], ["THREATEN"], hour(2), {"threat"}),
        (["ARV", "BRE"], ["THREATEN"], hour(3), {"threat", "reply"}),
        (["ARV"], ["THREATEN"], hour(0.5), set()),
        (["ARV"], [], LATE, set()),
        ([], ["THREATEN"], LATE, set()),
    ],
)
def test_statements_are_of_the_speakers_and_types_asked_for_and_known_by_then(
    speakers: Sequence[str], types: Sequence[str], moment: datetime, found: set[str]
) -> None:
    with _world() as record:
        lines = list(record.sayings.statements(speakers, types, known_at=moment))
        assert {line.article_id.removeprefix("sha256:") for line in lines} == found
        assert all(line.id == f"{line.article_id}:{line.statement.id}" for line in lines)
        assert all(line.statement.speaker.code in speakers and line.statement.type in types for line in lines)
        assert all(line.recorded_at <= moment for line in lines)


@pytest.mark.parametrize(
    ("telling", "found"),
    [
        (Telling(types=("THREATEN",)), ["threat", "reply"]),
        (Telling(claims=("frequency",)), ["claim"]),
        (Telling(claims=("promise",)), []),
        (Telling(kinds=("launch.cruise",)), ["plan", "deed"]),
        (Telling(kinds=("launch",)), []),
        (Telling(ahead=("launch.cruise",), statuses=("scheduled",)), ["plan"]),
        (Telling(ahead=("launch.cruise",)), []),
        (
            Telling(types=("CONSULT",), claims=("frequency",), kinds=("launch.cruise",)),
            ["offer", "claim", "plan", "deed"],
        ),
        (Telling(), []),
    ],
)
def test_articles_that_tell_of_any_of_these_come_with_when_they_became_known(
    telling: Telling, found: list[str]
) -> None:
    with _world() as record:
        told = record.sayings.articles(telling, known_at=LATE)
        assert [name.removeprefix("sha256:") for _, name in told] == found
        assert [known for known, _ in told] == sorted(known for known, _ in told)


@pytest.mark.parametrize("part", [1, 2, 200])
def test_their_readings_come_as_reviewed_by_then_however_many_at_a_time(
    part: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sayings, "PART", part)
    told = Telling(types=("THREATEN",), kinds=("launch.cruise",))
    with _world() as record:
        for reviewed in (False, True):
            if reviewed:
                record.review("sha256:plan:e1", "reject", made_at=hour(20), **BY)
            for moment in (hour(1), hour(19), LATE):
                found = list(record.sayings.readings(told, known_at=moment))
                names = record.sayings.articles(told, known_at=moment)
                assert found == [(known, record.reading(name, known_at=moment)) for known, name in names]


def test_an_article_is_told_of_from_the_moment_it_became_known() -> None:
    threats = Telling(types=("THREATEN",))
    with _world() as record:
        assert record.sayings.articles(threats, known_at=hour(0.5)) == []
        assert record.sayings.articles(threats, known_at=hour(1)) == [(hour(1), "sha256:threat")]


def test_a_text_that_another_took_the_place_of_says_nothing_from_then_on() -> None:
    with fresh_record() as record:
        record.add(replace(_saying("first", "ARV", "THREATEN", hour(1)), article=_at_address("first", hour(1))))
        record.add(replace(_saying("second", "ARV", "CONSULT", hour(5)), article=_at_address("second", hour(5))))
        threats = Telling(types=("THREATEN",))
        assert record.sayings.articles(threats, known_at=hour(4)) == [(hour(1), "sha256:first")]
        assert record.sayings.articles(threats, known_at=hour(5)) == []
        assert list(record.sayings.statements(["ARV"], ["THREATEN"], known_at=hour(5))) == []


def _at_address(name: str, published: datetime) -> Article:
    return reading(name, published=published, url="https://bay.example/1").article
