"""Whole numbers and ordinals as wire copy writes them."""

_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = {word: at for at, word in enumerate(_ONES)} | {word: 20 + 10 * at for at, word in enumerate(_TENS)}
_GROUPS = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "dozen": 12}
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30,
}  # fmt: skip
LONGEST = 40  # characters; nothing longer is a number anyone wrote


def parse_number(text: str) -> int | None:
    """Return the whole number a word or figure means ("two", "1,200", "twenty-five"), None when it means none."""
    word = text.strip().lower().replace(",", "")
    if not word or len(word) > LONGEST:
        return None
    if word.isascii() and word.isdigit():
        return int(word)
    total = current = 0
    for part in word.replace("-", " ").split():
        if part in _WORDS:
            current += _WORDS[part]
        elif part in _GROUPS:
            current = max(1, current) * _GROUPS[part]
            if part in ("thousand", "million"):
                total, current = total + current, 0
        elif part not in ("and", "a"):
            return None
    return total + current if word not in ("and", "a") else None


def parse_ordinal(text: str) -> int | None:
    """Return the number an ordinal means ("fifth", "21st", "twenty-first"), None when it is none."""
    word = text.strip().lower()
    if not word or len(word) > LONGEST:
        return None
    if word in _ORDINALS:
        return _ORDINALS[word]
    if word[-2:] in ("st", "nd", "rd", "th") and word[:-2].isascii() and word[:-2].isdigit():
        return int(word[:-2])
    tens, _, ones = word.partition("-")
    return _WORDS[tens] + _ORDINALS[ones] if tens in _TENS and _ORDINALS.get(ones, 10) < 10 else None
