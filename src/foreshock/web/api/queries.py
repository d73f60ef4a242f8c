"""What each address of the API may be asked, as types: the description and the checks both come from them."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from foreshock.flow.ahead import STRIP_DAYS
from foreshock.terms.ledger import State

USUAL_PAGE, LARGEST_PAGE = 100, 1000
MOST_DAYS = 366
LONGEST_WORD, MOST_WORDS = 300, 40
LONGEST_ARTICLE = 200_000  # letters; a long article has a tenth of them

_DAY_OR_INSTANT = {"anyOf": [{"format": "date"}, {"format": "date-time"}]}
_DAY_OR_YEAR = {"anyOf": [{"format": "date"}, {"pattern": "^[0-9]{4}$"}]}

AsOf = Annotated[
    str,
    Meta(
        description="Speak of what was public knowledge on this day (its local end) or at this instant; now if left "
        "out. A moment in the future is not found.",
        examples=["2023-02-02", "2023-02-02T00:45:39Z"],
        extra_json_schema=_DAY_OR_INSTANT,
    ),
]
KnownAt = Annotated[
    str,
    Meta(
        description="Speak from the rows this record held itself on that day or at that instant, before later "
        "corrections and late arrivals; from all it holds if left out.",
        examples=["2024-01-31"],
        extra_json_schema=_DAY_OR_INSTANT,
    ),
]
Since = Annotated[
    str,
    Meta(
        description="Going on that day or later; a year means its first day.",
        examples=["2022", "2022-03-01"],
        extra_json_schema=_DAY_OR_YEAR,
    ),
]
Until = Annotated[
    str,
    Meta(
        description="Begun by that day; a year means its last day.",
        examples=["2022-12-31"],
        extra_json_schema=_DAY_OR_YEAR,
    ),
]
Word = Annotated[str, Meta(min_length=1, max_length=LONGEST_WORD)]
Kinds = Annotated[
    tuple[Word, ...],
    Meta(
        description="Of one of these kinds or below it in the taxonomy. Repeat it, or separate by commas.",
        examples=[["launch.ballistic"]],
        max_length=MOST_WORDS,
    ),
]
Actors = Annotated[
    tuple[Word, ...],
    Meta(
        description="By at least one of these actors' codes. Repeat it, or separate by commas.",
        examples=[["USA"]],
        max_length=MOST_WORDS,
    ),
]
Targets = Annotated[
    tuple[Word, ...],
    Meta(description="Only these targets of the theater.", examples=[["any_missile"]], max_length=MOST_WORDS),
]
Horizons = Annotated[
    tuple[Annotated[int, Meta(ge=1, le=MOST_DAYS)], ...],
    Meta(description="Only these horizons, in days; 1, 3, 7, 14 and 30 if left out.", examples=[[7]], max_length=10),
]
WindowEnd = Annotated[
    str,
    Meta(
        description="Also the window that ends on this day, 1 to 366 days after the local day of `as_of`; without "
        "horizons that window alone.",
        examples=["2023-03-31"],
        extra_json_schema={"format": "date"},
    ),
]
Article = Annotated[
    str, Meta(description="From this article: its id.", min_length=1, max_length=LONGEST_WORD, examples=["sha256:…"])
]
Limit = Annotated[int, Meta(description="How many at most.", ge=1, le=LARGEST_PAGE, examples=[50])]
CursorWord = Annotated[
    str,
    Meta(
        description="`next` of the page before, with the same other parameters. The pages of a list together hold "
        "every row once, as the record stood at the first page.",
        min_length=1,
        max_length=2000,
    ),
]
Identity = Annotated[str, Meta(description="The id, as lists give it.", min_length=1, max_length=LONGEST_WORD)]
Number = Annotated[int, Meta(description="The row's number.", ge=1, le=(1 << 53) - 1, examples=[1])]


ArticleText = Annotated[
    str,
    Meta(
        description="Headline and body as text, or a page's HTML.",
        min_length=1,
        max_length=LONGEST_ARTICLE,
        examples=["Norland holds drill\n\nNorland began a naval drill on Monday, its ministry said."],
    ),
]
Published = Annotated[
    str,
    Meta(
        description="When it came out, if it does not say: a day, or an instant with its zone.",
        examples=["2023-02-02", "2023-02-02T00:45:39Z"],
        extra_json_schema=_DAY_OR_INSTANT,
    ),
]


class Query(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Nothing to ask."""


class Timed(Query, frozen=True, kw_only=True):
    """The two moments to speak from."""

    as_of: AsOf | None = None
    known_at: KnownAt | None = None


class Paged(Timed, frozen=True, kw_only=True):
    """A part of a list."""

    limit: Limit = USUAL_PAGE
    cursor: CursorWord | None = None


class OutlookQuery(Timed, frozen=True, kw_only=True):
    """Which odds."""

    target: Targets = ()
    horizon: Horizons = ()
    until: WindowEnd | None = None


class EventsQuery(Paged, frozen=True, kw_only=True):
    """Which events."""

    kind: Kinds = ()
    actor: Actors = ()
    since: Since | None = None
    until: Until | None = None


class OneQuery(Timed, frozen=True, kw_only=True):
    """Which single thing."""

    id: Identity


class ReportsQuery(Paged, frozen=True, kw_only=True):
    """Which reports."""

    event: Annotated[Word, Meta(description="Of this event: its id.")] | None = None
    article: Article | None = None
    source: Annotated[Word, Meta(description="By this source, as reports name it.", examples=["Reuters"])] | None = None
    kind: Kinds = ()
    since: Since | None = None
    until: Until | None = None


class StatementsQuery(Paged, frozen=True, kw_only=True):
    """Which statements."""

    speaker: Actors = ()
    type: Annotated[
        tuple[Word, ...],
        Meta(description="Of one of these PLOVER types.", examples=[["THREATEN"]], max_length=MOST_WORDS),
    ] = ()
    article: Article | None = None
    since: Since | None = None
    until: Until | None = None


class ArticlesQuery(Paged, frozen=True, kw_only=True):
    """Which articles."""

    source: Annotated[Word, Meta(description="Of this agency or publisher.", examples=["Reuters"])] | None = None
    since: (
        Annotated[str, Meta(description="Published on this day (UTC) or later.", extra_json_schema=_DAY_OR_YEAR)] | None
    ) = None
    until: (
        Annotated[str, Meta(description="Published by the end of this day (UTC).", extra_json_schema=_DAY_OR_YEAR)]
        | None
    ) = None


class ClaimsQuery(Paged, frozen=True, kw_only=True):
    """Which claims."""

    limit: Annotated[int, Meta(description="How many at most.", ge=1, le=200, examples=[20])] = 20
    kind: Annotated[
        tuple[Word, ...],
        Meta(
            description="Of one of these kinds of claims, such as precedent or frequency.",
            examples=[["precedent"]],
            max_length=MOST_WORDS,
        ),
    ] = ()
    article: Article | None = None
    checked: Annotated[bool, Meta(description="Check each against the record as known at `as_of`.")] = True


class CalendarQuery(Timed, frozen=True, kw_only=True):
    """How far ahead."""

    days: Annotated[int, Meta(description="How many days ahead.", ge=1, le=MOST_DAYS, examples=[60])] = STRIP_DAYS


class PatternsQuery(Timed, frozen=True, kw_only=True):
    """Which pattern."""

    antecedent: Annotated[
        Word,
        Meta(description="What comes first: a kind, KIND@ACTOR, or a target.", examples=["exercise.joint"]),
    ]
    consequent: Annotated[Word, Meta(description="What may follow, named likewise.", examples=["any_missile"])]
    lag: Annotated[
        tuple[Annotated[str, Meta(pattern=r"^[0-9]{1,3}(-[0-9]{1,3})?$")], ...],
        Meta(
            description="Windows in days after the antecedent, such as 7 (that day alone) or 1-14; the usual ones if "
            "left out.",
            examples=[["1-14"]],
            max_length=8,
        ),
    ] = ()
    since: Since | None = None
    until: Until | None = None


class LedgerQuery(Paged, frozen=True, kw_only=True):
    """Which issued forecasts."""

    state: Annotated[State, Meta(description="Only those that stood so at `as_of`.")] | None = None
    target: Targets = ()


class LedgerRowQuery(Timed, frozen=True, kw_only=True):
    """Which row of the ledger."""

    number: Number


class TrackRecordQuery(Timed, frozen=True, kw_only=True):
    """Which scores."""

    target: Targets = ()
    horizon: Annotated[
        tuple[Annotated[int, Meta(ge=1, le=MOST_DAYS)], ...],
        Meta(description="Only these horizons, in days; all if left out.", examples=[[7]], max_length=10),
    ] = ()


class TheaterQuery(Query, frozen=True, kw_only=True):
    """Which theater."""

    id: Identity


class SearchQuery(Timed, frozen=True, kw_only=True):
    """What to look for."""

    q: Annotated[
        str,
        Meta(
            description='Words that must all occur, "a phrase", or the start* of a word.',
            min_length=1,
            max_length=LONGEST_WORD,
            examples=["joint drill", '"no more talks"', "launch*"],
        ),
    ]
    within: Annotated[
        tuple[Literal["event", "statement", "article"], ...],
        Meta(description="Only among these.", examples=[["event"]], max_length=3),
    ] = ()
    limit: Annotated[int, Meta(description="How many of each at most.", ge=1, le=100)] = 20


class ArticleBody(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An article to read. Nothing of it is kept unless `store` is true, which needs a token that may write.

    `text` is its headline and body, or a page's HTML. `published` says when it came out, if the text does not.
    """

    text: ArticleText
    published: Published | None = None
    store: Annotated[bool, Meta(description="Keep the article and its reading in the record.")] = False


class BriefBody(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An article to brief; nothing of it is kept. Fields as for a reading.

    `as_of` is the moment the brief speaks from; the article's own publication if left out. `known_at` is
    when the record must have had the rows it is set against.
    """

    text: ArticleText
    published: Published | None = None
    as_of: AsOf | None = None
    known_at: KnownAt | None = None
