"""What the calendar holds: anniversaries and recurring days, deadlines, notices of a launch, preparations."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from foreshock.coding.dates.mention import DateMention
from foreshock.coding.events.drafts import Draft
from foreshock.coding.events.grammar import is_noun, is_verb, object_of, prepositions, subject_of
from foreshock.coding.events.lexicon import EventLexicon
from foreshock.coding.events.naming import Naming
from foreshock.coding.events.roles import Cast
from foreshock.coding.parsed import Paragraph, ParsedArticle
from foreshock.terms.reading import ActorRef, Event, PloverType, Status, When

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

RULES = {
    "calendar.anniversary": "An anniversary or recurring day, dated.",
    "calendar.deadline": "A date until which another has been given time.",
    "calendar.notice": "Notice given of a launch.",
    "calendar.preparation": "Signs that a launch or test is being prepared.",
}
_DAYS = frozenset(["anniversary", "birthday", "holiday", "festival"])
_GIVING = frozenset(["give", "gave", "given", "gives", "set", "sets", "has", "have", "had", "giving", "setting"])
_NOTIFYING = frozenset(
    ["told", "tells", "notified", "informed", "notify", "inform", "notifies", "informs", "notifying", "informing"]
)
_PREPARING = frozenset(["preparing", "preparations", "preparation", "prepare", "readying", "prepares", "prepared"])
_AHEAD = ("launch", "test")


def find_calendar(
    sentence: "Tokens", paragraph: Paragraph, parsed: ParsedArticle, lexicon: EventLexicon, naming: Naming, cast: Cast
) -> Iterator[Draft]:
    """Yield the dated days, deadlines, notices and preparations that a sentence tells of."""
    yield from _named_days(sentence, paragraph, parsed, lexicon)
    for token in sentence:
        if token.lower_ in _DAYS and is_noun(token):
            yield from _anniversary(token, paragraph, parsed, lexicon, cast)
        elif token.lower_ in ("until", "deadline", "ultimatum"):
            yield from _deadline(token, paragraph, lexicon, cast)
        elif token.lower_ in _NOTIFYING and is_verb(token):
            yield from _ahead(token, paragraph, naming, lexicon, cast, kind="notice.launch", rule="calendar.notice")
        elif token.lower_ in _PREPARING:
            yield from _ahead(token, paragraph, naming, lexicon, cast, kind="preparation", rule="calendar.preparation")


def _named_days(
    sentence: "Tokens", paragraph: Paragraph, parsed: ParsedArticle, lexicon: EventLexicon
) -> Iterator[Draft]:
    for mention in paragraph.mentions_in(sentence.start_char, sentence.end_char):
        if mention.kind != "recurring_day" or mention.id is None or mention.id not in lexicon.recurring:
            continue
        month, day, actor = lexicon.recurring[mention.id]
        if _DAYS & set(mention.text.lower().split()) or any(w in mention.text.lower() for w in ("address", "speech")):
            continue
        when = _stated(paragraph, mention.start, mention.end) or _next(month, day, parsed.published)
        ref = ActorRef(code=actor[:3], text=mention.text, span=paragraph.span(mention.start, mention.end))
        yield _draft(
            paragraph,
            mention.start,
            "anniversary",
            None,
            (ref,),
            (),
            when,
            _lies(when, parsed),
            "calendar.anniversary",
            lexicon,
        )


def _anniversary(
    token: "Token", paragraph: Paragraph, parsed: ParsedArticle, lexicon: EventLexicon, cast: Cast
) -> Iterator[Draft]:
    first, last = token.left_edge, token.right_edge
    end = last.idx + len(last)
    when = _stated(paragraph, first.idx, token.idx + len(token))
    recurring = next(
        (
            lexicon.recurring[m.id]
            for m in paragraph.mentions_in(first.idx, end)
            if m.kind == "recurring_day" and m.id is not None and m.id in lexicon.recurring
        ),
        None,
    )
    if when is None and recurring is not None:
        when = _next(recurring[0], recurring[1], parsed.published)
    if when is None or any(kid.lower_ == "that" and kid.dep_ == "mark" for kid in token.children):
        return
    actors = cast.within(token.subtree)[:1]
    if not actors and recurring is not None:
        actors = (ActorRef(code=recurring[2][:3], text=token.text),)
    if not actors:
        actors = _of_sentence(token, cast)
    yield _draft(
        paragraph,
        token.idx,
        "anniversary",
        None,
        actors,
        (),
        when,
        _lies(when, parsed),
        "calendar.anniversary",
        lexicon,
    )


def _of_sentence(token: "Token", cast: Cast) -> tuple[ActorRef, ...]:
    subject = subject_of(token.sent.root) if is_verb(token.sent.root) else None
    return cast.of_phrase(subject)[:1]


def _deadline(token: "Token", paragraph: Paragraph, lexicon: EventLexicon, cast: Cast) -> Iterator[Draft]:
    if token.lower_ == "until":
        verb = next((up for up in token.ancestors if is_verb(up)), None)
        if verb is None or verb.lower_ not in _GIVING or token.right_edge.i == token.i:
            return
        when = _stated(paragraph, token.idx, token.right_edge.idx + len(token.right_edge))
    else:
        verb = next((up for up in token.ancestors if is_verb(up)), None)
        when = _stated(paragraph, token.left_edge.idx, token.right_edge.idx + len(token.right_edge))
        if verb is None:
            return
    if when is None:
        return
    when = When(start=when.end, end=when.end, precision=when.precision, text=when.text, basis=when.basis)
    actors = cast.of_subject(verb)
    receivers = tuple(r for r in cast.receivers(verb, actors) if r.code not in {a.code for a in actors})
    yield _draft(
        paragraph, token.idx, "deadline", "REQUEST", actors, receivers, when, "scheduled", "calendar.deadline", lexicon
    )


def _ahead(
    token: "Token", paragraph: Paragraph, naming: Naming, lexicon: EventLexicon, cast: Cast, *, kind: str, rule: str
) -> Iterator[Draft]:
    below = [t for t in token.subtree if t.i > token.i]
    named = [found for t in below if (found := naming.at(t)) and found.split(".")[0] in _AHEAD]
    notice = kind.startswith("notice")
    if not named or (notice and not _is_to_come(below)):
        return
    actors = cast.of_subject(token) if is_verb(token) else cast.around_noun(token)[0]
    if not actors:
        return
    if not notice:
        yield _draft(paragraph, token.idx, kind, "MOBILIZE", actors, (), None, "ongoing", rule, lexicon)
        if any(word == "for" for word, _ in prepositions(token)):
            yield _draft(paragraph, token.idx + 1, named[0], "MOBILIZE", actors, (), None, "possible", rule, lexicon)
        return
    receivers = cast.of_phrase(object_of(token) or next((k for k in token.children if k.dep_ == "dative"), None))
    window = _window(paragraph, below)
    yield _draft(paragraph, token.idx, kind, None, actors, receivers, window, "happened", rule, lexicon)
    yield _draft(paragraph, token.idx + 1, named[0], "MOBILIZE", actors, (), window, "scheduled", rule, lexicon)


def _is_to_come(tokens: "list[Token]") -> bool:
    words = {t.lower_ for t in tokens}
    return bool(words & {"will", "would", "plan", "plans", "planned", "intends", "intend", "window", "between"})


def _window(paragraph: Paragraph, tokens: "list[Token]") -> When | None:
    """Return the days from the first to the last date named below a notice."""
    first, last = tokens[0].idx, tokens[-1].idx + len(tokens[-1])
    found = [when for d in paragraph.dates_in(first, last) if (when := d.when()) is not None]
    days = [day for when in found for day in (when.start, when.end) if day is not None]
    if not days:
        return None
    if len(found) == 1:
        return found[0]
    text = paragraph.text[first:last].strip()
    return When(start=min(days), end=max(days), precision="range", text=text)


def _stated(paragraph: Paragraph, start: int, end: int) -> When | None:
    dates: list[DateMention] = [d for d in paragraph.dates if d.kind == "date" and d.start < end and start < d.end]
    if not dates:
        before = [d for d in paragraph.dates if d.kind == "date" and 0 <= start - d.end <= 2]
        dates = before[-1:]
    return next((found for d in dates if (found := d.when()) is not None), None)


def _next(month: int, day: int, published: date | None) -> When | None:
    if published is None:
        return None
    for year in (published.year, published.year + 1, published.year + 4):
        try:
            found = date(year, month, day)
        except ValueError:  # 29 February
            continue
        if (found - published).days >= -7:
            return When(start=found, end=found, precision="day", basis="pack")
    return None


def _lies(when: When | None, parsed: ParsedArticle) -> Status | None:
    if when is None or when.end is None or parsed.published is None:
        return None
    return "scheduled" if when.end >= parsed.published else "happened"


def _draft(
    paragraph: Paragraph,
    at: int,
    kind: str,
    type_: PloverType | None,
    actors: tuple[ActorRef, ...],
    receivers: tuple[ActorRef, ...],
    when: When | None,
    status: Status | None,
    rule: str,
    lexicon: EventLexicon,
) -> Draft:
    row = lexicon.kinds.get(kind)
    event = Event(
        id="", type=type_, kind=kind, contexts=row.contexts if row is not None else (), actors=actors,
        recipients=receivers, when=when, status=status, evidence=(paragraph.sentence_span(at),), rule=rule, score=0.85,
    )  # fmt: skip
    return Draft(paragraph.index, at, paragraph.sentence_of(at).start_char, event, 5)
