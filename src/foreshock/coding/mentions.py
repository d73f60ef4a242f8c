"""What a mention is: a stretch of text that names something the pack knows."""

from typing import Literal

from msgspec import Struct

MentionKind = Literal[
    "country", "demonym", "capital", "body", "office", "person", "role", "outlet", "weapon", "site", "drill",
    "recurring_day", "reference", "deed",
]  # fmt: skip


class Mention(Struct, frozen=True, kw_only=True):
    """Characters `start:end` of one paragraph that name an actor, office, person, weapon, ...

    `code` is the actor it stands for (None when the text does not settle it, e.g. a bare "the
    ministry" with no antecedent). `id` is the pack row's id (person, office, outlet, weapon, site,
    drill, recurring day). `office`, `role`, `name` and `sector` follow the reading contract.
    `number` is "plural" for mentions of several actors ("the two sides", "the allies"), whose codes
    are then in `codes`. A "deed" is a noun of doing that points back ("the drills"): its `codes` are
    those who did it. `reference` is True for mentions resolved from earlier text ("the
    ministry", "its leader", a bare surname, "he").
    """

    start: int
    end: int
    text: str
    kind: MentionKind
    code: str | None = None
    codes: tuple[str, ...] = ()
    id: str | None = None
    sector: str | None = None
    office: str | None = None
    role: str | None = None
    name: str | None = None
    anonymous: bool = False
    reference: bool = False
