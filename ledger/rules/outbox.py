"""What may stand in an outbox row, and when a failed attempt is made again."""

import datetime as dt
import hashlib
import hmac
import re
from typing import Any

#: Seconds until the next attempt; the last one repeats.
WAITS = (5, 15, 60, 120, 300, 900, 1800, 3600, 7200, 14400)
ID = re.compile(r"[\w.:/+-]{0,64}", re.ASCII)


def wait_after(attempts: int) -> dt.timedelta:
    """Return how long to wait after failed attempt number `attempts` (from 1)."""
    return dt.timedelta(seconds=WAITS[min(max(attempts, 1), len(WAITS)) - 1])


def only_ids(payload: dict[str, Any]) -> dict[str, Any]:
    """Return `payload` if it holds ids only: numbers, short codes, dates as text, and lists of those.

    Raises ValueError naming the entry that looks like text: names, addresses and tokens have no place in a queue.
    """
    for name, value in payload.items():
        for one in value if isinstance(value, list | tuple) else [value]:
            if not (one is None or isinstance(one, bool | int) or (isinstance(one, str) and ID.fullmatch(one))):
                raise ValueError(f"“{name}” is not an id: an outbox row and a job carry ids only.")
    return payload


def message_id(*, secret: bytes, kind: str, key: str, host: str) -> str:
    """Return the Message-ID of a mail effect: the same at every attempt, so that the receiver can see a second copy."""
    name = hmac.digest(secret, f"{kind}\n{key}".encode(), hashlib.sha256).hex()[:40]
    return f"<{name}@{host}>"


def seconds(number: float) -> dt.timedelta:
    """Return a number of seconds as a duration."""
    return dt.timedelta(seconds=number)
