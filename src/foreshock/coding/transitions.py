"""The model's transition parser, run step by step over many texts at once.

spaCy's own loop takes Python's lock several times a step and a word; stepping a batch with the same
model from outside halves the cost. The actions, and so the parses, are the same.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from spacy.tokens import Doc

Scores = NDArray[np.float32]

_FEW = 6  # texts; the model's own loop is faster on fewer
_LONG = 400  # words; a text that outlasts the others of its batch is stepped alone


class Transitions:
    """The parser component of a model, ready to step."""

    def __init__(self, parser: Any) -> None:
        self._parser = parser
        self._plain = not parser.model.attrs["unseen_classes"]  # all its actions were seen in training
        output = parser.model.get_ref("upper")
        self._weights: Scores = np.ascontiguousarray(output.get_param("W").T)
        self._bias: Scores = output.get_param("b")

    def annotate(self, docs: "Sequence[Doc]") -> None:
        """Give the words of texts their heads and relations, and the texts their sentences.

        Each text's vectors are its `tensor`.
        """
        texts = sorted((doc for doc in docs if len(doc)), key=len)
        short = sum(len(text) <= _LONG for text in texts)
        together = texts[:short] if short >= _FEW else []
        alone = texts[len(together) :]
        if together:
            self._step(together)
        if alone:
            self._parser.set_annotations(alone, self._parser.predict(alone))

    def _step(self, texts: "Sequence[Doc]") -> None:
        batch = self._parser.moves.init_batch(texts)
        model = self._parser.model.predict(texts)
        waiting = [state for state in batch if not state.is_final()]
        while waiting:
            waiting = self._parser.transition_states(waiting, self._scores(model, waiting))
        model.clear_memory()
        self._parser.set_annotations(texts, batch)

    def _scores(self, model: Any, states: Sequence[Any]) -> Scores:
        """Return how the model rates each action in each state."""
        if not self._plain:
            rated: Scores = model.predict(states)
            return rated
        hidden, _ = model.state2vec(model.get_token_ids(states), False)
        scores: Scores = hidden @ self._weights
        scores += self._bias
        return scores
