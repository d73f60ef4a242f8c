"""Fisher's exact test."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from foreshock.verify.fisher import fisher_exact


def test_the_lady_tasting_tea() -> None:
    # Fisher 1935, The Design of Experiments, ch. 2: three of four cups told right, one-sided 17/70, two-sided twice it
    assert fisher_exact(3, 4, 1, 4) == pytest.approx(34 / 70)
    assert fisher_exact(4, 4, 0, 4) == pytest.approx(2 / 70)


@given(st.tuples(*[st.integers(0, 60)] * 4))
def test_it_is_the_test_that_scipy_makes(cells: tuple[int, int, int, int]) -> None:
    a, b, c, d = cells
    theirs = stats.fisher_exact([[a, b], [c, d]]).pvalue
    assert fisher_exact(a, a + b, c, c + d) == pytest.approx(theirs, rel=1e-9)
