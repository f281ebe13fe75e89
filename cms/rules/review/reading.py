"""An outline as rows, and each finding at the row and field that it is about."""

import uuid
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from cms.rules.review.document import FIELDS, PLAN, Asked, Document, Kind, Row
from quality.importing.findings import Code, Finding
from quality.importing.outline import Activity, Cell, Day, Goal, Indicator, Outline, Section
from quality.rules.plain_words import measured
from quality.rules.targets import Direction

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
    places = _Places(document)
    return Read(document, tuple(places.asked(finding) for finding in outline.findings))


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
    return cells.row(Kind.PLAN, ident=PLAN)


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
        often = indicator.periodicity.text
        cells.put("periodicity", indicator.periodicity, PERIODICITIES.get(often, often))
    said = measured(indicator.name.text, cells.values.get("target", ""), cells.values.get("council_target", ""))
    if said.unit:
        cells.values["unit_of_measure"] = said.unit
    if said.direction is not Direction.UNKNOWN:
        cells.values["direction"] = said.direction.value
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


class _Places:
    """Finds the row and field that a finding is about, with every cell looked up by its lines."""

    def __init__(self, document: Document) -> None:
        self.goals = {row.line: row for row in reversed(list(document.of_kind(Kind.GOAL)))}
        self.by_line: dict[int, list[tuple[Row, str]]] = {}
        for row in document.rows:
            for name, (first, last) in row.lines.items():
                for line in range(first, last + 1):
                    self.by_line.setdefault(line, []).append((row, name))
        self.lines = sorted(self.by_line)

    def asked(self, finding: Finding) -> Asked:
        """Return a finding with its place."""
        row, name = self.place(finding)
        values = dict(finding.values)
        return Asked(finding.code.value, finding.severity.value, finding.line, finding.text, values, row, name)

    def place(self, finding: Finding) -> tuple[str, str]:
        """Return the row and field that a finding is about: the cell on its line, else the one that follows it."""
        if finding.code in OF_THE_PLAN:
            return PLAN, FIELD_OF[finding.code]
        line = finding.line
        if line is None or finding.code in IN_THE_SOURCE:
            return "", ""
        wanted = FIELD_OF.get(finding.code, "")
        begun = self.goals.get(line)
        if begun and wanted in ("parent", "title"):
            return begun.id, wanted
        row, name = self._cell(line, finding.text)
        if row is None:
            return "", ""
        return row.id, wanted if wanted in FIELDS[row.kind] else name

    def _cell(self, line: int, quote: str) -> tuple[Row | None, str]:
        """Return the cell on a line that fits the quote best, else the first cell after the line."""
        after = bisect_left(self.lines, line)
        if after == len(self.lines):
            return None, ""
        here = self.by_line[self.lines[after]]
        if self.lines[after] > line:
            return here[0]
        return min(here, key=lambda cell: (not _says(cell[0], cell[1], quote), _height(cell[0], cell[1])))


def _height(row: Row, name: str) -> int:
    first, last = row.lines[name]
    return last - first


def _says(row: Row, name: str, quote: str) -> bool:
    said = row.get(name)
    return bool(said and quote) and (said in quote or quote in said)
