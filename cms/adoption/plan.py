"""A plan page compiled to the text that is put forward for adoption, and the way back."""

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID, uuid5

import nh3
from django.core.serializers.json import DjangoJSONEncoder
from django.urls import NoReverseMatch, reverse
from wagtail.images import get_image_model
from wagtail.rich_text import expand_db_html

from cms.models import PlanPage
from cms.rules.streams import SPACE, Raw, is_item, uuid_of
from quality.rules.plan import PARTS, ActivityText, GoalText, IndicatorText, PlanText

Body = list[dict[str, Any]]
TAGS = {"p", "ul", "ol", "li", "strong", "em", "a", "h4", "br"}
SAME = ((re.compile(r"<(/?)b(?=[\s>])"), r"<\1strong"), (re.compile(r"<(/?)i(?=[\s>])"), r"<\1em"))


def plan_text(page: PlanPage) -> PlanText:
    """Return what the page says, as it stands in `page` (`page.get_latest_revision_as_object()` for the draft)."""
    raw = json.loads(json.dumps(page.body.get_prep_value(), cls=DjangoJSONEncoder))
    return compile_plan(page.title, page.starts_on, page.ends_on, raw)


def compile_plan(title: str, start: dt.date, end: dt.date, raw: Raw) -> PlanText:
    """Return the text that a page with this title, period and raw stream says."""
    pictures = _pictures(raw)
    goals: list[GoalText] = []
    body: Body = []
    for block in raw:
        value = block["value"]
        match block["type"]:
            case "goal":
                goals.append(_goal(uuid_of(block["id"]), value))
                body.append({"kind": "goal", "id": str(goals[-1].id)})
            case "heading":
                heading = {"kind": "heading", "level": int(value["level"]), "text": value["text"]}
                body.append({**heading, "id": str(uuid_of(block["id"]))})
            case "text":
                body.append({"kind": "text", "html": clean_html(value)})
            case "table":
                body.append(_table(value))
            case "image" if value["image"] in pictures:
                body.append({"kind": "image", "alt": value["alt"], **pictures[value["image"]], "id": value["image"]})
    return PlanText(title, start, end, tuple(goals), body)


def raw_stream(text: PlanText) -> Raw:
    """Return `text` as raw stream data with its ids: compiled, it says the same. Goals that its body leaves out come last."""
    goals = {goal.id: goal for goal in text.goals}
    raw = [_block(position, piece, goals) for position, piece in enumerate(text.body)]
    placed = {block["id"] for block in raw if block["type"] == "goal"}
    return raw + [_goal_block(goal) for goal in text.goals if str(goal.id) not in placed]


def clean_html(html: str) -> str:
    """Return written text with nothing but the marks that a plan may have."""
    expanded = str(expand_db_html(html))
    for pattern, mark in SAME:
        expanded = pattern.sub(mark, expanded)
    return nh3.clean(
        expanded, tags=TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto"}, link_rel=None
    )


def _goal(identity: UUID, value: Mapping[str, Any]) -> GoalText:
    return GoalText(
        id=identity,
        level=value.get("level") or "",
        title=value.get("title") or "",
        parent=uuid_of(value["parent"]) if value.get("parent") else None,
        contributes_to=value.get("contributes_to"),
        curriculum=tuple(row for _, row in _rows(identity, "curriculum", value)),
        indicators=tuple(_indicator(key, row) for key, row in _rows(identity, "indicators", value)),
        activities=tuple(_activity(key, row) for key, row in _rows(identity, "activities", value)),
        **{part: value.get(part) or "" for part in PARTS},
    )


def _rows(goal: UUID, name: str, value: Mapping[str, Any]) -> Iterable[tuple[UUID, Any]]:
    """Yield a list's rows with their ids; a row without one, which no stored page has, gets one from its place."""
    for position, row in enumerate(value.get(name) or []):
        written = row.get("id") if is_item(row) else None
        yield uuid_of(written) if written else uuid5(goal, f"{name} {position}"), row["value"] if is_item(row) else row


def _indicator(identity: UUID, value: Mapping[str, Any]) -> IndicatorText:
    words = {
        name: value.get(name) or "" for name in ("name", "unit_of_measure", "target", "council_target", "periodicity")
    }
    return IndicatorText(id=identity, direction=value.get("direction") or "unknown", **words)


def _activity(identity: UUID, value: Mapping[str, Any]) -> ActivityText:
    start, end = (dt.date.fromisoformat(value[name]) if value.get(name) else None for name in ("start", "end"))
    return ActivityText(identity, value.get("title") or "", start, end, value.get("responsible") or "")


def _table(value: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "kind": "table",
        "caption": value.get("caption") or "",
        "header": [column.get("heading") or "" for column in value["columns"]],
        "rows": [[cell or "" for cell in row["values"]] for row in value["rows"]],
    }


def _pictures(raw: Raw) -> dict[int, dict[str, Any]]:
    wanted = [block["value"]["image"] for block in raw if block["type"] == "image"]
    if not wanted:
        return {}
    stored = get_image_model().objects.filter(pk__in=wanted)
    return {image.pk: {"url": picture_url(image.pk), "width": image.width, "height": image.height} for image in stored}


def picture_url(number: int) -> str:
    """Return the address of a plan's picture."""
    try:
        return reverse("plan_picture", args=[number])
    except NoReverseMatch:
        return ""


def _block(position: int, piece: Mapping[str, Any], goals: Mapping[UUID, GoalText]) -> dict[str, Any]:
    key = str(uuid5(SPACE, f"{position} {piece['kind']}"))
    match piece["kind"]:
        case "goal":
            return _goal_block(goals[UUID(piece["id"])])
        case "heading":
            value: Any = {"level": str(piece["level"]), "text": piece["text"]}
            key = piece.get("id") or key
        case "text":
            value = piece["html"]
        case "table":
            columns = [{"type": "text", "heading": heading} for heading in piece["header"]]
            value = {
                "caption": piece["caption"],
                "columns": columns,
                "rows": [{"values": row} for row in piece["rows"]],
            }
        case "image":
            value = {"image": piece["id"], "alt": piece["alt"]}
        case kind:
            raise ValueError(f"No such piece: {kind}")
    return {"type": piece["kind"], "value": value, "id": key}


def _goal_block(goal: GoalText) -> dict[str, Any]:
    value: dict[str, Any] = {
        "level": goal.level,
        "title": goal.title,
        **{part: getattr(goal, part) for part in PARTS},
        "parent": str(goal.parent) if goal.parent else "",
        "contributes_to": goal.contributes_to,
        "curriculum": [_item(uuid5(goal.id, f"curriculum {row}"), row) for row in goal.curriculum],
        "indicators": [_item(row.id, _without_id(row)) for row in goal.indicators],
        "activities": [_item(row.id, _without_id(row)) for row in goal.activities],
    }
    return {"type": "goal", "value": value, "id": str(goal.id)}


def _without_id(row: IndicatorText | ActivityText) -> dict[str, Any]:
    said = {name: part for name, part in vars(row).items() if name != "id"}
    return {name: part.isoformat() if isinstance(part, dt.date) else part for name, part in said.items()}


def _item(identity: UUID, value: Any) -> dict[str, Any]:
    return {"type": "item", "value": value, "id": str(identity)}
