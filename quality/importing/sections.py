"""Running text outside the goals, cut at its headings."""

import re
from collections.abc import Sequence
from itertools import pairwise

from quality.importing.labels import CONTENTS_LINE
from quality.importing.lines import Line
from quality.importing.outline import Section
from quality.importing.paragraphs import Measure, ends_sentence, is_bullet, paragraphs
from quality.importing.stretch import joined, whole

LONGEST_HEADING = 80
HEADING_SHARE = 0.75  # of a full line
MOST_HEADINGS_IN_A_ROW = 2  # more short lines than that are a list
NO_HEADING_END = re.compile(r"[.,:;!?…–—-]$|[”\"»]$")


def sections_of(lines: Sequence[Line], measure: Measure) -> list[Section]:
    """Return the sections of a text; lines before its first heading are a section without a title."""
    heads = _headings(lines, measure)
    made: list[Section] = []
    starts = sorted({0, *heads}) if lines else []
    for start, end in pairwise([*starts, len(lines)]):
        made.append(_section(lines[start:end], measure, titled=start in heads))
    return made


def _section(lines: Sequence[Line], measure: Measure, *, titled: bool) -> Section:
    title = joined([whole(lines[0])]).cell() if titled else None
    parts = [part for line in lines[int(titled) :] for part in (line.cells or (line,)) if part.text]
    return Section(title, paragraphs([whole(part) for part in parts], measure).cell())


def _headings(lines: Sequence[Line], measure: Measure) -> set[int]:
    """Return which lines are headings: those of a heading style where the file has styles, else short lines that stand free."""
    styled = {at for at, line in enumerate(lines) if line.heading is not None}
    if styled:
        return styled
    heads: set[int] = set()
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and is_short(lines[end], measure):
            end += 1
        if at < end <= at + MOST_HEADINGS_IN_A_ROW and _stands_free(lines, at, measure):
            heads.update(range(at, end))
        at = max(end, at + 1)
    return heads


def is_short(line: Line, measure: Measure) -> bool:
    """Return whether a line is short, is no entry of a list and does not end as a sentence does."""
    if line.cells or is_bullet(line.text) or NO_HEADING_END.search(line.text) or CONTENTS_LINE.search(line.text):
        return False
    return len(line.text) <= min(LONGEST_HEADING, HEADING_SHARE * measure.width)


def _stands_free(lines: Sequence[Line], at: int, measure: Measure) -> bool:
    """Return whether the line before is over: a sentence, an entry, nothing, or blank lines."""
    if not at:
        return True
    before = lines[at - 1]
    return ends_sentence(before.text) or is_bullet(before.text) or lines[at].gap > measure.gap
