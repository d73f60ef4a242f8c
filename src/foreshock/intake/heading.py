"""The parts of a page's head: byline, section and kicker."""

import re

from foreshock.intake.stamps import MONTH, word_count

LONGEST_BYLINE = 160
BYLINE = re.compile(
    r"(?:(?:reported |written |story |words |text )?by|author|writer)s?\s*:?\s+(?P<names>\S.*)", re.IGNORECASE
)
BYLINE_END = re.compile(
    rf"\s*(?:\||•|·|\s[-–—]\s|\b(?:last )?(?:updated|published|posted)\b|\b{MONTH}\s*\d|\d)", re.IGNORECASE
)
SPLIT = re.compile(r"\s*(?:,|;|\band\b|&|\bwith\b|\||/|•|·| - | – | — )\s*")
NAME = re.compile(r"[^\W\d_](?:[\w.'’-]*)(?: [\w.'’-]+){0,5}")
NAME_SMALL = {
    "de",
    "la",
    "van",
    "von",
    "der",
    "den",
    "bin",
    "al",
    "el",
    "da",
    "dos",
    "del",
    "di",
    "le",
    "of",
    "the",
    "for",
}
ROLE = re.compile(
    r"\b(?:writer|reporter|correspondent|editor|staff|bureau|chief|producer|contributor|columnist|analyst"
    r"|special to|updated"
    r"|published|senior|fellow|newsroom|desk|min read)\b",
    re.IGNORECASE,
)
SECTION_WORDS = (
    "world news politics business national international asia europe africa americas middle east asia-pacific pacific "
    "opinion technology science health economy markets defense defence military security diplomacy nuclear top global "
    "analysis commentary features society culture sports climate energy environment home"
)
SECTIONS = frozenset(SECTION_WORDS.split())
# sections whose names do not begin a headline as an adjective ("World leaders", "Defense ministry")
UNJOINED = frozenset({"politics", "opinion", "analysis", "commentary", "diplomacy"})
IN_SECTION = re.compile(r"In (?P<section>[A-Z][\w.&'’-]*(?: (?:[A-Z&][\w.&'’-]*|and|the|of)){0,3})")
KICKER_WORDS = (
    r"exclusive|breaking(?: news)?|analysis|explainer|factbox|interview|opinion|live(?: updates)?|watch|video"
    r"|update \d+|wrapup \d+"
    r"|just in|developing|commentary|editorial|correction|corrected|\d*(?:st|nd|rd|th)? ?(?:ld|lead)|lead"
    r"|news analysis|urgent"
)
MARKED_KICKER = re.compile(
    rf"[(\[]?(?P<kicker>{KICKER_WORDS})[)\]]?\s*(?::|-|–|—|\||(?<=[)\]]))\s*(?P<rest>\S.*)", re.IGNORECASE
)
BAR_KICKER = re.compile(r"(?P<kicker>[^|]{2,40}?)\s*\|\s*(?P<rest>[^|]{12,})")
GLUED_KICKER = re.compile(r"(?P<kicker>[A-Z]{4,}(?: [A-Z]{2,}){0,3})(?P<rest>[A-Z][a-z]+ .*)")
SITE_TAIL = re.compile(r"\s+(?:[|–—]|-)\s+(?P<site>[^|–—]{2,40})$")
MOST_SECTION_WORDS = 4
MOST_NAME_WORDS = 4
OUTLET = re.compile(
    r"\b(?:wire|news|times|post|agency|press|daily|herald|journal|today|online|network|tribune|radio|tv|media|magazine"
    r"|review|guardian|telegraph|standard|chronicle|gazette|service|world|international)\b",
    re.IGNORECASE,
)


def read_byline(line: str) -> tuple[str, ...] | None:
    """Return the names on a byline ("By A. Writer and B. Other"), None when the line is not one."""
    if len(line) > LONGEST_BYLINE:
        return None
    match = BYLINE.fullmatch(line)
    if match is None:
        return None
    names = names_of(BYLINE_END.split(match["names"], maxsplit=1)[0]) or ()
    people = tuple(name for name in names if not OUTLET.search(name))
    return people or names or None


def read_bare_byline(line: str) -> tuple[str, ...] | None:
    """Return the names on a line of names without "By", None when it may be an outlet's name."""
    names = names_of(line)
    if names is None or OUTLET.search(line):
        return None
    return names if all(2 <= word_count(name) <= MOST_NAME_WORDS for name in names) else None


def names_of(text: str) -> tuple[str, ...] | None:
    """Return the names in a list of names, None when it holds anything else."""
    text = re.sub(r"\([^()]*\)", " ", text)
    names: list[str] = []
    for part in SPLIT.split(text.strip(" .")):
        part = re.sub(r"\s+(?:in|reporting from|for|at) .*$", "", part.strip(" .,"), flags=re.IGNORECASE)
        if not part or "@" in part:
            continue
        if ROLE.search(part):
            if not names:
                return None
            continue
        words = part.split()
        capital = all(word[0].isupper() or not word[0].isascii() or word.lower() in NAME_SMALL for word in words)
        if not NAME.fullmatch(part) or not capital:
            return None
        names.append(part)
    return tuple(names) or None


def read_section(line: str) -> str | None:
    """Return the section a line names ("In World", "Asia Pacific"), None when it does not."""
    inside = IN_SECTION.fullmatch(line)
    if inside is not None:
        return inside["section"]
    words = line.replace("&", " ").replace(",", " ").replace(">", " ").replace("/", " ").lower().split()
    known = 0 < len(words) <= MOST_SECTION_WORDS and all(word in SECTIONS for word in words)
    if not known:
        return None
    return re.split(r"[>/]", line)[-1].strip()


def split_kicker(line: str, body: str) -> tuple[str | None, str]:
    """Return the kicker before a headline, None when it has none, and the headline without it.

    `body` is the story's opening: where a section's name runs into the headline without a mark
    ("Politics Harbor City …"), only the story can say that the headline's own words start later.
    """
    marked = MARKED_KICKER.fullmatch(line)
    if marked is not None and word_count(marked["rest"]) > 2:
        return marked["kicker"].strip(), marked["rest"]
    barred = BAR_KICKER.fullmatch(line)
    if barred is not None and word_count(barred["kicker"]) < word_count(barred["rest"]):
        return barred["kicker"], barred["rest"]
    glued = GLUED_KICKER.fullmatch(line)
    if glued is not None:
        return glued["kicker"], glued["rest"]
    words = line.split(" ")
    for length in (2, 1):
        kicker, rest = " ".join(words[:length]), words[length:]
        if len(rest) < 4 or not all(word.lower() in SECTIONS for word in words[:length]):
            continue
        named_so = " ".join(rest[:2]) in body or (kicker.lower() in UNJOINED and rest[0] in body)
        if named_so and f"{words[length - 1]} {rest[0]}" not in body and rest[0][:1].isupper():
            return kicker, " ".join(rest)
    return None, line


def without_site(headline: str, site: str | None) -> str:
    """Return a page title without the site's name at its end."""
    match = SITE_TAIL.search(headline)
    if match is None:
        return headline
    named = site is not None and match["site"].casefold() == site.casefold()
    barred = "|" in match[0] and word_count(match["site"]) <= 4
    return headline[: match.start()] if named or barred else headline
