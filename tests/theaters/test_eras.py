"""Eras follow from tenures: by actor and title, in their order, open while they last."""

from datetime import date

from foreshock.theaters.eras import Era, successions
from foreshock.theaters.load import load_pack
from foreshock.theaters.schema import EraLine, Pack, Person, Tenure, Theater


def person(name: str, *tenures: Tenure) -> Person:
    return Person(id=name.lower(), name=name, surname=name, tenures=tenures)


def test_terms_of_a_line_are_those_of_its_actor_and_titles() -> None:
    first, second = date(2001, 1, 1), date(2005, 1, 1)
    pack = Pack(
        theater=Theater(id="isles", name="Isles", zone="UTC"),
        eras=(EraLine(id="a", label="Arvania", actor="AAA", titles=("premier",)),),
        people=(
            person("Later", Tenure(title="premier", actor="AAA", start=second)),
            person("Other", Tenure(title="premier", actor="BBB", start=first)),
            person("Aide", Tenure(title="aide", actor="AAA", start=first)),
            person("Undated", Tenure(title="premier", actor="AAA")),
            person("Earlier", Tenure(title="premier", actor="AAA", start=first, end=second)),
        ),
    )
    (line,) = successions(pack)
    assert line.eras == (Era("Earlier", first, second), Era("Later", second, None))


def test_the_shipped_theater_knows_whose_era_any_day_of_this_century_is() -> None:
    for line in successions(load_pack("korea")):
        ends = [era.end for era in line.eras[:-1]]
        assert all(ends), f"{line.label}: only the last term may be open"
        assert line.eras[0].start < date(2000, 1, 1)
