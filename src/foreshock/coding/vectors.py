"""Word vectors in context, as the parser's model computes them, with less work.

The model's first half maps each word by itself, whatever stands around it: computed once a word
form and remembered. Its second half looks four words to each side; the same products are taken in
the same order, with the three pieces of a maxout laid side by side so that numpy takes their
maximum in one stroke, and over few enough rows at a time to stay in the processor's cache. A model
built otherwise is left to compute its vectors itself.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from spacy.tokens import Doc

Rows = NDArray[np.float32]

_REMEMBERED = 60_000  # word forms; some 23 MB of vectors
_BLOCK = 512  # rows computed at a time: their windows fit a processor's second cache


class _Layer(NamedTuple):
    """One layer of the second half: weights by piece, bias, and the scale and shift of its norm."""

    weights: Rows
    bias: Rows
    pieces: int
    scale: Rows
    shift: Rows


class WordVectors:
    """The model's vectors of a document's words, one row a token."""

    def __init__(self, model: Any) -> None:
        self._model = model
        layers = list(model.layers)
        self._embed = layers[0]
        found = _layers(layers[1]) if len(layers) == 2 and _is_blind(layers[0]) else None
        self._layers = found or ()
        self._pad = layers[1].attrs["pad"] if found else 0
        self._known: dict[tuple[int, ...], int] = {}
        self._rows: Rows = np.zeros((0, model.get_dim("nO")), dtype=np.float32)

    def of(self, docs: "Sequence[Doc]") -> list[Rows]:
        """Return the vectors of each document's words."""
        if not self._layers:
            return list(self._model.predict(docs))
        embedded = self._embedded(docs)
        return [rows for block in _blocks(embedded) for rows in self._in_context(block)]

    def _embedded(self, docs: "Sequence[Doc]") -> list[Rows]:
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        keys = [list(map(tuple, doc.to_array(["ORTH", "NORM", "SPACY"]).tolist())) for doc in docs]
        fresh: dict[tuple[int, ...], tuple[int, int]] = {}
        for number, words in enumerate(keys):
            for at, key in enumerate(words):
                if key not in self._known and key not in fresh:
                    fresh[key] = number, at
        if fresh:
            self._learn(docs, fresh)
        known = self._known
        return [self._rows[[known[key] for key in words]] for words in keys]

    def _learn(self, docs: "Sequence[Doc]", fresh: dict[tuple[int, ...], tuple[int, int]]) -> None:
        from spacy.tokens import Doc

        tokens = [docs[number][at] for number, at in fresh.values()]
        doc = Doc(docs[0].vocab, words=[t.text for t in tokens], spaces=[bool(t.whitespace_) for t in tokens])
        for ours, theirs in zip(doc, tokens, strict=True):
            if ours.norm != theirs.norm:
                ours.norm_ = theirs.norm_
        (rows,) = self._embed.predict([doc])
        begin = len(self._known)
        if begin + len(rows) > len(self._rows):
            grown = np.zeros((2 * (begin + len(rows)), self._rows.shape[1]), dtype=np.float32)
            grown[:begin] = self._rows[:begin]
            self._rows = grown
        self._rows[begin : begin + len(rows)] = rows
        self._known.update(zip(fresh, range(begin, begin + len(rows)), strict=True))

    def _in_context(self, embedded: Sequence[Rows]) -> list[Rows]:
        """Return the vectors of some documents, with the model's own rows of zeros around each."""
        pad, width = self._pad, self._rows.shape[1]
        lengths = [len(rows) for rows in embedded]
        x = np.zeros((sum(lengths) + pad * (len(lengths) + 1), width), dtype=np.float32)
        starts, at = [], pad
        for rows in embedded:
            starts.append(at)
            x[at : at + len(rows)] = rows
            at += len(rows) + pad
        window = np.zeros((len(x), 3 * width), dtype=np.float32)
        for layer in self._layers:
            window[1:, :width] = x[:-1]
            window[:, width : 2 * width] = x
            window[:-1, 2 * width :] = x[1:]
            x += _normed(_maxout(window, layer), layer)
        return [x[start : start + length] for start, length in zip(starts, lengths, strict=True)]


def _maxout(window: Rows, layer: _Layer) -> Rows:
    product = window @ layer.weights
    product += layer.bias
    width = len(layer.scale)
    best = product[:, :width]
    for piece in range(1, layer.pieces):
        np.maximum(best, product[:, piece * width : (piece + 1) * width], out=best)
    return best


def _normed(rows: Rows, layer: _Layer) -> Rows:
    away = rows - _means(rows)
    variance = _means(away * away) + np.float32(1e-08)
    away *= variance ** np.float32(-0.5)
    away *= layer.scale
    away += layer.shift
    return away


def _means(rows: Rows) -> Rows:
    total: Rows = np.add.reduce(rows, axis=1, keepdims=True)
    return total / np.float32(rows.shape[1])


def _blocks(embedded: Sequence[Rows]) -> Iterator[Sequence[Rows]]:
    """Yield runs of documents of about `_BLOCK` rows."""
    begin = rows = 0
    for at, one in enumerate(embedded):
        if rows and rows + len(one) > _BLOCK:
            yield embedded[begin:at]
            begin, rows = at, 0
        rows += len(one)
    yield embedded[begin:]


def _is_blind(embed: Any) -> bool:
    """Return whether a model's first half sees a word's form, norm and following blank, and nothing else."""
    seen = {"NORM", "LOWER", "ORTH", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"}
    columns = [set(node.attrs["columns"]) for node in embed.walk() if node.name == "extract_features"]
    names = {node.name for node in embed.walk()}
    return bool(columns) and all(c <= seen for c in columns) and not names & {"expand_window", "static_vectors"}


def _layers(encode: Any) -> tuple[_Layer, ...] | None:
    """Return the layers of a model's second half, None when it is not built of windows of three words."""
    if not encode.name.startswith("with_array(residual(expand_window>>maxout>>layernorm"):
        return None
    found = []
    for residual in encode.layers[0].layers:
        nodes = {node.name: node for node in residual.walk() if not node.layers}
        if set(nodes) != {"expand_window", "maxout", "layernorm", "dropout"}:
            return None
        if nodes["expand_window"].attrs["window_size"] != 1:
            return None
        maxout, norm = nodes["maxout"], nodes["layernorm"]
        weights, bias = maxout.get_param("W"), maxout.get_param("b")  # outputs × pieces (× inputs)
        outputs, pieces, inputs = weights.shape
        by_piece = weights.transpose(1, 0, 2).reshape(pieces * outputs, inputs)
        found.append(
            _Layer(
                np.ascontiguousarray(by_piece.T),
                np.ascontiguousarray(bias.T).reshape(-1),
                pieces,
                norm.get_param("G"),
                norm.get_param("b"),
            )
        )
    return tuple(found)
