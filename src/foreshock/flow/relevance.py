"""Leave unread what is not about a theater: the gate before intake, and again on the body alone."""

from foreshock.coding.gate import build_gate
from foreshock.terms.article import Article
from foreshock.theaters.load import load_pack
from foreshock.theaters.schema import Pack


class Sieve:
    """Keeps the articles that name a theater's principal actors often enough, and counts the rest.

    An article is judged twice: as it comes, before its page is taken apart, and by its headline and
    body, since pages name much that their articles are not about. What is kept is read as it would
    be without a sieve. A theater without principal actors keeps everything.
    """

    def __init__(self, pack: Pack) -> None:
        self._gate = build_gate(pack)
        self.theater = pack.theater.id
        self.kept = 0
        self.let_by = 0

    def may_keep(self, raw: str) -> bool:
        """Return whether a document is worth taking in, by its text or page as it comes; counts it when not."""
        if self._gate.passes(raw):
            return True
        self.let_by += 1
        return False

    def keeps(self, article: Article) -> bool:
        """Return whether an article is worth reading, by its headline and body; counts it either way."""
        kept = self._gate.passes("\n".join((article.headline or "", *article.paragraphs)))
        self.kept += kept
        self.let_by += not kept
        return kept

    @property
    def summary(self) -> str:
        """What was let by, in a line of words."""
        return f"{self.let_by:,} of {self.kept + self.let_by:,} articles let by: not about the theater {self.theater}"


def build_sieve(theater: str) -> Sieve:
    """Return a sieve for a theater's pack, by its name or folder.

    Raises:
        PackError: no such theater, or it has faults.
    """
    return Sieve(load_pack(theater))
