"""Reruns of published studies on the terminal."""

from rich.padding import Padding
from rich.table import Table

from foreshock.cli.render.console import console_for
from foreshock.cli.terminal import Terminal
from foreshock.flow.studies import StudyAnswer
from foreshock.render.study_words import COLUMNS, LEGEND, head_words, rerun_cells, why_they_differ, years_words


def print_studies(answer: StudyAnswer, terminal: Terminal) -> None:
    """Print each study with its reruns, then why they differ."""
    console = console_for(terminal)
    for study in answer.studies:
        console.print(head_words(study), style="bold", markup=False)
        details = (
            f"{study.citation} {study.source}",
            f"Covers {years_words(study)}. From the study: {study.taken}.",
            f"Settled here: {study.ours}.",
            f"{answer.occasions[study.id]} with known days; {answer.undated[study.id]} known to the month left out.",
        )
        for detail in details:
            console.print(Padding(detail, (0, 0, 0, 2)), style="dim", markup=False)
        table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
        for place, name in enumerate(COLUMNS):
            table.add_column(name, justify="left" if place < 2 else "right", no_wrap=True)
        for rerun in answer.reruns:
            if rerun.study == study.id:
                table.add_row(*rerun_cells(rerun), style="bold" if rerun.own else None)
        console.print(Padding(table, (0, 0, 1, 2)))
    console.print("Why they differ", style="bold")
    for line in why_they_differ(answer):
        console.print(f"  {line}", markup=False)
    console.print(LEGEND, style="dim")
