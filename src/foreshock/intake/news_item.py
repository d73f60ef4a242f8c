"""What a news agency's item says of a story, whatever the format it came in.

The item's own name (`uri`) is the same in all its versions, so a later version corrects an earlier one.
One under embargo is refused until it is lifted; one whose publisher withdrew it is a `WithdrawnError`,
so that whoever keeps the record can take back what rests on it.
"""

from msgspec import Struct

from foreshock.terms.errors import InputError

LONGEST_SHOWN = 90


class WithdrawnError(InputError):
    """A news item that its publisher canceled; `uri` names it, `canceled_at` is when, as written, `by` who."""

    code = "withdrawn"

    def __init__(self, uri: str, canceled_at: str | None, by: str | None) -> None:
        super().__init__(
            f"{uri[:LONGEST_SHOWN]} was withdrawn by its publisher",
            expected="an item that may be used",
            next_step="`foreshock add` takes back what the record holds of it",
        )
        self.uri = uri
        self.canceled_at = canceled_at
        self.by = by


class NewsItem(Struct, frozen=True, kw_only=True):
    """What an item says of a story; times as written, `language` the first part of its tag."""

    uri: str
    text: str
    headline: str | None
    published_at: str | None
    agency: str | None
    section: str | None
    embargoed_until: str | None
    byline: tuple[str, ...] = ()
    publisher: str | None = None
    language: str | None = None
    dateline: str | None = None


def refuse_unusable(uri: str, status: str | None, changed_at: str | None, by: str | None) -> None:
    """Refuse an item that its publisher canceled or withholds (`status` as in IPTC's publishing status).

    Raises:
        WithdrawnError: it is canceled.
        InputError: it is withheld.
    """
    name = (status or "usable").rpartition(":")[2].strip().lower()
    if name in ("canceled", "cancelled"):
        raise WithdrawnError(uri, changed_at, by)
    if name == "withheld":
        raise InputError(
            f"{uri[:LONGEST_SHOWN]} is withheld by its publisher",
            expected="an item whose pubStatus is usable",
            next_step="read it once it is released",
        )


def under_embargo(uri: str) -> InputError:
    """Return why an item whose embargo has no end is refused."""
    return InputError(
        f"{uri[:LONGEST_SHOWN]} is under embargo until further notice",
        expected="an article that may be used now",
        next_step="read it once its publisher releases it",
    )


def no_text(uri: str) -> InputError:
    """Return why an item without a body is refused."""
    return InputError(
        f"{uri[:LONGEST_SHOWN]} has no text",
        expected="a body in plain text or HTML",
        next_step="ask the wire for the full representation",
    )


def language_of(tag: str | None) -> str | None:
    """Return the language of a tag such as "en-GB"."""
    return (tag or "").partition("-")[0].strip().lower() or None
