"""From an article to its reading: prepare once, then statements, events and claims in that order."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from foreshock.coding.claims.code import code_claims
from foreshock.coding.doubts.find import find_doubts
from foreshock.coding.events.code import code_events
from foreshock.coding.events.lexicon import EventLexicon, build_event_lexicon
from foreshock.coding.gazetteer import Gazetteer, build_gazetteer
from foreshock.coding.kinds import KindPhrases, build_kind_phrases
from foreshock.coding.parse import Parser, load_parser
from foreshock.coding.parsed import ParsedArticle
from foreshock.coding.prepare import prepare_article, prepare_articles
from foreshock.coding.statements.code import code_statements
from foreshock.terms.article import Article
from foreshock.terms.errors import ForeshockError
from foreshock.terms.reading import Reading
from foreshock.theaters.schema import Pack


@dataclass(frozen=True, slots=True)
class Coder:
    """Everything that is built once and read by every article."""

    pack: Pack
    parser: Parser
    gazetteer: Gazetteer
    lexicon: EventLexicon
    kinds: KindPhrases
    zone: ZoneInfo


def load_coder(pack: Pack) -> Coder:
    """Build a coder for a theater.

    Raises:
        ModelError: the language model is missing or not the measured one.
    """
    return Coder(
        pack=pack,
        parser=load_parser(),
        gazetteer=build_gazetteer(pack),
        lexicon=build_event_lexicon(pack),
        kinds=build_kind_phrases(pack),
        zone=ZoneInfo(pack.theater.zone),
    )


def read_article(article: Article, coder: Coder) -> Reading:
    """Code one article to the reading contract.

    Raises:
        InputError: the article or a paragraph is too long to read in a reasonable time.
    """
    return _code(prepare_article(article, parser=coder.parser, gazetteer=coder.gazetteer, zone=coder.zone), coder)


def read_articles(articles: Iterable[Article], coder: Coder) -> Iterator[Reading | ForeshockError]:
    """Yield what `read_article` returns or raises for each article, in order, a few read ahead.

    Faster than one by one, and the same readings; memory does not grow with their number.
    """
    for parsed in prepare_articles(articles, parser=coder.parser, gazetteer=coder.gazetteer, zone=coder.zone):
        yield parsed if isinstance(parsed, ForeshockError) else _code(parsed, coder)


def _code(parsed: ParsedArticle, coder: Coder) -> Reading:
    statements = code_statements(parsed, coder.pack)
    events = code_events(parsed, statements, coder.lexicon)
    claims = code_claims(parsed, events, pack=coder.pack, kinds=coder.kinds)
    problems = find_doubts(parsed, statements, events, coder.lexicon)
    return Reading(article=parsed.article, statements=statements, events=events, claims=claims, problems=problems)
