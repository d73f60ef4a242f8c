"""What a state's agency says in its own name: headed a commentary, without an author."""

import re
from collections.abc import Sequence

from foreshock.coding.documents.document import COMMENTARY, Document
from foreshock.coding.parsed import Paragraph
from foreshock.coding.statements.attribution import Attribution
from foreshock.coding.statements.speakers import MEDIA_SECTOR
from foreshock.terms.article import Article
from foreshock.terms.reading import Speaker
from foreshock.theaters.schema import Outlet, Pack

_COMMENTS = r"(?:news\s+)?(?:commentary|comments?|analysis|editorial)\b"
_SECTION = re.compile(r"\b(?:commentary|comment|opinion|editorials?)\b", re.IGNORECASE)


def agency_of(article: Article, pack: Pack) -> Outlet | None:
    """Return the outlet that printed an article when it carries a state's official word, else None."""
    names = {name: outlet for outlet in pack.outlets for name in (outlet.name, *outlet.aliases)}
    outlet = names.get(article.agency or article.publisher or "")
    return outlet if outlet is not None and outlet.carries_for is not None else None


def find_commentary(paragraphs: Sequence[Paragraph], article: Article, outlet: Outlet) -> Document | None:
    """Return the whole text as its agency's own word when its headline or section says so, else None."""
    content = tuple((p.index, 0, len(p.text)) for p in paragraphs if p.text.strip())
    if not content or not _is_commentary(article, outlet):
        return None
    first = content[0]
    speaker = Speaker(code=outlet.actor, sector=MEDIA_SECTOR, role="outlet", name=outlet.name)
    attribution = Attribution(first[0], 0, (first[0], 0, 0), None, content, "say", COMMENTARY, 0.8)
    return Document(attribution, speaker)


def _is_commentary(article: Article, outlet: Outlet) -> bool:
    if article.section is not None and _SECTION.search(article.section):
        return True
    names = "|".join(re.escape(name) for name in (outlet.name, *outlet.aliases))
    return re.search(rf"\b(?:{names})(?:['’]s)?\s+{_COMMENTS}", article.headline or "", re.IGNORECASE) is not None
