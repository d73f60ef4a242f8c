"""What an article's own items do to the odds stands on the page of its brief."""

from datetime import UTC, date, datetime

from foreshock.flow.brief import Brief
from foreshock.flow.effects import Effect, NoEffect
from foreshock.render.brief_sheet import render_page
from foreshock.render.effect_words import without_effect
from foreshock.terms.article import Article
from foreshock.terms.forecast import Forecast, ForecastInterval, Outlook
from foreshock.terms.reading import Reading

MOMENT = datetime(2030, 1, 1, tzinfo=UTC)


def brief(*effects: Effect) -> Brief:
    forecast = Forecast(
        target="any", horizon=7, target_start=date(2030, 1, 2), target_end=date(2030, 1, 8), probability=0.4,
        word="unlikely", interval=ForecastInterval(0.8, 0.3, 0.5), references={"all_history": 0.2}, reasons=(),
        model="m", coefficients_digest="c",
    )  # fmt: skip
    outlook = Outlook(theater="bay", as_of=MOMENT, known_at=MOMENT, record_digest="r", forecasts=(forecast,))
    return Brief(
        theater="bay", zone="UTC", as_of=MOMENT, reading=Reading(article=Article(id="sha256:1", headline="News")),
        ahead=(), outlook=outlook, labels={"any": "Aland fires"}, effects=effects, hindcasts=(), matched=(),
        problems=(),
    )  # fmt: skip


def test_each_item_is_named_with_the_odds_without_and_with_it() -> None:
    page = render_page([brief(Effect(item="e7", target="any", horizon=7, without_item=0.11, with_item=0.4))])
    row = page[page.index("<td>e7</td>") :].split("</tr>")[0]
    assert "Aland fires" in row
    assert "11%" in row
    assert "40%" in row


def test_an_article_that_changes_nothing_has_no_such_table() -> None:
    assert "issuing the odds again" not in render_page([brief()])


def test_what_is_not_listed_is_named_with_why() -> None:
    small, twice = without_effect(
        [
            NoEffect(item="e1", reason="small", largest=0.004),
            NoEffect(item="e2", reason="told_twice"),
            NoEffect(item="s3", reason="small", largest=0.001),
        ]
    )
    assert "e1, s3 (at most 0.4 points)" in small
    assert twice.endswith("without it: e2.")
    assert without_effect([]) == []
    assert "next to nothing" in without_effect([NoEffect(item="e1", reason="small")])[0]
