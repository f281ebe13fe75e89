"""What an answer may be: the same rule for forms, imports and stored sheets."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from surveys.rules.definition.fields import Field, Kind, is_consent
from surveys.rules.definition.items import DateItem, Multi, NumberItem, TextItem
from surveys.rules.definition.shape import NOT_TEXT, finite
from surveys.rules.logic.evaluate import day
from surveys.rules.logic.pattern import matches
from surveys.rules.tables import bilingual, speech

MOST_NUMBER = 10**12
MOST_OTHER = 200
"""Characters in the text of "other, namely"."""

Answer = bool | int | float | str | tuple[str, ...] | None
"""An answer as it is kept: a boolean, a number, a text, code or date ("2024-08-19"), codes in the order of the scale, or none."""

SENTENCES = bilingual("""
not-an-option
    Välj ett av svaren.
    Choose one of the answers.
too-few
    Välj minst {least}.
    Choose at least {least}.
too-many
    Välj högst {most}.
    Choose at most {most}.
exclusive
    Ett av svaren går inte att välja tillsammans med något annat.
    One of the answers cannot be chosen together with anything else.
not-yes-or-no
    Svara ja eller nej.
    Answer yes or no.
not-a-number
    Skriv ett tal med siffror.
    Write a number in digits.
too-many-decimals
    Skriv talet med högst {most} decimaler.
    Write the number with at most {most} decimals.
whole
    Skriv ett heltal.
    Write a whole number.
too-small
    Talet ska vara minst {least}.
    The number must be at least {least}.
too-large
    Talet ska vara högst {most}.
    The number must be at most {most}.
not-a-text
    Texten innehåller tecken som inte går att spara.
    The text holds characters that cannot be saved.
one-line
    Skriv på en rad.
    Write on one line.
too-short
    Skriv minst {least} tecken.
    Write at least {least} characters.
too-long
    Skriv högst {most} tecken. Nu är det {count}.
    Write at most {most} characters. Now there are {count}.
pattern
    Svaret är inte skrivet som det ska.
    The answer is not written as it should be.
not-a-date
    Skriv ett datum som finns, som 2024-08-19.
    Write a date that exists, like 2024-08-19.
too-early
    Datumet ska vara tidigast {least}.
    The date must be {least} at the earliest.
too-late
    Datumet ska vara senast {most}.
    The date must be {most} at the latest.
""")


@dataclass(frozen=True, slots=True)
class Fault:
    """Why an answer is not one. `values` fill the sentence."""

    name: str
    code: str
    values: tuple[tuple[str, str], ...] = ()

    def sentence(self, language: str = "sv") -> str:
        """Return the sentence in Swedish, or in English for any other language."""
        return SENTENCES[self.code][speech(language)].format(**dict(self.values))


class _Refused(Exception):
    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = tuple((name, str(value)) for name, value in values.items())


def accept(field: Field, raw: object, today: str) -> tuple[Answer, Fault | None]:
    """Return the answer that `raw` is, or None with the reason. Blank (None, "", no codes) is unanswered and no fault."""
    if raw is None or raw == "" or raw in ([], ()):
        return None, None
    try:
        return _TAKERS[field.kind](field, raw, today), None
    except _Refused as fault:
        return None, Fault(field.name, fault.code, fault.values)


def accept_all(
    fields: Iterable[Field], raw: Mapping[str, object], today: str
) -> tuple[dict[str, Answer], tuple[Fault, ...]]:
    """Return the answers (those that are) by name, and the faults. What belongs to no field is left out."""
    answers: dict[str, Answer] = {}
    faults: list[Fault] = []
    for field in fields:
        answer, fault = accept(field, raw.get(field.name), today)
        if answer is not None:
            answers[field.name] = answer
        if fault:
            faults.append(fault)
    return answers, tuple(faults)


def _choice(field: Field, raw: object, today: str) -> Answer:
    if isinstance(raw, str) and raw in field.codes:
        return raw
    raise _Refused("not-an-option")


def _choices(field: Field, raw: object, today: str) -> Answer:
    if not isinstance(raw, list | tuple) or not all(isinstance(code, str) and code in field.codes for code in raw):
        raise _Refused("not-an-option")
    options = [option for option in (field.scale.options if field.scale else ()) if option.code in raw]
    alone = any(option.exclusive or option.missing for option in options)
    if alone and len(options) > 1:
        raise _Refused("exclusive")
    if isinstance(field.item, Multi) and not alone:
        if len(options) < field.item.least:
            raise _Refused("too-few", least=field.item.least)
        if field.item.most and len(options) > field.item.most:
            raise _Refused("too-many", most=field.item.most)
    return tuple(option.code for option in options)


def _boolean(field: Field, raw: object, today: str) -> Answer:
    if isinstance(raw, bool):
        return raw or (None if is_consent(field) else False)
    raise _Refused("not-yes-or-no")


def _number(field: Field, raw: object, today: str) -> Answer:
    item = field.item
    if isinstance(raw, bool) or not isinstance(raw, int | float | Decimal) or not isinstance(item, NumberItem):
        raise _Refused("not-a-number")
    if not finite(raw) or not -MOST_NUMBER <= raw <= MOST_NUMBER:
        raise _Refused("not-a-number")
    exact = Decimal(repr(raw)) if isinstance(raw, float) else Decimal(raw)
    if exact != round(exact, item.decimals):
        raise _Refused("too-many-decimals", most=item.decimals) if item.decimals else _Refused("whole")
    if item.least is not None and exact < item.least:
        raise _Refused("too-small", least=f"{item.least:f}")
    if item.most is not None and exact > item.most:
        raise _Refused("too-large", most=f"{item.most:f}")
    return int(exact) if exact == int(exact) else float(exact)


def _text(field: Field, raw: object, today: str) -> Answer:
    if not isinstance(raw, str) or NOT_TEXT.search(raw):
        raise _Refused("not-a-text")
    text = raw.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not text:
        return None
    item = field.item if isinstance(field.item, TextItem) else None
    most = item.most if item else MOST_OTHER
    if "\n" in text and (item is None or item.lines == 1):
        raise _Refused("one-line")
    if item and len(text) < item.least:
        raise _Refused("too-short", least=item.least)
    if len(text) > most:
        raise _Refused("too-long", most=most, count=len(text))
    if item and item.pattern and not matches(text, item.pattern):
        raise _Refused("pattern")
    return text


def _date(field: Field, raw: object, today: str) -> Answer:
    number = day(raw) if isinstance(raw, str) else None
    if number is None or not isinstance(raw, str):
        raise _Refused("not-a-date")
    if isinstance(field.item, DateItem):
        least, most = (today if limit == "today" else limit for limit in (field.item.earliest, field.item.latest))
        first, last = day(least), day(most)
        if first is not None and number < first:
            raise _Refused("too-early", least=least)
        if last is not None and number > last:
            raise _Refused("too-late", most=most)
    return raw


_TAKERS: dict[Kind, Callable[[Field, object, str], Answer]] = {
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.BOOLEAN: _boolean,
    Kind.NUMBER: _number,
    Kind.TEXT: _text,
    Kind.DATE: _date,
}
