"""The catalogue of claim rules: id and one-line meaning."""

from collections.abc import Mapping

# The public gold is about who said what and holds few claims about the record. "claim.its_last", "claim.last_did" and
# "claim.not_since" do not fire on it; they stay because checking "has not tested one since 2017" against the record is
# what claims are coded for. Sentences of our own fire them (tests/coding/claims/sentences.toml).
_RULES = {
    "claim.habit": "An adverb of frequency, “tends to”, “a habit of” or “in the past” joins a deed to what it follows.",
    "claim.each_time": "What is done each time that something happens.",
    "claim.change": "A changed way of responding.",
    "claim.last_time_that": "What followed the last time that something happened.",
    "claim.promise": "A dated promise.",
    "claim.record": "A record number, or the most, largest, highest ever.",
    "claim.count_so_far": "A number of happenings in a period that still runs.",
    "claim.count_in_aside": "Such a number in a participle.",
    "claim.count_in_period": "A number of happenings in a closed period.",
    "claim.count_of_series": "A number of happenings owned by their actor.",
    "claim.ordinal": "Which one of its series in a period a happening was.",
    "claim.first_since": "The first happening since a day.",
    "claim.first_in": "The first happening in so long.",
    "claim.its_last": "When an actor's last happening was.",
    "claim.last_did": "When an actor last did it.",
    "claim.not_since": "What has not happened since a day.",
}


def claim_rules() -> Mapping[str, str]:
    """Return the meaning of every rule a claim can carry, by id, in a stable order."""
    return _RULES
