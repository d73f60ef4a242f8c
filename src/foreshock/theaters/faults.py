"""What a fault of a theater pack is: where it stands and what is wrong there."""

from msgspec import Struct


class Fault(Struct, frozen=True, order=True):
    """One thing wrong in one place.

    `file` is relative to the pack's folder. `row` is the line of the file where a CSV row starts
    (the header is line 1), or the position of a TOML entry in its array (the first is 1); None
    when the fault is the file's as a whole. `field` is the column or key, None when no single one
    is to blame.
    """

    file: str
    row: int | None
    field: str | None
    message: str

    def line(self) -> str:
        """The fault as one line of text: file, row, field, and what is wrong."""
        where = [self.file]
        if self.row is not None:
            where.append(f"row {self.row}")
        if self.field is not None:
            where.append(self.field)
        return f"{', '.join(where)}: {self.message}"


def in_order(fault: Fault) -> tuple[str, int, str, str]:
    """The key that sorts faults as one reads: by file, row, field."""
    return fault.file, fault.row or 0, fault.field or "", fault.message
