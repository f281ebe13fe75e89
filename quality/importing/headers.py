"""The heads of the two tables, on one line or wrapped over several."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from quality.importing.lines import Line
from quality.importing.spelling import one_off

WRAPS = 5  # lines that a head may be spread over


class Column(StrEnum):
    """What a column of a table holds."""

    NAME = "name"
    TARGET = "target"
    COUNCIL_TARGET = "council_target"
    PERIODICITY = "periodicity"
    START = "start"
    END = "end"
    EXTRA = "extra"


TITLES = {
    "Indikator": Column.NAME,
    "Aktivitet": Column.NAME,
    "Årsmål": Column.TARGET,
    "KF:s årsmål": Column.COUNCIL_TARGET,
    "Kommunfullmäktiges årsmål": Column.COUNCIL_TARGET,
    "Periodicitet": Column.PERIODICITY,
    "Startdatum": Column.START,
    "Slutdatum": Column.END,
    "Ansvarig": Column.EXTRA,
}
LAYOUTS = (
    ("Indikator", "Årsmål", "KF:s årsmål", "Periodicitet"),
    ("Indikator", "KF:s årsmål", "Årsmål", "Periodicitet"),
    ("Indikator", "Årsmål", "Kommunfullmäktiges årsmål", "Periodicitet"),
    ("Indikator", "Årsmål", "Periodicitet"),
    ("Indikator", "KF:s årsmål", "Periodicitet"),
    ("Indikator", "Periodicitet"),
    ("Aktivitet", "Startdatum", "Slutdatum"),
    ("Aktivitet", "Startdatum", "Slutdatum", "Ansvarig"),
)
SPELLED = {" ".join(layout): layout for layout in LAYOUTS}


@dataclass(frozen=True, slots=True)
class Header:
    """A table head of `lines` lines. `meant` is how it is spelled right, if it was not; `extra` the title of a foreign column."""

    kind: str  # "Indikator" or "Aktivitet"
    columns: tuple[Column, ...]
    lines: int = 1
    meant: str = ""
    extra: str = ""

    @property
    def is_indicators(self) -> bool:
        """Return whether the table lists indicators."""
        return self.kind == "Indikator"


def _columns(titles: Sequence[str]) -> tuple[Column, ...]:
    return tuple(TITLES.get(title, Column.EXTRA) for title in titles)


def _header(titles: Sequence[str], lines: int, meant: str = "") -> Header:
    extra = ", ".join(title for title in titles if TITLES.get(title, Column.EXTRA) is Column.EXTRA)
    return Header(titles[0], _columns(titles), lines, meant, extra)


def find_header(lines: Sequence[Line], at: int) -> Header | None:
    """Return the table head that begins at line `at`."""
    if lines[at].cells:
        return header_of_cells([cell.text for cell in lines[at].cells])
    if not 8 <= len(lines[at].text) <= 80:  # noqa: PLR2004 - no head is shorter or longer
        return None
    longest = max(map(len, SPELLED)) + 1
    text = ""
    near: Header | None = None
    for wraps, line in enumerate(lines[at : at + WRAPS], 1):
        text = f"{text} {line.text}".strip()
        if len(text) > longest or line.cells:
            break
        if text in SPELLED:
            return _header(SPELLED[text], wraps)
        near = near or next(
            (_header(layout, wraps, meant) for meant, layout in SPELLED.items() if one_off(text, meant)), None
        )
    return near


def header_of_cells(cells: Sequence[str]) -> Header | None:
    """Return the table head whose titles are `cells`: the first names the table, at least one other is known."""
    titles, meant = [], []
    for cell in cells:
        close = next((title for title in TITLES if one_off(cell.rstrip(":"), title)), "")
        titles.append(close or cell.rstrip(":"))
        meant.extend([close] if close else [])
    known = sum(title in TITLES for title in titles)
    if not titles or titles[0] not in ("Indikator", "Aktivitet") or known < 2:  # noqa: PLR2004
        return None
    return _header(titles, 1, ", ".join(meant))
