"""Whole documents: who issues them, through whom, what they do and to whom. All texts are made up."""

from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo

import pytest

from foreshock.coding.documents.document import DOCUMENT_RULES
from foreshock.coding.gazetteer import Gazetteer, build_gazetteer
from foreshock.coding.parse import Parser, load_parser
from foreshock.coding.prepare import prepare_article
from foreshock.coding.statements.code import code_statements
from foreshock.coding.statements.levels import build_levels
from foreshock.terms.article import Article
from foreshock.terms.reading import Speaker, Statement
from foreshock.theaters.load import load_pack
from foreshock.theaters.schema import Pack


@cache
def tools() -> tuple[Pack, Gazetteer, Parser]:
    pack = load_pack("korea")
    return pack, build_gazetteer(pack), load_parser()


def coded(text: str, *, headline: str | None = None, agency: str | None = "KCNA") -> tuple[Statement, ...]:
    pack, gazetteer, parser = tools()
    article = Article(
        id="sha256:test",
        headline=headline,
        agency=agency,
        paragraphs=tuple(line.strip() for line in text.strip().splitlines() if line.strip()),
        published_at=datetime(2024, 3, 6, tzinfo=UTC),
        published_precision="day",
    )
    parsed = prepare_article(article, parser=parser, gazetteer=gazetteer, zone=ZoneInfo(pack.theater.zone))
    return code_statements(parsed, pack)


PRESS_STATEMENT = """
Choe Son Hui, minister of Foreign Affairs of the Democratic People's Republic of Korea, \
issued the following press statement on Tuesday:
The United States and Japan have brought bombers to our doorstep again.
We know what the bombers are for, and so do the neighbours.
We strongly denounce and reject this reckless provocation of the United States and Japan.
"""

CLOSING_THREAT = """
A spokesperson for the Ministry of National Defence of the DPRK released the following press statement on Tuesday:
South Korea has fired shells into the waters near the border, a reckless act that raises tension.
It is a criminal game with fire, and South Korea has played it before.
We sternly warn South Korea that its army will pay dearly for it.
"""


def test_a_printed_statement_is_one_statement_of_its_issuer() -> None:
    (said,) = coded(PRESS_STATEMENT)
    assert (said.speaker.code, said.speaker.name, said.speaker.office) == ("PRK", "Choe Son Hui", "foreign ministry")
    assert [via.outlet for via in said.via] == ["KCNA"]
    assert said.type == "REJECT"
    assert set(said.addressees) == {"USA", "JPN"}
    assert [span.paragraph for span in said.content] == [1, 2, 3]


def test_a_statement_that_closes_on_a_warning_is_a_threat() -> None:
    (said,) = coded(CLOSING_THREAT)
    assert (said.speaker.office, said.speaker.role, said.speaker.anonymous) == (
        "defense ministry",
        "spokesperson",
        True,
    )
    assert (said.type, said.addressees) == ("THREATEN", ("KOR",))


def test_what_a_document_reports_of_others_stays_a_statement_of_theirs() -> None:
    text = PRESS_STATEMENT + "Japan said the flights were routine.\n"
    others = [said for said in coded(text) if said.speaker.code != "PRK"]
    assert [said.speaker.code for said in others] == ["JPN"]


RECEIVED = """
Kim Jong Un, president of the State Affairs of the Democratic People's Republic of Korea, \
received a message of greeting from Anna Maria Berg, president of the Republic of Austria, on March 4.
The message said that the two peoples have many songs in common.
"""
SENT = """
Kim Jong Un, general secretary of the Workers' Party of Korea, \
sent a congratulatory message to the president of Mongolia on March 4.
He in the message wished the president success in the steppe.
"""


def test_a_message_received_is_said_by_its_sender() -> None:
    (said,) = coded(RECEIVED)
    assert (said.speaker.code, said.speaker.name) == ("AUT", "Anna Maria Berg")
    assert (said.speaker.office, said.type, said.addressees) == ("presidential office", "SUPPORT", ("PRK",))


def test_a_message_sent_is_said_in_the_office_printed() -> None:
    (said,) = coded(SENT)
    assert (said.speaker.name, said.speaker.office) == ("Kim Jong Un", "workers' party central committee")
    assert (said.type, said.addressees) == ("SUPPORT", ("MNG",))


def test_names_that_lost_their_blanks_send_messages_too() -> None:
    (said,) = coded(
        SENT.replace("Kim Jong Un, general secretary of the Workers' Party of Korea, ", "ComradeKim Jong Un")
    )
    assert (said.speaker.name, said.addressees) == ("Kim Jong Un", ("MNG",))


def test_those_who_met_belong_to_no_state() -> None:
    text = RECEIVED.replace(
        "Anna Maria Berg, president of the Republic of Austria,", "the participants in a forum of Korean studies held"
    )
    (said,) = coded(text)
    assert (said.speaker.code, said.speaker.name) == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        "A delegation of the Republic of Austria arrived here on March 4.\nIt was met at the airport by officials.",
        "Kim Jong Un sent a wreath to the embassy of Mongolia on March 4.",
        "A reception was given on March 4.\nSpeeches were made there.",
        "Kim Jong Un opened the street and sent a message of greeting to the builders.\nHe wished them a long rest.",
        "Kim Jong Un made a speech in May last year.\nHe would see the street grow, the speech had promised.",
    ],
)
def test_ordinary_news_holds_no_document(text: str) -> None:
    assert not DOCUMENT_RULES & {said.rule for said in coded(text)}


COMMENTARY = """
Japan has again let dirty water into the sea, an irresponsible crime against the neighbours.
Japan deceives the fishermen of the region with a shameless lie.
Japan is responsible for it.
"""


@pytest.mark.parametrize("headline", ["KCNA Commentary on Dirty Water", "Dirty Water: KCNA Commentary"])
def test_a_commentary_is_the_agencys_own_word(headline: str) -> None:
    said = coded(COMMENTARY, headline=headline)[0]
    assert (said.speaker.name, said.speaker.code, said.speaker.role, said.via) == ("KCNA", "PRK", "outlet", ())
    assert (said.type, said.addressees, said.cue) == ("ACCUSE", ("JPN",), None)


def test_the_same_text_under_another_headline_is_news() -> None:
    assert all(said.speaker.name != "KCNA" for said in coded(COMMENTARY, headline="Dirty Water Let into Sea"))


def test_an_editorial_is_the_papers_word_and_only_in_its_own_states_agency() -> None:
    text = "Rodong Sinmun on Tuesday says in an editorial that the harvest is a great task.\nThe rice is ripe, it says."
    assert coded(text)[0].speaker.name == "Rodong Sinmun"
    assert all(said.rule != "statement.article" for said in coded(text, agency="Reuters"))


def test_a_released_paper_is_retold_by_the_agency() -> None:
    text = """
    The DPRK's Institute for American Studies released a report on Thursday.
    The report says that the United States broke its word on light-water reactors and deceived the world.
    """
    said = coded(text)[0]
    assert (said.speaker.office, said.type, said.addressees) == ("institute for american studies", "ACCUSE", ("USA",))


@pytest.mark.parametrize(
    ("speaker", "level"),
    [
        (Speaker(code="PRK", name="Kim Jong Un"), "head_of_state"),
        (Speaker(code="PRK", name="Kim Yo Jong", office="workers' party central committee"), "kim_yo_jong"),
        (Speaker(code="PRK", office="foreign ministry", role="spokesperson"), "foreign_ministry_spokesperson"),
        (Speaker(code="PRK", office="foreign ministry"), "foreign_ministry_statement"),
        (Speaker(code="PRK", office="defense ministry", role="spokesperson"), "defence_ministry"),
        (Speaker(code="PRK", office="general staff"), "general_staff"),
        (Speaker(code="PRK", office="foreign ministry", role="department director"), "department_director"),
        (Speaker(code="PRK", name="KCNA", role="outlet"), "commentary"),
        (Speaker(code="PRK", role="commentator"), "commentary"),
        (Speaker(code="USA", role="department director"), None),
        (Speaker(code="KOR", office="foreign ministry", role="spokesperson"), None),
        (Speaker(role="spokesperson"), None),
    ],
)
def test_the_ladder_ranks_a_speaker(speaker: Speaker, level: str | None) -> None:
    assert build_levels(tools()[0]).of(speaker, datetime(2024, 3, 6, tzinfo=UTC).date()) == level


FIRST_WORDS = [
    (
        "A spokesperson for the DPRK Foreign Ministry gave the following answer to a question put by KCNA on Tuesday:",
        (None, "foreign ministry", "spokesperson", "foreign_ministry_spokesperson"),
    ),
    (
        "A foreign ministry spokesman on Tuesday answered a question put by KCNA as follows:",
        (None, "foreign ministry", "spokesperson", "foreign_ministry_spokesperson"),
    ),
    (
        "The General Staff of the Korean People's Army released the following notice on Tuesday:",
        (None, "general staff", None, "general_staff"),
    ),
    (
        "A spokesman for the Panmunjom Mission of the Korean People's Army in a press statement on Tuesday said:",
        (None, "panmunjom mission", "spokesperson", "general_staff"),
    ),
    (
        "The Government of the Democratic People's Republic of Korea released the following statement on Tuesday:",
        (None, "government", None, "government_statement"),
    ),
    (
        "An Il Bok, vice director of the DPRK Foreign Ministry's U.S. Affairs Department, said on Tuesday:",
        ("An Il Bok", "department of us affairs", None, "department_director"),
    ),
    (
        "The chief of the Policy Office of the DPRK Ministry of National Defence issued the following press statement:",
        (None, "defense ministry policy office", "department director", "department_director"),
    ),
    (
        "Pak Il Bok, an international affairs analyst of the DPRK, made public the following article:",
        ("Pak Il Bok", None, "commentator", "commentary"),
    ),
    (
        "The Institute for Disarmament and Peace of the Foreign Ministry of the DPRK made public the following paper:",
        (None, "institute for disarmament and peace", None, "commentary"),
    ),
    (
        "The Korean Central News Agency released the following commentary on Tuesday:",
        ("KCNA", None, "outlet", "commentary"),
    ),
]


@pytest.mark.parametrize(("lead", "issuer"), FIRST_WORDS, ids=[issuer[-1] for _, issuer in FIRST_WORDS])
def test_the_lead_says_who_issues_a_document(lead: str, issuer: tuple[str | None, ...]) -> None:
    said = coded(f"{lead}\nThe United States has sent bombers again, a reckless provocation.\nWe denounce it.")[0]
    who = said.speaker
    level = build_levels(tools()[0]).of(who, datetime(2024, 3, 6, tzinfo=UTC).date())
    assert (who.code, who.name, who.office, who.role, level) == ("PRK", *issuer)
    assert (said.type, said.addressees) == ("ACCUSE", ("USA",))
