"""Languages: the base text is always there, and what is missing, stale or machine-made in another is named."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, is_dataclass
from typing import Any

from surveys.rules.definition.items import Calculated, Hidden, Item, Matrix, Placeholder, Row
from surveys.rules.definition.language import own_name
from surveys.rules.definition.scales import Option
from surveys.rules.definition.scores import Band, Score
from surveys.rules.definition.shape import fields_of
from surveys.rules.definition.texts import State, Text
from surveys.rules.definition.version import Section, Version
from surveys.rules.findings import Findings

NEEDED = (
    (Version, "title"),
    (Section, "title"),
    (Item, "text"),
    (Row, "text"),
    (Option, "label"),
    (Score, "title"),
    (Band, "text"),
)


@dataclass(frozen=True, slots=True)
class Place:
    """A text of the document with its pointer, and whether it must have a base text."""

    path: str
    text: Text
    needed: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """A text that is missing, stale or machine-made in one language."""

    path: str
    language: str
    state: State


def texts(version: Version) -> Iterator[Place]:
    """Yield every text of the version in document order."""
    yield from _texts(version, "")


def _texts(thing: Any, path: str) -> Iterator[Place]:
    for name in fields_of(type(thing)):
        value = getattr(thing, name)
        if isinstance(value, Text):
            yield Place(f"{path}/{name}", value, _needed(thing, name))
        elif isinstance(value, tuple) and name != "source":
            for index, part in enumerate(value):
                here = f"{path}/{name}/{index}"
                if isinstance(part, Text):
                    yield Place(here, part, isinstance(thing, Matrix))
                elif is_dataclass(part) and fields_of(type(part)):
                    yield from _texts(part, here)


def _needed(thing: Any, name: str) -> bool:
    if isinstance(thing, Calculated | Hidden | Placeholder) or (isinstance(thing, Option) and thing.code.isdigit()):
        return False
    return any(isinstance(thing, cls) and name == needed for cls, needed in NEEDED)


def gaps(version: Version, language: str) -> tuple[Gap, ...]:
    """Return the texts that are not done in a language, in document order. Texts without a base are no gap."""
    return tuple(
        Gap(place.path, language, state)
        for place in texts(version)
        if place.text.get(version.base) and (state := place.text.state(language)) is not State.DONE
    )


def check_texts(version: Version, earlier: Sequence[Version], found: Findings) -> None:
    """Check the languages of the version and its texts."""
    if version.base not in version.languages:
        found.add("/languages", "base-language", value=version.base)
    for index, language in enumerate(version.languages):
        if language in version.languages[:index]:
            found.add(f"/languages/{index}", "language-twice", value=language)
    for place in texts(version):
        if not place.text.get(version.base) and (place.needed or place.text):
            found.add(place.path, "base-text", value=version.base)
        for language, _text, _state in place.text.entries:
            if language not in version.languages:
                found.add(place.path, "language-not-listed", value=language)
    for index, language in enumerate(version.languages):
        if language != version.base:
            _tell_gaps(version, language, f"/languages/{index}", found)


def _tell_gaps(version: Version, language: str, path: str, found: Findings) -> None:
    states = Counter(gap.state for gap in gaps(version, language))
    missing, stale, machine = (states[state] for state in (State.MISSING, State.STALE, State.MACHINE))
    if missing or stale:
        found.add(path, "language-gaps", value=own_name(language), missing=missing, stale=stale, machine=machine)
    elif machine:
        found.add(path, "language-machine", value=own_name(language), machine=machine)
