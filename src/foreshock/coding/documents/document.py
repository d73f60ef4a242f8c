"""What a document is to the statements coder: an attribution that covers a whole text."""

from dataclasses import dataclass

from foreshock.coding.statements.attribution import Attribution
from foreshock.terms.reading import Speaker

MESSAGE = "statement.message"
RELEASE = "statement.release"
ARTICLE = "statement.article"
COMMENTARY = "statement.commentary"
RULES: dict[str, tuple[str, str]] = {
    MESSAGE: (
        "A message or letter and what stands in it.",
        "The premier received a message of greeting from Ann Lee, president of Freedonia. The message said …",
    ),
    RELEASE: (
        "A document that a state's agency says was released, retold after that.",
        "The Institute for Peace released a white paper. The white paper says …",
    ),
    ARTICLE: (
        "A newspaper's article or editorial retold by its state's agency.",
        "The People's Daily says in an editorial that …",
    ),
    COMMENTARY: (
        "What a state's agency says in its own name: its headline or section calls it a commentary.",
        "Freedonian News Agency Commentary on Border Drills",
    ),
}


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
