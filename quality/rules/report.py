"""How a report is arranged, which days it is about, and which of the curriculum's areas its goals leave out."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from organisation.rules.periods import Span, parts_of

SUMMARY, CARRIED, ACTIVITIES, CURRICULUM, MISSING = "summary", "carried", "activities", "curriculum", "missing"
GOAL, UNIT = "goal", "unit"
FIRST, LAST = (SUMMARY,), (CARRIED, ACTIVITIES, CURRICULUM, MISSING)
UP, DOWN = -1, 1
TERTIAL = "tertial"
AREAS: Mapping[str, tuple[str, str]] = {  # of the preschool's curriculum (Lpfö 18, chapter 2): its number and its name
    "norms": ("2.1", "normer och värden"),
    "learning": ("2.2", "omsorg, utveckling och lärande"),
    "influence": ("2.3", "barns delaktighet och inflytande"),
    "home": ("2.4", "förskola och hem"),
    "transition": ("2.5", "övergång och samverkan"),
    "evaluation": ("2.6", "uppföljning, utvärdering och utveckling"),
}


@dataclass(frozen=True)
class Section:
    """A part of a report (avsnitt): whether it is shown, and the writer's own words before and after it.

    key: one of `FIRST` and `LAST`, or `goal:12`, `unit:7`.
    """

    key: str
    shown: bool = True
    before: str = ""
    after: str = ""

    @property
    def kind(self) -> str:
        """What the section is about: the key without its number."""
        return self.key.partition(":")[0]

    @property
    def name(self) -> str:
        """How an address says the key."""
        return self.key.replace(":", "-")

    @property
    def row(self) -> int:
        """The goal's or the unit's id; 0 of a section that is about neither."""
        number = self.key.partition(":")[2]
        return int(number) if number.isdecimal() else 0


def keys_of(goals: Iterable[int], units: Iterable[int]) -> list[str]:
    """Return the keys of all sections that a report can have, in the order that it begins with."""
    return [*FIRST, *(f"{UNIT}:{pk}" for pk in units), *(f"{GOAL}:{pk}" for pk in goals), *LAST]


def arranged(saved: Iterable[Mapping[str, Any]], keys: Sequence[str]) -> list[Section]:
    """Return the sections that there are now, in the writer's order; one that is new comes after what it follows in `keys`.

    What is there no more (a goal that was retired, a report that was taken back) is left out; its words stay stored.
    """
    found = [Section(**one) for one in saved if one["key"] in keys]
    for place, key in enumerate(keys):
        if key not in {one.key for one in found}:
            before = set(keys[:place])
            at = max((index for index, one in enumerate(found) if one.key in before), default=-1)
            found.insert(at + 1, Section(key))
    return found


def stored(sections: Iterable[Section], saved: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return an arrangement as data, with what was saved of sections that are not there now at its end."""
    kept = [asdict(one) for one in sections]
    known = {one["key"] for one in kept}
    return [*kept, *(dict(one) for one in saved if one["key"] not in known)]


def moved(sections: Sequence[Section], key: str, step: int) -> list[Section]:
    """Return the sections with one of them a step up or down; at an end it stays."""
    found = list(sections)
    at = next((index for index, one in enumerate(found) if one.key == key), None)
    if at is not None and 0 <= at + step < len(found):
        found[at], found[at + step] = found[at + step], found[at]
    return found


def changed(sections: Sequence[Section], key: str, **parts: Any) -> list[Section]:
    """Return the sections with one of them changed."""
    return [replace(one, **parts) if one.key == key else one for one in sections]


def reported_of(turn: Span, due_on: date) -> Span:
    """Return the days that a report due on `due_on` is about, asked for within `turn`: all of it or the tertial that ended last.

    A report is written after its period: one due on 10 May is of the tertial to 30 April, one due in February of the year before.
    """
    over = [part for part in parts_of(turn, TERTIAL) if part.ends_on < due_on]
    if due_on > turn.ends_on or not over:
        return turn
    return over[-1]


def left_out(texts: Iterable[str]) -> list[str]:
    """Return the areas of the curriculum that no goal names, by number (“Lpfö 18, 2.3”) or by name."""
    said = [text.casefold() for text in texts]
    return [key for key, (number, name) in AREAS.items() if not any(_names(text, number, name) for text in said)]


def _names(text: str, number: str, name: str) -> bool:
    return name in text or re.search(rf"(?<![\d.]){re.escape(number)}(?!\d)", text) is not None
