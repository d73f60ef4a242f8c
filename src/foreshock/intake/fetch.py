"""One page from an http(s) address, with limits on time, size, redirects and what it may be."""

import time
from dataclasses import dataclass

import httpx2

from foreshock.intake.decode import LIMIT, LIMIT_TEXT
from foreshock.terms.errors import InputError

MOST_REDIRECTS = 5
TEXT_TYPES = (
    "text/", "application/xhtml", "application/json", "application/x-ndjson", "application/jsonl", "application/xml",
    "application/vnd.iptc.g2", "application/nitf+xml",
)  # fmt: skip
UNSAID_TYPES = ("", "application/octet-stream", "application/gzip", "application/x-gzip")
HEADERS = {"Accept": "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.1", "User-Agent": "foreshock"}


@dataclass(frozen=True)
class Page:
    """What an address gave: its bytes, the charset its server declared, and where it was in the end."""

    data: bytes
    charset: str | None
    url: str


def fetch(url: str, timeout: float) -> Page:
    """Return the page at an address.

    Args:
        url: http or https.
        timeout: seconds for the whole of it, and for each wait.

    Raises:
        InputError: not reached in time, refused, too large, too many redirects, or no text.
    """
    started = time.monotonic()
    parts: list[bytes] = []
    size = 0
    try:
        with (
            httpx2.Client(
                timeout=timeout, follow_redirects=True, max_redirects=MOST_REDIRECTS, headers=HEADERS
            ) as client,
            client.stream("GET", url) as response,
        ):
            _check(response)
            for part in response.iter_bytes():
                size += len(part)
                parts.append(part)
                if size > LIMIT:
                    raise InputError(f"larger than {LIMIT_TEXT}", expected="one article's page")
                if time.monotonic() - started > timeout:
                    raise _too_slow(timeout)
            return Page(b"".join(parts), response.charset_encoding, str(response.url))
    except httpx2.TimeoutException:
        raise _too_slow(timeout) from None
    except httpx2.TooManyRedirects:
        raise InputError(
            f"more than {MOST_REDIRECTS} redirects",
            expected="an article's own address",
            next_step="open it in a browser",
        ) from None
    except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError, ValueError, OSError) as fault:
        raise InputError(
            f"could not be fetched: {str(fault)[:200] or type(fault).__name__}",
            expected="a page that can be reached",
            next_step="check the address and the network, or save the page and give its file",
        ) from None


def _check(response: httpx2.Response) -> None:
    if response.status_code >= 400:
        raise InputError(
            f"the server answered {response.status_code} {response.reason_phrase}".strip(),
            expected="200 OK",
            next_step="check the address, or save the page and give its file",
        )
    kind = response.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind not in UNSAID_TYPES and not kind.startswith(TEXT_TYPES):
        raise InputError(
            f"the server sent {kind}", expected="a web page or text", next_step="give the article's own page"
        )


def _too_slow(timeout: float) -> InputError:
    return InputError(
        f"no answer within {timeout:g} seconds",
        expected="a server that answers",
        next_step="try again or raise --timeout",
    )
