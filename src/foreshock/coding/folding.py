"""Lower case that keeps every character in its place, so that offsets stay exact."""

_SAME_MARK = str.maketrans({"’": "'", "‘": "'", "‐": "-", "‑": "-", "\u00a0": " ", "\u202f": " "})


def fold(text: str) -> str:
    """Return `text` in lower case, apostrophes and hyphens plain, of exactly the same length."""
    marked = text.translate(_SAME_MARK)
    folded = marked.lower()
    if len(folded) == len(text):
        return folded
    return "".join(low if len(low := ch.lower()) == 1 else ch for ch in marked)
