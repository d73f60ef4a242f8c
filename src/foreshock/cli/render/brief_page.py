"""Briefs as one self-contained page in a file: no script, no outside resource, prints well."""

from collections.abc import Sequence

from foreshock.flow.brief import Brief
from foreshock.flow.whole_files import write_text
from foreshock.render.brief_sheet import render_page


def write_page(briefs: Sequence[Brief], path: str) -> None:
    """Write the page; a page that cannot be written whole leaves any older one as it was.

    Raises:
        UsageError: the path cannot be written.
    """
    write_text(render_page(briefs), path, "--html")
