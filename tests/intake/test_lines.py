"""Openings, bylines and publication lines, one at a time."""

from datetime import UTC, datetime

import pytest

from foreshock.intake.furniture import mark_line
from foreshock.intake.heading import read_byline, split_kicker
from foreshock.intake.lines import split_blocks
from foreshock.intake.openings import Opening, read_opening
from foreshock.intake.stamps import read_stamps


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(Harbor) -- Talks ended.", Opening(None, "Harbor", "Talks ended.")),
        ("(Harbor) - Talks ended.", Opening(None, "Harbor", "Talks ended.")),
        ("LISBON, Portugal (HW) — Talks ended.", Opening("LISBON, Portugal", "HW", "Talks ended.")),
        ("LISBON, Aug. 22 (Harbor) -- Talks ended.", Opening("LISBON, Aug. 22", "Harbor", "Talks ended.")),
        ("Lisbon, May 24 (HCA) -- Talks ended.", Opening("Lisbon, May 24", "HCA", "Talks ended.")),
        ("ROME/LISBON, Feb 2 (Corvid) - Talks ended.", Opening("ROME/LISBON, Feb 2", "Corvid", "Talks ended.")),
        ("LISBON (HW) _", Opening("LISBON", "HW", "")),
        ("LISBON — Talks ended.", Opening("LISBON", None, "Talks ended.")),
        ("Lisbon CNX — Talks ended.", Opening("Lisbon", "CNX", "Talks ended.")),
        ("The Labour Party (LP) said talks ended.", None),
        ("The talks — the third this year — ended.", None),
        ("One day in May 1967 (a Monday) - the talks ended.", None),
    ],
)
def test_a_storys_opening(text: str, expected: Opening | None) -> None:
    assert read_opening(text) == expected


@pytest.mark.parametrize(
    ("line", "instant", "precision"),
    [
        ("2021-07-05 08:31:12Z", datetime(2021, 7, 5, 8, 31, 12, tzinfo=UTC), "second"),
        ("Published 10:15 AM EST, Tue March 4, 2025", datetime(2025, 3, 4, 15, 15, tzinfo=UTC), "minute"),
        ("Feb. 2, 2023, 9:45 a.m. ET", datetime(2023, 2, 2, 14, 45, tzinfo=UTC), "minute"),
        ("July 2, 2023, 9:45 a.m. ET", datetime(2023, 7, 2, 13, 45, tzinfo=UTC), "minute"),
        ("Thu 2 Feb 2023 02.45 GMT", datetime(2023, 2, 2, 2, 45, tzinfo=UTC), "minute"),
        ("February 2, 2023 12:03 JST", datetime(2023, 2, 2, 3, 3, tzinfo=UTC), "minute"),
        ("2021-07-05T00:31:12.5+09:00", datetime(2021, 7, 4, 15, 31, 12, tzinfo=UTC), "second"),
        ("Feb. 2, 2023 at 2:45 am GMT+9", datetime(2023, 2, 1, 17, 45, tzinfo=UTC), "minute"),
        ("2021-07-04T20:31:12-03:30", datetime(2021, 7, 5, 0, 1, 12, tzinfo=UTC), "second"),
        ("Feb. 2, 2023, 12:05 a.m. GMT", datetime(2023, 2, 2, 0, 5, tzinfo=UTC), "minute"),
        ("Feb. 2, 2023, 12:05 p.m. GMT", datetime(2023, 2, 2, 12, 5, tzinfo=UTC), "minute"),
        ("Thu 2 Feb 2023 20.00 GMT", datetime(2023, 2, 2, 20, 0, tzinfo=UTC), "minute"),
        ("23:59 UTC, February 2, 2023", datetime(2023, 2, 2, 23, 59, tzinfo=UTC), "minute"),
        ("16:04 February 02, 2023", datetime(2023, 2, 2, tzinfo=UTC), "day"),
        ("Feb. 2, 2023, 9:45 a.m. CST", datetime(2023, 2, 2, tzinfo=UTC), "day"),
        ("Issued on: 24/12/2023", datetime(2023, 12, 24, tzinfo=UTC), "day"),
    ],
)
def test_a_publication_line(line: str, instant: datetime, precision: str) -> None:
    (stamp,) = read_stamps(line)
    assert (stamp.instant, stamp.precision) == (instant, precision)


@pytest.mark.parametrize("line", ["03/05/2024", "2 hours ago", "Feb. 30, 2023", "2023", "Monday", ""])
def test_what_names_no_one_day_is_no_publication_time(line: str) -> None:
    assert read_stamps(line) == ()


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ana Brandt", ("Ana Brandt",)),
        ("By Ana Brandt and Jo Okafor", ("Ana Brandt", "Jo Okafor")),
        ("BY ANA BRANDT, JO OKAFOR & LOU PEREZ", ("ANA BRANDT", "JO OKAFOR", "LOU PEREZ")),
        ("By Ana Brandt, Harbor News, staff writer", ("Ana Brandt",)),
        ("By Ana Brandt | Updated March 3, 2021 at 5:14 p.m. EDT", ("Ana Brandt",)),
        ("By Harbor Wire", ("Harbor Wire",)),
        ("By Tuesday the talks had ended", None),
        ("By the end of the year they will meet again.", None),
    ],
)
def test_a_byline(line: str, names: tuple[str, ...] | None) -> None:
    assert read_byline(line) == names


@pytest.mark.parametrize(
    ("line", "body", "expected"),
    [
        ("SYLVANIAFreedonia fires rocket", "", ("SYLVANIA", "Freedonia fires rocket")),
        ("World|Freedonia fires rocket at sea", "", ("World", "Freedonia fires rocket at sea")),
        ("EXCLUSIVE: Freedonia fires rocket", "", ("EXCLUSIVE", "Freedonia fires rocket")),
        ("World Leaders Gather for Talks", "Leaders from ten countries", (None, "World Leaders Gather for Talks")),
        ("World Port Vale Gathers for Talks", "In Port Vale on", ("World", "Port Vale Gathers for Talks")),
        ("US: no talks", "", (None, "US: no talks")),
    ],
)
def test_a_kicker(line: str, body: str, expected: tuple[str | None, str]) -> None:
    assert split_kicker(line, body) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "With help from abroad, the army has built three new piers this year.",
        "The report was published on Thursday by the panel of experts.",
        "More missiles were fired on Monday.",
        "By continuing its tests the state has agreed to nothing.",
        "Share prices fell on Monday.",
        "Read aloud on state radio, the statement warned of war.",
    ],
)
def test_a_sentence_of_the_story_is_no_furniture(sentence: str) -> None:
    assert mark_line(sentence) is None


def test_spacing_is_normalised_and_nothing_else() -> None:
    (block,) = split_blocks("\ufeffThe\u00a0 talks\u200b  ended “today”.")
    assert block.text == "The talks ended “today”."


def test_a_sentence_left_open_goes_on_in_the_next_line_whatever_the_column() -> None:
    wide = "The navy of the isles said on Monday that it had seen two ships of its neighbour near the reef, and its"
    assert [block.text for block in split_blocks(f"Ships Seen\n\n{wide}\nminister called it a threat.\n")] == [
        "Ships Seen",
        f"{wide} minister called it a threat.",
    ]


def test_short_lines_and_lists_stay_apart() -> None:
    text = "Most read\nhow to sleep better\n\n- ships of the navy went out to the reef this week\nand back\n"
    assert [block.text for block in split_blocks(text)][:2] == ["Most read", "how to sleep better"]
