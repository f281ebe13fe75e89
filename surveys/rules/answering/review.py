"""The answers in words: what stands on the page that one reads before sending, or in a signed document."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from surveys.rules.answering.typing import written
from surveys.rules.answering.visibility import Shown
from surveys.rules.definition.fields import Field, Kind, fields
from surveys.rules.definition.items import BooleanItem, NumberItem
from surveys.rules.definition.slugs import NO, YES
from surveys.rules.definition.texts import Text
from surveys.rules.definition.version import Version
from surveys.rules.phrases import Phrases, phrases

Said = tuple[str, str]
"""A text and the language that it is in."""
InWords = Callable[[dt.date], str]
"""How a day is written."""


@dataclass(frozen=True)
class Reviewed:
    """One question with its answer in words; no `answers` where it was left unanswered. `over`: the matrix it is a row of."""

    name: str
    question: Said
    answers: tuple[Said, ...]
    over: Said = ("", "")


@dataclass(frozen=True)
class ReviewedSection:
    """A page with what was answered there."""

    key: str
    title: Said
    questions: tuple[Reviewed, ...]


def review(
    version: Version, shown: Shown, answers: Mapping[str, object], language: str, day: InWords
) -> tuple[ReviewedSection, ...]:
    """Return the questions that are shown, in document order, with what is answered. `answers` as they are stored.

    day: how the language of the page writes a day.
    """
    visible, words = set(shown.fields), phrases(language)
    found: dict[str, list[Reviewed]] = {section.key: [] for section in version.sections}
    for field in fields(version):
        if field.name in visible and not field.other_of:
            found[field.section].append(_reviewed(version, field, answers, language, words, day))
    return tuple(
        ReviewedSection(section.key, section.title.shown(language, version.base), tuple(found[section.key]))
        for section in version.sections
        if found[section.key]
    )


def _reviewed(
    version: Version, field: Field, answers: Mapping[str, object], language: str, words: Phrases, day: InWords
) -> Reviewed:
    base = version.base
    question = (field.row.text if field.row else field.item.text).shown(language, base)
    over = field.item.text.shown(language, base) if field.row else ("", base)
    said = in_words(field, answers.get(field.name), language, base, words, day)
    free = answers.get(f"{field.name}.other")
    if said and isinstance(free, str) and field.other_codes:
        said = (*said, (free, ""))
    return Reviewed(field.name, question, said, over)


def in_words(field: Field, answer: object, language: str, base: str, words: Phrases, day: InWords) -> tuple[Said, ...]:
    """Return an answer in words; a respondent's own text is in no known language."""
    if answer is None:
        return ()
    if field.kind in (Kind.CHOICE, Kind.CHOICES):
        codes = answer if isinstance(answer, tuple | list) else (answer,)
        options = [field.scale.option(str(code)) for code in codes] if field.scale else []
        return tuple(option.shown(language, base) for option in options if option)
    if isinstance(answer, bool):
        return (yes_or_no(field.item, YES if answer else NO, language, base, words),)
    text = str(written(field, answer))
    if isinstance(field.item, NumberItem):
        unit = field.item.unit.shown(language, base)[0]
        decimal = text if words.language == "en" else text.replace(".", ",")
        return ((f"{decimal} {unit}".strip(), words.language),)
    if field.kind is Kind.DATE:
        return ((_day(text, day), language),)
    return ((text, ""),)


def _day(text: str, in_words: InWords) -> str:
    """Return a day in words; what a draft holds may be no day yet."""
    try:
        return in_words(dt.date.fromisoformat(text))
    except ValueError:
        return text


def yes_or_no(item: object, code: str, language: str, base: str, words: Phrases) -> Said:
    """Return the word for yes or no: the item's own, else the house's."""
    own: Text | None = (item.yes if code == YES else item.no) if isinstance(item, BooleanItem) else None
    return own.shown(language, base) if own else (words[code], words.language)
