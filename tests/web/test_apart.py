"""Work done in a process of its own."""

import math
import operator
import os

import pytest

from foreshock.terms.errors import PackError
from foreshock.theaters.load import load_pack
from foreshock.web.apart import WorkEndedError, apart


def test_what_was_found_comes_back_from_another_process() -> None:
    assert apart(math.sqrt, 4.0) == 2.0
    assert apart(operator.call, os.getpid) != os.getpid()


def test_an_error_comes_back_with_what_to_do_about_it() -> None:
    with pytest.raises(PackError) as here:
        load_pack("nowhere")
    with pytest.raises(PackError) as there:
        apart(load_pack, "nowhere")
    assert (there.value.wrong, there.value.expected, there.value.next_step) == (
        here.value.wrong,
        here.value.expected,
        here.value.next_step,
    )


def test_a_process_that_ends_early_is_told_of() -> None:
    with pytest.raises(WorkEndedError, match="ended with 3"):
        apart(os._exit, 3)
