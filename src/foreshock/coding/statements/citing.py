"""Carriers stated in the parse: "KCNA reported, citing a spokesperson as saying", "quoted X as saying"."""

from typing import TYPE_CHECKING, NamedTuple

from foreshock.coding.statements.attribution import Attribution, Carrier, Piece, join_pieces
from foreshock.coding.statements.clauses import find_complement
from foreshock.coding.statements.sources import find_source, noun_phrase

if TYPE_CHECKING:
    from foreshock.coding.tokens import Doc, Token

_CLOSING = frozenset([",", '"', "”", "''", "—", "–", "?", "!"])
_FINITE = frozenset(["VBD", "VBZ", "VBP", "MD"])
_CITE = frozenset(["cite", "cites", "cited", "citing", "quote", "quotes", "quoted", "quoting"])
_PERSONAL = frozenset(
    ["official", "officials", "source", "sources", "spokesman", "spokeswoman", "spokesperson", "spokespeople",
     "person", "people", "minister", "ministry", "diplomat", "diplomats", "military", "government", "expert",
     "experts", "lawmaker", "lawmakers", "officer", "officers", "aide", "aides", "analyst", "analysts", "president",
     "premier", "leader", "commander", "general", "statement", "witness", "witnesses", "him", "her", "them",
     "residents", "insiders", "insider", "report", "reports", "agency", "broadcaster", "newspaper", "media"]
)  # fmt: skip


class Citing(NamedTuple):
    """`cite` names `quoted` as the one who spoke; `saying` is the inner cue, `outer` the carrier's."""

    cite: int
    quoted: tuple[int, int]
    saying: int | None
    outer: int
    carrier: tuple[int, int] | None


def find_citing(doc: "Doc") -> tuple[Citing, ...]:
    """Return every citing of one speaker by another in a paragraph."""
    found: list[Citing] = []
    for token in doc:
        if token.lower_ in _CITE and token.tag_.startswith("VB"):
            one = _citing(token)
            if one is not None:
                found.append(one)
    return tuple(found)


def apply_citing(number: int, doc: "Doc", attributions: list[Attribution]) -> list[Attribution]:
    """Return the attributions of paragraph `number` with cited speakers put in place of carriers."""
    kept = {one.head: one for one in attributions}
    for citing in find_citing(doc):
        parts = [kept.pop(head) for head in (citing.cite, citing.saying) if head is not None and head in kept]
        outer = kept.get(citing.outer)
        cue_token = citing.saying if citing.saying is not None and citing.outer == citing.cite else citing.outer
        content = [piece for part in parts for piece in part.content if not _is_object(number, doc, citing, piece)]
        if outer is not None:
            content.extend(outer.content)
        inner = _complement_piece(number, doc, citing)
        if inner is not None and not any(piece[1] <= inner[1] and inner[2] <= piece[2] for piece in content):
            content.append(inner)
        if not content:
            content = _left_pieces(number, doc, citing)
        if not content:
            continue
        carrier = citing.carrier
        carriers: tuple[Carrier, ...] = ()
        if carrier is not None:
            carriers = (Carrier(_piece(number, doc, *carrier), doc[citing.outer].text),)
        quoted = _piece(number, doc, *citing.quoted)
        base = outer or (parts[0] if parts else None)
        kept[citing.outer] = Attribution(
            number,
            citing.outer,
            base.cue if base is not None else _piece(number, doc, cue_token, cue_token),
            quoted,
            join_pieces(content),
            "say",
            "statement.cited",
            max(0.85, base.score if base is not None else 0.0),
            carriers,
        )
    return list(kept.values())


def _citing(cite: "Token") -> Citing | None:
    doc = cite.doc
    passive = any(kid.dep_ in ("auxpass", "nsubjpass") for kid in cite.children)
    target = next((kid for kid in cite.children if kid.dep_ in ("dobj", "nsubjpass")), None)
    if target is None:
        target = next(
            (
                kid
                for kid in cite.children
                if kid.i > cite.i and kid.dep_ in ("nsubj", "ccomp") and kid.tag_[:2] in ("NN", "PR")
            ),
            None,
        )
    if target is None:
        return None
    saying = _saying(cite)
    if saying is None and target.lower_ not in _PERSONAL and not target.tag_.startswith("NNP"):
        return None
    if (
        saying is None
        and target.lower_ in ("statement", "report", "reports")
        and not any(k.dep_ == "poss" for k in target.children)
    ):
        return None
    limit = saying.i if saying is not None and saying.i > target.i else None
    quoted = noun_phrase(target, limit=cite.i if target.i < cite.i else limit)
    end = quoted[1]
    while end > target.i and doc[end].lower_ in ("as", "saying"):
        end -= 1
    quoted = quoted[0], end
    said = saying.i if saying is not None else None
    if passive:
        agents = [k for one in (cite, saying) if one is not None for k in one.children if k.lower_ == "by"]
        agent = next(iter(agents), None)
        by = next((k for k in agent.children if k.dep_ == "pobj"), None) if agent is not None else None
        return (
            Citing(cite.i, quoted, said, cite.i, noun_phrase(by, limit=limit) if by is not None else None)
            if saying is not None
            else None
        )
    if cite.tag_ == "VBG" and cite.head.i != cite.i and cite.head.tag_.startswith("VB"):
        return Citing(cite.i, quoted, said, cite.head.i, find_source(cite.head))
    if saying is None:
        return None
    return Citing(cite.i, quoted, said, cite.i, find_source(cite))


def _saying(cite: "Token") -> "Token | None":
    """Return the inner cue of "cited X as saying"."""
    doc = cite.doc
    for at in range(cite.i + 1, min(len(doc) - 1, cite.i + 30)):
        if doc[at].lower_ == "as" and doc[at + 1].tag_ == "VBG":
            return doc[at + 1]
        if doc[at].text in (".", ";", ":"):
            return None
    return None


def _complement_piece(number: int, doc: "Doc", citing: Citing) -> Piece | None:
    if citing.saying is None:
        return None
    complement = find_complement(doc[citing.saying])
    if (
        complement is None
        or complement.first < citing.saying
        or complement.construction not in ("clause", "ing", "object")
    ):
        return None
    return _piece(number, doc, complement.first, complement.last)


def _left_pieces(number: int, doc: "Doc", citing: Citing) -> list[Piece]:
    """Return what stands before "…, X was quoted as saying": the clause up to the comma."""
    if citing.saying is None or citing.quoted[0] > citing.cite:
        return []
    start, last = doc[citing.cite].sent.start, citing.quoted[0] - 1
    while last > start and doc[last].text in _CLOSING:
        last -= 1
    if last == citing.quoted[0] - 1 or not any(t.tag_ in _FINITE for t in doc[start:last]):
        return []
    return [_piece(number, doc, start, last)]


def _is_object(number: int, doc: "Doc", citing: Citing, piece: Piece) -> bool:
    """Return whether a content piece is only the cited speaker (with "as saying …")."""
    first = doc[citing.quoted[0]].idx
    return piece[0] == number and piece[1] <= first < piece[2] and first - piece[1] < 5


def _piece(number: int, doc: "Doc", first: int, last: int) -> Piece:
    return number, doc[first].idx, doc[last].idx + len(doc[last])
