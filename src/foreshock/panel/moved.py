"""A panel with one of its calendars left out, or moved around the years as if on a ring."""

from dataclasses import replace
from typing import Literal

from foreshock.panel.build import Panel

Calendar = Literal["drills", "warnings", "talks", "notices"]


def without(panel: Panel, calendar: Calendar) -> Panel:
    """Return the panel without one calendar."""
    match calendar:
        case "drills":
            return replace(panel, drills=())
        case "warnings":
            return replace(panel, warnings=())
        case "talks":
            return replace(panel, talks=())
        case "notices":
            return replace(panel, notices=(), launches={}, told={})


def moved(panel: Panel, calendar: Calendar, days: int) -> Panel:
    """Return the panel with one calendar `days` later; what leaves at the end comes back at the beginning.

    Spans keep their length, and what was known of a row keeps its distance from it. Rows from
    before the panel begins are left out. Outcomes stay where they are.
    """
    ring = panel.last - panel.first + 1

    def by(day: int) -> int:
        """Return how far a row that begins on `day` is moved."""
        return (day - panel.first + days) % ring - (day - panel.first)

    match calendar:
        case "drills":
            rows = [(drill, by(drill.start)) for drill in panel.drills if drill.start >= panel.first]
            shifted = [
                replace(
                    drill,
                    start=drill.start + step,
                    end=None if drill.end is None else drill.end + step,
                    end_known=drill.end_known + step,
                    known=drill.known + step,
                )
                for drill, step in rows
            ]
            return replace(panel, drills=tuple(sorted(shifted, key=lambda drill: (drill.start, drill.row))))
        case "warnings":
            said = [replace(w, known=w.known + by(w.known)) for w in panel.warnings if w.known >= panel.first]
            return replace(panel, warnings=tuple(sorted(said, key=lambda w: (w.known, w.row))))
        case "talks":
            held = [(day + by(day), known + by(day), row) for day, known, row in panel.talks if day >= panel.first]
            return replace(panel, talks=tuple(sorted(held)))
        case "notices":
            given = [
                replace(
                    notice,
                    known=notice.known + by(notice.known),
                    start=None if notice.start is None else notice.start + by(notice.known),
                    end=None if notice.end is None else notice.end + by(notice.known),
                )
                for notice in panel.notices
                if notice.known >= panel.first
            ]
            return replace(panel, notices=tuple(sorted(given, key=lambda notice: (notice.known, notice.row))))
