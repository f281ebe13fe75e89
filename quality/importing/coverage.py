"""Counting that nothing was lost and nothing was used twice: each visible character of the source, once."""

from collections.abc import Iterable, Iterator, Sequence

from quality.importing.lines import visible_count
from quality.importing.outline import Cell, Coverage, Goal, Period, Section, Span


def typed_cells(title: Cell | None, period: Period | None, goals: Iterable[Goal]) -> Iterator[Cell]:
    """Yield every cell with a meaning: the plan's title and period, and all of its goals."""
    if title:
        yield title
    if period and not period.quoted:
        yield period.cell
    for root in goals:
        for goal in root.walk():
            yield from goal_cells(goal)


def goal_cells(goal: Goal) -> Iterator[Cell]:
    """Yield the cells of one goal, those of the goals below it left out."""
    if goal.title:
        yield goal.title
    if goal.period and not goal.period.quoted:
        yield goal.period.cell
    yield from goal.texts.values()
    for row in goal.indicators:
        yield from (cell for cell in (row.name, row.target, row.council_target, row.periodicity) if cell)
    for activity in goal.activities:
        yield activity.title
        yield from (day.cell for day in (activity.start, activity.end) if day)
    yield from goal.followups


def section_cells(sections: Iterable[Section]) -> Iterator[Cell]:
    """Yield the cells of the sections."""
    for section in sections:
        if section.title:
            yield section.title
        yield section.text


def coverage_of(source: Sequence[str], cells: Iterable[Cell], structure: Iterable[Span]) -> Coverage:
    """Return how many visible characters lie in cells or structure; `twice` counts those that lie in more than one."""
    by_line: dict[int, list[Span]] = {}
    for span in [*(span for cell in cells for span in cell.spans), *structure]:
        by_line.setdefault(span.line, []).append(span)
    placed = twice = 0
    for number, spans in by_line.items():
        line, reached = source[number - 1], 0
        for span in sorted(spans, key=lambda span: (span.start, span.end)):
            start, end = max(span.start, reached), max(span.end, reached)
            placed += visible_count(line[start:end])
            twice += visible_count(line[span.start : min(start, span.end)])
            reached = end
    return Coverage(sum(map(visible_count, source)), placed, twice)
