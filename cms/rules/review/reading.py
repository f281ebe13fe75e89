"""An outline as rows, and each finding at the row and field that it is about."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from cms.rules.review.document import FIELDS, Asked, Document, Kind, Row
from quality.importing.findings import Code, Finding
from quality.importing.outline import Activity, Cell, Day, Goal, Indicator, Outline, Section

PERIODICITIES = {"År": "year", "Årligen": "year", "Halvår": "half_year", "Tertial": "tertial", "Månad": "month"}
FIELD_OF = {
    Code.NO_TITLE: "title",
    Code.NO_PERIOD: "starts_on",
    Code.PART_PERIODS: "starts_on",
    Code.GOAL_WITHOUT_PARENT: "parent",
    Code.GOAL_WITHOUT_TITLE: "title",
    Code.NUMBERING: "title",
    Code.LONG_TITLE: "title",
    Code.LOOSE_TEXT: "description",
    Code.NO_SCHEDULE: "schedule",
    Code.NO_PERIODICITY: "periodicity",
    Code.NEAR_PERIODICITY: "periodicity",
    Code.NO_DATES: "start",
    Code.ONE_DATE: "end",
    Code.DATES_TURNED: "end",
}
OF_THE_PLAN = frozenset({Code.NO_TITLE, Code.NO_PERIOD, Code.PART_PERIODS})
IN_THE_SOURCE = frozenset({Code.PAGE_LINE, Code.LEFT_OUT, Code.EMPTY_PAGE, Code.DECODED, Code.NO_FAMILY})


@dataclass(frozen=True, slots=True)
class Read:
    """What a review begins with."""

    document: Document
    asked: tuple[Asked, ...]


def read(outline: Outline) -> Read:
    """Return an outline as a document to review. Each row gets an id of its own."""
    pieces: list[tuple[int, list[Row]]] = []
    for goal in outline.goals:
        pieces += _goal(goal, "")
    pieces += [(_line(section), [_section(section)]) for section in outline.sections]
    pieces.sort(key=lambda piece: piece[0])
    document = Document((_plan(outline), *(row for _, rows in pieces for row in rows)))
    return Read(document, tuple(_asked(finding, document) for finding in outline.findings))


def _id() -> str:
    return str(uuid.uuid4())


class _Cells:
    """Collects the values of a row and where they stand."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self.lines: dict[str, tuple[int, int]] = {}

    def put(self, name: str, cell: Cell | None, value: str | None = None) -> None:
        if cell is None:
            return
        text = cell.text if value is None else value
        self.values[name] = f"{self.values[name]}\n{text}" if self.values.get(name) else text
        if cell.spans:
            numbers = [span.line for span in cell.spans] + list(self.lines.get(name, ()))
            self.lines[name] = (min(numbers), max(numbers))

    def row(self, kind: Kind, line: int = 0, of: str = "", ident: str = "") -> Row:
        first = min((first for first, _ in self.lines.values()), default=0)
        return Row(ident or _id(), kind, line or first, of, self.values, self.lines)


def _plan(outline: Outline) -> Row:
    cells = _Cells()
    cells.put("title", outline.title)
    if outline.period:
        cells.put("starts_on", outline.period.cell, outline.period.start.isoformat())
        cells.put("ends_on", outline.period.cell, outline.period.end.isoformat())
    return cells.row(Kind.PLAN, ident="plan")


def _goal(goal: Goal, parent: str) -> Iterator[tuple[int, list[Row]]]:
    cells = _Cells()
    cells.put("title", goal.title)
    if goal.period:
        cells.put("starts_on", goal.period.cell, goal.period.start.isoformat())
        cells.put("ends_on", goal.period.cell, goal.period.end.isoformat())
    for name, cell in goal.texts.items():
        cells.put(name, cell)
    for cell in goal.followups:
        cells.put("follow_up", cell)
    cells.values |= {"level": goal.level.value, "parent": parent}
    row = cells.row(Kind.GOAL, goal.line)
    indicators = [_indicator(indicator, row.id) for indicator in goal.indicators]
    activities = [_activity(activity, row.id) for activity in goal.activities]
    yield goal.line, [row, *indicators, *activities]
    for child in goal.children:
        yield from _goal(child, row.id)


def _indicator(indicator: Indicator, of: str) -> Row:
    cells = _Cells()
    cells.put("name", indicator.name)
    cells.put("target", indicator.target)
    cells.put("council_target", indicator.council_target)
    if indicator.periodicity:
        said = indicator.periodicity.text
        cells.put("periodicity", indicator.periodicity, PERIODICITIES.get(said, said))
    return cells.row(Kind.INDICATOR, of=of)


def _activity(activity: Activity, of: str) -> Row:
    cells = _Cells()
    cells.put("title", activity.title)
    for name, day in (("start", activity.start), ("end", activity.end)):
        _put_day(cells, name, day)
    return cells.row(Kind.ACTIVITY, of=of)


def _put_day(cells: _Cells, name: str, day: Day | None) -> None:
    """Put a date where it is one; what is none is kept as written."""
    if day and day.value:
        cells.put(name, day.cell, day.value.isoformat())
    elif day:
        cells.put("written", day.cell)


def _line(section: Section) -> int:
    spans = [*(section.title.spans if section.title else ()), *section.text.spans]
    return min((span.line for span in spans), default=0)


def _section(section: Section) -> Row:
    cells = _Cells()
    cells.put("title", section.title)
    cells.put("text", section.text)
    return cells.row(Kind.SECTION)


def _asked(finding: Finding, document: Document) -> Asked:
    row, name = _place(finding, document)
    values = dict(finding.values)
    return Asked(finding.code.value, finding.severity.value, finding.line, finding.text, values, row, name)


def _place(finding: Finding, document: Document) -> tuple[str, str]:
    """Return the row and field that a finding is about: the cell on its line, else the one that follows it."""
    if finding.code in OF_THE_PLAN:
        return "plan", FIELD_OF[finding.code]
    line = finding.line
    if line is None or finding.code in IN_THE_SOURCE:
        return "", ""
    wanted = FIELD_OF.get(finding.code, "")
    begun = next((row for row in document.of_kind(Kind.GOAL) if row.line == line), None)
    if begun and wanted in ("parent", "title"):
        return begun.id, wanted
    cells = [(row, name, *lines) for row in document.rows for name, lines in row.lines.items()]
    here = [cell for cell in cells if cell[2] <= line <= cell[3]]
    best = sorted(here, key=lambda cell: (not _says(cell[0], cell[1], finding.text), cell[3] - cell[2]))
    if not best:
        best = sorted((cell for cell in cells if cell[2] > line), key=lambda cell: cell[2])
    if not best:
        return "", ""
    row, name = best[0][:2]
    return row.id, wanted if wanted in FIELDS[row.kind] else name


def _says(row: Row, name: str, quote: str) -> bool:
    said = row.get(name)
    return bool(said and quote) and (said in quote or quote in said)
