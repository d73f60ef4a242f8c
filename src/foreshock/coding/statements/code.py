"""From a parsed article to its statements."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from msgspec import structs

from foreshock.coding.documents.code import code_documents, drop_asides
from foreshock.coding.editors_notes import is_editors_note
from foreshock.coding.parsed import Paragraph, ParsedArticle
from foreshock.coding.reported_dates import is_of_report
from foreshock.coding.statements.acts import Act, split_acts
from foreshock.coding.statements.addressees import addressees_before, find_addressees
from foreshock.coding.statements.attribution import Attribution, Piece
from foreshock.coding.statements.carriers import find_via, nest_carriers
from foreshock.coding.statements.conditions import find_condition
from foreshock.coding.statements.cues import load_cues
from foreshock.coding.statements.find import find_attributions
from foreshock.coding.statements.participles import settle_participles
from foreshock.coding.statements.quotations import close_marks, find_quotations
from foreshock.coding.statements.quoting import quote_kind
from foreshock.coding.statements.speaker_span import speaker_span
from foreshock.coding.statements.speakers import identify
from foreshock.coding.statements.time_asides import without_time_aside
from foreshock.coding.statements.timing import find_when
from foreshock.coding.utterances.classify import load_utterance_words
from foreshock.terms.reading import Span, Speaker, Statement
from foreshock.theaters.schema import Pack


class Told(NamedTuple):
    """The statements of an article, and those left out because a document says them already."""

    statements: tuple[Statement, ...]
    asides: tuple[Statement, ...]


_BESIDE, _LEAD, _DATED = 2, 8, 50  # characters from a reporting word to content, into it to a date, and past the date
ONLOOKERS = frozenset(["analyst", "journalist"])  # roles of the pack; experts and observers are analysts there


def code_statements(parsed: ParsedArticle, pack: Pack) -> tuple[Statement, ...]:
    """Return the statements of an article, ids s1, s2, ... in reading order.

    Every span is exact; what the text does not settle (a speaker's code, a day) stays None.
    """
    return tell_statements(parsed, pack).statements


def tell_statements(parsed: ParsedArticle, pack: Pack) -> Told:
    """Return the statements of an article as `code_statements` does, with those left out."""
    documents = code_documents(parsed, pack)
    loose = not pack.theater.principal
    acts = sorted(_acts(parsed, loose=loose), key=lambda act: (act.attribution.content[0], act.attribution.cue))
    official = {outlet.name: outlet.carries_for for outlet in pack.outlets}
    statements: list[Statement] = []
    spoke: list[Speaker] = []
    for number, act in enumerate(acts, start=1):
        statements.append(_statement(number, act, parsed, earlier=statements, spoke=spoke, official=official))
        spoke.append(statements[-1].speaker)
    own = drop_asides(statements, documents)
    kept = {one.id for one in own}
    told = sorted([*documents, *own], key=_place)
    return Told(
        tuple(structs.replace(one, id=f"s{at}") for at, one in enumerate(told, start=1)),
        tuple(one for one in statements if one.id not in kept),
    )


def _place(one: Statement) -> tuple[int, int, int]:
    """Return where a statement begins; of two that begin together the longer is first."""
    first = one.content[0]
    return first.paragraph, first.start, -sum(span.end - span.start for span in one.content)


def _acts(parsed: ParsedArticle, *, loose: bool) -> Iterator[Act]:
    """Yield what was said, one act at a time."""
    paragraphs, words = parsed.paragraphs, load_utterance_words()
    docs = [paragraph.doc for paragraph in paragraphs]
    found = settle_participles(find_attributions(docs, load_cues(), loose=loose), docs)
    found = [one for one in found if not is_editors_note(paragraphs[one.paragraph].text)]
    quotations = [find_quotations(paragraph.text) for paragraph in paragraphs]
    for one in nest_carriers(found, paragraphs):
        whole = tuple(
            (at, *close_marks(quotations[at], _past_date(one, paragraphs[at], start), end))
            for at, start, end in one.content
        )
        kept = tuple(_without_aside(piece, paragraphs) for piece in whole)
        own = tuple(piece for piece in kept if piece[2] > piece[1])
        yield from split_acts(replace(one, content=own or whole), paragraphs, words)


def _without_aside(piece: Piece, paragraphs: Sequence[Paragraph]) -> Piece:
    number, start, end = piece
    return number, start, start + len(without_time_aside(paragraphs[number].text[start:end]))


def _past_date(one: Attribution, paragraph: Paragraph, start: int) -> int:
    """Return where content begins once the day it was said is left out: "said on Monday it would"."""
    if one.cue[0] != paragraph.index or not 0 <= start - one.cue[2] <= _BESIDE:
        return start
    for mention in paragraph.dates_in(start, start + _DATED):
        if mention.start - start <= _LEAD and is_of_report(paragraph.doc, mention.start, mention.end):
            return mention.end + len(paragraph.text[mention.end :]) - len(paragraph.text[mention.end :].lstrip())
    return start


def _statement(
    number: int,
    act: Act,
    parsed: ParsedArticle,
    *,
    earlier: Sequence[Statement],
    spoke: Sequence[Speaker],
    official: Mapping[str, str | None],
) -> Statement:
    one, paragraphs = act.attribution, parsed.paragraphs
    via = find_via(one, paragraphs)
    carries_for = next((actor for carrier in via if (actor := official.get(carrier.outlet)) is not None), None)
    speakers = _speakers(one, parsed, spoke, carries_for)
    codes = [speaker.code for speaker in speakers if speaker.code is not None]
    # An onlooker who says what others will do threatens nobody.
    onlooker = speakers[0].code is None and speakers[0].role in ONLOOKERS and act.type == "THREATEN"
    kind = None if onlooker else act.type
    return Statement(
        id=f"s{number}",
        speaker=speakers[0],
        speakers=speakers if len(speakers) > 1 else (),
        cue=paragraphs[one.cue[0]].span(one.cue[1], one.cue[2]),
        content=tuple(paragraphs[p].span(start, end) for p, start, end in one.content),
        via=tuple(structs.replace(carrier, anonymous_source=speakers[0].anonymous) for carrier in via),
        quote=quote_kind(one, paragraphs),
        type=kind,
        addressees=find_addressees(one, kind, paragraphs, codes) or addressees_before(kind, speakers[0], earlier),
        condition=_condition(one, parsed),
        when=find_when(one, parsed),
        evidence=tuple(_evidence(one, parsed)),
        rule=one.rule,
        score=one.score,
    )


def _speakers(
    one: Attribution, parsed: ParsedArticle, earlier: Sequence[Speaker], carries_for: str | None
) -> tuple[Speaker, ...]:
    if one.source is None:
        return (Speaker(),)
    number = one.source[0]
    paragraph = parsed.paragraphs[number]
    cue = paragraph.doc[one.head] if number == one.paragraph else None
    _, start, end = speaker_span(paragraph.doc, cue, one.source)
    found = identify(paragraph, one.source, earlier=earlier, carries_for=carries_for)
    return tuple(structs.replace(speaker, span=paragraph.span(start, end)) for speaker in found)


def _condition(one: Attribution, parsed: ParsedArticle) -> str | None:
    for number, start, end in one.content:
        text = parsed.paragraphs[number].text[start:end]
        found = find_condition(text)
        if found is not None:
            return text[found[0] : found[1]].strip()
    return None


def _evidence(one: Attribution, parsed: ParsedArticle) -> Iterator[Span]:
    """Yield the sentences that hold the reporting word and the content, in order, each once."""
    found: dict[tuple[int, int], Span] = {}
    for number, start, end in (one.cue, *one.content):
        paragraph = parsed.paragraphs[number]
        at = start
        while at < end:
            sent = paragraph.sentence_of(at)
            if sent.text.strip():
                span = paragraph.sentence_span(sent.start_char)
                found[span.paragraph, span.start] = span
            at = max(at + 1, sent.end_char + 1)
    yield from (found[key] for key in sorted(found))
