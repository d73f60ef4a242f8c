"""A record from before reviews gets them with what its links and reports need."""

from msgspec.structs import replace
from record_world import CLOCK, LATE, fresh_place, fresh_record, hour, pack, reading, row
from review_world import BY
from test_schema_steps import copy_rows, make_step

from foreshock.record.store import open_record
from foreshock.terms.reading import Via


def test_old_links_get_their_rule_and_old_reports_their_carriers() -> None:
    told = reading("a", published=hour(1))
    said = replace(told.statements[0], via=(Via(outlet="Arvel Agency"),))
    told = replace(told, statements=(said,), events=(replace(told.events[0], statement="s1"),))
    with fresh_place() as place, fresh_record() as now:
        make_step(place, "0003")
        now.load_pack(pack(), [row("x")])
        now.add(told)
        copy_rows(
            place,
            now.location,
            *("article", "reading", "statement", "claim", "report", "event", "event_actor", "link"),
        )
        with open_record(place, clock=CLOCK) as record:
            reports = record.reports_of("firings:x", known_at=LATE)
            assert {report.id: report.rule for report in reports} == {
                "pack:bay:firings:x": "own_row",
                "sha256:a:e1": "same_day",
            }
            record.review("sha256:a:e1", "reject", made_at=hour(50), **BY)
            assert [report.id for report in record.reports_of("firings:x", known_at=LATE)] == ["pack:bay:firings:x"]
            record.load_pack(pack("2"), [row("x")])
            assert record.faults() == []
