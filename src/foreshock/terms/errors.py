"""Errors a user can meet, by what the user can do about them.

Every message has three parts: what was wrong, what was expected, what to do next.

ForeshockError
├── InputError    one input could not be read; the rest of a batch goes on
├── UsageError    the command or call itself was wrong
│   └── NotFoundError  there is nothing by that name, or was not at that moment
├── PackError     a theater pack is missing or faulty
└── RecordError   the record could not be opened, read or written
"""


class ForeshockError(Exception):
    """Base of every error raised on purpose; `code` is short, stable and searchable."""

    code = "foreshock"

    def __init__(self, wrong: str, *, expected: str = "", next_step: str = "") -> None:
        self.wrong = wrong
        self.expected = expected
        self.next_step = next_step
        super().__init__(" — ".join(part for part in (wrong, expected, next_step) if part))


class InputError(ForeshockError):
    """One input (file, URL, line) could not be read as an article."""

    code = "input"


class UsageError(ForeshockError):
    """The caller asked for something that does not exist or does not fit together."""

    code = "usage"


class NotFoundError(UsageError):
    """What was asked for does not exist, or was not known at the moment asked about."""

    code = "not_found"


class PackError(ForeshockError):
    """A theater pack is missing or has faults."""

    code = "pack"


class RecordError(ForeshockError):
    """The record could not be opened, read or written."""

    code = "record"
