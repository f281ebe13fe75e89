"""Page numbers, page headers and footers taken out, so that a page break within a table or a sentence leaves no trace.

A line is page furniture only where a page break (a form feed or a page number) stands beside it and
- it is a page number, or
- it comes again at most page breaks, or
- it stands between a page break and a page number, or
- it names a plan and a year right at the break.
Everything taken out but bare page numbers is said in a finding.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from quality.importing.families import carries_meaning
from quality.importing.findings import Code, Findings
from quality.importing.lines import UNKNOWN_GAP, Line
from quality.importing.outline import Span
from quality.importing.paragraphs import ends_sentence, is_bullet

WINDOW = 3  # lines of a header or footer
LONGEST = 120  # characters of one
SHARE = 0.6  # of the page breaks at which a header comes again
SHARE_OF_MANY = 0.4  # the same from MANY breaks on: left and right pages may have headers of their own
MANY = 6
PAGE = r"(?:sidan|sida|sid|s)\.?\s*\d{1,4}(?:\s*(?:(?:av|/)\s*\d{1,4}|\(\s*\d{1,4}\s*\)))?"
NAMED_PAGE = re.compile(rf"(?:{PAGE}|[-–]\s?\d{{1,4}}\s?[-–])$", re.IGNORECASE)
COUNTED_PAGE = re.compile(r"(?P<page>\d{1,4})\s*(?:\(\s*(?P<of>\d{1,4})\s*\)|av\s+(?P<pages>\d{1,4}))$", re.IGNORECASE)
BARE_PAGE = re.compile(r"\d{1,4}$")
PAGE_AT_EDGE = re.compile(
    rf"(?:.*\S\s+(?:{PAGE}|\d{{1,4}}\s*\(\d{{1,4}}\))|(?:{PAGE}|\d{{1,4}}\s*\(\d{{1,4}}\))\s+\S.*)$", re.IGNORECASE
)
PLAN_AND_YEAR = re.compile(r"(?:.*\s)?(?:verksamhetsplan|kvalitetsplan)\b.*\b(?:19|20)\d{2}\b", re.IGNORECASE)


def without_furniture(lines: Sequence[Line], findings: Findings) -> tuple[list[Line], list[Span]]:
    """Return the lines without page furniture, and the spans of what was taken out."""
    numbers = _page_numbers(lines)
    breaks = _breaks(lines, numbers)
    if not breaks:
        return list(lines), []
    taken = numbers | _headers(lines, breaks, numbers)
    _note(lines, taken - numbers, findings)
    return _left(lines, taken), [lines[at].span(0, len(lines[at].text)) for at in sorted(taken)]


def _left(lines: Sequence[Line], taken: set[int]) -> list[Line]:
    """Return the lines not taken; the blank lines around what was taken tell nothing."""
    left: list[Line] = []
    for at, line in enumerate(lines):
        if at in taken:
            continue
        if at and (at - 1 in taken):
            line.gap, line.tops_page = UNKNOWN_GAP, True
        left.append(line)
    return left


def _page_numbers(lines: Sequence[Line]) -> set[int]:
    """Return which lines are page numbers: named ("Sida 3"), growing ("3 (20)"), or bare, growing and beside form feeds."""
    named = {at for at, line in enumerate(lines) if NAMED_PAGE.match(line.text)}
    counted: dict[str, list[int]] = {}
    bare: list[int] = []
    for at, line in enumerate(lines):
        found = COUNTED_PAGE.match(line.text)
        if found:
            counted.setdefault(found["of"] or found["pages"], []).append(at)
        beside = line.tops_page or (at + 1 < len(lines) and lines[at + 1].tops_page)
        if beside and BARE_PAGE.match(line.text):
            bare.append(at)
    for ats in [*counted.values(), bare]:
        pages = [int(re.match(r"\d+", lines[at].text).group()) for at in ats]  # type: ignore[union-attr] # they begin with digits
        if len(ats) > 1 and all(first < second for first, second in pairwise(pages)):
            named.update(ats)
    return named


def _breaks(lines: Sequence[Line], numbers: set[int]) -> list[int]:
    """Return before which lines a page break stands; page numbers in between do not make it two."""
    at_breaks = {at for at, line in enumerate(lines) if line.tops_page and at} | numbers | {at + 1 for at in numbers}
    at_breaks |= _edges(lines)
    made: list[int] = []
    for at in sorted(at_breaks):
        if made and all(between in numbers for between in range(made[-1], at)):
            continue
        made.append(at)
    return made


def _edges(lines: Sequence[Line]) -> set[int]:
    """Return the places of lines that carry a growing page number beside other words ("Verksamhetsplan 2020  Sida 3")."""
    same: dict[str, list[int]] = {}
    for at, line in enumerate(lines):
        if len(line.text) <= LONGEST and PAGE_AT_EDGE.match(line.text):
            same.setdefault(_pattern(line.text), []).append(at)
    repeated = {at for ats in same.values() if len({lines[at].text for at in ats}) == len(ats) > 1 for at in ats}
    return repeated | {at for ats in same.values() for at in ats if lines[at].tops_page}


def _pattern(text: str) -> str:
    return re.sub(r"\d+", "#", text.casefold())


def _outward(lines: Sequence[Line], at: int, step: int, numbers: set[int]) -> Iterator[int]:
    """Yield the lines that may be the header (step 1) or footer (step -1) of the break before line `at`, from there outward."""
    place, seen = (at if step > 0 else at - 1), 0
    while 0 <= place < len(lines) and seen < WINDOW:
        if place not in numbers:
            line = lines[place]
            if is_bullet(line.text) or line.cells or len(line.text) > LONGEST or carries_meaning(line.text):
                return
            if ends_sentence(line.text):
                return
            seen += 1
            yield place
        place += step


def _headers(lines: Sequence[Line], breaks: Sequence[int], numbers: set[int]) -> set[int]:
    """Return which lines are headers or footers."""
    after = [list(_outward(lines, at, 1, numbers)) for at in breaks]
    before = [list(_outward(lines, at, -1, numbers)) for at in breaks]
    sides = after + before
    counts = _times(after, lines) | _times(before, lines)
    enough = max(2, (SHARE_OF_MANY if len(breaks) >= MANY else SHARE) * len(breaks))
    again = {pattern for pattern, times in counts.items() if times >= enough}
    edges = _edges(lines)
    taken: set[int] = set()
    for side in [*sides, list(_outward(lines, 0, 1, numbers))]:
        boxed = _boxed(side, numbers, lines)
        for at in side:
            named = bool(PLAN_AND_YEAR.match(lines[at].text))
            if named and not at:
                break  # the plan's own title, said again on each page
            if not (named or _pattern(lines[at].text) in again or at in edges or at in boxed):
                break
            taken.add(at)
    return taken


def _times(sides: Sequence[Sequence[int]], lines: Sequence[Line]) -> Counter[str]:
    """Return at how many places each kind of line stands on one side of page breaks."""
    return Counter(_pattern(lines[at].text) for at in {at for side in sides for at in side})


def _boxed(side: Sequence[int], numbers: set[int], lines: Sequence[Line]) -> set[int]:
    """Return the lines of a page's head between a form feed and a page number; before the next page it is a footer."""
    if not side or not lines[side[0]].tops_page:
        return set()
    end = next((at for at in range(side[0], min(side[0] + WINDOW + 1, len(lines))) if at in numbers), None)
    is_footer = end is None or end + 1 == len(lines) or lines[end + 1].tops_page
    return set() if end is None or is_footer else {at for at in side if side[0] <= at < end}


def _note(lines: Sequence[Line], taken: set[int], findings: Findings) -> None:
    """Note what was taken out, each kind of line once."""
    kinds: dict[str, list[int]] = {}
    for at in sorted(taken):
        kinds.setdefault(_pattern(lines[at].text), []).append(at)
    for ats in kinds.values():
        findings.add(Code.PAGE_LINE, line=lines[ats[0]].number, text=lines[ats[0]].text, times=len(ats))
