"""The API does what its own description says, tried with requests that fit it and with malformed ones."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from foreshock.flow.desk import DeskSettings
from foreshock.terms.clock import FixedClock
from foreshock.web.api.operations import OPERATIONS, POSTINGS
from foreshock.web.app import create_app
from foreshock.web.settings import ServeSettings
from foreshock.web.site import open_site

NOW = datetime(2006, 7, 10, 3, 0, tzinfo=UTC)
EXAMPLES = 8
CONFIG = Path(__file__).with_name("schemathesis.toml")
ADDRESSES = [(each.path, "GET") for each in OPERATIONS] + [(each.path, "POST") for each in POSTINGS]
ASKED_NOTHING = {each.path for each in OPERATIONS if not each.query.__struct_fields__}
TRIED = [
    (path, method, mode)
    for path, method in ADDRESSES
    for mode in ("positive", "negative")
    if mode == "positive" or path not in ASKED_NOTHING
]


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The API's description as schemathesis reads it, bound to the application itself."""
    schemathesis = pytest.importorskip("schemathesis", reason="schemathesis (extra dev) is not installed")
    from schemathesis.config import SchemathesisConfig

    record = str(tmp_path_factory.mktemp("described") / "record.sqlite3")
    asked = DeskSettings(theater="korea", record=record, environment=None, as_of=None, clock=FixedClock(NOW))
    site = open_site(asked, b"a secret of the tests", ServeSettings(requests_per_minute=0, readings_per_minute=0))
    config = SchemathesisConfig.from_path(CONFIG)
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", create_app(site, ["*"]), config=config)


@pytest.mark.slow
@pytest.mark.parametrize(("path", "method", "mode"), TRIED)
def test_every_answer_is_one_that_the_description_allows(described: Any, path: str, method: str, mode: str) -> None:
    from schemathesis.generation.modes import GenerationMode

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(described[path][method].as_strategy(generation_mode=GenerationMode(mode)))
    def try_it(case: Any) -> None:
        case.call_and_validate()

    try_it()
