"""Tables as files: CSV, workbooks, SPSS and JSON. What people wrote is text in all of them; no cell is a formula."""

import csv
import io
import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

import xlsxwriter

Value = str | int | Decimal | None
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0")
"""What a spreadsheet may take for the beginning of a formula."""
SAFE = "'"
WIDEST, NARROWEST = 60, 8
MOST_TITLE = 64  # bytes: what SPSS has for the label of a file
A_HANDFUL = 500  # lines in one piece of an answer


@dataclass(frozen=True)
class Sheet:
    """A table with a name: the titles of its columns, their widths in characters, its rows."""

    name: str
    titles: Sequence[str]
    widths: Sequence[int]
    rows: Iterable[Sequence[Value]]


def csv_pieces(sheet: Sheet, *, decimal_comma: bool) -> Iterator[bytes]:
    """Yield a table as CSV in UTF-8 with a mark, some lines at a time.

    decimal_comma: as Swedish spreadsheets read it, 4,2 and semicolons; else 4.2 and commas.
    """
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";" if decimal_comma else ",", lineterminator="\r\n")
    yield "\ufeff".encode()
    writer.writerow([_safe(title) for title in sheet.titles])
    for count, row in enumerate(sheet.rows, start=1):
        writer.writerow([_plain(value, decimal_comma) for value in row])
        if count % A_HANDFUL == 0:
            yield _taken(text)
    yield _taken(text)


def _taken(text: io.StringIO) -> bytes:
    piece = text.getvalue().encode()
    text.seek(0)
    text.truncate()
    return piece


def _plain(value: Value, decimal_comma: bool) -> str:
    match value:
        case None:
            return ""
        case str():
            return _safe(value)
        case _:
            return str(value).replace(".", ",") if decimal_comma else str(value)


def _safe(text: str) -> str:
    return SAFE + text if text.startswith(FORMULAS) else text


def workbook(sheets: Sequence[Sheet]) -> IO[bytes]:
    """Return a workbook as an open file at its beginning. Rows are written as they come: memory does not grow with them."""
    stored: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 (whoever sends it closes it)
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(stored, options)
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    for sheet in sheets:
        drawn = book.add_worksheet(sheet.name)
        drawn.freeze_panes(1, 0)
        for place, width in enumerate(sheet.widths):
            drawn.set_column(place, place, min(max(width, NARROWEST), WIDEST))
        drawn.write_row(0, 0, sheet.titles, bold)
        for number, row in enumerate(sheet.rows, start=1):
            for place, value in enumerate(row):
                if isinstance(value, str):
                    drawn.write_string(number, place, value, wrapped if sheet.widths[place] >= WIDEST else None)
                elif value is not None:
                    drawn.write_number(number, place, float(value))
    book.close()
    stored.seek(0)
    return stored


@dataclass(frozen=True)
class Variable:
    """A column for SPSS: its name there, what it is called, and what its numbers stand for; without `numbers` it is text."""

    name: str
    label: str
    is_number: bool = False
    numbers: Mapping[int | float, str] = field(default_factory=dict)


def numbered(words: Iterable[str]) -> dict[int | float, str]:
    """Return words by their numbers, from 1."""
    return dict(enumerate(words, start=1))


def has_spss() -> bool:
    """Return whether files for SPSS can be written here: the extra `spss` is installed."""
    return all(find_spec(name) is not None for name in ("pyreadstat", "pandas"))


def spss_file(title: str, variables: Sequence[Variable], rows: Iterable[Sequence[Value]]) -> IO[bytes]:
    """Return a file for SPSS (.sav) with its labels, open at its beginning. rows: as long as `variables`; None is missing."""
    import pandas  # noqa: PLC0415 (an extra, and heavy: first when somebody asks for such a file)
    import pyreadstat  # noqa: PLC0415

    columns = list(zip(*rows, strict=True)) or [()] * len(variables)
    table = pandas.DataFrame(
        {
            one.name: pandas.Series(map(_number, column), dtype="float64")
            if one.is_number
            else pandas.Series(["" if value is None else str(value) for value in column], dtype="object")
            for one, column in zip(variables, columns, strict=True)
        }
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "result.sav"
        pyreadstat.write_sav(
            table,
            path,
            file_label=title.encode()[:MOST_TITLE].decode(errors="ignore"),
            column_labels={one.name: one.label for one in variables},
            variable_value_labels={one.name: dict(one.numbers) for one in variables if one.numbers},
        )
        return path.open("rb")


def _number(value: Value) -> float:
    return float("nan") if value is None else float(value)


def json_pieces(head: Mapping[str, Any], name: str, rows: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """Yield an object as JSON: `head`, and under `name` the rows, one a line."""
    yield f"{json.dumps(head, ensure_ascii=False)[:-1]}, {json.dumps(name)}: [\n".encode()
    between = ""
    for row in rows:
        yield f"{between}{json.dumps(row, ensure_ascii=False)}".encode()
        between = ",\n"
    yield b"\n]}\n"
