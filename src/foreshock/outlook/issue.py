"""Issue an outlook: the last row of the walk, in words, with its reasons and its evidence."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

import msgspec

from foreshock.outlook.hawkes import HawkesFit
from foreshock.outlook.horizons import HORIZONS
from foreshock.outlook.icd203 import word_for
from foreshock.outlook.intervals import band
from foreshock.outlook.notices import CLASSES
from foreshock.outlook.reasons import reasons_of
from foreshock.outlook.recipe import FEATURES, RecipeFit
from foreshock.outlook.replay import MEMORY, TargetFits, last_refit
from foreshock.outlook.walk import ALL_TERMS, Walk, Walked, walk_forward
from foreshock.panel.build import Panel
from foreshock.terms.forecast import Forecast, Outlook
from foreshock.theaters.schema import Pack

MODEL = "recipe/3"
# A rate needs a year of counted days: before that there are no odds.
FEWEST_DAYS = 365
# Of the plain windows, those worth a reader's line; the walk has them all.
SHOWN_REFERENCES = ("all_history", "trailing_180d", "trailing_365d", "poisson_gamma", "hawkes")


class FitCache(Protocol):
    """Where fits are kept between runs: bytes by key."""

    def cached(self, key: str) -> bytes | None:
        """Return what is kept under `key`, None when nothing is."""
        ...

    def cache(self, key: str, value: bytes) -> None:
        """Keep `value` under `key`."""
        ...


@dataclass(frozen=True)
class Issued:
    """An outlook, every coefficient behind it by "target/horizon", and the walk it is the last row of."""

    outlook: Outlook
    coefficients: dict[str, Any]
    walk: Walk


def issue_outlook(
    panel: Panel,
    pack: Pack,
    as_of: datetime,
    known_at: datetime,
    *,
    horizons: Sequence[int] = HORIZONS,
    cache: FitCache | None = None,
    like: Issued | None = None,
) -> Issued:
    """Return the forecasts of every target of the panel over `horizons`, issued on its last day.

    Numbers are the same with `like`, an outlook of another panel, but come sooner where both have the same
    event days. None is issued on fewer than `FEWEST_DAYS` counted days.
    """
    names = [target.id for target in panel.targets] if panel.last - panel.first >= FEWEST_DAYS else []
    spans = sorted({*horizons, *HORIZONS})
    key = _cache_key(panel)
    kept = None if cache is None else cache.cached(key)
    fits = None if kept is None else msgspec.json.decode(kept, type=dict[str, TargetFits])
    walk = walk_forward(
        panel, names, spans, first=panel.last, known_fits=fits, like=None if like is None else like.walk
    )
    if cache is not None and kept is None:
        cache.cache(key, msgspec.json.encode({name: _standard(fits) for name, fits in walk.fits.items()}))
    forecasts = []
    coefficients: dict[str, Any] = {}
    for (name, horizon), row in walk.rows.items():
        if horizon not in horizons:
            continue
        behind = _coefficients(row, walk, panel.first)
        coefficients[f"{name}/{horizon}"] = behind
        forecasts.append(_forecast(panel, row, walk, behind))
    outlook = Outlook(
        theater=pack.theater.id,
        as_of=as_of,
        known_at=known_at,
        record_digest=panel.digest(),
        forecasts=tuple(forecasts),
    )
    return Issued(outlook, coefficients, walk)


def _forecast(panel: Panel, row: Walked, walk: Walk, behind: Mapping[str, Any]) -> Forecast:
    probability = float(row.probability[-1])
    return Forecast(
        target=row.target,
        horizon=row.horizon,
        target_start=date.fromordinal(panel.last + 1),
        target_end=date.fromordinal(panel.last + row.horizon),
        probability=probability,
        word=word_for(probability),
        interval=band(probability, float(row.variance[-1])),
        references={name: float(row.references[name][-1]) for name in SHOWN_REFERENCES},
        reasons=reasons_of(panel, row, walk),
        model=MODEL,
        coefficients_digest=f"sha256:{hashlib.sha256(msgspec.json.encode(behind)).hexdigest()}",
    )


def _coefficients(row: Walked, walk: Walk, first: int) -> dict[str, Any]:
    """Return every number behind the last row; under `notices`, launches and days of each class so far.

    `first` is the panel's first day, an ordinal.
    """
    fits = walk.fits[row.target]
    hawkes = fits.hawkes[-1] if fits.hawkes else None
    recipe = fits.recipes.get(row.horizon)
    return {
        "model": MODEL,
        "terms": dict(zip(ALL_TERMS, row.terms[-1].tolist(), strict=True)),
        "features": dict(zip(FEATURES, row.features[-1].tolist(), strict=True)),
        "poisson_gamma": dict(zip(MEMORY, row.memory[-1].tolist(), strict=True)),
        "hawkes": _dated(hawkes, first),
        "recipe": _dated(recipe, first),
        "notices": {
            kind: {
                name: [float(replayed.launched[-1, column]), float(replayed.tried[-1, column])]
                for column, name in enumerate(CLASSES)
            }
            for kind, replayed in walk.notices.items()
        },
        "log_odds_variance": float(row.variance[-1]),
    }


def _dated(fit: HawkesFit | RecipeFit | None, first: int) -> dict[str, Any] | None:
    """Return a fit's numbers with the local day by whose end what it was fitted on was known."""
    if fit is None:
        return None
    numbers = msgspec.to_builtins(fit)
    return {"fitted_on": date.fromordinal(first + numbers.pop("fitted")).isoformat(), **numbers}


def _standard(fits: TargetFits) -> TargetFits:
    return TargetFits(fits.hawkes, {horizon: fits.recipes[horizon] for horizon in HORIZONS})


def _cache_key(panel: Panel) -> str:
    # Windows other than the standard ones are fitted afresh: they are asked for once.
    # The day belongs to the key: after a quiet quarter the same rows are known at two refits.
    refit = last_refit(panel)
    behind = repr((MODEL, refit, panel.digest(refit)))
    return f"outlook-fits:{hashlib.sha256(behind.encode()).hexdigest()}"
