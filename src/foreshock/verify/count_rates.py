"""What a plain daily rate says of the number of event days in a window: a binomial count."""

import numpy as np

from foreshock.verify.replay import Floats


def binomial_counts(rate: Floats, days: int) -> Floats:
    """Return the probability of at most 0, 1 … `days` event days, one row a daily rate."""
    from scipy.stats import binom

    return np.asarray(binom.cdf(np.arange(days + 1), days, rate[:, None]))
