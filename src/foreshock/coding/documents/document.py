"""What a document is to the statements coder: an attribution that covers a whole text."""

from dataclasses import dataclass

from foreshock.coding.statements.attribution import Attribution
from foreshock.coding.statements.printed import RULE as PRINTED
from foreshock.terms.reading import Speaker

MESSAGE = "statement.message"
RELEASE = "statement.release"
ARTICLE = "statement.article"
COMMENTARY = "statement.commentary"
RULES = {
    PRINTED: "A document printed in full after it was announced.",
    MESSAGE: "A message or letter and what stands in it.",
    RELEASE: "A document that a state's agency says was released, retold after that.",
    ARTICLE: "A newspaper's article or editorial retold by its state's agency.",
    COMMENTARY: "What a state's agency says in its own name: its headline or section calls it a commentary.",
}
DOCUMENT_RULES = frozenset(RULES)  # of the statements that are whole documents


@dataclass(frozen=True, slots=True)
class Document:
    """A whole text as one utterance.

    `speaker` is who issues it; None when only its phrase (`attribution.source`) can tell.
    `recipients` are the codes of those it is sent to, for a message; `courtesy` is whether it is
    one by its name ("a message of greeting", "a reply message").
    """

    attribution: Attribution
    speaker: Speaker | None = None
    recipients: tuple[str, ...] = ()
    courtesy: bool = False
