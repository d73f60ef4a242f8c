"""Page furniture recognised by its own words: one line in, what it is and how far it reaches out.

The phrases are those of news pages in general. A rule never looks at more than `LONGEST_LINE`
characters: longer blocks are the story.
"""

import re
from dataclasses import dataclass
from typing import Literal

from foreshock.terms.article import FurnitureKind

LONGEST_LINE = 400
Reach = Literal["line", "list", "end"]


@dataclass(frozen=True)
class Mark:
    """What a line is. `reach`: this line only, a list that follows it, or everything from here on."""

    kind: FurnitureKind
    reach: Reach


def _whole(*phrases: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(phrases)})\s*[:.»>→|]*", re.IGNORECASE)


def _start(*phrases: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(phrases)})", re.IGNORECASE)


STORY = r"(?:news|stor(?:y|ies)|articles?|coverage|headlines|content|topics?|reading|links?|posts?|videos?|reports?)"
SHARE_WORDS = (
    "share facebook twitter x whatsapp whats app email e-mail linkedin linked in reddit telegram print copy link save "
    "tweet pin pinterest flipboard messenger line threads bluesky mastodon kakao talk kakaotalk naver instagram "
    "youtube gift listen comment comments bookmark like font size text a aa via to on this article story more send by "
    "+ - | / , · • & open close options button icon url copied post sms mail"
)
SHARE = frozenset(SHARE_WORDS.split())
WHOLE: tuple[tuple[re.Pattern[str], Mark], ...] = (
    (
        _whole(
            r"most (?:read|popular|viewed|shared|watched|discussed|recent|emailed)(?: (?:from|in|on|now|today"
            r"|by|this|\w+)\b.{0,60})?",
            r"trending(?: now| today| stories| topics)?(?: (?:on|in|at) .{1,40})?",
            r"recommended(?: (?:stories|reading|articles|videos|for you|by .{1,30}))?",
            r"editors?['’]?s?['’]? (?:picks?|choice)",
            r"popular(?: now| stories| articles| in .{1,40}| on .{1,40})",
            r"don['’]?t miss(?: it)?",
            r"must[- ]reads?",
            r"in case you missed it",
            r"what to (?:read|know|watch)(?: next)?",
            r"up next|read next|next up|more to read|more for you|for you",
            r"you (?:might|may) (?:also |be )?(?:like|enjoy|interested in|want to read)(?: .{0,30})?",
            r"(?:also )?(?:on|from) (?:our|the) (?:site|partners?|network)",
            r"around the web|sponsored(?: content)?|promoted(?: stories| content)?|from our partners|paid content",
            r"featured(?: stories| videos?)?|highlights|top (?:picks|videos?)|watch (?:next|more)",
            r"latest (?:news|stories|headlines|videos?|updates)(?: (?:from|in|on) .{1,40})?",
            rf"(?:read|see) (?:more|also|next)(?: {STORY})?|also read|see also|further reading|more on this(?: story)?",
            rf"more (?:from|on|in|about) .{{1,60}}|more {STORY}",
        ),
        Mark("promo_list", "list"),
    ),
    (_whole(rf"related(?: {STORY})?", rf"more related(?: {STORY})?", rf"similar {STORY}"), Mark("related", "list")),
    (
        _whole(
            r"top (?:news|stories|headlines)(?:\s*:.{0,40}| (?:from|in) .{1,40})?",
            r"more top stories.{0,40}",
            r"more headlines",
        ),
        Mark("navigation", "list"),
    ),
    (
        _whole(
            r"(?:leave|post|write|add|submit) (?:a |your )?(?:comment|reply)(?: on .{1,80})?",
            r"(?:view |show |read )?(?:all )?comments?(?: ?\(\d+\))?|\d+ comments?|no comments(?: yet)?",
            r"join the (?:conversation|discussion)|have your say|what do you think\?",
            r"cancel reply|(?:log|sign) in to (?:comment|leave a comment|post).{0,60}",
        ),
        Mark("comment_form", "end"),
    ),
    (
        _whole(
            r"name ?\*?|e-?mail ?\*|website|comment ?\*|your (?:name|e-?mail|comment)(?: address)? ?\*?",
            r"post comment|submit(?: comment)?|reply|notify me of .{1,80}",
        ),
        Mark("comment_form", "line"),
    ),
    (
        _whole(
            r"(?:skip|jump) to (?:main )?(?:content|navigation|search)|(?:main |open |close )?menu|search"
            r"|home(?:page)?",
            r"(?:sign|log) ?(?:in|up|out)|register|subscribe(?: now)?|my account|back to top|top|next|previous"
            r"|close|open",
            r"(?:advertis(?:e)?ment|ad|ads)(?: \d+)?|(?:scroll to continue|continues?"
            r"|continue reading)(?: (?:below|with|after).{0,60})?",
            r"(?:article|story|report) continues?(?: (?:below|after).{0,60})?",
            r"(?:\d+ )?min(?:ute)?s?(?: of)? read(?:ing)?|read in app|listen to (?:this|the) (?:article"
            r"|story).{0,30}|reading time.{0,20}",
            r"view (?:gallery|image|photos?|full.{0,20})|show (?:more|less)|(?:load|see|view) more.{0,20}"
            r"|expand|\d+ of \d+|image \d+ of \d+",
            r"(?:watch|live|video|audio|photos?|gallery|play|pause|podcasts?|live tv)(?: now)?",
            r"privacy policy|terms (?:of use|of service|and conditions)|cookie (?:policy|settings)|about us"
            r"|contact us|help|rss|edition",
        ),
        Mark("navigation", "line"),
    ),
    (_whole(r"\(end\)|end|#+|_{2,}|-{2,}|\*{2,}(?: \*+)*|\*|={2,}|~+|-30-|-0-|ends"), Mark("other", "line")),
    # the initials of the desk: "abc-de/fg/hij"
    (_whole(r"[a-z]{2,4}(?:-[a-z]{2,4})?(?:/[a-z]{2,4}(?:-[a-z]{2,4})?){1,4}"), Mark("credit", "line")),
    (_whole(r"[\w.+-]{1,60}@[\w-]{1,60}\.[\w.-]{2,40}"), Mark("contact", "line")),
)
START: tuple[tuple[re.Pattern[str], Mark], ...] = (
    (
        _start(r"your email address will not be published", r"required fields are", r"save my name,"),
        Mark("comment_form", "end"),
    ),
    (
        _start(r"©", r"\(c\)\s?(?:\d|copyright)", r"copyright\b(?=.{0,8}(?:©|\(c\)|\d{4}|the ))", r"&copy;"),
        Mark("copyright", "end"),
    ),
    (
        _start(
            r"\(?(?:this )?material (?:from|may not be)\b.{0,80}(?:published|reproduced|copyright)",
            r".{0,80}\ball rights (?:are )?reserved",
            r"(?:unauthori[sz]ed )?(?:reproduction|redistribution|reprinting)\b.{0,60}(?:prohibited|forbidden"
            r"|permission)",
        ),
        Mark("copyright", "end"),
    ),
    (
        _start(
            r"editors?\s?:|reporters?\s?:|producers?\s?:",
            r"our standards:",
            r".{0,200}\bcontributed (?:to (?:this|the) (?:report|story|article)|reporting|from .{1,40})\.?$",
            r"(?:follow|find) (?:ap|.{1,40})['’]s (?:coverage|reporting|full coverage)",
        ),
        Mark("credit", "end"),
    ),
    (
        _start(
            r"(?:photo|image|picture|video|graphic|illustration|photograph)s?(?: by| credit| courtesy| source|\s?[:/])",
            r"(?:in )?this (?:undated |file |handout |combination |composite )?(?:photo|picture|image|video)s?\b.{0,80}"
            r"(?:provided|taken|released|distributed|shows?|made|file)",
            r"file (?:photo|picture|image|-|–|—)",
            r"\[?(?:photo|image)[/:]",
        ),
        Mark("credit", "line"),
    ),
    (
        _start(
            r"to contact the (?:reporters?|authors?|editors?|writers?)\b",
            r"(?:write|contact|email|reach|follow) (?:to )?.{1,60}(?:@|on (?:twitter|x|facebook)\b)",
            r"(?:e-?mail|tel|phone|twitter|contact)\s?:",
            r"(?:contact|reach) (?:the )?(?:author|writer|reporter|us)\b",
        ),
        Mark("contact", "line"),
    ),
    (
        _start(
            r"(?:sign up|subscribe|register)\b.{0,120}(?:newsletter|email|inbox|alert|brief|updates|access"
            r"|today|now|channel|digest|here)",
            r"(?:get|receive)\b.{0,80}(?:newsletter|inbox|in your email|notifications?|alerts?)",
            r"(?:click|tap) (?:here|on|to)\b",
            r"(?:download|get) (?:our|the) .{0,30}\bapp\b",
            r"(?:follow|like|find|join) us (?:on|at)\b",
            r"(?:we|this (?:site|website)) uses? cookies|by (?:continuing|clicking|signing"
            r"|subscribing)\b.{0,80}\b(?:cookies|terms of|privacy policy)",
            r"this (?:story|article|post) (?:(?:was|has been|is) )?(?:originally |first |also )?"
            r"(?:published|updated|corrected|produced|appeared|generated|available)\b",
            r"(?:filed under|tags?|topics?|keywords?|categories|category|see more on)\s?:",
            r"support (?:our|independent) journalism|become a (?:member|subscriber)|already a (?:member|subscriber)",
            r"read (?:the )?(?:original|full) (?:article|story|version)\b",
        ),
        Mark("navigation", "line"),
    ),
    (
        _start(
            r"(?:read|see|also read|read also|read more|read next|see also|watch|listen|more|related"
            r"|don['’]t miss|must read"
            r"|recommended|opinion|next|up next|also)(?: (?:more|also|story|stories|article|reading"
            r"|here))?\s?[:|»>–—]\s?\S",
            r"(?:read|see) (?:more|also) (?:about|on|at|from|here)\b",
        ),
        Mark("promo_list", "line"),
    ),
)
# credits that name people: what follows must be names, or the line is a sentence ("With help from abroad, the …")
NAMED_CREDIT = re.compile(
    r"[-–—\s(\[]*(?:with (?:additional )?(?:assistance|reporting|contributions?|files|help|inputs?) (?:from|by)"
    r"|(?:additional |extra |further )?(?:reporting|writing|editing|production|translation|compiled|edited"
    r"|written|translated"
    r"|reported)(?: and (?:writing|editing|reporting|additional reporting))?(?: in .{1,30}| for .{1,30})? by)\b\s*:?",
    re.IGNORECASE,
)
NOT_NAMES = re.compile(r"(?<![\w'’.-])[a-z]{3,}\b")
NAME_SMALL_WORDS = (
    "and the for additional reporting editing writing production graphics translation compiled edited written by "
    "with from assistance contributions staff bureau newsroom"
)
NAME_SMALL = frozenset(NAME_SMALL_WORDS.split())
MOST_SMALL_WORDS = 1
CREDITED = (
    r"(?:photos?|images?|picture)(?: by\b| courtesy\b| via\b| provided\b| credit\b|\s?[:/])"
    r"|(?:file|handout|pool|courtesy) (?:photo|image|picture)|(?:photo|image) ?(?:file|handout|pool)"
    r"|courtesy of|via (?:ap|afp|reuters|getty)"
)
CAPTION_END = re.compile(
    rf"(?:[(\[][^()\[\]]{{0,60}}\b(?:{CREDITED})[^()\[\]]{{0,60}}[)\]]"
    r"|\bgetty images|\b(?:ap|file|afp|reuters|epa) photo"
    r"|/(?:ap|afp|reuters|epa|getty|pool|nurphoto|shutterstock|images?))[)\]. ]*$",
    re.IGNORECASE,
)
CAPTION_AGENCY = re.compile(r"[.!?][\"”]? ?\([A-Z][\w-]{1,20}(?: [A-Z][\w-]{1,20}){0,2}\)$")


def mark_line(text: str) -> Mark | None:
    """Return what kind of furniture a line is by its own words, None when nothing says so."""
    if len(text) > LONGEST_LINE:
        return None
    line = text.strip(" \"'")
    if line and all(word in SHARE or word.isdigit() for word in line.lower().split()):
        return Mark("navigation", "line")
    named = NAMED_CREDIT.match(line)
    if named is not None:
        small = [word for word in NOT_NAMES.findall(line[named.end() :]) if word not in NAME_SMALL]
        return Mark("credit", "end") if len(small) <= MOST_SMALL_WORDS else None
    for pattern, mark in WHOLE:
        if pattern.fullmatch(line):
            return mark
    for pattern, mark in START:
        if pattern.match(line):
            return mark
    return None


def is_caption(text: str) -> bool:
    """Return whether a line ends in a picture credit."""
    if len(text) > LONGEST_LINE:
        return False
    tail = text[-140:]
    return CAPTION_END.search(tail) is not None or CAPTION_AGENCY.search(tail) is not None
