"""Link rules as pack data: shipped ones are sound, and faults are found where they stand."""

from pathlib import Path

import pytest

from foreshock.record.rules import rules_of
from foreshock.terms.errors import PackError
from foreshock.theaters.check import check_pack
from foreshock.theaters.load import load_pack

HEAD = 'id = "isle"\nname = "The Isle"\nzone = "Europe/London"\n'
KINDS = '[[kinds]]\nid = "launch"\nlabel = "launch"\n'


def pack_of(folder: Path, rule: str) -> Path:
    (folder / "theater.toml").write_text(HEAD)
    (folder / "kinds.toml").write_text(KINDS)
    (folder / "link_rules.toml").write_text(f'[[link_rules]]\nid = "r"\nlabel = "far"\n{rule}')
    return folder


@pytest.mark.parametrize(
    ("rule", "field", "said"),
    [
        ('relation = "zone"\nkinds = ["launch"]\nzones = ["Mars/Olympus"]\nsources = ["x"]', "zones", "no time zone"),
        ('relation = "zone"\nkinds = ["launch"]\nsources = ["x"]', "zones", "names none"),
        ('relation = "next_day"\nkinds = ["launch"]', "sources", "whose reports"),
        ('relation = "volley"\nkinds = []', "kinds", "required"),
        ('relation = "volley"\nkinds = ["lunch"]', "kinds", "is no kind"),
        ('relation = "twin"\nkinds = ["launch"]', "relation", "does not fit"),
    ],
)
def test_a_rule_that_could_never_hold_is_a_fault(tmp_path: Path, rule: str, field: str, said: str) -> None:
    faults = check_pack(pack_of(tmp_path, rule))
    assert [(fault.file, fault.field) for fault in faults] == [("link_rules.toml", field)]
    assert said in faults[0].line()


def test_a_zone_that_is_not_there_stops_the_loading_with_a_plain_error(tmp_path: Path) -> None:
    rule = 'relation = "zone"\nkinds = ["launch"]\nzones = ["Mars/Olympus"]\nsources = ["x"]'
    with pytest.raises(PackError, match="Mars/Olympus"):
        rules_of(load_pack(pack_of(tmp_path, rule)))


def test_shipped_rules_know_whose_reports_they_are_about() -> None:
    rules = rules_of(load_pack("korea"))
    assert [item.rule.relation for item in rules.rules] == [
        "zone",
        "zone",
        "next_day",
        "volley",
        "unspecific",
        "twin_row",
    ]
    for item in rules.rules:
        assert bool(item.houses) == (item.rule.relation in ("zone", "next_day"))
    assert "launch.ballistic" in rules.families
