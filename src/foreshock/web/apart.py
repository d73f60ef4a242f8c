"""Work done in a process of its own: what memory it takes ends with it, and no page waits for its turns."""

import os
import signal
import sys
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import TypeVar, cast

from foreshock.terms.errors import ForeshockError

NICER = 5  # steps of priority below the process that answers

Given = TypeVar("Given")
Found = TypeVar("Found")


class WorkEndedError(ForeshockError):
    """A process that worked for this one ended before it had anything to give."""

    code = "work_ended"


def apart(work: Callable[[Given], Found], given: Given) -> Found:
    """Return `work(given)`, worked out in a new process that ends with it, or with this one.

    `work` is a function of a module; what it takes and gives can be pickled.

    Raises:
        ForeshockError: what `work` raises.
        WorkEndedError: the process ended early, as one does that is out of memory.
    """
    context = get_context("spawn")  # a fork would copy the locks of threads that are not copied
    receiving, sending = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(sending, work, given), daemon=True)
    process.start()
    sending.close()
    try:
        found = receiving.recv()
    except EOFError as error:
        process.join()
        raise WorkEndedError(
            f"the process that worked this out ended with {process.exitcode}",
            expected="a result",
            next_step="see whether the machine ran out of memory, and start the desk again",
        ) from error
    process.join()
    if isinstance(found, ForeshockError):
        raise found
    return cast("Found", found)


def _work(sending: Connection, work: Callable[[Given], Found], given: Given) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches both; the process that serves ends this one
    if sys.platform != "win32":
        os.nice(NICER)
    try:
        found: Found | ForeshockError = work(given)
    except ForeshockError as error:
        found = error
    sending.send(found)
