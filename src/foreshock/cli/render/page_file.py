"""A page written whole, or not at all."""

import os
from contextlib import suppress
from pathlib import Path

from foreshock.terms.errors import UsageError


def write_text(text: str, path: str, option: str) -> None:
    """Write a file; one that cannot be written whole leaves any older one as it was.

    Raises:
        UsageError: the path that `option` names cannot be written.
    """
    target = Path(path)
    partial = Path(f"{path}.part")
    try:
        partial.write_text(text, encoding="utf-8")
        os.replace(partial, target)
    except OSError as error:
        with suppress(OSError):  # the folder may be none
            partial.unlink(missing_ok=True)
        raise UsageError(
            f"{option} {path}: {error.strerror or error}",
            expected="a file in a folder that exists and can be written",
            next_step="choose another path",
        ) from error
