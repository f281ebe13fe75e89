"""Keys of units: what registers know a unit by."""

import re
import unicodedata
from collections.abc import Container

LONGEST = 80
LETTERS = str.maketrans({"å": "a", "ä": "a", "ö": "o", "æ": "ae", "ø": "o", "ð": "d", "þ": "th", "ł": "l", "đ": "d"})


def key_from(name: str) -> str:
    """Return a key made of a name: *Förskolan Månskäran* → forskolan-manskaran. Never empty."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", name).casefold().translate(LETTERS))
    return (
        re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode()).strip("-")[:LONGEST].strip("-") or "enhet"
    )


def free_key(name: str, taken: Container[str]) -> str:
    """Return a key made of a name that is not among `taken`, numbered where needed."""
    key, number = key_from(name), 2
    candidate = key
    while candidate in taken:
        candidate = f"{key[: LONGEST - 6]}-{number}"
        number += 1
    return candidate
