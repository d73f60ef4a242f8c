"""Which documents an article holds, and what each does to whom."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from foreshock.coding.documents.commentary import agency_of, find_commentary
from foreshock.coding.documents.document import Document
from foreshock.coding.documents.issuer import issuer_of
from foreshock.coding.documents.messages import find_messages
from foreshock.coding.documents.retold import find_article, find_release
from foreshock.coding.parsed import Paragraph, ParsedArticle
from foreshock.coding.statements.attribution import Attribution
from foreshock.coding.statements.printed import find_printed
from foreshock.terms.reading import Speaker
from foreshock.theaters.schema import Outlet, Pack


def find_documents(parsed: ParsedArticle, pack: Pack) -> tuple[Document, ...]:
    """Return the documents of an article in order: printed, sent, retold or the agency's own; none for plain news.

    Only a document printed in full or a message is looked for in a free press: there, what is
    retold of a release is the reporter's choice of it and stays single attributions.
    """
    paragraphs = parsed.paragraphs
    offices = {office.id: office.name for office in pack.offices}
    role_offices = {word.role: offices[word.office] for word in reversed(pack.role_words) if word.office is not None}
    agency = agency_of(parsed.article, pack)
    messages = find_messages(paragraphs, role_offices) if agency is not None else ()
    if messages:
        return _through(agency, messages)
    state = agency.carries_for if agency is not None else None
    article = find_article(paragraphs, state) if state is not None else None
    if article is not None:
        return _through(agency, (article,))
    printed = find_printed(paragraphs, parsed.article, pack)
    release = find_release(paragraphs, role_offices) if agency is not None else None
    if printed is not None and (release is None or printed.paragraph <= release.attribution.paragraph):
        return (Document(printed, _issuer(printed, paragraphs, role_offices)),)
    if agency is None:
        return ()
    found = find_commentary(paragraphs, parsed.article, agency) or release
    return _through(agency, (found,)) if found is not None else ()


def _through(agency: Outlet | None, found: tuple[Document, ...]) -> tuple[Document, ...]:
    outlets = (agency.name,) if agency is not None else ()
    return tuple(replace(one, attribution=replace(one.attribution, outlets=outlets)) for one in found)


def _issuer(printed: Attribution, paragraphs: Sequence[Paragraph], role_offices: Mapping[str, str]) -> Speaker | None:
    """Return who issues a printed document; when its source only names the document, who was named last."""
    source = printed.source
    speaker = issuer_of(paragraphs[source[0]], source, role_offices) if source is not None else None
    if speaker is not None and (speaker.name or speaker.office or speaker.role):
        return speaker
    number, _, before = printed.cue
    for paragraph in reversed(paragraphs[: number + 1]):
        people = [m for m in paragraph.mentions if m.kind == "person" and (paragraph.index < number or m.end <= before)]
        if people:
            return issuer_of(paragraph, (paragraph.index, people[-1].start, people[-1].end), role_offices)
    return speaker
