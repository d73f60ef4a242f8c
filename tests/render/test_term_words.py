"""What a sum's terms and odd windows are said to be."""

import pytest

from foreshock.outlook.horizons import HORIZONS
from foreshock.outlook.walk import ALL_TERMS
from foreshock.render.term_words import CORRECTIONS, NOTES, correction_note, term_note, window_note


def test_only_terms_there_are_have_notes() -> None:
    assert set(NOTES) <= set(ALL_TERMS)
    assert set(CORRECTIONS) <= set(NOTES)
    assert term_note("joint drill on") == correction_note("recalibration") == ""
    assert correction_note("coherence") == term_note("coherence") != ""


@pytest.mark.parametrize(
    ("horizon", "says"),
    [(2, "for 1 and 3 days"), (10, "for 7 and 14 days"), (29, "for 14 and 30 days"), (133, "from the 30-day forecast")],
)
def test_another_window_says_how_it_came_by_its_odds(horizon: int, says: str) -> None:
    note = window_note(horizon, HORIZONS)
    assert note.startswith(f"{horizon} days")
    assert says in note
    assert all(window_note(each, HORIZONS) == "" for each in HORIZONS)
