"""`foreshock serve` and `foreshock token`: settings from options and the environment, a secret shown once."""

import argparse
import io
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from foreshock.cli.commands import serve as serve_command
from foreshock.cli.main import main
from foreshock.cli.terminal import Terminal
from foreshock.flow.desk import DeskSettings
from foreshock.flow.tokens import NewToken, TokenFile, TokenView
from foreshock.terms.article import Article
from foreshock.terms.clock import FixedClock
from foreshock.terms.errors import UsageError
from foreshock.terms.reading import ActorRef, Event, Reading, When
from foreshock.web import outlooks
from foreshock.web.serving import warnings_of
from foreshock.web.settings import ServeSettings
from foreshock.web.site import open_site

NOW = datetime(2006, 7, 10, 3, 0, tzinfo=UTC)
CLOCK = FixedClock(NOW)


def asked(*arguments: str, **environ: str) -> ServeSettings:
    parser = argparse.ArgumentParser()
    serve_command.add_arguments(parser)
    return serve_command.serve_settings(parser.parse_args(arguments), environ)


def ran(*arguments: str, environ: Mapping[str, str]) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    code = main(arguments, Terminal(out=out, err=err, stdin=io.BytesIO(), environ=environ, clock=CLOCK))
    return code, out.getvalue(), err.getvalue()


def test_an_option_comes_before_the_environment_and_that_before_the_usual() -> None:
    assert asked() == ServeSettings()
    assert asked(FORESHOCK_PORT="9000", FORESHOCK_HOST="::1") == ServeSettings(host="::1", port=9000)
    assert asked("--port", "9001", FORESHOCK_PORT="9000").port == 9001
    assert asked("--rate", "0", "--readings-rate", "5") == ServeSettings(requests_per_minute=0, readings_per_minute=5)
    assert asked(FORESHOCK_RATE="7", FORESHOCK_READINGS_RATE="0").requests_per_minute == 7
    assert asked(FORESHOCK_TOKENS="t.json").tokens == "t.json"


@pytest.mark.parametrize(("text", "needed"), [("1", True), ("yes", True), ("TRUE", True), ("0", False), ("", False)])
def test_reading_can_be_closed_by_the_environment(text: str, *, needed: bool) -> None:
    assert asked(FORESHOCK_READS_NEED_TOKEN=text).reads_need_token is needed
    assert asked("--reads-need-token").reads_need_token


@pytest.mark.parametrize(
    ("variable", "text"),
    [
        ("FORESHOCK_PORT", "http"),
        ("FORESHOCK_RATE", "-1"),
        ("FORESHOCK_RATE", "1e3"),
        ("FORESHOCK_READS_NEED_TOKEN", "maybe"),
    ],
)
def test_a_setting_that_is_none_is_refused_by_its_name(variable: str, text: str) -> None:
    with pytest.raises(UsageError, match=variable):
        asked(**{variable: text})


def test_who_starts_a_desk_is_warned_of_who_can_reach_it(tmp_path: Path) -> None:
    tokens = TokenFile(tmp_path / "t.json")
    assert warnings_of(ServeSettings(), tokens) == []
    open_to_all = warnings_of(ServeSettings(host="0.0.0.0"), tokens)
    assert "anyone who reaches it may read everything" in open_to_all[0]
    assert "TLS" in open_to_all[1]
    closed = ServeSettings(host="0.0.0.0", reads_need_token=True)
    assert "there is no token yet" in warnings_of(closed, tokens)[-1]
    tokens.create("reader", "read", CLOCK)
    assert len(warnings_of(closed, tokens)) == 1


def test_a_token_is_printed_once_listed_and_revoked(tmp_path: Path) -> None:
    environ = {"FORESHOCK_TOKENS": str(tmp_path / "t.json")}
    code, secret, told = ran("token", "create", "nightly import", "--scope", "write", environ=environ)
    assert code == 0
    assert TokenFile(tmp_path / "t.json").scope_of(secret.strip()) == "write"
    assert secret.strip() not in told
    _, listed, _ = ran("token", "list", "--json", environ=environ)
    view = msgspec.json.decode(listed, type=TokenView)
    assert (view.name, view.scope) == ("nightly import", "write")
    assert secret.strip() not in listed
    assert ran("token", "revoke", view.id, environ=environ)[0] == 0
    assert TokenFile(tmp_path / "t.json").scope_of(secret.strip()) is None
    assert "revoked" in ran("token", "list", environ=environ)[1]
    _, made, _ = ran("token", "create", "reader", "--json", environ=environ)
    assert msgspec.json.decode(made, type=NewToken).token.scope == "read"


@pytest.mark.parametrize("arguments", [("create",), ("revoke",), ("revoke", "nothing"), ("create", " ")])
def test_a_token_that_cannot_be_is_wrong_usage(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    code, out, err = ran("token", *arguments, environ={"FORESHOCK_TOKENS": str(tmp_path / "t.json")})
    assert (code, out) == (2, "")
    assert err.count(" — ") == 2


def test_articles_about_other_things_leave_the_odds_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = str(tmp_path / "record.sqlite3")
    settings = DeskSettings(theater="korea", record=record, environment=None, as_of=None, clock=CLOCK)
    site = open_site(settings, b"a secret of the tests")
    when = When(start=NOW.date(), end=NOW.date(), precision="day")
    event = Event(
        id="e1", type=None, kind="visit", actors=(ActorRef(code="BRA", text="Brazil"),), when=when, status="happened",
        rule="test", score=1.0,
    )  # fmt: skip
    article = Article(id="sha256:1", headline="A visit", published_at=NOW, published_precision="second")
    reading = Reading(article=article, events=(event,))
    with site.desk() as desk:
        first = site.outlooks.at(desk, NOW)
        monkeypatch.setattr(outlooks, "odds_at", lambda *_: pytest.fail("issued again"))
        desk.record.add(reading)
        assert site.outlooks.at(desk, NOW) is first
        elsewhere = replace(event, kind="exercise.joint.field")
        desk.record.add(replace(reading, events=(elsewhere,)))
        assert site.outlooks.at(desk, NOW) is first
        here = replace(elsewhere, actors=(ActorRef(code="KOR", text="Seoul"), ActorRef(code="USA", text="Washington")))
        desk.record.add(replace(reading, events=(here,)))
        with pytest.raises(pytest.fail.Exception, match="issued again"):
            site.outlooks.at(desk, NOW)
