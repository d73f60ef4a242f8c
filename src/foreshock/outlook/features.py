"""The recipe's features of every day, from one panel."""

import numpy as np

from foreshock.outlook.recipe import FEATURES
from foreshock.panel.build import Panel
from foreshock.panel.days import Floats
from foreshock.panel.drills import drill_features
from foreshock.panel.official_warnings import warning_features
from foreshock.panel.season import season_features


def recipe_features(panel: Panel, offset: Floats, rate: Floats, first: int, horizon: int) -> Floats:
    """Return one row a day from `first`, columns as `FEATURES`.

    Args:
        panel: whose drills, warnings and talks are looked at.
        offset: log-odds of the two self-exciting models together, one a day.
        rate: log-odds of the long-run rate on the same days.
        first: ordinal of the first day.
        horizon: days in the window.
    """
    last = first + offset.size - 1
    recalibration = np.stack([np.ones(offset.size), offset - rate], axis=1)
    drill = drill_features(panel.drills, first, last, horizon)
    warning = warning_features(panel.warnings, first, last)
    season = season_features(panel.talks, first, last, horizon)
    features = np.concatenate([recalibration, drill, warning, season], axis=1)
    if features.shape[1] != len(FEATURES):
        raise ValueError(f"{features.shape[1]} features: expected {len(FEATURES)}")
    return features
