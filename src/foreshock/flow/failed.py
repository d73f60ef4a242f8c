"""What a step yields for an input that could not be done; the inputs after it go on."""

from dataclasses import dataclass

from foreshock.terms.errors import ForeshockError


@dataclass(frozen=True)
class FailedInput:
    """An input as the user named it, and why it could not be done."""

    source: str
    error: ForeshockError
