"""The keyed chain: how a payload is digested and how an event is linked to the one before it."""

import datetime as dt
import hashlib
import hmac
import json
from typing import Any

START = bytes(32)


def derived(key: str, purpose: str) -> bytes:
    """Return a key of its own for `purpose`, so that a seal of one sort never fits another."""
    return hmac.digest(key.encode(), purpose.encode(), "sha256")


def canonical(payload: dict[str, Any]) -> str:
    """Return `payload` as the text that is stored and digested. Raises TypeError or ValueError for what JSON lacks."""
    return json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest(salt: bytes, text: str) -> bytes:
    """Return the salted digest of a payload's text: without the salt nobody can guess their way back to it."""
    return hashlib.sha256(salt + text.encode()).digest()


def link(
    *, key: bytes, before: bytes, subject: str, place: int, kind: str, actor: int | None, at: dt.datetime, digest: bytes
) -> bytes:
    """Return the link of an event: a keyed digest over the link before it and everything that the event says."""
    moment = int(at.timestamp()) * 1_000_000 + at.microsecond
    said = json.dumps([subject, place, kind, actor, moment], ensure_ascii=False).encode()
    return hmac.digest(key, before + digest + said, "sha256")
