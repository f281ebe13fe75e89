"""From what a form sends, which is text, to what an answer may be. `static/surveys/js/page.js` types the same way.

A value that cannot be typed is null for conditions, and a fault when it is accepted.
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from surveys.rules.definition.fields import Field, Kind, is_consent
from surveys.rules.definition.slugs import NO, YES

DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫−", "01234567890123456789.-")
NUMBER = re.compile("-?[0-9]{1,15}(?:[.,][0-9]{1,9})?")
BETWEEN_DIGITS = re.compile("[ \xa0\u2009\u202f]")


def typed(field: Field, raw: Sequence[str]) -> tuple[object, object]:
    """Return what a field's sent values are for conditions, and what to accept or refuse: equal wherever it is an answer."""
    if field.kind is Kind.CHOICES:
        known = tuple(code for code in field.codes if code in raw)
        return known or None, tuple(raw)
    text = raw[-1] if raw else ""
    if field.kind is Kind.CHOICE:
        return (text if text in field.codes else None), text
    if field.kind is Kind.BOOLEAN:
        value = {YES: True, NO: False}.get(text)
        if value is False and is_consent(field):
            return None, False
        return value, text if value is None else value
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if field.kind is Kind.NUMBER:
        number = as_number(text)
        return number, text if number is None else number
    return text or None, text


def as_number(text: str) -> Decimal | None:
    """Return the number that somebody wrote, or None: comma or point, spaces between digits, Arabic or Persian digits."""
    plain = BETWEEN_DIGITS.sub("", text.strip().translate(DIGITS))
    return Decimal(plain.replace(",", ".")) if NUMBER.fullmatch(plain) else None


def written(field: Field, answer: object) -> str | tuple[str, ...]:
    """Return an answer as its control holds it: the way back from `typed`."""
    if answer is None:
        return () if field.kind is Kind.CHOICES else ""
    if field.kind is Kind.CHOICES and isinstance(answer, tuple | list):
        return tuple(str(code) for code in answer)
    if isinstance(answer, bool):
        return YES if answer else NO
    if field.kind is Kind.NUMBER and isinstance(answer, int | float | Decimal):
        return f"{Decimal(str(answer)):f}"
    return str(answer)
