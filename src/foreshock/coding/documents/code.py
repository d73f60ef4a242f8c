"""From an article's documents to statements: each whole text one utterance of its issuer."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from msgspec import structs

from foreshock.coding.documents.document import COMMENTARY, Document
from foreshock.coding.documents.find import find_documents
from foreshock.coding.documents.stance import type_of_document
from foreshock.coding.documents.targets import find_targets
from foreshock.coding.parsed import Paragraph, ParsedArticle
from foreshock.coding.statements.attribution import Attribution
from foreshock.coding.statements.conditions import find_condition
from foreshock.coding.statements.printed import RULE as PRINTED
from foreshock.coding.statements.quoting import quote_kind
from foreshock.coding.statements.speakers import identify
from foreshock.coding.statements.timing import find_when
from foreshock.coding.utterances.classify import load_utterance_words
from foreshock.coding.utterances.phrases import split_words
from foreshock.terms.reading import PloverType, Span, Speaker, Statement, Via, When
from foreshock.theaters.schema import Pack

_AT_SOMEONE: frozenset[PloverType] = frozenset(["REJECT", "THREATEN", "ACCUSE"])
_RECENT = timedelta(days=45)  # letters are made known weeks after they came
_TALKERS = frozenset(["MED", "EDU"])  # sectors that comment and cannot act


def code_documents(parsed: ParsedArticle, pack: Pack) -> tuple[Statement, ...]:
    """Return a statement for each document that an article reports, in order; their ids are left empty."""
    reported = (one for one in find_documents(parsed, pack) if not _is_old(one.attribution, parsed))
    return tuple(_statement(document, parsed, pack) for document in reported)


def _is_old(one: Attribution, parsed: ParsedArticle) -> bool:
    """Return whether a document is announced with old days only: what an article recalls, it does not report."""
    if parsed.published is None or one.rule == COMMENTARY:
        return False
    paragraph = parsed.paragraphs[one.cue[0]]
    sentence = paragraph.sentence_span(one.cue[1])
    whens = (mention.when() for mention in paragraph.dates_in(sentence.start, sentence.end))
    ends = [when.end for when in whens if when is not None and when.end is not None]
    return bool(ends) and max(ends) < parsed.published - _RECENT


def drop_asides(statements: Sequence[Statement], documents: Sequence[Statement]) -> list[Statement]:
    """Return the statements that no document says already.

    Inside a document its issuer's own words ("we warn that …", "the message said") are the
    document's, as is the sentence that announces it. What it reports of others stays, when it is
    settled who they are.
    """
    return [one for one in statements if not any(_holds(document, one) for document in documents)]


def _holds(document: Statement, one: Statement) -> bool:
    paragraphs = {span.paragraph for span in one.content}
    announced = {span.paragraph for span in document.evidence}
    if not paragraphs <= {span.paragraph for span in document.content} | announced:
        return False
    return one.speaker.code in (None, document.speaker.code)


def _statement(document: Document, parsed: ParsedArticle, pack: Pack) -> Statement:
    one, paragraphs = document.attribution, parsed.paragraphs
    speaker = document.speaker or _identified(one, paragraphs)
    if speaker.code is None and (speaker.office is not None or speaker.role is not None):
        official = {outlet.name: outlet.carries_for for outlet in pack.outlets}
        carried = (official.get(name) for name in one.outlets)
        speaker = structs.replace(speaker, code=next((actor for actor in carried if actor is not None), None))
    kind, addressees = _act(document, speaker, paragraphs)
    own_name = one.rule == COMMENTARY
    return Statement(
        id="",
        speaker=speaker,
        cue=None if own_name else paragraphs[one.cue[0]].span(one.cue[1], one.cue[2]),
        content=tuple(paragraphs[p].span(start, end) for p, start, end in one.content),
        via=() if own_name else tuple(Via(outlet=name, anonymous_source=speaker.anonymous) for name in one.outlets),
        quote="direct" if own_name or one.rule == PRINTED else quote_kind(one, paragraphs),
        type=kind,
        addressees=addressees,
        condition=_condition(one, paragraphs) if kind in _AT_SOMEONE else None,
        when=_published(parsed) if own_name else find_when(one, parsed),
        evidence=_evidence(one, speaker, paragraphs),
        rule=one.rule,
        score=one.score,
    )


def _evidence(one: Attribution, speaker: Speaker, paragraphs: Sequence[Paragraph]) -> tuple[Span, ...]:
    """Return the sentence that announces a document, and before it the one that names its issuer elsewhere."""
    announced = paragraphs[one.cue[0]].sentence_span(one.cue[1])
    if speaker.span is None:
        return (announced,)
    named = paragraphs[speaker.span.paragraph].sentence_span(speaker.span.start)
    within = named.paragraph == announced.paragraph and named.start <= speaker.span.start < named.end
    return (announced,) if within and named == announced else (named, announced)


def _identified(one: Attribution, paragraphs: Sequence[Paragraph]) -> Speaker:
    return identify(paragraphs[one.source[0]], one.source)[0] if one.source is not None else Speaker()


def _act(
    document: Document, speaker: Speaker, paragraphs: Sequence[Paragraph]
) -> tuple[PloverType | None, tuple[str, ...]]:
    """Return what a document does and to whom.

    A message of courtesy or one that speaks of support is one of support to its recipient,
    whomever else it accuses. A document that is hostile at no one
    in particular only speaks.
    """
    one = document.attribution
    if document.courtesy:
        return "SUPPORT", document.recipients
    words = load_utterance_words()
    own = [speaker.code] if speaker.code is not None else ()
    kind = type_of_document(one.content, paragraphs, words, speaker.code, acting=speaker.sector not in _TALKERS)
    targets = find_targets(one.content, paragraphs, own, words.strong["SUPPORT"])
    if document.recipients:
        supports = any(
            words.strong["SUPPORT"].found_in(split_words(paragraphs[p].text[a:b])) for p, a, b in one.content
        )
        return ("SUPPORT" if supports else kind), document.recipients
    if kind is None or (kind in (*_AT_SOMEONE, "REQUEST") and not targets):
        return None, ()
    return kind, targets


def _condition(one: Attribution, paragraphs: Sequence[Paragraph]) -> str | None:
    texts = (paragraphs[p].text[start:end] for p, start, end in one.content)
    return next(_conditions(texts), None)


def _conditions(texts: Iterator[str]) -> Iterator[str]:
    for text in texts:
        found = find_condition(text)
        if found is not None:
            yield text[found[0] : found[1]].strip()


def _published(parsed: ParsedArticle) -> When | None:
    day = parsed.published
    return When(start=day, end=day, precision="day", basis="published") if day is not None else None
