"""The checker: each planted fault is found where it was planted, and none hides another."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foreshock.terms.errors import PackError
from foreshock.theaters.check import Fault, check_pack
from foreshock.theaters.load import load_pack

FILES = {
    "theater.toml": """
id = "isle"
name = "The Isle"
zone = "Europe/London"
principal = ["AAA"]
""",
    "countries.csv": """\
code,kind,names,demonyms
AAA,country,Aland Minor,Alander;Alanders
BBB,country,Borduria,Bordurian
""",
    "offices.csv": """\
id,name,actor,aliases,rank
guard,royal guard,AAA,Royal Guard,top
ministry,ministry,,ministry,
""",
    "role_words.csv": """\
role,words,office
guard captain,guard captain;guard captains,guard
""",
    "people.csv": """\
id,name,surname,aliases
ann,Ann Ashe,Ashe,Anne Ashe
bob,Bob Birch,Birch,
""",
    "tenures.csv": """\
person,title,actor,office,start,end,rank
ann,queen,AAA,,2001-01-01,2009-12-31,top
bob,king,BBB,,2001-01-01,,
""",
    "outlets.csv": """\
id,name,actor,aliases,standing,carries_for
herald,Isle Herald,AAA,,state,AAA
""",
    "weapons.csv": """\
id,name,class,aliases,kind,owners,range_km
arrow-1,Arrow-1,missile,Arrow One,launch.arrow,AAA,300
""",
    "sites.csv": """\
id,name,actor,lat,lon
point,The Point,AAA,51.5,-1.25
""",
    "levels.csv": """\
id,label,rank
top,word of the queen,1
""",
    "kinds.toml": """
[[kinds]]
id = "launch"
label = "launch"

[[kinds]]
id = "launch.arrow"
label = "arrow shot"

[[kinds]]
id = "statement"
label = "statement"

[[kinds]]
id = "statement.top"
label = "word of the queen"
""",
    "named_drills.csv": """\
id,name,kind,participants,months
tide,Tide,launch,AAA;BBB,3;4
""",
    "targets.csv": """\
id,label,kinds,actors,adjudicators,tie_rule
any,any launch,launch,AAA,Isle Herald,first day counts
""",
    "recurring_days.csv": """\
id,month,day,name,actor
founding,4,1,Founding Day,AAA
""",
    "history/provocations.csv": """\
id,date,kind,actor,weapon,source
p1,2020-01-01,launch.arrow,AAA,arrow-1,Isle Herald
""",
    "history/drills.csv": """\
id,start,end,precision,name,participants,kind,source
d1,2020-03-01,2020-03-05,day,Tide,AAA;BBB,launch,Isle Herald
""",
    "history/statements.csv": """\
id,date,actor,level,stance,source
s1,2020-01-02,AAA,top,threaten,Isle Herald
""",
}


@pytest.fixture
def isle(tmp_path: Path) -> Path:
    """A small sound pack of a fictional place."""
    folder = tmp_path / "isle"
    (folder / "history").mkdir(parents=True)
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def edit(folder: Path, file: str, old: str, new: str) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")


def places(faults: list[Fault]) -> set[tuple[str, int | None, str | None]]:
    return {(fault.file, fault.row, fault.field) for fault in faults}


def test_a_sound_pack_has_no_faults_and_loads(isle: Path) -> None:
    assert check_pack(isle) == []
    assert load_pack(isle).theater.name == "The Isle"


@pytest.mark.parametrize(
    ("file", "old", "new", "row", "field", "words"),
    [
        ("countries.csv", "AAA,country", "AAA,continent", 2, "kind", "does not fit"),
        ("countries.csv", "demonyms", "demonym", 2, "demonym", "not known"),
        ("countries.csv", "Borduria,", ",", 3, "names", "required"),
        ("countries.csv", "BBB,country", "AAA,country", 3, "code", "used before, in countries.csv, row 2"),
        ("countries.csv", "Bordurian", "Alander", 3, "demonyms", "also 'AAA'"),
        ("countries.csv", "Bordurian", "Bordu\u200brian", 3, "demonyms", "U+200B"),
        ("countries.csv", "Borduria,", "Borduria ,", 3, "names", "blanks"),
        ("offices.csv", "guard,AAA", "guard,ZZZ", 2, "actor", "no actor"),
        ("offices.csv", "Guard,top", "Guard,bottom", 2, "rank", "no level"),
        ("role_words.csv", "captains,guard", "captains,kitchen", 2, "office", "no office"),
        ("tenures.csv", "ann,queen", "eve,queen", 2, "person", "no person"),
        ("tenures.csv", "king,BBB", "king,ZZZ", 3, "actor", "no actor"),
        ("tenures.csv", "2009-12-31", "1999-12-31", 2, "end", "before start 2001-01-01"),
        ("tenures.csv", "2009-12-31", "2009-02-30", 2, "end", "does not fit"),
        ("tenures.csv", "31,top", "31,bottom", 2, "rank", "no level"),
        ("people.csv", "Bob Birch,", "Ann Ashe,", 3, "name", "also 'ann'"),
        ("outlets.csv", "state,AAA", "state,ZZZ", 2, "carries_for", "no actor"),
        ("outlets.csv", "state,AAA", "royal,AAA", 2, "standing", "does not fit"),
        ("weapons.csv", "launch.arrow", "launch.bow", 2, "kind", "no kind"),
        ("weapons.csv", "AAA,300", "AAA;ZZZ,300", 2, "owners", "no actor"),
        ("weapons.csv", "AAA,300", "AAA,far", 2, "range_km", "does not fit"),
        ("sites.csv", "51.5", "151.5", 2, "lat", "between -90 and 90"),
        ("levels.csv", "top,", "peak,", 2, "id", "statement.peak"),
        ("kinds.toml", '"launch"\nlabel', '"lunch"\nlabel', 2, "id", "its parent 'launch'"),
        ("kinds.toml", '"arrow shot"', '"arrow shot"\ntype = "MOBILISE"', 2, "type", "does not fit"),
        (
            "kinds.toml",
            '"arrow shot"',
            '"arrow shot"\ntype = "MOBILIZE"\nmode = "riot"',
            2,
            "mode",
            "MOBILIZE in PLOVER",
        ),
        ("kinds.toml", '"arrow shot"', '"arrow shot"\ncontexts = ["naval"]', 2, "contexts", "no context"),
        ("named_drills.csv", "3;4", "3;14", 2, "months", "between 1 and 12"),
        ("named_drills.csv", "3;4", "March", 2, "months", "does not fit"),
        ("targets.csv", "launch,launch,", "launch,strike,", 2, "kinds", "no kind"),
        ("recurring_days.csv", "4,1,", "13,1,", 2, "month", "between 1 and 12"),
        ("history/provocations.csv", "arrow-1,", "arrow-1+arrow-2,", 2, "weapon", "'arrow-2' is no weapon"),
        ("history/drills.csv", "2020-03-05", "2020-02-05", 2, "end", "before start"),
        ("history/drills.csv", "AAA;BBB", "AAA;ZZZ", 2, "participants", "no actor"),
        ("history/statements.csv", "top,", "bottom,", 2, "level", "no level"),
        ("theater.toml", "Europe/London", "Europe/Borduria", None, "zone", "no time zone"),
        ("theater.toml", '["AAA"]', '["ZZZ"]', None, "principal", "no actor"),
        ("theater.toml", "principal", "principals", None, "principals", "not known"),
        ("theater.toml", 'name = "The Isle"\n', "", None, "name", "required"),
        ("theater.toml", "principal", 'extends = "atlantis"\nprincipal', None, "extends", "no theater pack"),
    ],
)
def test_a_planted_fault_is_found_with_its_file_row_and_field(
    isle: Path, file: str, old: str, new: str, row: int | None, field: str, words: str
) -> None:
    edit(isle, file, old, new)
    found = [fault for fault in check_pack(isle) if (fault.file, fault.row, fault.field) == (file, row, field)]
    assert found, [fault.line() for fault in check_pack(isle)]
    assert any(words in fault.message for fault in found), [fault.line() for fault in found]


def test_one_fault_does_not_hide_another(isle: Path) -> None:
    edit(isle, "weapons.csv", "launch.arrow,AAA,300", "launch.bow,ZZZ,far")
    edit(isle, "sites.csv", "51.5", "north")
    edit(isle, "tenures.csv", "ann,queen,AAA,,2001-01-01", "eve,queen,ZZZ,,soon")
    expected = {
        *(("weapons.csv", 2, field) for field in ("kind", "owners", "range_km")),
        ("sites.csv", 2, "lat"),
        *(("tenures.csv", 2, field) for field in ("person", "actor", "start")),
    }
    assert places(check_pack(isle)) == expected


@pytest.mark.parametrize(
    ("break_it", "file", "words"),
    [
        (lambda folder: (folder / "weapons.csv").write_bytes(b"id,name,class\nx,caf\xe9,y\n"), "weapons.csv", "UTF-8"),
        (lambda folder: (folder / "kinds.toml").write_text("[[kinds]\n"), "kinds.toml", "not TOML"),
        (lambda folder: (folder / "theater.toml").write_text("id = \n"), "theater.toml", "not TOML"),
        (lambda folder: (folder / "theater.toml").unlink(), "theater.toml", "missing"),
        (lambda folder: (folder / "sites.csv").write_text('id,name,actor\np,"open,AAA\n'), "sites.csv", "not CSV"),
        (lambda folder: (folder / "sites.csv").write_text("id,name,actor\np,q\n"), "sites.csv", "2 cells"),
        (lambda folder: (folder / "sites.csv").write_text(""), "sites.csv", "no header"),
        (lambda folder: (folder / "sites.csv").write_text("id,id,name,actor\np,p,q,AAA\n"), "sites.csv", "twice"),
        (lambda folder: (folder / "sites.toml").write_text("[[places]]\nid = 'p'\n"), "sites.toml", "[[sites]]"),
        (lambda folder: (folder / "wepons.csv").write_text("id\n"), "wepons.csv", "no file of a pack"),
    ],
)
def test_unreadable_and_unknown_files_are_reported(
    isle: Path, break_it: Callable[[Path], object], file: str, words: str
) -> None:
    break_it(isle)
    assert any(fault.file == file and words in fault.message for fault in check_pack(isle))


def test_rows_after_a_cell_of_several_lines_keep_their_line(isle: Path) -> None:
    (isle / "sites.csv").write_text('id,name,actor\np,"The\nPoint",AAA\nq,Quay,ZZZ\n', encoding="utf-8")
    assert ("sites.csv", 4, "actor") in places(check_pack(isle))


def test_roles_inside_a_person_entry_are_checked_too(isle: Path) -> None:
    (isle / "people.csv").unlink()
    (isle / "tenures.csv").unlink()
    (isle / "people.toml").write_text(
        '[[people]]\nid = "ann"\nname = "Ann Ashe"\nsurname = "Ashe"\n'
        'tenures = [{title = "queen", actor = "ZZZ", start = 2001-01-01}]\n',
        encoding="utf-8",
    )
    assert places(check_pack(isle)) == {("people.toml", 1, "actor")}


def test_two_people_of_one_actor_may_share_a_name_and_two_of_different_actors_may_not(isle: Path) -> None:
    edit(isle, "people.csv", "Bob Birch,", "Ann Ashe,")
    assert places(check_pack(isle)) == {("people.csv", 3, "name")}
    edit(isle, "tenures.csv", "king,BBB", "king,AAA")
    assert check_pack(isle) == []


def test_a_general_office_may_share_a_name_with_a_states_own(isle: Path) -> None:
    edit(isle, "offices.csv", "Royal Guard,", "ministry,")
    assert check_pack(isle) == []
    edit(isle, "offices.csv", "ministry,,", "ministry,BBB,")
    assert places(check_pack(isle)) == {("offices.csv", 3, "aliases")}


def test_a_pack_may_replace_its_parents_rows_and_must_not_reuse_their_names(isle: Path) -> None:
    child = isle.parent / "bay"
    child.mkdir()
    (child / "theater.toml").write_text('id = "bay"\nname = "Bay"\nzone = "UTC"\nextends = "isle"\n', encoding="utf-8")
    actors = child / "actors.csv"
    actors.write_text("code,kind,names,demonyms\nAAA,country,Aland Major,Alander\n", encoding="utf-8")
    assert check_pack(child) == []
    assert [actor.names for actor in load_pack(child).actors if actor.code == "AAA"] == [("Aland Major",)]
    actors.write_text("code,kind,names,demonyms\nCCC,country,Ceria,Bordurian\n", encoding="utf-8")
    assert places(check_pack(child)) == {("actors.csv", 2, "demonyms")}


def test_a_parents_faults_are_the_parents(isle: Path) -> None:
    child = isle.parent / "bay"
    child.mkdir()
    (child / "theater.toml").write_text('id = "bay"\nname = "Bay"\nzone = "UTC"\nextends = "isle"\n', encoding="utf-8")
    edit(isle, "sites.csv", "51.5", "north")
    (fault,) = check_pack(child)
    assert (fault.file, fault.field) == ("theater.toml", "extends")
    assert "isle" in fault.message


def test_a_circle_of_packs_is_a_fault(isle: Path) -> None:
    edit(isle, "theater.toml", "principal", 'extends = "isle"\nprincipal')
    assert ("theater.toml", None, "extends") in places(check_pack(isle))


def test_no_pack_at_all_is_an_error_that_says_what_there_is(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="korea, world"):
        check_pack(tmp_path / "nowhere")


def test_a_fault_reads_as_one_line() -> None:
    assert Fault("sites.csv", 3, "lat", "is wrong").line() == "sites.csv, row 3, lat: is wrong"
    assert Fault("sites.csv", None, None, "is wrong").line() == "sites.csv: is wrong"


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_whatever_the_checker_passes_the_loader_reads(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Any cell may be overwritten: either a fault is reported, or the pack still loads."""
    folder = tmp_path_factory.mktemp("packs") / "isle"
    (folder / "history").mkdir(parents=True)
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    file = data.draw(st.sampled_from([name for name in FILES if name.endswith(".csv")]))
    header, *rows = FILES[file].splitlines()
    number = data.draw(st.integers(0, len(rows) - 1))
    cells = rows[number].split(",")
    column = data.draw(st.integers(0, len(cells) - 1))
    cells[column] = data.draw(st.sampled_from(["", "AAA", "x", "7", "2020-01-01", '"', ";", "launch", "\u200b", "é"]))
    rows[number] = ",".join(cells)
    (folder / file).write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    if not check_pack(folder):
        load_pack(folder)
