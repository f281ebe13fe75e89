"""Reading a reported value as people write it in Swedish."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "−": "-", "\u2012": "-", "\u2013": "-"})
VALUE = re.compile(
    r"(?P<number>[+-]?(?:[0-9]{1,3}(?: [0-9]{3})+|[0-9]+)(?:[.,][0-9]+)?)(?:\s*(?P<unit>%|[^\W\d_]{1,12}))?\Z"
)
VAGUE = re.compile(
    r"(?i)\A(?:ca\b|cirka\b|ungefär\b|runt\b|omkring\b|drygt\b|knappt\b|nästan\b|uppemot\b|över\b|under\b|<|>|~|≈)"
)
PERCENT = "%"
SAME_UNIT = {"procent": PERCENT}
MOST_DIGITS = 12
MOST_DECIMALS = 4


class Refused(StrEnum):
    """Why a text is no value; the form has the sentence."""

    EMPTY = "empty"
    VAGUE = "vague"
    SEVERAL = "several"
    UNREADABLE = "unreadable"
    TOO_LONG = "too_long"
    OTHER_UNIT = "other_unit"


@dataclass(frozen=True)
class Value:
    """A number and the unit written after it (“%”, “st” or nothing)."""

    number: Decimal
    unit: str = ""


def read_value(text: str, expected_unit: str = "") -> Value | Refused:
    """Return the value that `text` says, or why it says none.

    “4,9”, “32 %”, “1 204 st” and “-0,8” are values; “ca 50 %” is not, for the uncertainty belongs in the comment. A unit
    may be left out; one that differs from `expected_unit` is refused.
    """
    said = " ".join(text.translate(SPACES).split())
    if not said:
        return Refused.EMPTY
    if VAGUE.match(said):
        return Refused.VAGUE
    found = VALUE.match(said)
    if found is None:
        return Refused.SEVERAL if len(re.findall(r"[0-9]+(?:[.,][0-9]+)?", said)) > 1 else Refused.UNREADABLE
    number = Decimal(found["number"].replace(" ", "").replace(",", "."))
    if not _fits(number):
        return Refused.TOO_LONG
    unit = one_unit(found["unit"] or "")
    if unit and expected_unit and unit != one_unit(expected_unit):
        return Refused.OTHER_UNIT
    return Value(number, unit or expected_unit)


def one_unit(unit: str) -> str:
    """Return the one way in which a unit is written here: “procent” and “%” are the same."""
    said = unit.casefold()
    return SAME_UNIT.get(said, said)


def _fits(number: Decimal) -> bool:
    exponent = number.as_tuple().exponent
    return isinstance(exponent, int) and -exponent <= MOST_DECIMALS and number.adjusted() < MOST_DIGITS
