"""Serve a desk from one process until it is told to stop."""

import secrets
import sys
from collections.abc import Callable

import uvicorn

from foreshock.flow.desk import DeskSettings, open_desk
from foreshock.flow.standpoint import Standpoint
from foreshock.flow.tokens import TokenFile
from foreshock.terms.errors import UsageError
from foreshock.web.apart import apart
from foreshock.web.app import create_app
from foreshock.web.memory import share_heaps
from foreshock.web.settings import PORT, ServeSettings, is_loopback
from foreshock.web.site import open_site

SECRET_BYTES = 32
LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]", "::1")
HIGHEST_PORT = 65535
SWITCH_SECONDS = 0.0005


def serve(settings: DeskSettings, serving: ServeSettings, tell: Callable[[str], None]) -> None:
    """Serve until interrupted; `tell` gets what the person who started it should know.

    Raises:
        UsageError: the port is none, or the address cannot be bound.
        PackError, RecordError: the theater or the record cannot be opened.
    """
    host, port = serving.host, serving.port
    share_heaps()
    if not 1 <= port <= HIGHEST_PORT:
        raise UsageError(f"--port {port}", expected=f"1 to {HIGHEST_PORT}", next_step=f"leave it out for {PORT}")
    inside = is_loopback(host)
    tell("opening the record (a theater's history that is new or has changed is brought in first)")
    apart(bring_in, settings)  # a new history takes a hundred megabytes, not all of which would be given back
    site = open_site(settings, secrets.token_bytes(SECRET_BYTES), serving)
    for warning in warnings_of(serving, site.access.tokens):
        tell(f"warning: {warning}")
    tell("issuing today's odds (the first time on a record this takes half a minute)")
    with site.desk() as desk:
        site.outlooks.at(desk, settings.clock.now())
        site.standing.scores(desk, Standpoint(as_of=site.now()))
        site.standing.check(desk, site.desk, wait=0.0)
    app = create_app(site, (*LOOPBACK_NAMES, host) if inside else ("*",))
    config = uvicorn.Config(
        app, host=host, port=port, log_level="warning", server_header=False, date_header=True, lifespan="on"
    )
    shown = f"[{host}]" if ":" in host else host
    tell(f"the desk is at http://{shown}:{port}/ (Ctrl-C stops it)")
    # Answers are given by one thread while others work pages out: at the usual 5 ms a turn, each of its
    # many short turns would wait that long.
    sys.setswitchinterval(SWITCH_SECONDS)
    try:
        uvicorn.Server(config).run()
    except SystemExit as error:  # uvicorn has logged why it could not start
        raise UsageError(
            f"the desk could not start on {host} port {port}",
            expected="an address of this machine and a free port",
            next_step="pass another --port",
        ) from error


def bring_in(settings: DeskSettings) -> None:
    """Bring the theater's history into the record, if it is new there or has changed.

    Raises:
        PackError, RecordError: the theater or the record cannot be opened.
    """
    with open_desk(settings):
        return


def warnings_of(serving: ServeSettings, tokens: TokenFile) -> list[str]:
    """Return what whoever starts a desk should know of who can reach it."""
    valid = [token for token in tokens.all() if token.revoked_at is None]
    found = []
    if not is_loopback(serving.host) and not serving.reads_need_token:
        found.append(
            f"{serving.host} can be reached from other machines, and anyone who reaches it may read everything: pass "
            "--reads-need-token, put it behind a proxy that asks who is there, or leave --host out"
        )
    if not is_loopback(serving.host):
        found.append("what is sent is not encrypted, tokens included: put a proxy with TLS in front of it")
    if serving.reads_need_token and not valid:
        found.append("nobody can read: there is no token yet; make one with `foreshock token create NAME`")
    return found
