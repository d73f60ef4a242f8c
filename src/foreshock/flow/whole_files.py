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

    Raises:
        UsageError: the path that `option` names cannot be written.
    """
    target = Path(path)
    partial = Path(f"{path}.part")
    try:
        with partial.open("wb") as file:
            yield file
        os.replace(partial, target)
    except OSError as error:
        raise UsageError(
            f"{option} {path}: {error.strerror or error}",
            expected="a file in a folder that exists and can be written",
            next_step="choose another path",
        ) from error
    finally:
        with suppress(OSError):  # it is in its place by now, or the folder may be none
            partial.unlink(missing_ok=True)


def write_text(text: str, path: str, option: str) -> None:
    """Write a text.

    Raises:
        UsageError: as for `whole_file`.
    """
    with whole_file(path, option) as file:
        file.write(text.encode())
