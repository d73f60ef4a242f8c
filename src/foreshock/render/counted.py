"""Numbers with their nouns. By itself, so that a command can say how many without loading anything."""


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """Return a number with its noun, one in the singular; `plural` where it does not end in s alone."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
