"""Fisher's exact test of whether two shares differ (Fisher 1922, doi:10.2307/2340521), in whole numbers."""

from math import comb


def fisher_exact(k_first: int, n_first: int, k_second: int, n_second: int) -> float:
    """Return the two-sided p-value of `k_first` of `n_first` against `k_second` of `n_second`, above 0 and up to 1.

    It is the chance, given all four margins, of a table no likelier than the one seen.
    """
    drawn = k_first + k_second
    ways = {
        k: comb(n_first, k) * comb(n_second, drawn - k)
        for k in range(max(0, drawn - n_second), min(drawn, n_first) + 1)
    }
    return sum(way for way in ways.values() if way <= ways[k_first]) / comb(n_first + n_second, drawn)
