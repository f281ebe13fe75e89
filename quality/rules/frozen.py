"""What an edition keeps of a plan beside its goals' rows: the goals as data, word for word, and all its words as plain text."""

import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from html import unescape
from typing import Any
from uuid import UUID

from quality.rules.plan import PARTS, ActivityText, GoalText, IndicatorText, PlanText

MOST_WORDS = 400_000  # characters: PostgreSQL's search vector holds a megabyte
TAG = re.compile(r"<[^>]*>")


def as_data(goals: tuple[GoalText, ...]) -> list[dict[str, Any]]:
    """Return goals with their rows as JSON data: ids and days as text."""
    data: list[dict[str, Any]] = json.loads(json.dumps([asdict(goal) for goal in goals], default=str))
    return data


def from_data(data: list[dict[str, Any]]) -> tuple[GoalText, ...]:
    """Return the goals that `as_data` wrote down."""
    return tuple(_goal(row) for row in data)


def _goal(row: dict[str, Any]) -> GoalText:
    return GoalText(
        **row
        | {
            "id": UUID(row["id"]),
            "parent": UUID(row["parent"]) if row["parent"] else None,
            "curriculum": tuple(row["curriculum"]),
            "indicators": tuple(IndicatorText(**one | {"id": UUID(one["id"])}) for one in row["indicators"]),
            "activities": tuple(
                ActivityText(**one | {"id": UUID(one["id"]), "start": _day(one["start"]), "end": _day(one["end"])})
                for one in row["activities"]
            ),
        }
    )


def _day(said: str | None) -> dt.date | None:
    return dt.date.fromisoformat(said) if said else None


def said(text: PlanText) -> str:
    """Return all words of a plan, its title apart, as plain text to search: headings, prose, tables, goals and their rows."""
    lines = [*_body_words(text.body), *_goal_words(text.goals)]
    return "\n".join(" ".join(line.split()) for line in lines if line.strip())[:MOST_WORDS].replace("\0", "")


def _body_words(body: Any) -> Iterator[str]:
    for block in body if isinstance(body, list) else []:
        match block:
            case {"kind": "heading", "text": words}:
                yield words
            case {"kind": "text", "html": words}:
                yield unescape(TAG.sub(" ", words))
            case {"kind": "table", "caption": caption, "header": header, "rows": rows}:
                yield caption
                yield from (" ".join(row) for row in [header, *rows])
            case {"kind": "image", "alt": words}:
                yield words


def _goal_words(goals: tuple[GoalText, ...]) -> Iterator[str]:
    for goal in goals:
        yield goal.title
        yield from (getattr(goal, part) for part in PARTS)
        yield " ".join(goal.curriculum)
        yield from (f"{row.name} {row.target} {row.council_target}" for row in goal.indicators)
        yield from (f"{row.title} {row.responsible}" for row in goal.activities)
