"""The token of a form is good in the browser it was shown in, and nowhere else."""

from foreshock.web.tokens import is_token, token_for

SECRET = b"a secret of the tests"


def test_a_token_is_for_one_browser_and_one_desk() -> None:
    token = token_for("one", SECRET)
    assert is_token(token, "one", SECRET)
    assert not is_token(token, "another", SECRET)
    assert not is_token(token, "one", b"another desk's")
    assert not is_token("", "one", SECRET)
    assert not is_token("tökén", "one", SECRET)


def test_a_browser_without_a_name_has_no_token() -> None:
    for name in (None, ""):
        assert not is_token(token_for("", SECRET), name, SECRET)
