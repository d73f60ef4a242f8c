"""Whether the words around a date speak of what was or of what will be.

Only a bounded stretch on both sides is read, so the cost of one date does not grow with the text.
"""

import re
from typing import Literal

Tense = Literal["past", "done", "future"]
"""What is past; what a past verb right beside the date says is done ("arrived on March 3"); what is to come."""

_BACK = 170
_AHEAD = 130
_MOST_BACK = 16
_MOST_AHEAD = 16
_POSSESSIVE = 3
_WORD = re.compile(r"[A-Za-z]{1,30}(?:-[A-Za-z]{1,30}){0,2}(?:['’][a-z]{1,2})?")
_DONE_AGAIN = ("re-", "co-", "test-", "pre-", "over-", "out-", "cross-", "fast-")
_END = re.compile(
    r"(?:\b([A-Za-z]{1,30})|[0-9”\"'’)])[.!?][\"”'’)]{0,3}[ \t\r\n]{1,3}(?=[\"“`‘'A-Z])|\n[ \t\r]{0,4}\n|;"
)
_SHORT = frozenset([
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "gen", "sen", "gov",
    "rep", "dr", "mr", "mrs", "ms", "lt", "col", "capt", "sgt", "maj", "adm", "st", "no", "vs", "inc", "corp",
    "co", "ltd", "jr", "sr", "prof", "rev", "u", "s", "d", "p", "k", "n", "mass", "calif", "ariz", "conn", "fla",
    "ga", "ill", "ind", "md", "mich", "minn", "miss", "mo",
])  # fmt: skip
_WILL = frozenset([
    "will", "shall", "would", "'ll", "i'll", "we'll", "he'll", "she'll", "it'll", "they'll", "you'll", "won't",
    "may", "might",
])  # fmt: skip
_PLAN = frozenset([
    "plan", "plans", "planned", "planning", "schedule", "scheduled", "expect", "expects", "expected", "due",
    "set", "slated", "going", "want", "wants", "hope", "hopes", "hoped", "intend", "intends", "intended",
    "prepare", "prepares", "preparing", "ready", "about", "agreed", "vowed", "promised", "poised", "is", "are",
    "be", "likely", "supposed",
])  # fmt: skip
_SCHEDULED = frozenset([
    "scheduled", "slated", "due", "postponed", "rescheduled", "upcoming", "deadline", "delayed", "expected",
    "tentatively", "awaits", "await", "looming", "forthcoming", "expires", "expire", "planned", "planning",
    "plans", "plan", "proposed",
])  # fmt: skip
_COMES = frozenset(["scheduled", "slated", "due", "expected", "plans", "hopes", "intends", "deadline"])
_SET_FOR = frozenset([
    "set", "planned", "scheduled", "slated", "due", "called", "calls", "billed", "ready", "plan", "plans",
    "planning",
])  # fmt: skip
_LIMITS = frozenset([
    "the", "at", "as", "early", "late", "mid", "end", "start", "beginning", "middle", "close", "of", "noon",
    "midnight",
])  # fmt: skip
_OPENS = frozenset([
    "opens", "begins", "starts", "ends", "expires", "convenes", "closes", "resumes", "arrives", "leaves", "departs",
    "visits", "travels", "returns", "meets", "votes", "faces", "takes", "comes", "goes",
])  # fmt: skip
_OPEN = frozenset(
    ["open", "begin", "start", "convene", "resume", "arrive", "leave", "depart", "meet", "vote", "gather"]
)
_MARKS = frozenset(["marks", "celebrates", "commemorates", "observes"])
_LONGEST_FEAST = 9  # words of what is marked
_NOT_OPEN = frozenset(["to", "not", "did", "didn't", "could", "couldn't", "never"])
_MISSED = frozenset(["missed", "passed", "ignored", "defied", "expired", "had", "after", "since", "despite"])
_UNTIL = frozenset(["by", "until", "till", "til", "before", "pending"])
_PAST = frozenset([
    "was", "were", "had", "did", "has", "have", "said", "told", "met", "went", "came", "saw", "left", "took",
    "made", "gave", "got", "began", "held", "led", "sent", "shot", "set", "put", "broke", "brought", "built",
    "bought", "caught", "chose", "cut", "drew", "drove", "fell", "felt", "fought", "found", "flew", "fled",
    "forgot", "froze", "grew", "heard", "hit", "hung", "hurt", "kept", "knew", "laid", "lost", "meant", "paid",
    "ran", "read", "rose", "sang", "sank", "sat", "sold", "shut", "sought", "spent", "spoke", "stood", "stole",
    "struck", "swore", "swept", "taught", "thought", "threw", "understood", "voted", "wept", "won", "wore",
    "wrote", "became", "overthrew", "withdrew", "underwent", "since", "ago", "fired", "killed",
])  # fmt: skip
# Before a participle that does nothing itself: "will be held", "behind closed doors".
_NOT_DOING = frozenset(["be", "being", "to", "behind", "with", "under", "amid"])
_NOT_PAST = frozenset([
    "need", "needed", "seed", "speed", "indeed", "hundred", "red", "bed", "feed", "exceed", "proceed", "succeed",
    "united", "armed", "wanted", "unprecedented", "sacred", "wicked", "naked", "hatred", "breed", "greed",
    "agreed", "alleged", "so-called", "limited", "advanced", "detailed", "armored", "wounded",
])  # fmt: skip


def tense_near(text: str, start: int, end: int) -> Tense | None:
    """Return the tense of the words around characters `start:end`, None when they do not tell.

    The nearest telling word before the date in its sentence decides; with none, the first after it.
    """
    before = _words_before(text, start)
    if text[end : end + 2] in ("'s", "’s"):
        before = before[:_POSSESSIVE]  # "will discuss Thursday's vote", but "would look past Thursday's vote"
    after = _words_after(text, end)
    if after[:1] == ["deadline"] and not any(word in _MISSED for word in before[:4]):
        return "future"
    told = _backward(before)
    if told is None:
        return _forward(after)
    cue, tense = told
    if tense != "future" and cue > 0 and any(word in _WILL for word in after[:1]):
        return "future"  # "said the talks on Monday will"
    if tense == "future" and after[:1] and after[0] in ("was", "were"):
        return "past"  # "a rally planned for Saturday was called off"
    if tense == "future" and before[cue] in _UNTIL and "had" in after[:4]:
        return "past"  # "until Thursday, they had not"
    return tense


def _words_before(text: str, start: int) -> list[str]:
    """Return the words of the sentence before a character, nearest first, in lower case."""
    low = max(0, start - _BACK)
    piece = text[low:start]
    cut = 0
    for match in _END.finditer(piece):
        if (match[1] or "").lower() not in _SHORT:
            cut = match.end()
    words = [_plain(word) for word in _WORD.findall(piece[cut:])]
    return words[::-1][:_MOST_BACK]


def _words_after(text: str, end: int) -> list[str]:
    piece = text[end : end + _AHEAD]
    for match in _END.finditer(piece):
        if (match[1] or "").lower() not in _SHORT:
            piece = piece[: match.start() + len(match[1] or "")]
            break
    return [_plain(word) for word in _WORD.findall(piece)][:_MOST_AHEAD]


def _plain(word: str) -> str:
    """Return a word in lower case with a plain apostrophe, the month of May kept apart from the modal verb."""
    return "May" if word == "May" else word.lower().replace("’", "'")


def _backward(words: list[str]) -> tuple[int, Tense] | None:
    """Return the nearest telling word's place and its tense."""
    for at, word in enumerate(words):
        earlier = words[at + 1] if at + 1 < len(words) else ""
        if word in _WILL:
            return at, "future"
        if word == "through" and at == 0 and not any(map(is_past_verb, words[1:4])):
            return at, "future"
        if word == "until" and earlier == "had":
            return at, "future"  # "told them they had until Friday"
        if _looks_ahead(words, at):
            return at, "past" if "had" in words[at:] else "future"
        if word == "to" and earlier in _PLAN and at > 0:
            return at, "past" if "had" in words[at + 2 : at + 5] else "future"
        if word == "for" and at <= 1 and any(w in _SET_FOR for w in words[at + 1 : at + 6]):
            return at, "past" if "had" in words[at + 2 : at + 7] else "future"
        if word in _SCHEDULED and at <= 9:
            return at, "past" if "had" in words[at + 1 : at + 4] else "future"
        if word == "to" and earlier in ("was", "were") and at > 0:
            return at, "future"  # "she was to leave Monday"
        if word in _OPEN and at == 0 and earlier not in _NOT_OPEN:
            return at, "future"  # "the envoys meet Monday"
        if word in _MARKS and at <= _LONGEST_FEAST:
            return at, "future"  # "marks the birthday of its founder on Friday"
        if (word in ("is", "are") or word in _OPENS) and at <= 3:
            return at, "future"
        if is_past_verb(word) and earlier not in _NOT_DOING:  # "will be held Monday": the will decides
            if earlier in ("is", "are"):
                return at, "future"  # "is heard in May"
            return at, "done" if all(between in ("on", "in") for between in words[:at]) else "past"
    return None


def _looks_ahead(words: list[str], at: int) -> bool:
    """Return whether a preposition beside the date sets it as a limit to come: "by", "until", "as early as"."""
    word = words[at]
    if word in _UNTIL:
        return at <= 3 and all(between in _LIMITS for between in words[:at])
    if word == "ahead":
        return at <= 3 and words[at - 1 : at] == ["of"]
    return (
        at == 0
        and word in ("as", "than")
        and any(w in ("soon", "early", "later", "late", "sooner") for w in words[1:3])
    )


def _forward(words: list[str]) -> Tense | None:
    for at, word in enumerate(words):
        if word in _WILL:
            return "future"
        if word in _COMES:
            return "future"
        if word in ("is", "are") and any(w in _PLAN for w in words[at + 1 : at + 3]):
            return "future"
        if is_past_verb(word):
            return "past"
    return None


def is_past_verb(word: str) -> bool:
    """Return whether a lower-case word is, or looks like, a verb in the past."""
    if "-" in word and not word.startswith(_DONE_AGAIN):
        return False  # "computer-simulated"
    return word in _PAST or (len(word) > 4 and word.endswith("ed") and word not in _NOT_PAST)
