"""Forecasts are made to agree whatever the models say, and are left alone where they do."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from made_theater import made_pack

from foreshock.outlook.coherence import cohere, within
from foreshock.outlook.horizons import HORIZONS

TARGETS = made_pack().targets
ODDS = st.lists(st.floats(-6.0, 6.0), min_size=len(TARGETS) * len(HORIZONS), max_size=len(TARGETS) * len(HORIZONS))


def keyed(values: list[float]) -> dict[tuple[str, int], np.ndarray]:
    keys = [(target.id, horizon) for target in TARGETS for horizon in HORIZONS]
    return {key: np.array([value]) for key, value in zip(keys, values, strict=True)}


@given(ODDS)
def test_no_longer_window_and_no_wider_target_is_less_likely(values: list[float]) -> None:
    found = {key: float(value[0]) for key, value in cohere(keyed(values), TARGETS, HORIZONS).items()}
    for target in TARGETS:
        rising = [found[target.id, horizon] for horizon in HORIZONS]
        assert rising == sorted(rising)
        for other in TARGETS:
            if within(target, other):
                assert all(found[target.id, horizon] <= found[other.id, horizon] for horizon in HORIZONS)


@given(ODDS)
def test_what_agrees_already_stays(values: list[float]) -> None:
    agreed = cohere(keyed(values), TARGETS, HORIZONS)
    again = cohere(agreed, TARGETS, HORIZONS)
    assert all(np.array_equal(again[key], agreed[key]) for key in agreed)


def test_the_made_theater_has_targets_inside_others() -> None:
    assert sum(within(one, other) for one in TARGETS for other in TARGETS) >= 4
