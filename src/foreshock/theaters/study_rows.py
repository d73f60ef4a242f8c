"""Published studies of a pattern, put in the record's own terms.

They are documented with the other tables in docs/reference/pack.md.
"""

from datetime import date
from typing import Literal

from msgspec import Struct


class StudyRow(Struct, frozen=True, kw_only=True):
    """One published study of whether something follows an occasion, so that the record can rerun it.

    `citation` is its full reference. `start` is the first day it covers. `end` is the last day it
    covers. `years_checked` says whether those years were read in the study itself.
    `occasions` are kinds of what comes first. `participants` are actors that all take part in it.
    `names` are words one of which its name must hold. `before_days` says how many days before it
    began an occasion counts from. `after_days` says how many days after its end an occasion counts to.
    `during` is false when `after_days` count from its beginning.
    `relations` are two actors whose door the study says tells more than the occasion.
    `deeds` are kinds that count as a response. `stances` are the stances of statements that do.
    `finding` is the study's own answer. `published` is that answer in a sentence. `taken` says what
    of the definition is the study's. `ours` says what is not, and could change the result.
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
    relations: tuple[str, ...] = ()
    deeds: tuple[str, ...] = ()
    stances: tuple[str, ...] = ()
    finding: Literal["effect", "no_effect"]
    published: str
    taken: str
    ours: str
