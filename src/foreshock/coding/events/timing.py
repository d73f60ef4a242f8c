"""When a coded happening was or will be."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

import msgspec

from foreshock.coding.dates.mention import DateMention
from foreshock.coding.events.grammar import auxiliaries, is_verb
from foreshock.coding.parsed import Paragraph, ParsedArticle
from foreshock.coding.reported_dates import is_of_report
from foreshock.terms.reading import Status, When

if TYPE_CHECKING:
    from foreshock.coding.tokens import Token

_CLIMB = 10
_REPORTING = frozenset(["said", "says", "reported", "announced", "told", "added", "cited"])


def when_of(
    trigger: "Token",
    verb: "Token | None",
    status: Status,
    parsed: ParsedArticle,
    at: Paragraph,
    *,
    practice: bool = False,
    handled: "Token | None" = None,
) -> When | None:
    """Return the days of a happening, None when the text does not settle them.

    A date that hangs on the happening's own words goes first, then the only one of its sentence
    that no other verb owns; a lag is counted from another date of the sentence; a fresh report
    in the simple past without a date is of the day of publication, unless it tells of a `practice`.
    `handled` is the noun of a thing that was there before what is done to it.
    """
    sentence = trigger.sent
    near: list[tuple[int, DateMention]] = []
    lag: DateMention | None = None
    for mention in at.dates_in(sentence.start_char, sentence.end_char):
        span = at.doc.char_span(mention.start, mention.end)
        if span is None or _is_hour(mention):
            continue
        owner, steps = _owner(span.root, trigger, verb)
        if owner and is_of_report(at.doc, mention.start, mention.end):
            continue
        if mention.kind == "lag" and owner:
            lag = mention
        elif mention.kind == "date" and owner:
            if handled is not None and _before_noun(span.root, handled):
                continue  # "suspended a 2018 pact": the year is the pact's
            if _is_of_first(span.root, verb) and mention.precision not in ("day", "minute", "second"):
                practice = True  # "took office in May and brought back drills": May is of the first deed alone
                continue
            near.append((steps, mention))
    if lag is not None and lag.lag is not None:
        return _counted(lag, verb if verb is not None else trigger, at, parsed)
    near.sort(key=lambda pair: pair[0])
    for _, mention in near:
        found = mention.when()
        if found is not None:
            return _from_now(found, mention, status, parsed.published)
    told = _told_of(verb, at)
    if told is not None:
        return told
    if near or practice or parsed.published is None or status != "happened" or not _is_fresh(verb or trigger):
        return None
    retold = _news_day(parsed) if _is_retold(trigger) else None
    if retold is not None and retold != parsed.published:
        return When(start=retold, end=retold, precision="day", basis="anchor")
    return When(start=parsed.published, end=parsed.published, precision="day", basis="published")


def _is_retold(noun: "Token") -> bool:
    """Return whether a noun is what the article has told of already: "The missile was launched at 6 a.m."."""
    return noun.dep_ == "nsubjpass" and any(kid.lower_ in ("the", "both") and kid.i < noun.i for kid in noun.children)


def _from_now(found: When, mention: DateMention, status: Status, published: date | None) -> When:
    """Return the days left of a term for what is still to come: "by the end of the year" begins today."""
    ahead = status in ("scheduled", "possible", "threatened") and mention.open_start
    if not ahead or published is None or found.start is None or found.end is None:
        return found
    if not found.start < published <= found.end:
        return found
    return msgspec.structs.replace(found, start=published, precision="range")


def _told_of(verb: "Token | None", at: Paragraph) -> When | None:
    """Return the days a "when" or "where" clause is about: "since June, when it began", "a May summit, where it"."""
    while verb is not None and verb.dep_ == "xcomp" and verb.head.i != verb.i:
        verb = verb.head  # "when it began laying mines"
    if verb is None or verb.dep_ not in ("relcl", "advcl"):
        return None
    asked = next((kid for kid in verb.children if kid.dep_ == "advmod" and kid.lower_ in ("when", "where")), None)
    if asked is None:
        return None
    start, end = verb.sent.start_char, asked.idx
    before = [d for d in at.dates_in(start, end) if d.kind == "date" and d.from_ is not None]
    near = [d for d in before if asked.lower_ == "where" or end - d.end <= _TOUCHING]
    if not near or (asked.lower_ == "where" and len(before) > 1):
        return None
    found = near[-1]
    return When(start=found.from_, end=found.to, precision=found.precision, text=found.text, basis=found.basis)


_TOUCHING = 3  # characters between a date and the "when" of its clause


def _before_noun(day: "Token", noun: "Token") -> bool:
    """Return whether a date stands right before a noun as part of it ("the 2018 pact")."""
    return day.i < noun.i and day.head.i == noun.i and day.dep_ in ("nummod", "compound", "nmod", "amod", "npadvmod")


def _is_of_first(day: "Token", verb: "Token | None") -> bool:
    """Return whether a date stands between two joined verbs, after the first and before the one asked about."""
    return verb is not None and verb.dep_ == "conj" and is_verb(verb.head) and verb.head.i < day.i < verb.i


def _is_hour(mention: DateMention) -> bool:
    """Return whether a mention is a time of day without its day ("at 6:30 am"), which settles no day."""
    return mention.precision == "minute" and mention.from_ is None


def _owner(token: "Token", trigger: "Token", verb: "Token | None") -> tuple[bool, int]:
    """Return whether a date hangs on a happening's words, and through how many arcs."""
    goals = {trigger.i} | ({verb.i} if verb is not None else set())
    above = {up.i for up in _raising(verb if verb is not None else trigger)}
    at = token
    for steps in range(_CLIMB):
        if at.i in goals:
            return True, steps
        if at.i in above:
            return at.lower_ not in _REPORTING, steps + 5
        if at.head.i == at.i or (
            is_verb(at) and at.dep_ in ("relcl", "advcl", "acl") and steps > 0 and at.i not in goals
        ):
            return False, steps
        said = at.head
        if is_verb(at) and at.dep_ == "ccomp" and said.dep_ == "conj" and said.lower_ in _REPORTING:
            return said.i in goals, steps  # "accused X of fraud and said it stole gold in May": May is of the theft
        at = said
    return False, _CLIMB


def _raising(verb: "Token") -> "list[Token]":
    """Return the verbs above an infinitive, participle or joined verb, whose dates are also its own."""
    found, at = [], verb
    for _ in range(5):
        if at.dep_ not in ("xcomp", "acl", "pcomp", "prep", "conj", "dobj", "pobj", "advcl") or at.head.i == at.i:
            break
        at = at.head
        found.append(at)
    return found


def _counted(lag: DateMention, trigger: "Token", at: Paragraph, parsed: ParsedArticle) -> When | None:
    sentence = trigger.sent
    base = next(
        (
            d
            for d in at.dates_in(sentence.start_char, sentence.end_char)
            if d.kind == "date" and d.from_ is not None and d.to is not None
        ),
        None,
    )
    news = _news_day(parsed) if base is None else None
    if lag.lag is not None and news is not None and _follows_news(trigger):
        start, end = news - timedelta(days=lag.lag.max_days), news - timedelta(days=lag.lag.min_days)
        return When(start=start, end=end, precision="day" if start == end else "range", text=lag.text, basis="anchor")
    if base is None or lag.lag is None or base.from_ is None or base.to is None:
        return lag.when()
    if base.precision != "day":  # a month and a day is still about that month
        return When(start=base.from_, end=base.to, precision=base.precision, text=lag.text, basis="anchor")
    if any(kid.lower_ == "after" and kid.dep_ in ("mark", "prep") for kid in trigger.children):
        # "four weeks after it tested …": the test came before the day the sentence gives
        start, end = base.from_ - timedelta(days=lag.lag.max_days), base.to - timedelta(days=lag.lag.min_days)
        return When(start=start, end=end, precision="day" if start == end else "range", text=lag.text, basis="anchor")
    start, end = base.from_ + timedelta(days=lag.lag.min_days), base.to + timedelta(days=lag.lag.max_days)
    return When(start=start, end=end, precision="day" if start == end else "range", text=lag.text, basis="anchor")


def _follows_news(verb: "Token") -> bool:
    """Return whether a deed is what the news came after: "the statement came two days after it fired"."""
    above = verb.head
    after = any(kid.lower_ == "after" and kid.dep_ in ("mark", "prep") for kid in verb.children)
    return after and verb.dep_ == "advcl" and above.lower_ in ("came", "comes", "come", "follows")


def _news_day(parsed: ParsedArticle) -> date | None:
    """Return the day an article's news is of: the latest of its first paragraph, else that of publication."""
    published = parsed.published
    if published is None or not parsed.paragraphs:
        return published
    days = [d.from_ for d in parsed.paragraphs[0].dates if d.kind == "date" and d.precision == "day"]
    recent = [day for day in days if day is not None and 0 <= (published - day).days <= _NEWS]
    return max(recent, default=published)


_NEWS = 3  # days; a first paragraph that tells of an older day is not today's news


def _is_fresh(verb: "Token") -> bool:
    """Return whether a verb tells today's news: simple past or present perfect in the main line.

    A joined verb is where the first of its row is: "which won power and staged drills" is background.
    """
    first = verb
    while first.dep_ == "conj" and first.head.i < first.i and is_verb(first.head):
        first = first.head
    if first.dep_ not in ("ROOT", "ccomp", "conj") or verb.tag_ not in ("VBD", "VBN"):
        return False
    return not auxiliaries(verb) & {"had", "’d", "'d", "has", "have", "been"}
