"""When a value that came by itself asks somebody to look."""

from decimal import Decimal


def has_moved(*, number: Decimal, unit: str, before: Decimal, unit_before: str) -> bool:
    """Return whether a value says something else than the one before it; of two units of measure nobody can say."""
    return unit == unit_before and number != before
