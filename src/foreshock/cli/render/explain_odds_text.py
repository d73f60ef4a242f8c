"""One forecast explained, on the terminal."""

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from foreshock.cli.render import parts
from foreshock.cli.render.console import console_for
from foreshock.cli.render.numbers_text import print_numbers
from foreshock.cli.terminal import Terminal
from foreshock.flow.explain_odds import OddsExplanation, Term, TermRow
from foreshock.flow.odds import HORIZONS
from foreshock.render import words
from foreshock.render.counted import counted
from foreshock.render.term_words import term_note, window_note

ROWS_SHOWN = 5


def print_odds_explanation(found: OddsExplanation, terminal: Terminal) -> None:
    """Print the sum of the terms, the rows behind each, what each row does, and the models' state."""
    console = console_for(terminal)
    forecast = found.forecast
    console.print(f"speaks from {words.local_time(found.as_of, found.zone)}", style="dim")
    console.print(
        f"{found.label}, {words.days(forecast.target_start, forecast.target_end)}: "
        f"{forecast.probability:.4f} ({words.percent(forecast.probability)}, {forecast.word}, {forecast.scale})",
        style="bold",
        markup=False,
    )
    band = forecast.interval
    console.print(
        f"{band.level:.0%} interval {words.percent(band.low)} to {words.percent(band.high)}: how well the probability "
        "itself is known",
        style="dim",
    )
    note = window_note(forecast.horizon, HORIZONS)
    if note:
        console.print(note, style="dim")
    parts.heading(console, "THE TERMS (log-odds)")
    for term in found.terms:
        _print_term(console, term)
    console.print(f"  {found.log_odds:+.4f}  sum, and 1/(1 + e^{-found.log_odds:+.4f}) = {forecast.probability:.4f}")
    _print_left_out(console, found)
    parts.heading(console, "EVERY OTHER NUMBER BEHIND THEM")
    print_numbers(console, found.coefficients, ("poisson_gamma", "hawkes", "notices", "log_odds_variance"))
    console.print(f"\nmodel {forecast.model}, coefficients {forecast.coefficients_digest}", style="dim", markup=False)
    console.print(f"record {found.record_digest}", style="dim", markup=False)


def _print_term(console: Console, term: Term) -> None:
    console.print(Text(f"  {term.log_odds:+.4f}  {term.name}").append(term_note(term.name), style="dim"))
    for part in term.parts:
        console.print(
            f"             {part.feature}: {part.value:.4f} × {part.coefficient:+.4f}", style="dim", markup=False
        )
    for row in term.rows[: -ROWS_SHOWN - 1 : -1]:
        console.print(Padding(Text(_words(row), style="dim"), (0, 0, 0, 13)))
    if len(term.rows) > ROWS_SHOWN:
        console.print(f"             and {counted(len(term.rows) - ROWS_SHOWN, 'earlier row')}", style="dim")


def _print_left_out(console: Console, found: OddsExplanation) -> None:
    how = "EVERY MODEL FITTED AGAIN WITHOUT IT" if found.refitted else "ALL COEFFICIENTS AS THEY ARE"
    parts.heading(console, f"WITHOUT ONE ROW, {how}")
    if not found.refitted:
        console.print(
            "  what the row adds today, not what was learned from it: --refit takes that away too", style="dim"
        )
    if not found.left_out:
        console.print("  no row was left out")
    for each in found.left_out:
        console.print(
            Padding(
                Text(f"{each.with_row:.4f} becomes {each.without_row:.4f} without {_words(each.row)}"), (0, 0, 0, 2)
            )
        )
    if found.not_tried:
        console.print(f"  {counted(found.not_tried, 'more row')} not tried: pass --rows", style="dim")


def _words(row: TermRow) -> str:
    text = "" if row.text == row.label else f" {words.quoted(row.text, 100)}"
    known = f" (known since {row.known:%Y-%m-%d})" if row.known.date() < row.day else ""
    return f"{row.day} {row.label}{text}{known} [{row.id}]"
