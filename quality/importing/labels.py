"""The words that a family of plans puts over its parts, and finding them in a line."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from quality.importing.lines import Line
from quality.importing.outline import Level
from quality.importing.paragraphs import is_bullet
from quality.importing.periods import find_period
from quality.importing.spelling import one_off

LONGEST = 60
NEAR_FROM = 5  # letters: shorter labels must be spelled right
INLINE = re.compile(r"(?P<head>[^:]{2,60}?)\s*:\s*(?P<rest>\S.*)?$")
NUMBERED = re.compile(r"(?P<head>\w+)\s+(?P<number>\d{1,3})\s*(?:[:.–-]\s*(?P<rest>\S.*)?)?$")
CONTENTS_LINE = re.compile(r"(?:\.{3,}|…)\s*\d{1,4}$")  # of a table of contents


class Kind(StrEnum):
    """What follows a label."""

    GOAL = "goal"  # one goal: its title
    GOALS = "goals"  # a list of goals
    TEXT = "text"
    FOLLOWUPS = "followups"
    ACTIVITIES = "activities"
    INDICATORS = "indicators"
    PERIOD = "period"
    SECTION = "section"  # running text after the goals


@dataclass(frozen=True, slots=True)
class Label:
    """A label with its spellings. `colon`: it must have one; `inline`: its content may begin on the same line."""

    kind: Kind
    spellings: tuple[str, ...]
    level: Level | None = None
    key: str = ""
    colon: bool = False
    inline: bool = False
    numbered: bool = False  # "Fokus 3: …"
    dated: bool = False  # "… 2020–2023:"

    @property
    def needs_goal(self) -> bool:
        """Return whether the label means something only under a goal."""
        return self.kind not in (Kind.GOAL, Kind.GOALS, Kind.SECTION)


@dataclass(frozen=True, slots=True)
class Hit:
    """A label found at the head of `line`; its content begins at `rest`. `meant` is how it is spelled right, if it was not."""

    label: Label
    line: Line
    rest: int
    meant: str = ""
    number: int | None = None
    dated_at: int = 0


def _spelled(label: Label, head: str) -> tuple[bool, str]:
    """Return whether `head` is the label, and the right spelling where it is only nearly so."""
    for spelling in label.spellings:
        if head in (spelling, spelling.upper()):
            return True, ""
    for spelling in label.spellings:
        if len(spelling) >= NEAR_FROM and one_off(head, spelling):
            return True, spelling
    return False, ""


def _numbered(label: Label, line: Line) -> Hit | None:
    found = NUMBERED.match(line.text)
    if not found:
        return None
    fits, meant = _spelled(label, found["head"])
    rest = found.start("rest") if found["rest"] else len(line.text)
    return Hit(label, line, rest, meant, int(found["number"])) if fits else None


def _dated(label: Label, line: Line) -> Hit | None:
    found = find_period(line.text.rstrip(" :"))
    if not found or found.end != len(line.text.rstrip(" :")) or not found.start:
        return None
    fits, meant = _spelled(label, line.text[: found.start].rstrip(" :,("))
    return Hit(label, line, len(line.text), meant, dated_at=found.start) if fits else None


def _plain(label: Label, line: Line, *, under_goal: bool) -> Hit | None:
    head = line.text.rstrip(" :")
    lacks_colon = label.colon and not line.text.endswith(":")
    if under_goal or not lacks_colon:
        fits, meant = _spelled(label, head)
        if fits:
            return Hit(label, line, len(line.text), f"{meant or head}:" if lacks_colon else meant)
    if label.inline and (found := INLINE.match(line.text)) and found["rest"]:
        fits, meant = _spelled(label, found["head"])
        if fits:
            return Hit(label, line, found.start("rest"), meant)
    return None


def _may_carry_label(text: str) -> bool:
    """Return whether a line is short enough for a label, or has the colon or number of one near its beginning."""
    if CONTENTS_LINE.search(text):
        return False
    return len(text) <= LONGEST or ":" in text[: LONGEST + 1] or NUMBERED.match(text) is not None


def find_label(line: Line, labels: Sequence[Label], *, under_goal: bool) -> Hit | None:
    """Return the label at the head of the line. One spelled right goes before one that is a letter off."""
    if line.cells or not _may_carry_label(line.text) or is_bullet(line.text):
        return None
    near: Hit | None = None
    for label in labels:
        if label.needs_goal and not under_goal:
            continue
        hit = (_numbered(label, line) if label.numbered else None) or (_dated(label, line) if label.dated else None)
        hit = hit or (None if label.numbered else _plain(label, line, under_goal=under_goal))
        if hit and not hit.meant:
            return hit
        near = near or hit
    return near
