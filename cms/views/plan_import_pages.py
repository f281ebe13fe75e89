"""The review as it is shown: a page of the outline beside the lines of the source that it was read from."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import reverse

from cms.forms.plan_imports import LABELS, short
from cms.models import PlanImport
from cms.queries.plan_imports import review_of
from cms.rules.review.document import NAMES, PLAN, Asked, Kind, Row
from cms.rules.review.draft import Missing, missing
from cms.rules.review.suggestions import suggested
from cms.rules.review.values import DAYS
from cms.views.plan_import_words import KINDS, LACKS, SUGGESTIONS, sentence_of
from quality.enums import BetterDirection, GoalLevel, Periodicity
from ui.templatetags.ui.words import day as in_words

ROWS = 40  # at least so many on a page; a goal stays together with its rows
LINES = 2_000  # of the source beside them, at most
LISTED = 30  # findings in the list at the top
LONG = 700  # letters of a cell before the rest is folded
WORDS: Mapping[str, Mapping[str, Any]] = {
    "level": dict(GoalLevel.choices),
    "periodicity": dict(Periodicity.choices),
    "direction": dict(BetterDirection.choices),
}


@dataclass(frozen=True)
class ShownFinding:
    """A finding at its place. `answer` is "", "right" or "corrected"; `suggestion` the words of its button."""

    number: int
    asked: Asked
    sentence: str
    answer: str
    suggestion: Any
    url: str
    after: str = ""

    @property
    def waits(self) -> bool:
        """Whether somebody should look at it."""
        return self.asked.severity == "warning" and not self.answer


@dataclass(frozen=True)
class ShownCell:
    """A field with its words, the lines it was read from, and what is asked about it."""

    name: str
    label: Any
    text: str
    lines: tuple[int, int] | None
    findings: Sequence[ShownFinding] = ()
    lack: Any = ""

    @property
    def uncertain(self) -> bool:
        """Whether it is marked: something is asked or lacking."""
        return bool(self.lack) or any(finding.waits for finding in self.findings)

    @property
    def folded(self) -> bool:
        """Whether only its beginning is shown at first."""
        return len(self.text) > LONG

    @property
    def beginning(self) -> str:
        """Its first words."""
        return self.text[: LONG // 2].rsplit(" ", 1)[0]


@dataclass(frozen=True)
class ShownRow:
    """A row of the outline with its cells; `parts` are a goal's indicators and activities.

    A name about which nothing is asked stands in the heading alone, with its `lines`; else it is a cell too.
    """

    row: Row
    kind: Any
    name: str
    cells: Sequence[ShownCell]
    url: str
    lines: tuple[int, int] | None = None
    editing: bool = False
    parts: Sequence["ShownRow"] = ()

    @property
    def id(self) -> str:
        """The row's id."""
        return self.row.id


@dataclass(frozen=True)
class ShownLine:
    """A line of the source, and the findings that point at it."""

    number: int
    text: str
    findings: Sequence[ShownFinding] = ()


@dataclass
class ReviewPage:
    """One page of a review. `edited` is the row whose form stands open; its page is the one shown."""

    kept: PlanImport
    number: str = "1"
    edited: str = ""
    _groups: list[list[Row]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.review = review_of(self.kept)
        self.document = self.review.document
        self._groups = list(self._grouped())

    @cached_property
    def page(self) -> Page[list[Row]]:
        """The groups of rows on this page, with the pages around it."""
        paginator = Paginator(self._groups, 1)
        return paginator.get_page(self._page_of.get(self.edited) or self.number)

    @cached_property
    def lacking(self) -> list[Missing]:
        """What keeps the plan from becoming a draft."""
        return missing(self.document)

    @cached_property
    def waiting(self) -> list[int]:
        """The numbers of the findings that wait for a look."""
        return self.review.waiting()

    @cached_property
    def findings(self) -> list[ShownFinding]:
        """All findings, each with its way to the outline or the source."""
        following = dict(zip(self.waiting, self.waiting[1:], strict=False))
        asked = self.review.asked
        ways = {number: self._way_of(number, asked[number]) for number in self.waiting}
        return [self._finding(number, one, ways.get(following.get(number, -1), "")) for number, one in enumerate(asked)]

    @property
    def listed(self) -> list[ShownFinding]:
        """The first findings that wait."""
        return [finding for finding in self.findings if finding.waits][:LISTED]

    @property
    def beyond(self) -> int:
        """How many more wait than are listed."""
        return max(len(self.waiting) - LISTED, 0)

    @property
    def notes(self) -> list[ShownFinding]:
        """What is good to know and asks nothing."""
        return [finding for finding in self.findings if finding.asked.severity == "info"]

    @property
    def rows(self) -> list[ShownRow]:
        """The rows of this page."""
        return list(self._shown_group(self.page.object_list[0])) if self._groups else []

    @property
    def lines(self) -> list[ShownLine]:
        """The lines of the source beside this page."""
        first, last = self._stretch
        by_line: dict[int, list[ShownFinding]] = {}
        for finding in self.findings:
            if finding.asked.line:
                by_line.setdefault(finding.asked.line, []).append(finding)
        shown = self.kept.source[first - 1 : min(last, first - 1 + LINES)]
        return [ShownLine(number, text, by_line.get(number, ())) for number, text in enumerate(shown, first)]

    @property
    def hidden_lines(self) -> int:
        """How many lines of the stretch are too many to show."""
        first, last = self._stretch
        return max(last - first + 1 - LINES, 0)

    def way_to(self, row: str, anchor: str = "") -> str:
        """Return the address of a row in the review."""
        page = self._page_of.get(row, 1)
        query = f"?page={page}" if page > 1 else ""
        return f"{self._address}{query}#{anchor or f'row-{row}'}"

    def _grouped(self) -> Iterator[list[Row]]:
        group: list[Row] = []
        for row in self.document.rows:
            if len(group) >= ROWS and row.kind in (Kind.GOAL, Kind.SECTION):
                yield group
                group = []
            group.append(row)
        if group:
            yield group

    @cached_property
    def _address(self) -> str:
        return reverse("plan_import", args=[self.kept.pk])

    @cached_property
    def _page_of(self) -> dict[str, int]:
        return {row.id: number for number, group in enumerate(self._groups, 1) for row in group}

    @cached_property
    def _starts(self) -> list[int]:
        """The source line where each page begins."""
        starts = [1]
        for group in self._groups[1:]:
            line = next((row.line for row in group if row.line), starts[-1])
            starts.append(max(line, starts[-1]))
        return [*starts, len(self.kept.source) + 1]

    @property
    def _stretch(self) -> tuple[int, int]:
        number = self.page.number
        return self._starts[number - 1], max(self._starts[number] - 1, self._starts[number - 1])

    def _finding(self, number: int, asked: Asked, after: str) -> ShownFinding:
        step = suggested(self.document, asked, number)
        words = SUGGESTIONS.get(asked.code, "") if step else ""
        answer = self.review.answers.get(number, "")
        way = self._way_of(number, asked)
        return ShownFinding(number, asked, sentence_of(asked), answer, words, way, after)

    def _way_of(self, number: int, asked: Asked) -> str:
        """Return the address of a finding's place: in the outline where its row is there, else in the source."""
        if asked.row and self.document.find(asked.row):
            return self.way_to(asked.row, f"fynd-{number}")
        return self._way_to_line(asked.line)

    def _way_to_line(self, line: int | None) -> str:
        if not line:
            return ""
        page = next((n for n, start in enumerate(self._starts[1:], 1) if line < start), 1)
        query = f"?page={page}" if page > 1 else ""
        return f"{self._address}{query}#rad-{line}"

    def _shown_group(self, rows: Sequence[Row]) -> Iterator[ShownRow]:
        lacks = {(lack.row, lack.field): LACKS[lack.lacks] for lack in self.lacking}
        for row in rows:
            if not row.of:
                parts = [self._shown(part, lacks) for part in rows if part.of == row.id]
                yield self._shown(row, lacks, parts)

    def _shown(self, row: Row, lacks: Mapping[tuple[str, str], Any], parts: Sequence[ShownRow] = ()) -> ShownRow:
        about: dict[str, list[ShownFinding]] = {}
        for finding in self.findings:
            if finding.asked.row == row.id:
                about.setdefault(finding.asked.field, []).append(finding)
        cells = [
            ShownCell(name, label, self._words(row, name), row.lines.get(name), about.get(name, ()), lack)
            for name, label in LABELS[row.kind].items()
            if (lack := lacks.get((row.id, name), ""))
            or name in about
            or (not _in_heading(row, name) and (row.get(name) or _always(row, name)))
        ]
        kind = WORDS["level"].get(row.get("level"), KINDS[row.kind]) if row.kind is Kind.GOAL else KINDS[row.kind]
        url = reverse("plan_import_row", args=[self.kept.pk, row.id])
        name = NAMES[row.kind]
        alone = all(cell.name != name for cell in cells)
        return ShownRow(
            row,
            kind,
            row.name if alone else short(row),
            cells,
            url,
            row.lines.get(name) if alone else None,
            editing=row.id == self.edited,
            parts=parts,
        )

    def _words(self, row: Row, name: str) -> str:
        value = row.get(name)
        if name == "parent":
            above = self.document.find(value) if value else None
            return short(above) if above else ""
        if name in DAYS and value:
            return in_words(dt.date.fromisoformat(value), "year")
        return str(WORDS.get(name, {}).get(value, value))


def _in_heading(row: Row, name: str) -> bool:
    """Return whether the heading of a row says the field."""
    if row.id == PLAN:
        return False
    return name == "level" or (name == NAMES[row.kind] and 0 < len(row.name) <= LONG)


def _always(row: Row, name: str) -> bool:
    """Return whether a field is shown though it is blank."""
    if row.id == PLAN or name in ("name", "title"):
        return row.kind is not Kind.SECTION
    return row.kind is Kind.INDICATOR and name in ("target", "council_target", "periodicity")
