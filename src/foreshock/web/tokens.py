"""Tokens that tie a form to the browser it was shown in, so that no other site can post it.

A signed double-submit cookie: the cookie holds a random name, the form its HMAC. Nothing is stored.
"""

import hashlib
import hmac

COOKIE = "foreshock_form"
FIELD = "token"
NAME_BYTES = 16


def token_for(name: str, secret: bytes) -> str:
    """Return the token of the browser that holds a cookie's `name`."""
    return hmac.new(secret, name.encode(), hashlib.sha256).hexdigest()


def is_token(token: str, name: str | None, secret: bytes) -> bool:
    """True if `token` is the one for `name`; takes the same time whatever differs."""
    return bool(name) and hmac.compare_digest(token.encode(), token_for(name or "", secret).encode())
