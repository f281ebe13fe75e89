"""An answer in somebody's own words, as it may be shown: whole, or with words taken out, never with words put in."""

MARK = "[…]"
"""Stands where words were taken out."""


def is_shortened(text: str, shown: str) -> bool:
    """Return whether `shown` is the words of `text` in their order, some of them left out or replaced by the mark."""
    words = iter(text.split())
    return all(word == MARK or any(word == other for other in words) for word in shown.split())
