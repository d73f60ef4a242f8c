"""Check the ledger's chains, and hand it on."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from msgspec import Struct

from foreshock.flow.desk import DeskSettings
from foreshock.flow.record_files import write_lines
from foreshock.record.ledger_reads import LedgerReads
from foreshock.record.location import record_location, record_may_exist
from foreshock.record.store import Record, open_record
from foreshock.terms.errors import RecordError
from foreshock.verify.ledger import ChainCheck

__all__ = ["ChainCheck", "LedgerCheck", "LedgerExport", "check_chains", "check_ledger", "export_ledger"]


class LedgerCheck(Struct, frozen=True, kw_only=True):
    """Whether the chains are whole: `breaks` names each row at fault.

    `head` and `resolutions_head` are the digests of the last rows (empty without any): whoever
    notes them can later tell that nothing up to here was changed or cut off.
    """

    issued: int
    resolutions: int
    head: str
    resolutions_head: str
    breaks: tuple[str, ...]


class LedgerExport(Struct, frozen=True, kw_only=True):
    """What was written, and the heads the file ends on."""

    path: str
    issued: int
    resolutions: int
    head: str
    resolutions_head: str


def check_chains(ledger: LedgerReads, check: ChainCheck) -> LedgerCheck:
    """Go on with a check to the ledger's end, and return what it found from its beginning on.

    Raises:
        RecordError: a row cannot be read.
    """
    for row, belying in ledger.each_issued(after=check.issued):
        check.take_issued(row, belying)
    for resolution, settled, belying in ledger.each_resolution(after=check.resolutions):
        check.take_resolution(resolution, settled, belying)
    gone = (f"the head {head} is gone: rows were cut off or written anew" for head in sorted(check.heads))
    return LedgerCheck(
        issued=check.issued,
        resolutions=check.resolutions,
        head=check.head,
        resolutions_head=check.resolutions_head,
        breaks=(*check.faults, *gone),
    )


def check_ledger(settings: DeskSettings, *, head: str | None = None) -> LedgerCheck:
    """Check both chains of a record, of all its theaters; `head` is a digest noted earlier that must be there.

    Raises:
        RecordError: there is no record, or a row cannot be read.
    """
    with _record(settings) as record:
        return check_chains(record.ledger, ChainCheck([] if head is None else [head]))


def export_ledger(settings: DeskSettings, path: Path) -> LedgerExport:
    """Write every row to a new file, one JSON object a line: the forecasts, then the resolutions.

    Raises:
        RecordError: there is no record, or the file exists or cannot be written.
    """
    with _record(settings) as record:
        ends = record.ledger.ends()
        write_lines(path, _lines(record.ledger, ends.issued, ends.resolutions), "\n")
    return LedgerExport(
        path=str(path),
        issued=ends.issued,
        resolutions=ends.resolutions,
        head=ends.head,
        resolutions_head=ends.resolutions_head,
    )


def _lines(ledger: LedgerReads, issued: int, resolutions: int) -> Iterator[str]:
    """Yield the rows up to these numbers: what is written meanwhile stays out."""
    for row, _ in ledger.each_issued():
        if row.number <= issued:
            yield msgspec.json.encode(row).decode()
    for resolution, *_ in ledger.each_resolution():
        if resolution.number <= resolutions:
            yield msgspec.json.encode(resolution).decode()


@contextmanager
def _record(settings: DeskSettings) -> Iterator[Record]:
    location = record_location(settings.record, settings.environment)
    if not record_may_exist(location):
        raise RecordError(
            f"there is no record at {location}",
            expected="a record with a ledger in it",
            next_step="check --record, or issue forecasts with `foreshock ledger issue`",
        )
    with open_record(location, clock=settings.clock) as record:
        yield record
