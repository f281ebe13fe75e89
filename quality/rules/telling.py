"""What is told back, piece by piece: what was said, what was done, in the leader's own words beside a figure that all may see."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

UP, DOWN = -1, 1
MOST = 12  # pieces: a page that a guardian reads to its end


@dataclass(frozen=True)
class Figure:
    """Where a number stands: a measure of a released round at a place of it, both by their ids. The number is not here."""

    release: int
    place: int
    measure: str


@dataclass(frozen=True)
class Item:
    """A piece: its heading, what was said, what was done (a line each), what comes next. improvement: what it was made of."""

    id: str
    heading: str
    said: str = ""
    done: tuple[str, ...] = ()
    after: str = ""
    figure: Figure | None = None
    improvement: int | None = None


@dataclass(frozen=True)
class Words:
    """What somebody writes of a piece."""

    heading: str
    said: str = ""
    done: tuple[str, ...] = ()
    after: str = ""
    figure: Figure | None = None
    improvement: int | None = None


def as_data(items: Sequence[Item]) -> list[dict[str, Any]]:
    """Return pieces as JSON data."""
    return [asdict(one) | {"done": list(one.done)} for one in items]


def from_data(data: Sequence[Mapping[str, Any]]) -> list[Item]:
    """Return the pieces that `as_data` wrote down."""
    return [
        Item(**{**one, "done": tuple(one["done"]), "figure": Figure(**one["figure"]) if one["figure"] else None})
        for one in data
    ]


def moved(items: Sequence[Item], ident: str, step: int) -> list[Item]:
    """Return the pieces with one of them a step up or down; at an end it stays."""
    found = list(items)
    at = next((index for index, one in enumerate(found) if one.id == ident), None)
    if at is not None and 0 <= at + step < len(found):
        found[at], found[at + step] = found[at + step], found[at]
    return found


def written(items: Sequence[Item], item: Item) -> list[Item]:
    """Return the pieces with one of them written anew, or added at the end."""
    if any(one.id == item.id for one in items):
        return [item if one.id == item.id else one for one in items]
    return [*items, item]


def without(items: Sequence[Item], ident: str) -> list[Item]:
    """Return the pieces without one."""
    return [one for one in items if one.id != ident]


def lines(text: str) -> tuple[str, ...]:
    """Return what was done, a line each, without empty ones and without marks at their beginnings."""
    return tuple(line for one in text.splitlines() if (line := one.strip().lstrip("-–•*").strip()))


def texts_of(lead: str, items: Sequence[Item]) -> list[str]:
    """Return all words of a page, to be looked through for names."""
    return [lead, *(text for one in items for text in (one.heading, one.said, *one.done, one.after))]


def renamed(items: Sequence[Item], idents: Sequence[str]) -> list[Item]:
    """Return copies of pieces under new names, for a page that begins where the last one ended."""
    return [replace(one, id=ident) for one, ident in zip(items, idents, strict=True)]
