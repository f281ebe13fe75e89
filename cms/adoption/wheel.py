"""A written wheel compiled to the document of its text, and the way back. Pure: no database, no clock.

`WheelText → streams → document → WheelText` is the identity for every wheel that can be read. A place of a fault (a JSON pointer
into the document) leads back to the block that it is about.
"""

import types
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, get_args
from uuid import uuid5

from cms.rules.streams import SPACE, Raw
from cms.rules.wheels.weeks import number_in, numbers_in, weeks_in, written_weeks
from workflows.rules.shape import WHENS, Fault, as_json, read
from workflows.rules.wheel import Entry, StageEnd, WheelText

Document = dict[str, Any]
AS_CHOICES = frozenset({"month", "nth", "weekday"})
"""Numbers that are chosen in a list, whose values are words."""


@dataclass(frozen=True)
class Written:
    """A wheel as a page holds it: its title, its closed weeks as they are typed, and its two streams."""

    title: str
    closed_weeks: str = ""
    entries: Raw = field(default_factory=list)
    stages: Raw = field(default_factory=list)


def document_of(written: Written) -> Document:
    """Return the document that is written. Whether it is a wheel, `workflows.rules.shape.read` tells."""
    return {
        "title": written.title,
        "closed_weeks": weeks_in(written.closed_weeks),
        "stages": [_dated(StageEnd, block["value"]) for block in written.stages],
        "entries": [_dated(Entry, block["value"]) for block in written.entries],
    }


def text_of(written: Written) -> tuple[WheelText | None, tuple[Fault, ...]]:
    """Return the wheel that is written, or None and every fault of its shape."""
    return read(document_of(written))


def written_of(text: WheelText) -> Written:
    """Return how a wheel is written. An entry's block has the same id wherever the entry's key is the same."""
    document = as_json(text)
    entries: Raw = []
    for row in document["entries"]:
        again = sum(other["value"]["key"] == row["key"] for other in entries)
        entries.append(_block("entry", _stored(Entry, row), f"{row['key']} {again or ''}"))
    stages: Raw = []
    for row in document["stages"]:
        named = " ".join((row["process"], row["stage"], row["calendar"]))
        again = sum(
            all(other["value"][name] == row[name] for name in ("process", "stage", "calendar")) for other in stages
        )
        stages.append(_block("stage", _stored(StageEnd, row), f"{named} {again or ''}"))
    return Written(text.title, written_weeks(text.closed_weeks), entries, stages)


def written_fields(cls: type) -> dict[str, Any]:
    """Return the fields of a record with their types, but for its rule for dates, which is a block of its own."""
    return {one.name: one.type for one in fields(cls) if one.name != "when"}


def block_at(written: Written, place: str) -> str:
    """Return the id of the block that a place of the document is about; nothing where it stands beside the streams."""
    steps = place.split("/")[1:]
    rows = {"entries": written.entries, "stages": written.stages}.get(steps[0] if steps else "", [])
    number = int(steps[1]) if len(steps) > 1 and steps[1].isdigit() else -1
    return str(rows[number].get("id") or "") if 0 <= number < len(rows) else ""


def _dated(cls: type, value: Mapping[str, Any]) -> Document:
    """Return a record of the document with its rule for dates. What its block does not have is left to the default."""
    return {**_record(cls, value), "when": _when(value.get("when") or [])}


def _record(cls: type, value: Mapping[str, Any]) -> Document:
    return {name: _read(of, value[name]) for name, of in written_fields(cls).items() if name in value}


def _when(chosen: Raw) -> Document:
    """Return the rule that stands in the block: the first of one."""
    if not chosen or chosen[0]["type"] not in WHENS:
        return {}
    kind, _checks = WHENS[chosen[0]["type"]]
    return {"every": chosen[0]["type"], **_record(kind, chosen[0]["value"])}


def _read(of: Any, value: Any) -> Any:
    """Return a stored part as the document has it. What is not of its type stays as it is, for the checks to name."""
    found = value
    if of is str:
        found = "" if value is None else value
    elif of is bool:
        found = bool(value)
    elif is_several(of):
        found = numbers_in(value or "") if isinstance(value, str | None) else [_number(one) for one in value]
    elif value == "":
        found = None
    else:
        found = _number(value)
    return found


def is_several(of: Any) -> bool:
    """Tell whether a field holds several numbers."""
    return isinstance(of, types.GenericAlias) and of.__origin__ is tuple


def is_optional(of: Any) -> bool:
    """Tell whether a field's number may be left out."""
    return type(None) in get_args(of)


def _number(value: Any) -> Any:
    return number_in(value) if isinstance(value, str) else value


def _stored(cls: type, row: Mapping[str, Any]) -> dict[str, Any]:
    kind, _checks = WHENS[row["when"]["every"]]
    rule = {name: _kept(name, row["when"][name]) for name in written_fields(kind)}
    own = {name: _kept(name, row[name]) for name in written_fields(cls)}
    return {**own, "when": [{"type": row["when"]["every"], "value": rule, "id": ""}]}


def _kept(name: str, part: Any) -> Any:
    """Return a part of the document as its block stores it."""
    if name == "nths":
        return [str(one) for one in part]
    if name == "reminders":
        return ", ".join(str(one) for one in part)
    return str(part) if name in AS_CHOICES else part


def _block(kind: str, value: dict[str, Any], named: str) -> dict[str, Any]:
    ident = str(uuid5(SPACE, f"wheel {kind} {named.strip()}"))
    value["when"][0]["id"] = str(uuid5(SPACE, f"when of {ident}"))
    return {"type": kind, "value": value, "id": ident}
