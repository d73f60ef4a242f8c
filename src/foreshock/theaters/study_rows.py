"""Published studies of a pattern, put in the record's own terms.

They are documented with the other tables in docs/reference/pack.md.
"""

from datetime import date
from typing import Literal

from msgspec import Struct


class StudyRow(Struct, frozen=True, kw_only=True):
    """One published study of whether something follows an occasion, so that the record can rerun it.

    `start` and `end` are the first and last day it covers, and `years_checked` whether those were
    read in the study itself. `occasions` are kinds, `participants` actors that all take part, and
    `names` what an occasion's name must hold one of (any name when left out). An occasion counts from
    `before_days` before it began to `after_days` after it ended (`during`) or began. `deeds` are kinds
    that count as a response, `stances` the stances of statements that do. `finding` is the study's own
    answer and `published` that answer in a sentence; `taken` says what of the definition is the
    study's, `ours` what is not and could change the result.
    """

    id: str
    label: str
    citation: str
    source: str
    start: date
    end: date
    years_checked: bool = False
    occasions: tuple[str, ...]
    participants: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    before_days: int = 0
    after_days: int = 0
    during: bool = True
    deeds: tuple[str, ...] = ()
    stances: tuple[str, ...] = ()
    finding: Literal["effect", "no_effect"]
    published: str
    taken: str
    ours: str
