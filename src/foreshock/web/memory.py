"""Give memory back to the system that heavy work left free.

Fitting models and reading many rows takes a hundred megabytes for seconds. The C library keeps them
for the next such work in pieces that nothing else fits; glibc can be asked to let go of them.
"""

import ctypes
import sys
from collections.abc import Callable
from functools import cache


def give_back() -> None:
    """Return free memory to the system where the C library can; elsewhere do nothing."""
    trim = _trim()
    if trim is not None:
        trim(0)


@cache
def _trim() -> Callable[[int], int] | None:
    if sys.platform != "linux":
        return None
    # musl, for one, has no such function
    found: Callable[[int], int] | None = getattr(ctypes.CDLL(None), "malloc_trim", None)
    return found
