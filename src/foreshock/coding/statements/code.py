"""From a parsed article to its statements."""

from collections.abc import Iterator

from foreshock.coding.parsed import ParsedArticle
from foreshock.coding.statements.acts import Act, split_acts
from foreshock.coding.statements.addressees import find_addressees
from foreshock.coding.statements.attribution import Attribution
from foreshock.coding.statements.carriers import find_via, nest_carriers
from foreshock.coding.statements.conditions import find_condition
from foreshock.coding.statements.cues import load_cues
from foreshock.coding.statements.find import find_attributions
from foreshock.coding.statements.quoting import quote_kind
from foreshock.coding.statements.speakers import identify
from foreshock.coding.statements.timing import find_when
from foreshock.coding.utterances.classify import load_utterance_words
from foreshock.terms.reading import Span, Speaker, Statement
from foreshock.theaters.schema import Pack


def code_statements(parsed: ParsedArticle, pack: Pack) -> tuple[Statement, ...]:
    """Return the statements of an article, ids s1, s2, ... in reading order.

    Every span is exact; what the text does not settle (a speaker's code, a day) stays None.
    """
    paragraphs = parsed.paragraphs
    words = load_utterance_words()
    found = find_attributions([paragraph.doc for paragraph in paragraphs], load_cues())
    acts = [act for one in nest_carriers(found, paragraphs) for act in split_acts(one, paragraphs, words)]
    acts.sort(key=lambda act: (act.attribution.content[0], act.attribution.cue))
    return tuple(_statement(number, act, parsed) for number, act in enumerate(acts, start=1))


def _statement(number: int, act: Act, parsed: ParsedArticle) -> Statement:
    one, paragraphs = act.attribution, parsed.paragraphs
    speakers = identify(paragraphs[one.source[0]], one.source) if one.source is not None else (Speaker(),)
    codes = [speaker.code for speaker in speakers if speaker.code is not None]
    first = speakers[0]
    return Statement(
        id=f"s{number}",
        speaker=first,
        cue=paragraphs[one.cue[0]].span(one.cue[1], one.cue[2]),
        content=tuple(paragraphs[p].span(start, end) for p, start, end in one.content),
        via=find_via(one, paragraphs[one.paragraph], hidden=first.anonymous),
        quote=quote_kind(one, paragraphs),
        type=act.type,
        addressees=find_addressees(one, act.type, paragraphs, codes),
        condition=_condition(one, parsed),
        when=find_when(one, parsed),
        evidence=tuple(_evidence(one, parsed)),
        rule=one.rule,
        score=one.score,
    )


def _condition(one: Attribution, parsed: ParsedArticle) -> str | None:
    for number, start, end in one.content:
        text = parsed.paragraphs[number].text[start:end]
        found = find_condition(text)
        if found is not None:
            return text[found[0] : found[1]].strip()
    return None


def _evidence(one: Attribution, parsed: ParsedArticle) -> Iterator[Span]:
    """Yield the sentences that hold the reporting word and the content, in order, each once."""
    places = {(one.cue[0], one.cue[1])}
    for number, start, end in one.content:
        places.update(
            (number, max(start, sent.start_char))
            for sent in parsed.paragraphs[number].doc.sents
            if sent.start_char < end and start < sent.end_char
        )
    spans = {(span.paragraph, span.start): span for p, at in places if (span := parsed.paragraphs[p].sentence_span(at))}
    yield from (spans[key] for key in sorted(spans))
