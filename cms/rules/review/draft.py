"""A reviewed document as the text of a plan. What has no field there becomes text beside: nothing is lost."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from html import escape
from typing import Any
from uuid import UUID

from cms.rules.review.document import PLAN, Document, Kind, Row
from cms.rules.review.values import LONGEST_TITLE, day, too_long
from quality.rules.plan import PARTS, PERIODICITIES, ActivityText, GoalText, IndicatorText, PlanText


class Lacks(StrEnum):
    """What must be said before there can be a draft; the page has the sentence."""

    TITLE = "title"
    PERIOD = "period"
    TURNED = "turned"
    NAME = "name"
    LEVEL = "level"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class Missing:
    """What is lacking, and in which row."""

    lacks: Lacks
    row: str
    field: str


def missing(document: Document) -> list[Missing]:
    """Return all that keeps the document from becoming a draft, in its order."""
    return [lack for row in document.rows for lack in _missing_in(row)]


def _missing_in(row: Row) -> Iterator[Missing]:
    first, last = ("start", "end") if row.kind is Kind.ACTIVITY else ("starts_on", "ends_on")
    if row.id == PLAN and not (row.get("starts_on") and row.get("ends_on")):
        yield Missing(Lacks.PERIOD, row.id, "ends_on" if row.get("starts_on") else "starts_on")
    if row.get(first) and row.get(last) and row.get(last) < row.get(first):
        yield Missing(Lacks.TURNED, row.id, last)
    if not row.name.strip() and row.kind is not Kind.SECTION:
        name = "name" if row.kind is Kind.INDICATOR else "title"
        yield Missing(Lacks.TITLE if row.id == PLAN else Lacks.NAME, row.id, name)
    if row.kind is Kind.GOAL and not row.get("level"):
        yield Missing(Lacks.LEVEL, row.id, "level")
    for name, value in row.values.items():
        if too_long(row.kind, name, value):
            yield Missing(Lacks.TOO_LONG, row.id, name)


def plan_text(document: Document) -> PlanText:
    """Return the document as a plan's text, its rows with their ids. Raises ValueError where something is `missing`."""
    lacking = missing(document)
    if lacking:
        raise ValueError(f"{lacking[0].lacks} is missing.")
    plan = document.rows[0]
    start, end = day(plan.get("starts_on")), day(plan.get("ends_on"))
    assert start  # noqa: S101 - nothing is missing
    assert end  # noqa: S101 - nothing is missing
    goals: list[GoalText] = []
    body: list[dict[str, Any]] = []
    for row in document.rows:
        if row.kind is Kind.GOAL:
            goals.append(_goal(document, row))
            body += [{"kind": "goal", "id": row.id}, *_text(_left_over(document, row))]
        elif row.kind is Kind.SECTION:
            body += _section(row)
    return PlanText(" ".join(plan.name.split()), start, end, tuple(goals), body)


def _goal(document: Document, row: Row) -> GoalText:
    rows = list(document.under(row))
    parts: dict[str, Any] = {part: row.get(part) for part in PARTS}
    return GoalText(
        id=UUID(row.id),
        level=row.get("level"),
        title=" ".join(row.name.split()),
        parent=UUID(row.get("parent")) if row.get("parent") else None,
        indicators=tuple(_indicator(part) for part in rows if part.kind is Kind.INDICATOR),
        activities=tuple(_activity(part) for part in rows if part.kind is Kind.ACTIVITY),
        **parts,
    )


def _indicator(row: Row) -> IndicatorText:
    said = row.get("periodicity")
    return IndicatorText(
        id=UUID(row.id),
        name=row.name,
        unit_of_measure=row.get("unit_of_measure"),
        direction=row.get("direction") or "unknown",
        target=row.get("target"),
        council_target=row.get("council_target"),
        periodicity=said if said in PERIODICITIES else "",
    )


def _activity(row: Row) -> ActivityText:
    return ActivityText(UUID(row.id), row.name, day(row.get("start")), day(row.get("end")), row.get("responsible"))


def _left_over(document: Document, row: Row) -> Iterator[str]:
    """Yield, in words, what a goal and its rows say that no field of a plan holds."""
    if row.get("starts_on") or row.get("ends_on"):
        yield f"Gäller {row.get('starts_on')} – {row.get('ends_on')}: {row.name}"
    if row.get("schedule"):
        yield f"Tidsplanering: {row.get('schedule')}"
    for part in document.under(row):
        said = part.get("periodicity")
        if said and said not in PERIODICITIES:
            yield f"{part.name}, periodicitet: {said}"
        if part.get("written"):
            yield f"{part.name}, datum: {part.get('written')}"


def _section(row: Row) -> Iterator[dict[str, Any]]:
    title = " ".join(row.name.split())
    if title and len(title) <= LONGEST_TITLE:
        yield {"kind": "heading", "level": 2, "text": title, "id": row.id}
        title = ""
    yield from _text(part for part in (title, *row.get("text").split("\n")) if part)


def _text(paragraphs: Iterator[str]) -> Iterator[dict[str, Any]]:
    lines = [line for paragraph in paragraphs for line in paragraph.split("\n") if line.strip()]
    if lines:
        yield {"kind": "text", "html": "".join(f"<p>{escape(line, quote=False)}</p>" for line in lines)}
