"""What actors said they would do, in a form the record can settle.

They are documented with the other tables in docs/reference/pack.md.
"""

from datetime import date
from typing import Literal

from msgspec import Struct

USUAL_HORIZON = 90


class UndertakingRow(Struct, frozen=True, kw_only=True):
    """Something a statement said its speaker would do: a threat, a promise, or a deadline set to another.

    `statement` is the id of the statement's row. `form` is which of the three it is. `condition` says
    in words what it hung on; none means it stood from the day it was said.
    `arms_on` are kinds whose happening meets the condition. `arms_actors` are actors that all take
    part in it. `arms_words` are words one of which its name must hold. `unless` turns it round: the
    condition is met when no such thing comes by `arm_by`.
    `arm_by` is the last day the condition can be met, a year after the statement when left out.
    `deed` says in words what was to follow. `deeds` are kinds that keep it. `deed_actors` are actors
    that all take part in it. `deed_words` are words one of which its name must hold.
    `due` is the last day it could be done. `horizon_days` is how many days after the condition was
    met it could be done, when no day was set. A condition or deed in words alone cannot be settled
    from the record, and is kept as such.
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
