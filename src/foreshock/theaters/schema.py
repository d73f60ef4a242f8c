"""The rows of a theater pack: one struct per table, as documented in docs/reference/pack.md.

A pack is a folder: `theater.toml` (id, name, zone, extends), TOML for the small tables and CSV for
the long ones. Lists inside a CSV cell are separated by ";". An empty cell means unknown.
"""

from datetime import date
from typing import Literal

from msgspec import Struct

from foreshock.terms.reading import PloverType
from foreshock.theaters.exchange_rows import CameoCode
from foreshock.theaters.history_rows import (
    DiplomacyRow,
    DrillRow,
    NoticeRow,
    PreparationRow,
    ProvocationRow,
    StatementRow,
)
from foreshock.theaters.study_rows import StudyRow
from foreshock.theaters.undertaking_rows import UndertakingRow

ActorKind = Literal["country", "body", "group", "region"]
# PLOVER's sectors of actors: within states first, then society, then international.
Sector = Literal[
    "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK",
    "AGR", "BUS", "CRM", "CVL", "EDU", "ELI", "JRN", "LAB", "MED", "OPP", "PRE", "REF", "REL", "SOC",
    "EUR", "IGO", "IMG", "ISM", "MNC", "NGO", "UNO",
]  # fmt: skip


class Actor(Struct, frozen=True, kw_only=True):
    """A state, international body, group or region of a state or the world.

    `code` is ISO3 for a state and follows CAMEO for all others. `kind` is which of these it is.
    `names` are its names, matched with their capitals; `demonyms` are adjectives and nouns of
    nationality; `capitals` stand for the government ("Moscow said"); `short` are abbreviations
    that need word boundaries ("US", "UAE").
    `sector` is PLOVER's code for bodies (IGO, NGO, ...); None for a state as a whole. `fips` is a
    country's code in FIPS 10-4, which event tables in the GDELT layout use for places.

    The first three letters of a code say whom PLOVER counts. A group or region inside a
    state starts with that state's ISO3 and has its sector next ("PSEREBHMS" is coded PSE, REB); a
    body starts with IGO, NGO or IMG (the United Nations is UNO); a region of the world has a code
    of three letters that no state has ("AFR").
    """

    code: str
    kind: ActorKind
    names: tuple[str, ...]
    demonyms: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    sector: Sector | None = None
    iso_numeric: str | None = None
    cow: str | None = None
    fips: str | None = None


class Office(Struct, frozen=True, kw_only=True):
    """An institution. `actor` is None for a general office ("foreign ministry" of any state).

    `name` is the canonical lower-case name ("foreign ministry", "joint chiefs of staff");
    `aliases` are the spellings to look for, as printed (a general office lists its own name among
    them). `rank` is the statement level an utterance in its name carries,
    `spokesperson_rank` the level when its spokesperson speaks (None: the same). An office with an
    actor and the name of a general one refines it: "foreign ministry", once it is settled whose,
    has the ranks of that state's row.
    """

    id: str
    name: str
    actor: str | None = None
    aliases: tuple[str, ...] = ()
    sector: Sector = "GOV"
    rank: str | None = None
    spokesperson_rank: str | None = None


class RoleWord(Struct, frozen=True, kw_only=True):
    """A general role word ("spokesperson", "defense minister", "official") with its sector.

    `role` is its usual form. `words` are lower case and match in any case. `office` is the id of
    the office the role belongs to, if any: a general one, or one state's where only that state has
    the role. `anonymous` is True for words that hide the person ("official", "source"). `rank` is
    the statement level a holder's own statement carries whatever the office.
    """

    role: str
    words: tuple[str, ...]
    sector: Sector = "GOV"
    office: str | None = None
    anonymous: bool = False
    rank: str | None = None


class Tenure(Struct, frozen=True, kw_only=True):
    """One dated role of a person; both days included, None = open or unknown.

    `title` is in plain lower-case words ("foreign minister"). `actor` is whom the person speaks
    for, `office` the id of an office, `rank` the level that a statement of theirs carries.
    """

    title: str
    actor: str
    office: str | None = None
    sector: Sector = "GOV"
    start: date | None = None
    end: date | None = None
    rank: str | None = None


class Person(Struct, frozen=True, kw_only=True):
    """A person with dated roles. `surname` is what articles use after the first mention.

    `tenures` stand in order of weight: where several hold on a day, the first is the main one.
    In CSV they are rows of `tenures.csv`, each with the person's id in the column `person`.
    """

    id: str
    name: str
    surname: str
    aliases: tuple[str, ...] = ()
    gender: Literal["f", "m"] | None = None
    tenures: tuple[Tenure, ...] = ()


class Outlet(Struct, frozen=True, kw_only=True):
    """A news organisation. `standing` is whose it is.

    `carries_for` is the actor whose official word it carries, if any. `grade` is its Admiralty
    letter for what it says its government said; `grade_events` for what it says happened. `rank`
    is the level of a commentary it runs in its own name.
    """

    id: str
    name: str
    actor: str | None
    aliases: tuple[str, ...] = ()
    standing: Literal["state", "party", "government", "public", "agency", "private", "monitor"]
    carries_for: str | None = None
    grade: str | None = None
    grade_events: str | None = None
    rank: str | None = None


class Weapon(Struct, frozen=True, kw_only=True):
    """A named weapon, aircraft, ship or unit. `class_` is a word of the pack's weapon classes
    (ballistic.srbm, cruise, bomber, fighter, carrier, submarine, ...); `kind` the event kind that
    launching or sending it makes; `owners` are codes of the states that have it; `range_km` the
    maximum usually reported. `generic` rows are
    common nouns for a whole class ("fighter jet"); those have no kind and no owner."""

    id: str
    name: str
    class_: str
    aliases: tuple[str, ...] = ()
    kind: str | None = None
    owners: tuple[str, ...] = ()
    range_km: int | None = None
    source: str | None = None
    generic: bool = False


class Site(Struct, frozen=True, kw_only=True):
    """A place where things are launched, tested or fired."""

    id: str
    name: str
    actor: str
    aliases: tuple[str, ...] = ()
    lat: float | None = None
    lon: float | None = None


class Kind(Struct, frozen=True, kw_only=True):
    """One node of the dotted taxonomy, with the PLOVER coding it implies.

    `phrases` are noun phrases that name it in text ("short-range ballistic missile",
    "command post exercise"); `kinetic` says whether targets may count it.
    """

    id: str
    label: str
    type: PloverType | None = None
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    kinetic: bool = False


class TargetRow(Struct, frozen=True, kw_only=True):
    """A forecast target as the pack states it (see `foreshock.terms.forecast.Target`)."""

    id: str
    label: str
    kinds: tuple[str, ...]
    actors: tuple[str, ...]
    adjudicators: tuple[str, ...]
    tie_rule: str
    version: int = 1


class RecurringDay(Struct, frozen=True, kw_only=True):
    """A day that returns every year: an anniversary or festival of `actor`."""

    id: str
    month: int
    day: int
    name: str
    actor: str
    first_year: int | None = None
    salience: Literal["high", "medium", "low"] = "low"
    aliases: tuple[str, ...] = ()
    notes: str | None = None
    source: str | None = None


class NamedDrill(Struct, frozen=True, kw_only=True):
    """A drill series ("Ulchi Freedom Shield") with its usual participants, season and kind."""

    id: str
    name: str
    kind: str
    participants: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    months: tuple[int, ...] = ()


class Level(Struct, frozen=True, kw_only=True):
    """One rung of the ladder of official statements. `rank` is its place; 1 is the highest.

    A level is also the kind of the statements made on it: the level "leader" needs the kind
    "statement.leader".
    """

    id: str
    label: str
    rank: int


class EraLine(Struct, frozen=True, kw_only=True):
    """A succession whose terms mark eras: everyone who held one of `titles` for `actor`, by tenure."""

    id: str
    label: str
    actor: str
    titles: tuple[str, ...]


class LinkRule(Struct, frozen=True, kw_only=True):
    """A way in which reports of one happening differ, and are linked to one event all the same.

    Reports of the same kind, actors and local day are of one event without any rule here. The
    rules are tried in the order of the file, and their id and `label` are kept with each link.
    `relation` is what differs: `zone` the report's day is the event's day in one of the `zones`;
    `next_day` the report is dated to the day on which it came out, the day after the event;
    `volley` several launches of one day are one event, and rows of one table add up to its count;
    `unspecific` a report that does not say which kind goes to the only more specific one that day;
    `twin_row` a row of a table says nothing that another row of the table and day, known no later and
    from other sources, does not say: both are one.
    `zone` and `next_day` hold only while nobody else dates it to the report's own day.
    `zones` are names of the IANA database; the event's instant must be known.
    `zone` and `next_day` are about reports from, or carried by, outlets that have one of the
    `standings` and are of one of the `outlet_actors`, and sources named in `sources`.
    """

    id: str
    label: str
    relation: Literal["zone", "next_day", "volley", "unspecific", "twin_row"]
    kinds: tuple[str, ...]
    zones: tuple[str, ...] = ()
    standings: tuple[Literal["state", "party", "government", "public", "agency", "private", "monitor"], ...] = ()
    outlet_actors: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


class Theater(Struct, frozen=True, kw_only=True):
    """The head of a pack. `usual_delay_days` is the measured median from event to first record.

    `counted_from` is the first day from which the history tables are complete enough to count
    days without an event; None means from the first event of each target.
    """

    id: str
    name: str
    zone: str
    extends: str | None = None
    usual_delay_days: int = 0
    counted_from: date | None = None
    principal: tuple[str, ...] = ()
    description: str = ""


class Pack(Struct, frozen=True, kw_only=True):
    """A loaded theater, its parents' tables included."""

    theater: Theater
    actors: tuple[Actor, ...] = ()
    offices: tuple[Office, ...] = ()
    role_words: tuple[RoleWord, ...] = ()
    people: tuple[Person, ...] = ()
    outlets: tuple[Outlet, ...] = ()
    weapons: tuple[Weapon, ...] = ()
    sites: tuple[Site, ...] = ()
    kinds: tuple[Kind, ...] = ()
    cameo: tuple[CameoCode, ...] = ()
    levels: tuple[Level, ...] = ()
    eras: tuple[EraLine, ...] = ()
    targets: tuple[TargetRow, ...] = ()
    recurring_days: tuple[RecurringDay, ...] = ()
    named_drills: tuple[NamedDrill, ...] = ()
    link_rules: tuple[LinkRule, ...] = ()
    provocations: tuple[ProvocationRow, ...] = ()
    drills: tuple[DrillRow, ...] = ()
    diplomacy: tuple[DiplomacyRow, ...] = ()
    statements: tuple[StatementRow, ...] = ()
    notices: tuple[NoticeRow, ...] = ()
    preparations: tuple[PreparationRow, ...] = ()
    undertakings: tuple[UndertakingRow, ...] = ()
    studies: tuple[StudyRow, ...] = ()
    digest: str = ""
