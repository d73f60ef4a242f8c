"""Count what many articles name and do that a pack does not know."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from foreshock.coding.prepare import prepare_article
from foreshock.coding.read import load_coder
from foreshock.coding.unknown import find_unknown
from foreshock.flow.articles import Inputs, extract_articles
from foreshock.flow.failed import FailedInput
from foreshock.terms.errors import ForeshockError
from foreshock.terms.unknown import UnknownCount, UnknownKind, UnknownWord
from foreshock.theaters.load import load_pack


@dataclass(frozen=True)
class UnknownInput:
    """The places of one article where something not known stands."""

    source: str
    words: tuple[UnknownWord, ...]


def unknown_in(inputs: Inputs, theater: str) -> Iterator[UnknownInput | FailedInput]:
    """Yield what each article names and does that the theater's pack does not know, in order.

    Raises:
        PackError: no such theater, or it has faults.
    """
    coder = load_coder(load_pack(theater))
    for item in extract_articles(inputs):
        if isinstance(item, FailedInput):
            yield item
            continue
        try:
            parsed = prepare_article(item.article, parser=coder.parser, gazetteer=coder.gazetteer, zone=coder.zone)
        except ForeshockError as error:
            yield FailedInput(item.source, error)
            continue
        yield UnknownInput(item.source, tuple(find_unknown(parsed, coder.lexicon)))


def count_unknown(met: Iterable[UnknownInput]) -> tuple[UnknownCount, ...]:
    """Return what was met, most frequent first, then by kind and text; verbs as their most frequent form."""
    counts: Counter[tuple[UnknownKind, str]] = Counter()
    articles: Counter[tuple[UnknownKind, str]] = Counter()
    forms: defaultdict[tuple[UnknownKind, str], Counter[str]] = defaultdict(Counter)
    examples: dict[tuple[UnknownKind, str], tuple[str, str]] = {}
    for one in met:
        for word in one.words:
            key = (word.kind, word.text)
            counts[key] += 1
            forms[key][word.form.lower()] += 1
            examples.setdefault(key, (word.example, one.source))
        articles.update({(word.kind, word.text) for word in one.words})
    return tuple(
        UnknownCount(
            kind=kind,
            text=forms[kind, text].most_common(1)[0][0] if kind == "verb" else text,
            count=count,
            articles=articles[kind, text],
            example=examples[kind, text][0],
            source=examples[kind, text][1],
        )
        for (kind, text), count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    )
