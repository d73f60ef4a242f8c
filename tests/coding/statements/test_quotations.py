"""Quotation marks, conditions and hidden speakers, from the text alone."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foreshock.coding.statements.anonymity import states_anonymity
from foreshock.coding.statements.conditions import find_condition
from foreshock.coding.statements.quotations import close_marks, find_quotations


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('He said "stop" and left.', ['"stop"']),
        ("“We will not go,” she said. “Not today.”", ["“We will not go,”", "“Not today.”"]),
        ("``Enough,'' he said.", ["``Enough,''"]),
        ("“This runs on into the next paragraph.", ["“This runs on into the next paragraph."]),
        ("It's the ministers' plan.", []),
        ('A 6" pipe burst.', []),
    ],
)
def test_quotations(text: str, quoted: list[str]) -> None:
    found = [text[q.start : q.end] for q in find_quotations(text) if q.closed or text.startswith("“This")]
    assert found == quoted


def test_a_piece_gets_the_mark_it_misses() -> None:
    text = 'He called it "a grave mistake".'
    start, end = text.index("a grave"), text.index('".')
    assert close_marks(find_quotations(text), start - 5, end) == (start - 5, end + 1)
    assert close_marks(find_quotations(text), start, end + 1) == (start - 1, end + 1)


@given(st.text(alphabet="ab \"“”‘’.'`«»", max_size=200))
def test_quotations_are_in_order_and_never_overlap(text: str) -> None:
    found = find_quotations(text)
    assert all(0 <= q.start < q.end <= len(text) for q in found)
    assert all(one.end <= after.start for one, after in pairwise(found))


@pytest.mark.parametrize(
    ("content", "condition"),
    [
        ("it would return to the table if the sanctions were lifted", "if the sanctions were lifted"),
        ("no talks, unless the siege ends first", "unless the siege ends first"),
        ("we hold fire as long as they do the same.", "as long as they do the same"),
        ("it did not know if the pilot had survived", None),
        ("the ferry sank off the coast", None),
    ],
)
def test_conditions(content: str, condition: str | None) -> None:
    found = find_condition(content)
    assert (content[found[0] : found[1]].strip() if found is not None else None) == condition


@pytest.mark.parametrize(
    ("words", "hidden"),
    [
        ("a source it did not identify", True),
        ("an official who asked not to be named", True),
        ("a diplomat speaking on condition of anonymity", True),
        ("people familiar with the talks", True),
        ("the unnamed spokesman", True),
        ("the minister, who named his deputy", False),
    ],
)
def test_stated_anonymity(words: str, hidden: bool) -> None:
    assert states_anonymity(words) is hidden
