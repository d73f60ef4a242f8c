"""The made-up theater as fixtures."""

import pytest
from made_theater import made_events, made_pack

from foreshock.terms.record import RecordedEvent
from foreshock.theaters.schema import Pack


@pytest.fixture(scope="session")
def pack() -> Pack:
    return made_pack()


@pytest.fixture(scope="session")
def events() -> tuple[RecordedEvent, ...]:
    return made_events()
