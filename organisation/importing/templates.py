"""Files to begin with: the header and one example line, as CSV and as XLSX."""

import csv
import io
from collections.abc import Sequence

import xlsxwriter

from organisation.importing.columns import Column

WIDTH = 28


def as_csv(columns: Sequence[Column]) -> bytes:
    """Return the template as CSV with semicolons, in UTF-8 with a mark, which is what Swedish spreadsheets open rightly."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows(([column.header for column in columns], [column.example for column in columns]))
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(columns: Sequence[Column]) -> bytes:
    """Return the template as a workbook; every cell is text, nothing is a formula."""
    stored = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    workbook = xlsxwriter.Workbook(stored, options)
    sheet = workbook.add_worksheet()
    bold, text = workbook.add_format({"bold": True}), workbook.add_format({"num_format": "@"})
    sheet.set_column(0, len(columns) - 1, WIDTH, text)
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column.header, bold)
        sheet.write_string(1, place, column.example, text)
    sheet.freeze_panes(1, 0)
    workbook.close()
    return stored.getvalue()
