"""Registers read in, a person's scope, and a reorganisation, at the sizes of a preschool and of a very large organiser.

Everything happens in transactions that are rolled back: the database is left as it was.
"""

import datetime as dt
import io
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.db import connection, transaction  # noqa: E402 (models need the settings)
from django.test.utils import CaptureQueriesContext  # noqa: E402

from bench.rows import Row, median_ms  # noqa: E402
from ledger import clock  # noqa: E402
from organisation import actions  # noqa: E402
from organisation.access import scope_for  # noqa: E402
from organisation.enums import Area, Right  # noqa: E402
from organisation.importing.findings import Findings, Unreadable  # noqa: E402
from organisation.importing.tables import read_table  # noqa: E402
from organisation.models import Unit, User  # noqa: E402
from organisation.queries.registers import preview_of  # noqa: E402

HEADER = "Nyckel;Namn;Slag;Ligger under"
PER_PRESCHOOL = 10  # four sections with a team each, one team of its own, and the preschool itself
PRESCHOOLS_PER_SCHOOL_UNIT = 5
BEGAN = dt.date(2020, 1, 1)


def register(units: int) -> bytes:
    """Return a register of `units` units: one municipality, school units, preschools, sections and teams."""
    lines = [HEADER, "m;Storstads kommun;Kommun;", "f;Förvaltningen;Förvaltning;m"]
    number = 0
    while len(lines) <= units:
        if number % PRESCHOOLS_PER_SCHOOL_UNIT == 0:
            lines.append(f"s{number};Skolenhet {number};Skolenhet;f")
        school = number - number % PRESCHOOLS_PER_SCHOOL_UNIT
        lines.append(f"p{number};Förskolan {number};Förskola;s{school}")
        lines.append(f"p{number}-t;Arbetslaget {number};Arbetslag;p{number}")
        for section in range(4):
            lines.append(f"p{number}-{section};Avdelning {section};Avdelning;p{number}")
            lines.append(f"p{number}-{section}-t;Arbetslaget {section};Arbetslag;p{number}-{section}")
        number += 1
    return "\n".join(lines[: units + 1]).encode()


@contextmanager
def rolled_back() -> Iterator[None]:
    """Do something in a transaction that never commits."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _administrator() -> User:
    top = actions.create_unit(name="Mätning", kind="municipality", key="bench-top", on=BEGAN)
    person = actions.Newcomer("bench@ronnfjard.example", "Bertil", "Bench")
    user = actions.create_person(person=person)
    actions.assign(user=user, unit=top, role="administrator", starts_on=BEGAN)
    return user


def _read_in(content: bytes, user: User) -> tuple[float, float]:
    """Return the seconds that looking at a register and reading it in take."""
    start = perf_counter()
    upload = actions.upload_register(kind="units", content=content, filename="bench.csv", starts_on=BEGAN, actor=user)
    expected = preview_of(upload).comparison.counts()
    looked = perf_counter()
    actions.apply_register(register=upload, expected=expected, actor=user)
    return looked - start, perf_counter() - looked


def _analyse() -> None:
    """Give the planner what autovacuum would give it a minute later."""
    with connection.cursor() as cursor:
        for name in ("unit", "unitlink", "assignment", "user"):
            cursor.execute(f"ANALYZE organisation_{name}")


def _registers() -> Iterator[Row]:
    for units in (2_000, 20_000):
        with rolled_back():
            looked, applied = _read_in(register(units), _administrator())
        at = {"units": units}
        yield Row("register of units: upload and preview", looked, "s", at=at)
        yield Row("register of units: read in", applied, "s", at=at)


def _statements(work: object) -> int:
    with CaptureQueriesContext(connection) as captured:
        work()
    return len(captured)


def _scopes(units: int) -> Iterator[Row]:
    with rolled_back():
        _read_in(register(units), _administrator())
        _analyse()
        unit = Unit.objects.get(key="p0")
        rektor = actions.create_person(person=actions.Newcomer("rektor@bench.example", "Rut", "Rektor"))
        actions.assign(user=rektor, unit=Unit.objects.get(key="s0"), role="rektor", starts_on=BEGAN)
        wide = actions.create_person(person=actions.Newcomer("bred@bench.example", "Brita", "Bred"))
        actions.assign(user=wide, unit=Unit.objects.get(key="m"), role="quality_officer", starts_on=BEGAN)
        at = {"units": units}

        def decide() -> None:
            scope_for(rektor).may(Area.PLAN, Right.EDIT, unit)

        def listed(user: object) -> object:
            return lambda: list(scope_for(user).units(Area.PLAN, Right.EDIT).in_order()[:50])

        with clock.one_now():
            clock.now()
            yield Row("scope_for", median_ms(lambda: scope_for(rektor), 20), "ms", 20, at)
            yield Row("scope_for: statements", _statements(lambda: scope_for(rektor)), "statements", at=at)
            yield Row("scope_for and may at a unit", median_ms(decide, 20), "ms", 20, at)
            yield Row("first 50 of a rektor's units", median_ms(listed(rektor), 20), "ms", 20, at)
            yield Row("first 50 of everybody's units", median_ms(listed(wide), 20), "ms", 20, at)
        yield from _moves(at)


def _moves(at: dict[str, int]) -> Iterator[Row]:
    if Unit.objects.filter(key="s5").exists():
        school, preschool = Unit.objects.get(key="s5"), Unit.objects.get(key="p0")
        start = perf_counter()
        actions.move_unit(unit=preschool, new_parent=school, on=dt.date(2026, 8, 1))
        yield Row("a preschool is moved", (perf_counter() - start) * 1000, "ms", at=at)
        start = perf_counter()
        actions.move_unit(
            unit=Unit.objects.get(key="f"), new_parent=Unit.objects.get(key="bench-top"), on=dt.date(2026, 8, 1)
        )
        yield Row("a department with everything is moved", (perf_counter() - start) * 1000, "ms", at=at)


def _workbook(sheet: str, strings: str = "") -> bytes:
    """Return a ZIP file that looks like a workbook, with these parts."""
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/workbook.xml", "<workbook/>")
        made.writestr("xl/worksheets/sheet1.xml", f"<worksheet><sheetData>{sheet}</sheetData></worksheet>")
        made.writestr("xl/sharedStrings.xml", f"<sst>{strings}</sst>")
    return stored.getvalue()


def _refused(content: bytes) -> float:
    """Return the milliseconds until a file is refused; a file that is read is a fault of this measurement."""
    start = perf_counter()
    try:
        read_table(content, Findings())
    except Unreadable:
        return (perf_counter() - start) * 1000
    raise AssertionError("The file was read.")


def _attacks() -> Iterator[Row]:
    files = {
        "200 MB of blanks": _workbook("", " " * 200_000_000),
        "one cell in the far corner": _workbook('<row r="1"><c r="XFD1048576"/></row>'),
        "three million empty cells": _workbook(("<row>" + "<c/>" * 60 + "</row>") * 50_000),
        "CSV of 200,000 rows": b"Nyckel;Namn\n" + b"a;b\n" * 200_000,
    }
    for name, content in files.items():
        yield Row("a file is refused", _refused(content), "ms", at={"file": name, "kB": len(content) // 1024})


def run() -> Iterator[Row]:
    """Yield the figures."""
    yield from _attacks()
    yield from _registers()
    for units in (10, 10_000):
        yield from _scopes(units)
