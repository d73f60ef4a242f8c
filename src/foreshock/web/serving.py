"""Serve a desk from one process until it is told to stop."""

import ipaddress
import secrets
from collections.abc import Callable

import uvicorn

from foreshock.flow.desk import DeskSettings
from foreshock.terms.errors import UsageError
from foreshock.web.app import create_app
from foreshock.web.site import open_site

SECRET_BYTES = 32
LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]", "::1")
HIGHEST_PORT = 65535


def is_loopback(host: str) -> bool:
    """True if only this machine can reach a server bound to `host`."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def serve(settings: DeskSettings, *, host: str, port: int, tell: Callable[[str], None]) -> None:
    """Serve until interrupted; `tell` gets what the person who started it should know.

    Raises:
        UsageError: the port is none, or the address cannot be bound.
        PackError, RecordError: the theater or the record cannot be opened.
    """
    if not 1 <= port <= HIGHEST_PORT:
        raise UsageError(f"--port {port}", expected=f"1 to {HIGHEST_PORT}", next_step="leave it out for 8323")
    inside = is_loopback(host)
    site = open_site(settings, secrets.token_bytes(SECRET_BYTES))
    if not inside:
        tell(f"warning: {host} can be reached from other machines, and anyone who reaches it may read everything: "
             "the desk asks for no password; put it behind a proxy that does, or leave --host out")  # fmt: skip
    tell("issuing today's odds (the first time on a record this takes half a minute)")
    with site.desk() as desk:
        moment = settings.clock.now()
        site.outlooks.at(desk, moment, desk.events(moment))
    app = create_app(site, (*LOOPBACK_NAMES, host) if inside else ("*",))
    config = uvicorn.Config(
        app, host=host, port=port, log_level="warning", server_header=False, date_header=True, lifespan="on"
    )
    shown = f"[{host}]" if ":" in host else host
    tell(f"the desk is at http://{shown}:{port}/ (Ctrl-C stops it)")
    try:
        uvicorn.Server(config).run()
    except SystemExit as error:  # uvicorn has logged why it could not start
        raise UsageError(
            f"the desk could not start on {host} port {port}",
            expected="an address of this machine and a free port",
            next_step="pass another --port",
        ) from error
