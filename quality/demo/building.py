"""How the demo's plans are put together: ids that stay the same from year to year, rows with few words."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from quality.rules.plan import ActivityText, GoalText, IndicatorText, PlanText

SPACE = uuid5(NAMESPACE_URL, "https://ronnfjard.example/planer")


def ident(*words: str) -> UUID:
    """Return the id of the row that `words` name: the same on every machine."""
    return uuid5(SPACE, "/".join(words))


def measure(key: str, name: str, unit: str = "", **rest: str) -> IndicatorText:
    """Return an indicator row, measured yearly and better when higher where nothing else is said."""
    return IndicatorText(
        id=ident("indicator", key),
        name=name,
        unit_of_measure=unit,
        direction=rest.get("direction", "higher"),
        target=rest.get("target", ""),
        council_target=rest.get("council", ""),
        periodicity=rest.get("every", "year"),
    )


def activity(key: str, title: str, start: dt.date | None, end: dt.date | None, responsible: str) -> ActivityText:
    """Return an activity row."""
    return ActivityText(ident("activity", key), title, start, end, responsible)


def goal(key: str, level: str, title: str, **rest: Any) -> GoalText:
    """Return a goal; `under` is the key of another goal of the plan."""
    under = rest.pop("under", "")
    return GoalText(
        id=ident("goal", key), level=level, title=title, parent=ident("goal", under) if under else None, **rest
    )


def heading(key: str, text: str, level: int = 2) -> dict[str, Any]:
    """Return a heading of the page."""
    return {"kind": "heading", "level": level, "text": text, "id": str(ident("heading", key))}


def words(*paragraphs: str) -> dict[str, Any]:
    """Return paragraphs of the page."""
    return {"kind": "text", "html": "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)}


def table(caption: str, header: Sequence[str], *rows: Sequence[str]) -> dict[str, Any]:
    """Return a table of the page."""
    return {"kind": "table", "caption": caption, "header": list(header), "rows": [list(row) for row in rows]}


def places(goals: Sequence[GoalText]) -> list[dict[str, Any]]:
    """Return the blocks where the goals stand on the page."""
    return [{"kind": "goal", "id": str(one.id)} for one in goals]


def plan(title: str, year: int, goals: Sequence[GoalText], body: Sequence[dict[str, Any]]) -> PlanText:
    """Return the plan of a calendar year."""
    return PlanText(title, dt.date(year, 1, 1), dt.date(year, 12, 31), tuple(goals), list(body))
