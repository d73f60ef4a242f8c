"""foreshock: wire copy in, checkable warning out."""

__version__ = "0.1.0"
