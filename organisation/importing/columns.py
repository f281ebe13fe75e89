"""The columns of a register as data: what they are called, what they hold. Reader, template file and help text use it."""

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.importing.findings import Findings, Unreadable
from organisation.importing.tables import Table
from organisation.rules.sorting import sort_key


@dataclass(frozen=True)
class Column:
    """One column: the name in the code, the header, other headers that mean it, and what to tell whoever fills it in."""

    name: str
    header: str
    others: tuple[str, ...]
    required: bool
    help: Any
    example: str
    longest: int = 120


UNIT_COLUMNS = (
    Column(
        "key",
        "Nyckel",
        ("key", "id", "enhetsnyckel", "enhetskod", "skolenhetskod", "kod"),
        True,
        gettext_lazy(
            "Enhetens egen kod, som aldrig byts: små bokstäver a–z, siffror, punkt, bindestreck och understreck. "
            "Känns den igen uppdateras enheten, annars skapas en ny."
        ),
        "forskolan-tallkotten",
        80,
    ),
    Column(
        "name",
        "Namn",
        ("name", "enhet", "enhetsnamn"),
        True,
        gettext_lazy("Vad enheten heter."),
        "Förskolan Tallkotten",
    ),
    Column(
        "kind",
        "Slag",
        ("kind", "typ", "enhetstyp", "nivå"),
        True,
        gettext_lazy("Kommun, Nämnd, Förvaltning, Område, Skolenhet, Förskola, Avdelning eller Arbetslag."),
        "Förskola",
        40,
    ),
    Column(
        "parent",
        "Ligger under",
        ("parent", "överordnad", "överordnad enhet", "förälder", "tillhör"),
        False,
        gettext_lazy("Nyckeln till enheten som den ligger under. Tomt betyder högst upp."),
        "norra-skolenheten",
        80,
    ),
)
PEOPLE_COLUMNS = (
    Column(
        "email",
        "E-post",
        ("email", "e-mail", "epost", "mejl", "mail", "e-postadress", "epostadress"),
        True,
        gettext_lazy("Adressen som personen loggar in med. Känns den igen läggs rollen till på samma person."),
        "kim.exempel@kommun.example",
        254,
    ),
    Column(
        "first_name",
        "Förnamn",
        ("first name", "firstname", "tilltalsnamn"),
        False,
        gettext_lazy("Behövs bara för nya personer. Den som redan finns behåller sitt namn."),
        "Kim",
        80,
    ),
    Column(
        "last_name",
        "Efternamn",
        ("last name", "lastname", "surname"),
        False,
        gettext_lazy("Som förnamn."),
        "Exempel",
        80,
    ),
    Column(
        "role",
        "Roll",
        ("role", "uppdrag", "befattning", "titel"),
        True,
        gettext_lazy("En av rollerna i listan nedanför, till exempel Förskollärare."),
        "Förskollärare",
        40,
    ),
    Column(
        "unit",
        "Enhet",
        ("unit", "nyckel", "enhetsnyckel", "enhetskod", "arbetsplats"),
        True,
        gettext_lazy("Nyckeln till enheten där rollen gäller."),
        "forskolan-tallkotten",
        80,
    ),
    Column(
        "starts_on",
        "Från och med",
        ("from", "från", "startdatum", "börjar", "fr.o.m.", "from och med"),
        False,
        gettext_lazy("Rollens första dag som ÅÅÅÅ-MM-DD. Tomt betyder den dag som registret gäller från."),
        "2026-08-01",
        10,
    ),
    Column(
        "ends_on",
        "Till och med",
        ("to", "till", "slutdatum", "slutar", "t.o.m."),
        False,
        gettext_lazy("Rollens sista dag som ÅÅÅÅ-MM-DD. Tomt betyder tills vidare."),
        "",
        10,
    ),
)


@dataclass(frozen=True)
class Line:
    """One line of the file: its row, and its cells by the columns' names in the code."""

    row: int
    cells: dict[str, str]


def header_key(text: str) -> str:
    """Return a header as it is compared: small letters, without signs."""
    return sort_key(text.replace("*", "").replace("_", " ").replace(":", ""))


def lines(table: Table, columns: Sequence[Column], findings: Findings) -> Iterator[Line]:
    """Yield the table's lines by column name; cells that are too long, or missing where required, are faults.

    Raises `Unreadable` where a required column is missing, naming it and what might have been meant.
    """
    places = _places(table.header, columns, findings)
    for row, cells in table.rows:
        found = {column.name: "" for column in columns}
        for place, column in places.items():
            found[column.name] = cells[place] if place < len(cells) else ""
        if len(cells) > len(table.header) and any(cells[len(table.header) :]):
            findings.fault(row, "", _("Raden har fler celler än rubriker. Kontrollera avgränsare och citattecken."))
        for column in places.values():
            text = found[column.name]
            if not text and column.required:
                findings.fault(row, column.header, _("Cellen är tom. %(column)s behövs.") % {"column": column.header})
            elif len(text) > column.longest:
                sentence = _("Texten är längre än %(limit)s tecken.") % {"limit": column.longest}
                findings.fault(row, column.header, sentence)
        yield Line(row, found)


def _places(header: list[str], columns: Sequence[Column], findings: Findings) -> dict[int, Column]:
    """Return which place in a row holds which column."""
    meant = {header_key(name): column for column in columns for name in (*column.others, column.name)}
    meant |= {header_key(column.header): column for column in columns}
    places: dict[int, Column] = {}
    unknown: list[str] = []
    for place, title in enumerate(header):
        column = meant.get(header_key(title))
        if column is None:
            unknown += [title] if title else []
        elif column in places.values():
            raise Unreadable(_("Kolumnen “%(column)s” finns två gånger.") % {"column": column.header})
        else:
            places[place] = column
    missing = [column for column in columns if column.required and column not in places.values()]
    if missing:
        raise Unreadable(" ".join(_missing(column, unknown, header) for column in missing))
    for title in unknown:
        findings.warn(None, title, _("Kolumnen “%(column)s” används inte.") % {"column": title})
    return places


def _missing(column: Column, unknown: list[str], header: list[str]) -> str:
    wanted = {header_key(title): title for title in unknown}
    near = difflib.get_close_matches(header_key(column.header), wanted, n=1, cutoff=0.5)
    if near:
        said = {"column": column.header, "title": wanted[near[0]]}
        return _("Kolumnen “%(column)s” saknas. Är det “%(title)s” som menas? Byt i så fall rubrik.") % said
    said = {"column": column.header, "titles": ", ".join(f"“{title}”" for title in header if title)[:300]}
    return _("Kolumnen “%(column)s” saknas. Filen har %(titles)s.") % said
