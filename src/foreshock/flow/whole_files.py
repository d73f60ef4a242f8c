"""Files a user named, written whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from foreshock.terms.errors import UsageError


@contextmanager
def whole_file(path: str, option: str) -> Iterator[BinaryIO]:
    """Give a file to write; unless all goes well, any older one stays as it was.

    What a link leads to is written, not the link. A pipe or a device (/dev/stdout) takes what is
    written at once: nothing can be put in its place.

    Raises:
        UsageError: the path that `option` names cannot be written.
    """
    target = Path(os.path.realpath(path))
    straight = target.exists() and not target.is_file()
    partial = target.with_name(f"{target.name}.part")
    try:
        with (Path(path) if straight else partial).open("wb") as file:
            yield file
        if not straight:
            os.replace(partial, target)
    except OSError as error:
        raise UsageError(
            f"{option} {path}: {error.strerror or error}",
            expected="a file in a folder that exists and can be written",
            next_step="choose another path",
        ) from error
    finally:
        with suppress(OSError):  # it is in its place by now, or was never made, or the folder may be none
            if not straight:
                partial.unlink(missing_ok=True)


def write_text(text: str, path: str, option: str) -> None:
    """Write a text.

    Raises:
        UsageError: as for `whole_file`.
    """
    with whole_file(path, option) as file:
        file.write(text.encode())
