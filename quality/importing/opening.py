"""The plan's own title and period, where its first lines say them."""

import re
from collections.abc import Sequence

from quality.importing.findings import Code, Findings
from quality.importing.lines import Line
from quality.importing.outline import Cell, Goal, Period
from quality.importing.paragraphs import ends_sentence
from quality.importing.periods import find_period
from quality.importing.sections import LONGEST_HEADING
from quality.importing.spelling import one_off
from quality.importing.stretch import Piece, joined

FIRST_LINES = 6
PLAN_WORDS = ("verksamhetsplan", "kvalitetsplan", "utvecklingsplan", "verksamhetsplanering")
PERIOD_LINE = re.compile(r"(?P<head>Period|Planperiod|Gäller|Avser|Giltighetstid)\s*:\s*(?P<rest>\S.*)$")


def title_and_period(
    lines: Sequence[Line], findings: Findings
) -> tuple[Cell | None, Period | None, list[Line], list[Line]]:
    """Return the title and period that the text opens with (None where not said), the lines left, and the period's line."""
    first = lines[:FIRST_LINES]
    title_line = next((line for line in first if line.heading == 0), None) or next(
        (line for line in first if _is_title(line)), None
    )
    period_line = next((line for line in first if _stated(line)), None)
    title = joined([Piece(title_line, 0, len(title_line.text))]).cell() if title_line else None
    if title_line and title_line.heading != 0 and not _names_plan(title_line.text, exact=True):
        findings.add(Code.NEAR_LABEL, line=title_line.number, text=title_line.text, label=PLAN_WORDS[0].capitalize())
    period = None
    if period_line:
        period = _stated(period_line)
    elif title_line and (found := find_period(title_line.text)):
        cell = joined([Piece(title_line, found.start, found.end)]).cell()
        period = Period(cell, found.first, found.last, quoted=True)
    used = (title_line, period_line)
    return title, period, [line for line in lines if line not in used], [period_line] if period_line else []


def _names_plan(text: str, *, exact: bool = False) -> bool:
    words = [word.strip(",:()–-").casefold() for word in text.split(" ")[:5]]
    return any(word == known or (not exact and one_off(word, known)) for word in words for known in PLAN_WORDS)


def _is_title(line: Line) -> bool:
    """Return whether a line names a plan: "Verksamhetsplan 2021", "Granens förskolor, verksamhetsplan 2021"."""
    return len(line.text) <= LONGEST_HEADING and not ends_sentence(line.text) and _names_plan(line.text)


def _stated(line: Line) -> Period | None:
    """Return the period of a line such as "Period: 2021–2023"."""
    found = PERIOD_LINE.match(line.text)
    period = find_period(line.text[found.start("rest") :]) if found else None
    if not found or not period or period.start or period.end != len(found["rest"]):
        return None
    return Period(joined([Piece(line, found.start("rest"), len(line.text))]).cell(), period.first, period.last)


def note_what_is_missing(title: Cell | None, period: Period | None, goals: Sequence[Goal], findings: Findings) -> None:
    """Note a title or a period that the text does not state; periods of its parts are named, never taken for the plan's."""
    if title is None:
        findings.add(Code.NO_TITLE)
    if period is not None:
        return
    parts = {(goal.period.start.year, goal.period.end.year) for root in goals for goal in root.walk() if goal.period}
    if not parts:
        findings.add(Code.NO_PERIOD)
        return
    named = ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in sorted(parts))
    findings.add(Code.PART_PERIODS, periods=named)
