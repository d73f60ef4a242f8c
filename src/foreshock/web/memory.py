"""Keep memory small: few heaps, and given back to the system what heavy work left free.

Fitting models and reading many rows takes a hundred megabytes for seconds. The C library keeps them
for the next such work in pieces that nothing else fits; glibc can be asked to let go of them.
"""

import ctypes
import sys
from collections.abc import Callable
from functools import cache

ARENAS = 2
_ARENA_MAX = -8  # M_ARENA_MAX of <malloc.h>


def share_heaps() -> None:
    """Let all threads share a few of the C library's heaps; a dozen threads would each keep one of their own.

    Only glibc has such heaps; elsewhere this does nothing. To be called before the first thread works.
    """
    if sys.platform == "linux":
        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
        if mallopt is not None:
            mallopt(_ARENA_MAX, ARENAS)


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
