"""One kind below another: by whole steps of the dotted name."""

from foreshock.terms.kinds import under


def test_a_kind_lies_below_itself_and_each_step_above_it() -> None:
    assert under("launch.ballistic.srbm", ["launch.ballistic.srbm"])
    assert under("launch.ballistic.srbm", ["test", "launch"])
    assert not under("launch", ["launch.ballistic"])
    assert not under("launches.other", ["launch"])
    assert not under("launch", [])
