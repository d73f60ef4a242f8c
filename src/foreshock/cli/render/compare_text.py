"""How far two tables agree, as a table and a list of every dispute."""

from rich.table import Table

from foreshock.cli.render.console import console_for
from foreshock.cli.terminal import Terminal
from foreshock.flow.record_compare import TablesCompared
from foreshock.record.compare import Agreement, Happening, Pair
from foreshock.render.counted import counted

ROWS: tuple[tuple[Agreement, str], ...] = (
    ("same", "same day, same class"),
    ("open_kind", "same day, class open in one"),
    ("other_kind", "same day, another class"),
    ("day_apart", "one day apart, same class"),
    ("day_apart_other_kind", "one day apart, another class"),
)
WORDS = 70


def print_comparison(found: TablesCompared, terminal: Terminal) -> None:
    """Print the agreement as a table, then each dispute with both sides."""
    result = found.comparison
    first, second = (name.partition(":")[2] for name in (found.first, found.second))
    if not result.pairs:
        terminal.line(f"{first} and {second} tell of nothing of one sort in days both cover")
        return
    terminal.line(
        f"{first} ({result.first} happenings) and {second} ({result.second}), "
        f"{result.since} to {result.until}, as of {found.as_of:%Y-%m-%d %H:%M} UTC"
    )
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for name in ("", "happenings", "count agrees", "differs", "not stated"):
        table.add_column(name, justify="left" if not name else "right")
    for agreement, label in ROWS:
        pairs = [pair for pair in result.pairs if pair.agreement == agreement]
        counts = [str(sum(pair.count == count for pair in pairs)) for count in ("same", "differs", "not_stated")]
        table.add_row(label, str(len(pairs)), *counts)
    table.add_row(f"only in {first}", str(result.count("only_first")), "", "", "")
    table.add_row(f"only in {second}", str(result.count("only_second")), "", "", "")
    table.add_row(
        "same day, all of a day added up", str(sum(result.totals.values())), *map(str, result.totals.values())
    )
    console_for(terminal).print(table)
    sorts = {_root(side.kind) for pair in result.pairs for side in (pair.first, pair.second) if side is not None}
    paired = len(result.pairs) - result.count("only_first") - result.count("only_second")
    exact = result.count("same") + result.count("open_kind") + result.count("other_kind")
    if paired:
        terminal.line(f"of {paired} in both: {exact} ({exact / paired:.0%}) on the same day, the rest one day apart")
    if result.uncovered:
        kinds = ", ".join(f"{kind} ({count})" for kind, count in result.uncovered.items() if _root(kind) in sorts)
        if kinds:
            terminal.line(f"of kinds that only one table holds, not compared: {kinds}")
    if result.imprecise:
        terminal.line(f"not compared, without an exact day: {counted(result.imprecise, 'row')}")
    terminal.line(f"disputes ({len(result.disputes)})")
    for pair in result.disputes:
        terminal.line(f"  {_dispute(pair, first, second)}")


def _dispute(pair: Pair, first: str, second: str) -> str:
    if pair.first is None or pair.second is None:
        side, name = (pair.first, first) if pair.first is not None else (pair.second, second)
        return f"only {name}: {_side(side)}" if side is not None else ""
    parts = []
    if pair.first.day != pair.second.day:
        unsure = "" if pair.first.hour_known or pair.second.hour_known else ", no hour known"
        parts.append(f"day{unsure}")
    if pair.agreement in ("other_kind", "day_apart_other_kind"):
        parts.append("class")
    if pair.count == "differs":
        parts.append("count")
    return f"{' and '.join(parts)}: {first} {_side(pair.first)}; {second} {_side(pair.second)}"


def _root(kind: str) -> str:
    return kind.partition(".")[0]


def _side(side: Happening) -> str:
    count = f" x{side.count}" if side.count is not None else ""
    words = side.words if len(side.words) <= WORDS else side.words[: WORDS - 1].rstrip() + "…"
    return f"{side.day} {side.kind}{count}" + (f" “{words}”" if words else "") + f" [{side.reports[0]}]"
