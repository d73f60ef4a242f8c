"""Notices and warnings that only articles tell of enter the panel when they were known, and never before."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from msgspec.structs import replace

from foreshock.panel.notices import launch_notices
from foreshock.panel.official_warnings import official_warnings, warning_evidence, warning_features
from foreshock.terms.record import RecordedEvent

ZONE = ZoneInfo("UTC")
TOLD_ON = datetime(2019, 3, 4, 12, tzinfo=UTC)


def told(**changes: Any) -> RecordedEvent:
    row = RecordedEvent(
        id="article:1", kind="notice.launch", valid_from=date(2019, 3, 10), valid_to=date(2019, 3, 15),
        actors=("ABC",), status="scheduled", kinetic=False, recorded_at=TOLD_ON, recorded_basis="observed",
        table="articles",
    )  # fmt: skip
    return replace(row, **changes)


def listed(start: str, end: str, known: datetime) -> RecordedEvent:
    days = {"window_start": start, "window_end": end}
    return told(id="notices:1", table="notices", recorded_at=known, attributes=days)


def test_an_articles_notice_is_known_from_when_the_first_report_came() -> None:
    (found,) = launch_notices([told()], ("ABC",), ZONE)
    assert found.known == date(2019, 3, 4).toordinal()
    assert (found.start, found.end) == (date(2019, 3, 10).toordinal(), date(2019, 3, 15).toordinal())
    later = told(recorded_at=TOLD_ON + timedelta(days=3), announced_at=TOLD_ON)
    assert launch_notices([later], ("ABC",), ZONE)[0].known == found.known


def test_an_old_vague_foreign_or_denied_notice_of_an_article_is_left_out() -> None:
    past = told(valid_from=date(2019, 2, 1), valid_to=date(2019, 2, 3))
    vague = told(valid_to=date(2019, 9, 1))
    month = told(valid_from=date(2019, 4, 1), valid_to=date(2019, 4, 30), precision="month")
    foreign = told(actors=("XYZ",))
    denied = told(status="denied")
    assert launch_notices([past, vague, month, foreign, denied], ("ABC",), ZONE) == ()


def test_an_articles_notice_counts_up_to_the_last_day_of_its_window() -> None:
    last = told(valid_from=date(2019, 3, 1), valid_to=date(2019, 3, 4))
    assert [notice.end for notice in launch_notices([last], ("ABC",), ZONE)] == [date(2019, 3, 4).toordinal()]
    over = replace(last, recorded_at=TOLD_ON + timedelta(days=1))
    assert launch_notices([over], ("ABC",), ZONE) == ()


def test_a_notice_the_tables_had_by_then_is_not_counted_twice() -> None:
    before = listed("2019-03-09", "2019-03-14", TOLD_ON - timedelta(days=1))
    after = listed("2019-03-09", "2019-03-14", TOLD_ON + timedelta(days=1))
    assert [n.row for n in launch_notices([told(), before], ("ABC",), ZONE)] == ["notices:1"]
    # Until the table had it the article's was all one knew: what one could say then must not change.
    assert [n.row for n in launch_notices([told(), after], ("ABC",), ZONE)] == ["article:1", "notices:1"]


def said(number: int, day: int, kind: str, stance: str = "threaten", actor: str = "ABC") -> RecordedEvent:
    return told(
        id=f"statements:{number}", table="statements", kind=kind, actors=(actor,), status="happened",
        valid_from=date(2019, 3, day), valid_to=date(2019, 3, day), attributes={"stance": stance},
        recorded_at=datetime(2019, 3, day, 23, tzinfo=UTC),
    )  # fmt: skip


def test_threats_of_the_principal_count_for_a_week_from_when_they_were_known() -> None:
    rows = [said(1, 5, "statement.leader"), said(2, 7, "statement.press"), said(3, 6, "statement.press", "offer"),
            said(4, 6, "statement.leader", actor="XYZ")]  # fmt: skip
    found = official_warnings(rows, ("ABC",), {"statement.leader"}, ZONE)
    assert [warning.row for warning in found] == ["statements:1", "statements:2"]
    first = date(2019, 3, 1).toordinal()
    features = warning_features(found, first, first + 19)
    assert np.allclose(np.expm1(features[:, 0]), [0] * 4 + [1] * 2 + [2] * 5 + [1] * 2 + [0] * 7)
    assert np.allclose(np.expm1(features[:, 1]), [0] * 4 + [1] * 7 + [0] * 9)
    assert warning_evidence(found, first + 12) == (("statements:2",), ())
