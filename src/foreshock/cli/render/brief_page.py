"""Briefs as one self-contained page in a file: no script, no outside resource, prints well."""

import os
from collections.abc import Sequence
from pathlib import Path

from foreshock.flow.brief import Brief
from foreshock.render.brief_sheet import render_page
from foreshock.terms.errors import UsageError


def write_page(briefs: Sequence[Brief], path: str) -> None:
    """Write the page; a page that cannot be written whole leaves any older one as it was.

    Raises:
        UsageError: the path cannot be written.
    """
    target = Path(path)
    partial = target.with_name(target.name + ".part")
    try:
        partial.write_text(render_page(briefs), encoding="utf-8")
        os.replace(partial, target)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise UsageError(
            f"--html {path}: {error.strerror or error}",
            expected="a file in a folder that exists and can be written",
            next_step="choose another path",
        ) from error
