"""One forecast explained: the terms add up exactly, the products make the terms, each row is really left out."""

from datetime import UTC, datetime
from math import log
from pathlib import Path

import pytest

from foreshock.flow.desk import DeskSettings, open_desk
from foreshock.flow.explain_odds import OddsExplanation, explain_odds
from foreshock.flow.odds_rows import odds_rows
from foreshock.outlook.issue import issue_outlook
from foreshock.panel.build import build_panel
from foreshock.terms.clock import FixedClock
from foreshock.terms.errors import UsageError


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> DeskSettings:
    folder: Path = tmp_path_factory.mktemp("record")
    clock = FixedClock(datetime(2026, 9, 1, tzinfo=UTC))
    # A day inside an announced launch window, with joint drills and threats about
    return DeskSettings(theater="korea", record=str(folder / "r.db"), environment=None, as_of="2023-05-29", clock=clock)


@pytest.fixture(scope="module")
def found(settings: DeskSettings) -> OddsExplanation:
    return explain_odds(settings, target="icbm_or_satellite", horizon=7, most=3)


def test_the_terms_add_up_to_the_forecast_exactly(found: OddsExplanation) -> None:
    total = sum(term.log_odds for term in found.terms)
    odds = found.forecast.probability
    assert total == pytest.approx(log(odds / (1 - odds)), abs=1e-12)
    assert found.log_odds == pytest.approx(total, abs=1e-12)
    assert {term.name for term in found.terms} == {reason.term for reason in found.forecast.reasons}


def test_every_product_of_a_term_is_shown_and_they_make_the_term(found: OddsExplanation) -> None:
    with_parts = [term for term in found.terms if term.parts]
    assert {"recalibration", "season (sine)"} <= {term.name for term in with_parts}
    for term in with_parts:
        assert sum(part.value * part.coefficient for part in term.parts) == pytest.approx(term.log_odds, abs=1e-12)


def test_a_row_left_out_is_the_odds_of_a_record_without_it(found: OddsExplanation, settings: DeskSettings) -> None:
    notice = next(each for each in found.left_out if each.row.id.startswith("notices:"))
    assert notice.terms == ("launch notice",)
    assert notice.with_row == found.forecast.probability
    assert notice.without_row < notice.with_row - 0.2
    with open_desk(settings) as desk:
        as_of = desk.moment()
        rows = [row for row in odds_rows(desk, as_of) if row.id != notice.row.id]
        fresh = issue_outlook(build_panel(rows, desk.pack, as_of), desk.pack, as_of, as_of, horizons=[7])
    again = next(f for f in fresh.outlook.forecasts if f.target == "icbm_or_satellite")
    assert notice.without_row == pytest.approx(again.probability, abs=0.01)  # a notice is in no coefficient


def test_with_refit_a_row_left_out_has_taught_nothing_either(settings: DeskSettings) -> None:
    found = explain_odds(settings, target="any_missile", horizon=7, most=4, refit=True)
    kept = explain_odds(settings, target="any_missile", horizon=7, most=4)
    assert (found.refitted, kept.refitted) == (True, False)
    left = next(each for each in found.left_out if each.row.id.startswith("provocations:"))
    with open_desk(settings) as desk:
        as_of = desk.moment()
        rows = [row for row in odds_rows(desk, as_of) if row.id != left.row.id]
        fresh = issue_outlook(build_panel(rows, desk.pack, as_of), desk.pack, as_of, as_of, horizons=[7])
    again = next(f for f in fresh.outlook.forecasts if f.target == "any_missile")
    assert left.without_row == pytest.approx(again.probability, abs=1e-12)


def test_what_cannot_be_explained_is_said(settings: DeskSettings) -> None:
    with pytest.raises(UsageError, match="no such target"):
        explain_odds(settings, target="earthquake")
    with pytest.raises(UsageError, match="--horizon 0"):
        explain_odds(settings, horizon=0)
