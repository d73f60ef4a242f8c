"""What an utterance does: types from reporting words, promises and the content's own words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foreshock.coding.utterances.classify import load_utterance_words, type_of_utterance
from foreshock.coding.utterances.phrases import build_phrases, split_words
from foreshock.terms.reading import PloverType


@pytest.mark.parametrize(
    ("cue", "content", "expected"),
    [
        ("say", "the door remains closed to negotiations with Tokyo", "REJECT"),
        ("say", "We are not interested in any such meeting", "REJECT"),
        ("say", "“We’ll never give up our missiles”", "REJECT"),
        ("say", "This is a flagrant breach of the armistice", "ACCUSE"),
        ("say", "the drills are a rehearsal for invasion", "ACCUSE"),
        ("say", "The longer the blockade lasts, the heavier the price the enemy will pay", "THREATEN"),
        ("say", "it would respond with resolute countermeasures to any intrusion", "THREATEN"),
        ("vow", "to expand its missile forces", "THREATEN"),
        ("pledge", "to deepen cooperation with its neighbour", "AGREE"),
        ("vow", "to win the next election", None),
        ("say", "Washington should stop its patrols", "REQUEST"),
        ("say", "it was ready for dialogue at any time", "AGREE"),
        ("say", "it fully supports the new government", "SUPPORT"),
        ("say", "it was sorry for the deaths", "CONCEDE"),
        ("say", "the two leaders met in Geneva on Monday", None),
        ("say", "it fired two missiles into the sea", None),
        ("say", "a nuclear test could come within weeks", None),
        ("say", "there was no provocation on the border this week", None),
        ("condemn", "the launch", "ACCUSE"),
        ("rule_out", "a visit this year", "REJECT"),
    ],
)
def test_types(cue: str, content: str, expected: PloverType | None) -> None:
    assert type_of_utterance(cue, content, load_utterance_words()) == expected


def test_a_negated_reporting_word_settles_nothing() -> None:
    words = load_utterance_words()
    assert type_of_utterance("rule_out", "talks", words) == "REJECT"
    assert type_of_utterance("rule_out", "talks", words, negated=True) is None


def test_weak_signs_count_only_when_another_state_is_spoken_of() -> None:
    words = load_utterance_words()
    content = "the drought is dangerous"
    assert type_of_utterance("say", content, words) == "ACCUSE"
    assert type_of_utterance("say", content, words, directed=False) is None


def test_phrases_have_alternatives_stems_classes_and_gaps() -> None:
    phrases = build_phrases(["{who} ... run|ran", "gallop~"], {"who": "horses riders"})
    assert phrases.found_in(split_words("The horses in the long meadow ran."))
    assert not phrases.found_in(split_words("The horses of the very long meadow ran."))
    assert not phrases.found_in(split_words("The horses stood. Others ran."))
    assert phrases.found_in(split_words("They galloped away."))
    assert not phrases.found_in(split_words("They never galloped."))


@given(st.text(max_size=300))
def test_any_text_has_at_most_one_type(text: str) -> None:
    words = load_utterance_words()
    assert type_of_utterance("say", text, words) == type_of_utterance("say", f" {text} ", words)
