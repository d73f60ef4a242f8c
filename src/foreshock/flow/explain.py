"""Explain many inputs: how each item of an article's reading was made."""

from collections.abc import Iterator
from dataclasses import dataclass

from msgspec.structs import replace

from foreshock.coding.explain.article import explain_article
from foreshock.coding.read import load_coder
from foreshock.flow.articles import Inputs, extract_articles
from foreshock.flow.failed import FailedInput
from foreshock.terms.errors import ForeshockError, InputError
from foreshock.terms.explanation import Explanation
from foreshock.theaters.load import load_pack


@dataclass(frozen=True)
class ExplainedInput:
    """One article's explanation; `zone` is the theater's."""

    source: str
    explanation: Explanation
    zone: str


def explain_articles(
    inputs: Inputs, theater: str, *, item: str | None = None
) -> Iterator[ExplainedInput | FailedInput]:
    """Yield the explanation of each article, in order, of one item only when `item` names one ("e3").

    Raises:
        PackError: no such theater, or it has faults.
    """
    pack = load_pack(theater)
    coder = load_coder(pack)
    for one in extract_articles(inputs):
        if isinstance(one, FailedInput):
            yield one
            continue
        try:
            explanation = explain_article(one.article, coder).explanation
            problems = tuple(dict.fromkeys((*one.problems, *explanation.problems)))
            explanation = replace(explanation, problems=problems)
            if item is not None:
                explanation = only_item(explanation, item)
        except ForeshockError as error:
            yield FailedInput(one.source, error)
            continue
        yield ExplainedInput(one.source, explanation, pack.theater.zone)


def only_item(explanation: Explanation, item: str) -> Explanation:
    """Return the explanation of one item, with the sentences it rests on.

    Raises:
        InputError: the article has no such item.
    """
    reasons = tuple(reason for reason in explanation.reasons if reason.id == item)
    if not reasons:
        known = ", ".join(reason.id for reason in explanation.reasons) or "none"
        raise InputError(
            f"the article has no item {item}", expected=f"one of: {known}", next_step="foreshock read lists them"
        )
    sentences = tuple(sentence for sentence in explanation.sentences if item in sentence.items)
    return replace(explanation, reasons=reasons, sentences=sentences)
