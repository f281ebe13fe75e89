"""What may stand in a name."""

import re
import unicodedata

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]")


def has_control_characters(text: str) -> bool:
    """Return whether `text` holds what no name holds: NUL, line breaks, marks that turn the writing direction."""
    return CONTROL.search(text) is not None


def tidy(text: str) -> str:
    """Return `text` in composed form (NFC) with single spaces and no control characters."""
    return " ".join(CONTROL.sub(" ", unicodedata.normalize("NFC", text)).split())


def mid_sentence(label: object) -> str:
    """Return a label as it stands inside a sentence: *Rektor* → rektor; *VFU-handledare* keeps its capitals."""
    words = str(label)
    return words if words[:2].isupper() else words[:1].lower() + words[1:]
