"""What actors said they would do, in a form the record can settle.

They are documented with the other tables in docs/reference/pack.md.
"""

from datetime import date
from typing import Literal

from msgspec import Struct

USUAL_HORIZON = 90


class UndertakingRow(Struct, frozen=True, kw_only=True):
    """Something a statement said its speaker would do: a threat, a promise, or a deadline set to another.

    `statement` is the id of the statement's row. `condition` says in words what it hung on; none
    means it stood from the day it was said. `arms_on` are kinds whose happening meets the condition,
    `arms_actors` actors that all take part, `arms_words` words one of which the happening's name must
    hold. With `unless` the condition is met when no such thing comes by `arm_by`; otherwise `arm_by`
    is the last day it can be met, a year after the statement when left out. `deed` says in words what
    was to follow; `deeds`, `deed_actors` and `deed_words` are read likewise. `due` is the last day it
    could be done, else `horizon_days` after the condition was met. A condition or deed in words alone
    cannot be settled from the record, and is kept as such.
    """

    id: str
    statement: str
    form: Literal["threat", "promise", "deadline"]
    condition: str | None = None
    arms_on: tuple[str, ...] = ()
    arms_actors: tuple[str, ...] = ()
    arms_words: tuple[str, ...] = ()
    unless: bool = False
    arm_by: date | None = None
    deed: str
    deeds: tuple[str, ...] = ()
    deed_actors: tuple[str, ...] = ()
    deed_words: tuple[str, ...] = ()
    due: date | None = None
    horizon_days: int = USUAL_HORIZON
    note: str | None = None
