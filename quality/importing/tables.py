"""Rows of the two tables, from flattened lines or from the cells of a Word table."""

from collections.abc import Sequence
from dataclasses import dataclass

from quality.importing.findings import Code, Findings
from quality.importing.headers import Column, Header
from quality.importing.lines import Line
from quality.importing.outline import Activity, Cell, Day, Indicator, Span
from quality.importing.paragraphs import Measure
from quality.importing.periods import DATE, day_of
from quality.importing.stretch import Piece, Stretch, joined, whole
from quality.importing.values import Closing, Value, closing, last_value


@dataclass(frozen=True, slots=True)
class TableContext:
    """What the rows of one table are read with."""

    header: Header
    measure: Measure
    findings: Findings
    structure: list[Span]


def indicator_rows(lines: Sequence[Line], context: TableContext) -> list[Indicator]:
    """Return the indicators of a table: a row ends with its periodicity."""
    made: list[Indicator] = []
    row: list[Piece] = []
    for line in lines:
        if line.cells:
            made.append(_indicator_of_cells(line, context))
            continue
        end = closing(line.text)
        if not end:
            row.append(whole(line))
            continue
        row.append(Piece(line, 0, max(end.start - 1, 0)))
        made.append(_indicator(row, line, end, context))
        row = []
    if row:
        made.append(_indicator(row, None, None, context))
    return made


def _indicator(row: Sequence[Piece], line: Line | None, end: Closing | None, context: TableContext) -> Indicator:
    """Return the indicator of one row; `end` is its periodicity on `line`."""
    stretch = joined([piece for piece in row if piece.end > piece.start])
    periodicity = None
    if line and end:
        periodicity = joined([Piece(line, end.start, end.end)]).cell()
        if end.meant:
            context.findings.add(Code.NEAR_PERIODICITY, line=line.number, text=periodicity.text, word=end.meant)
    name_end, target, council = _targets(stretch, row, context)
    name = stretch.cell(0, name_end)
    if not periodicity and Column.PERIODICITY in context.header.columns:
        context.findings.add(Code.NO_PERIODICITY, line=stretch.line, text=name.text)
    return Indicator(name, target, council, periodicity)


def _targets(stretch: Stretch, row: Sequence[Piece], context: TableContext) -> tuple[int, Cell | None, Cell | None]:
    """Return where the row's name ends, its target and the council's."""
    places = [column for column in context.header.columns if column in (Column.TARGET, Column.COUNCIL_TARGET)]
    values = _values(stretch.text, len(places))
    cells = [stretch.cell(value.start, value.end) for value in values]
    placed: dict[Column, Cell] = {}
    if len(values) == 1 and len(places) == 2:  # noqa: PLR2004 - two columns, one value
        placed[Column.COUNCIL_TARGET if values[0].by_council else Column.TARGET] = cells[0]
        if not values[0].by_council:
            context.findings.add(Code.LONE_VALUE, line=stretch.line_at(values[0].start), text=cells[0].text)
    else:
        placed = dict(zip(places, cells, strict=False))
        if len(values) == 2 and not values[0].sure:  # noqa: PLR2004
            context.findings.add(Code.UNSURE_VALUE, line=stretch.line_at(values[0].start), text=stretch.text)
    if not values and places and _may_hide_value(row, context.measure):
        context.findings.add(Code.UNSURE_VALUE, line=row[-1].line.number, text=row[-1].line.text)
    name_end = values[0].start if values else len(stretch.text)
    return name_end, placed.get(Column.TARGET), placed.get(Column.COUNCIL_TARGET)


def _values(text: str, most: int) -> list[Value]:
    """Return the values that a row's text ends with, at most `most`, in reading order. Something must be left for the name."""
    found: list[Value] = []
    end = len(text)
    while len(found) < most:
        value = last_value(text[:end].rstrip())
        if not value or not value.start:
            break
        found.insert(0, value)
        end = value.start
    return found


def _may_hide_value(row: Sequence[Piece], measure: Measure) -> bool:
    """Return whether words apart from the name stand before the periodicity on its line: perhaps a value we do not know."""
    last = row[-1]
    return len(row) > 1 and last.end > last.start and last.line.gap > measure.gap


def _indicator_of_cells(line: Line, context: TableContext) -> Indicator:
    """Return the indicator of a Word table's row: the columns say what is what."""
    cells = _by_column(line, context.header)
    name = cells.get(Column.NAME, Cell(""))
    periodicity = cells.get(Column.PERIODICITY)
    if not periodicity:
        context.findings.add(Code.NO_PERIODICITY, line=line.number, text=name.text)
    elif (end := closing(periodicity.text)) and end.meant:
        context.findings.add(Code.NEAR_PERIODICITY, line=line.number, text=periodicity.text, word=end.meant)
    return Indicator(name, cells.get(Column.TARGET), cells.get(Column.COUNCIL_TARGET), periodicity)


def _by_column(line: Line, header: Header) -> dict[Column, Cell]:
    """Return a row's cells by column. Cells of foreign columns, and cells beyond the head, go with the name."""
    columns = [*header.columns, *[Column.EXTRA] * (len(line.cells) - len(header.columns))]
    made: dict[Column, Cell] = {}
    names: list[Piece] = []
    for column, cell in zip(columns, line.cells, strict=False):
        if not cell.text:
            continue
        if column in (Column.NAME, Column.EXTRA):
            names.append(whole(cell))
        else:
            made[column] = joined([whole(cell)]).cell()
    if names:
        made[Column.NAME] = joined(names).cell()
    return made


def activity_rows(lines: Sequence[Line], context: TableContext) -> list[Activity]:
    """Return the activities of a table: a row ends with its dates."""
    made: list[Activity] = []
    row: list[Piece] = []
    dates: list[Piece] = []
    for line in lines:
        if line.cells:
            made.append(_activity_of_cells(line, context))
            continue
        found = [Piece(line, match.start(), match.end()) for match in DATE.finditer(line.text)]
        alone = bool(found) and found[0].start == 0
        if dates and not (alone and len(found) == len(dates) == 1):
            made.append(_activity(row, dates, context))
            row, dates = [], []
        dates += _split_row(line, found, row, context)
        if len(dates) == 2:  # noqa: PLR2004 - start and end
            made.append(_activity(row, dates, context))
            row, dates = [], []
    if row or dates:
        made.append(_activity(row, dates, context))
    return made


def _split_row(line: Line, found: Sequence[Piece], row: list[Piece], context: TableContext) -> list[Piece]:
    """Add the words of a line to `row` and return the dates that end the row; dates within the words stay there."""
    closes = bool(found) and (found[-1].end == len(line.text) or bool(context.header.extra))
    if not closes:
        row.append(whole(line))
        return []
    between = line.text[found[-2].end : found[-1].start] if len(found) > 1 else "one date"
    dates = list(found[-1:] if between.strip(" -–") else found[-2:])
    if between.strip() in ("-", "–"):
        context.structure.append(line.span(found[-2].end + 1, found[-1].start - 1))
    for words in (Piece(line, 0, dates[0].start), Piece(line, dates[-1].end, len(line.text))):
        if line.text[words.start : words.end].strip():
            row.append(words)
    return dates


def _activity(row: Sequence[Piece], dates: Sequence[Piece], context: TableContext) -> Activity:
    """Return the activity of one row."""
    days = [_day(joined([date]).cell(), context.findings) for date in dates]
    title = joined([_trimmed(piece) for piece in row]).cell()
    return _checked(title, days, (row or dates)[0].line.number, context.findings)


def _trimmed(piece: Piece) -> Piece:
    """Return a piece without spaces at its ends, so that joints stay single."""
    words = piece.line.text[piece.start : piece.end]
    return Piece(
        piece.line, piece.start + len(words) - len(words.lstrip()), piece.end - len(words) + len(words.rstrip())
    )


def _checked(title: Cell, days: Sequence[Day | None], line: int, findings: Findings) -> Activity:
    """Return an activity, with a finding where its dates are missing, single or turned."""
    start = days[0] if days else None
    end = days[1] if len(days) > 1 else None
    if not start and not end:
        findings.add(Code.NO_DATES, line=line, text=title.text)
    elif not start or not end:
        findings.add(Code.ONE_DATE, line=line, text=title.text)
    elif start.value and end.value and end.value < start.value:
        findings.add(Code.DATES_TURNED, line=line, text=f"{start.cell.text} {end.cell.text}")
    return Activity(title, start, end)


def _day(cell: Cell, findings: Findings) -> Day:
    """Return a date cell, with a finding where it is none of the calendar."""
    value = day_of(cell.text)
    if value is None:
        findings.add(Code.BAD_DATE, line=cell.spans[0].line, text=cell.text)
    return Day(cell, value)


def _activity_of_cells(line: Line, context: TableContext) -> Activity:
    """Return the activity of a Word table's row."""
    cells = _by_column(line, context.header)
    days = [_day(cells[column], context.findings) if column in cells else None for column in (Column.START, Column.END)]
    return _checked(cells.get(Column.NAME, Cell("")), days, line.number, context.findings)
