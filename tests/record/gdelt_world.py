"""Rows in the layout of GDELT 2.0, PLOVER and POLECAT about the made-up bay, and codes to read them with."""

from collections.abc import Iterable, Sequence
from typing import Any

from foreshock.record.imports import gdelt, polecat
from foreshock.record.imports.actors import ActorCodes
from foreshock.record.imports.rows import Joined
from foreshock.theaters.cameo import Cameo
from foreshock.theaters.exchange_rows import CameoCode
from foreshock.theaters.schema import Actor

ACTORS = (
    Actor(code="ARV", kind="country", names=("Arvel",), cow="0731", iso_numeric="408", fips="AV"),
    Actor(code="BRE", kind="country", names=("Brenn",), fips="BR"),
    Actor(code="IGOBAY", kind="body", names=("Bay Council",), sector="IGO"),
    Actor(code="BREMILNAV", kind="group", names=("Brenn Navy",), sector="MIL"),
)
CODES = ActorCodes(ACTORS)
CAMEO_ROWS = (
    CameoCode(code="04", type="CONSULT", kind="talks", scale=1.0),
    CameoCode(code="042", type="CONSULT", mode="visit", kind="visit", kinds=("visit",), scale=1.9),
    CameoCode(code="06", type="COOPERATE", kinds=("exercise.joint",), scale=6.0),
    CameoCode(code="13", type="THREATEN", kind="statement", stances=("threaten",), scale=-6.0),
    CameoCode(code="01", kind="statement", kinds=("statement",), scale=0.0),
    CameoCode(code="150", type="MOBILIZE", kinds=("launch",), scale=-7.2),
)
CAMEO = Cameo(CAMEO_ROWS)
JOINED = Joined(frozenset({"visit"}), frozenset({"ARV"}))


def gdelt_line(**cells: str) -> bytes:
    """One row: an ARV visit to BRE on 1 March 2030, added the next day; name a column to change it."""
    values = {
        "GLOBALEVENTID": "7", "SQLDATE": "20300301", "Actor1Code": "ARVGOV", "Actor1Name": "ARVEL",
        "Actor1CountryCode": "ARV", "Actor1Type1Code": "GOV", "Actor2Code": "BRE", "Actor2Name": "BRENN",
        "Actor2CountryCode": "BRE", "EventCode": "042", "NumMentions": "5", "NumArticles": "3",
        "ActionGeo_FullName": "Bay City, Brenn", "ActionGeo_CountryCode": "BR",
        "DATEADDED": "20300302101500", "SOURCEURL": "https://www.bay.example/1",
    }  # fmt: skip
    return "\t".join((values | cells).get(name, "") for name in gdelt.COLUMNS).encode()


def plover(**fields: Any) -> dict[str, Any]:
    """One event as PLOVER JSON; name a field to change it."""
    return {
        "id": "p1",
        "date": "2030-03-01",
        "actor": [{"code": "ARV", "sector": "GOV", "entity_text": "the Arvel cabinet"}],
        "recipient": [{"code": "BRE"}],
        "event": ["CONSULT"],
        "mode": ["visit"],
        "context": ["diplomatic"],
        "event_text": ["a visit"],
        "cite_info": [{"publication": "Bay Wire", "url": "https://bay.example/1"}],
    } | fields


def polecat_line(columns: Sequence[str] = polecat.COLUMNS, **cells: str) -> bytes:
    """One row of POLECAT's: the same visit; name a column, with _ for its blanks, to change it."""
    values = {
        "Event ID": "20300301-7-a", "Event Date": "2030-03-01", "Event Type": "CONSULT", "Event Mode": "visit",
        "Intensity": "1.9", "Quad Code": "VERBAL COOPERATION", "Contexts": "diplomatic;military",
        "Actor Name": "Arvel", "Actor Country": "ARV", "Actor COW": "731", "Primary Actor Sector": "GOV",
        "Recipient Name": "Brenn", "Recipient Country": "BRE", "Recipient COW": "None", "Placename": "Bay City",
        "Source": "Bay Wire", "Publication Date": "2030-03-02", "Language": "en", "Version": "NGEC-1",
    } | {name.replace("_", " "): value for name, value in cells.items()}  # fmt: skip
    return "\t".join(values.get(name, "None") for name in columns).encode()


def numbered(lines: Iterable[bytes]) -> Iterable[tuple[int, bytes]]:
    return enumerate(lines, start=1)
