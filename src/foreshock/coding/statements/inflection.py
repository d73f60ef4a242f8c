"""English inflection, only as far as a cue lexicon needs it: from a lemma to its forms."""

_VOWELS = "aeiou"
_KEPT_SINGLE = frozenset(
    ["answer", "consider", "cover", "deliver", "discover", "emphasis", "favor", "favour", "focus", "gather", "happen",
     "honor", "hammer", "heighten", "label", "listen", "mention", "monitor", "offer", "open", "order", "ponder",
     "question", "reason", "remember", "render", "reveal", "signal", "stress", "suffer", "threaten", "utter",
     "whisper", "wonder", "worry", "pilot"]
)  # fmt: skip


def inflect(lemma: str, irregular: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the forms of a verb: base, third person, -ing, past and participle.

    `irregular` gives past forms that do not follow the rules, by lemma.
    """
    if lemma in irregular:
        return (lemma, _third(lemma), _ing(lemma), *irregular[lemma])
    return (lemma, _third(lemma), _ing(lemma), _past(lemma))


def plural(noun: str) -> str:
    """Return the regular plural of a noun."""
    return _third(noun)


def _third(lemma: str) -> str:
    if lemma.endswith(("s", "sh", "ch", "x", "z", "o")):
        return f"{lemma}es"
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return f"{lemma[:-1]}ies"
    return f"{lemma}s"


def _ing(lemma: str) -> str:
    if lemma.endswith("ie"):
        return f"{lemma[:-2]}ying"
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")):
        return f"{lemma[:-1]}ing"
    return f"{lemma}{_doubled(lemma)}ing"


def _past(lemma: str) -> str:
    if lemma.endswith("e"):
        return f"{lemma}d"
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return f"{lemma[:-1]}ied"
    return f"{lemma}{_doubled(lemma)}ed"


def _doubled(lemma: str) -> str:
    """Return the consonant a stressed short last syllable doubles, or nothing."""
    if lemma in _KEPT_SINGLE or len(lemma) < 3:
        return ""
    ends = lemma[-1] not in _VOWELS + "wxyh" and lemma[-2] in _VOWELS and lemma[-3] not in _VOWELS
    syllables = sum(1 for at, ch in enumerate(lemma) if ch in _VOWELS and (not at or lemma[at - 1] not in _VOWELS))
    stressed = syllables == 1 or lemma.endswith(("mit", "fer", "pel", "mur", "gin", "bar", "cur", "get", "cap"))
    return lemma[-1] if ends and stressed else ""
