"""An example of what is asked and answered, from a made-up world, as values of the very types that are."""

from datetime import UTC, date, datetime
from typing import Any

from msgspec import Struct

from foreshock.flow.lists import ArticleLine, ArticleList, EventList, StatementLine, StatementList
from foreshock.terms.forecast import Forecast, ForecastInterval, Outlook, Reason
from foreshock.terms.reading import Span, Speaker, Statement, When
from foreshock.terms.record import RecordedEvent
from foreshock.web.api.queries import ArticleBody, BriefBody
from foreshock.web.problems import Problem

_MOMENT = datetime(2023, 2, 2, 0, 45, 39, tzinfo=UTC)
_DAY = date(2023, 2, 2)
_ARTICLE = "sha256:5f0c…"
_SAID = "Norland will answer any drill, the ministry said."
_TEXT = f"Norland warns its neighbour\n\n{_SAID}"

EXAMPLES: dict[type[Struct], Any] = {
    Problem: Problem(
        type="urn:foreshock:problem:usage",
        title="Bad Request",
        status=400,
        detail="limit: expected `int` <= 1000",
        instance="/api/v1/events",
        expected="what the description of the API says",
        next_step="see /api/v1/openapi.json",
    ),
    Outlook: Outlook(
        theater="isles",
        as_of=_MOMENT,
        known_at=_MOMENT,
        record_digest="sha256:9a41…",
        forecasts=(
            Forecast(
                target="any_launch",
                horizon=7,
                target_start=date(2023, 2, 3),
                target_end=date(2023, 2, 9),
                probability=0.31,
                word="unlikely",
                interval=ForecastInterval(level=0.8, low=0.22, high=0.41),
                references={"all_history": 0.24, "trailing_365d": 0.35},
                reasons=(Reason(term="joint drill on", log_odds=0.21, evidence=("drills:field-2023",)),),
                model="recipe/1",
                coefficients_digest="sha256:0be7…",
            ),
        ),
    ),
    EventList: EventList(
        as_of=_MOMENT,
        known_at=None,
        events=(
            RecordedEvent(
                id="drills:field-2023",
                kind="exercise.joint.field",
                valid_from=_DAY,
                valid_to=date(2023, 2, 10),
                actors=("AAA", "BBB"),
                status="ongoing",
                recorded_at=_MOMENT,
                recorded_basis="announced",
                sources=("Norland Herald, 20 January 2023",),
                table="drills",
            ),
        ),
        next=None,
    ),
    ArticleList: ArticleList(
        as_of=_MOMENT,
        known_at=None,
        articles=(
            ArticleLine(
                id=_ARTICLE,
                headline="Norland warns its neighbour",
                url=None,
                agency="Isle Wire",
                publisher=None,
                published_at=_MOMENT,
                recorded_at=_MOMENT,
            ),
        ),
        next=None,
    ),
    StatementList: StatementList(
        as_of=_MOMENT,
        known_at=None,
        statements=(
            StatementLine(
                id=f"{_ARTICLE}:s1",
                article_id=_ARTICLE,
                recorded_at=_MOMENT,
                statement=Statement(
                    id="s1",
                    speaker=Speaker(code="AAA", sector="GOV", text="the ministry"),
                    cue=Span(0, 44, 48, "said"),
                    content=(Span(0, 0, 29, "Norland will answer any drill"),),
                    type="THREATEN",
                    when=When(start=_DAY, end=_DAY, precision="day", basis="published"),
                    evidence=(Span(0, 0, 49, _SAID),),
                    rule="said",
                    score=0.9,
                ),
            ),
        ),
        next=None,
    ),
    ArticleBody: ArticleBody(text=_TEXT, published="2023-02-02T00:45:39Z"),
    BriefBody: BriefBody(text=_TEXT, published="2023-02-02"),
}
