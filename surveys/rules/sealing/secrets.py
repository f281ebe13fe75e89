"""The secrets of an invitation, each made of the one before, none of them stored:

K_mail + invitation → token (in the mail) or code (on paper) → walk → what the database knows it by, the draft's key, the
reference in the address. From what is stored no way leads back.
"""

import base64
import hashlib
import hmac
import re
import secrets

from surveys.rules.sealing.crockford import code_of, read_code

TOKEN_BYTES = 16
TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")
REFERENCE_BYTES = 6
MARK_BYTES = 16
WALK_BYTES = 32


def _keyed(key: bytes, purpose: str, value: bytes) -> bytes:
    return hmac.digest(key, b"kvalitetshjulet " + purpose.encode() + b"\0" + value, hashlib.sha256)


def _written(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def new_token() -> str:
    """Return a token of nobody's invitation: 128 bits by chance."""
    return _written(secrets.token_bytes(TOKEN_BYTES))


def token_of(k_mail: bytes, invitation: int) -> str:
    """Return the token of an invitation: 128 bits as 22 characters that an address can hold."""
    return _written(_keyed(k_mail, "token", str(invitation).encode())[:TOKEN_BYTES])


def paper_code_of(k_mail: bytes, invitation: int) -> str:
    """Return the code of an invitation on paper."""
    return code_of(_keyed(k_mail, "code", str(invitation).encode()))


def read_secret(given: str) -> str | None:
    """Return the token or code that an address holds or somebody typed, in one spelling; None where it is neither."""
    return given if TOKEN.fullmatch(given) else read_code(given)


def member_of(k_mail: bytes, email: str) -> bytes:
    """Return what a pool knows an address by, until the key of its letters is destroyed."""
    return _keyed(k_mail, "member", email.strip().casefold().encode())


def walk_of(secret: str) -> bytes:
    """Return what a walk knows: enough to answer, too little to make the letter's link again."""
    return _keyed(secret.encode(), "walk", b"")


def lookup_of(lookup_key: bytes, walk: bytes) -> bytes:
    """Return the keyed hash by which the database finds the invitation."""
    return _keyed(lookup_key, "lookup", walk)


def draft_key_of(walk: bytes) -> bytes:
    """Return the key of the half-filled draft, 32 bytes."""
    return _keyed(walk, "draft", b"")


def reference_of(walk: bytes) -> str:
    """Return what names the walk in addresses and cookies; it opens nothing."""
    return _keyed(walk, "reference", b"")[:REFERENCE_BYTES].hex()


def cookie_of(lookup_key: bytes, walk: bytes) -> str:
    """Return the cookie of a walk that was begun: who holds it pressed *Start* while the round was open."""
    return _written(walk + _keyed(lookup_key, "begun", walk)[:MARK_BYTES])


def read_cookie(lookup_key: bytes, cookie: str) -> bytes | None:
    """Return the walk of a cookie, or None where we did not write it."""
    try:
        raw = base64.urlsafe_b64decode(cookie + "=" * (-len(cookie) % 4))
    except ValueError:
        return None
    walk, mark = raw[:WALK_BYTES], raw[WALK_BYTES:]
    right = _keyed(lookup_key, "begun", walk)[:MARK_BYTES]
    return walk if len(walk) == WALK_BYTES and hmac.compare_digest(mark, right) else None
