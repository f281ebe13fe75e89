"""A written questionnaire compiled to the document of a version, and the way back. Pure: no database, no clock.

`document → raw stream → document` is the identity for every document that can be read. Places of findings (JSON pointers)
lead back to the block that they are about.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import uuid5

from cms.rules.questionnaires.forms import Form, form_of, record_of, written_fields
from cms.rules.questionnaires.settling import spoken
from cms.rules.streams import SPACE, Raw
from surveys.rules.definition.items import TYPES
from surveys.rules.definition.scales import Scale
from surveys.rules.definition.shape import fields_of, required
from surveys.rules.definition.version import FORMAT, Section

HEAD = ("title", "lead", "closing")
Document = dict[str, Any]


@dataclass(frozen=True)
class Written:
    """A questionnaire as a page holds it: what stands beside the stream, and the stream."""

    key: str
    body: Raw
    base: str = "sv"
    languages: tuple[str, ...] = ("sv",)
    scores: list[Any] = field(default_factory=list)


def document_of(written: Written) -> Document:
    """Return the document that is written. Whether it is one, `surveys.rules.definition.document.read` tells."""
    base = written.base
    heads = [block["value"] for block in written.body if block["type"] == "head"]
    head = heads[0] if heads else {}
    return {
        "format": FORMAT,
        "key": written.key,
        "base": base,
        "languages": list(written.languages),
        **{name: _said(head.get(name), base) for name in HEAD},
        "scales": [_record(Scale, block["value"], base) for block in written.body if block["type"] == "scale"],
        "sections": [_section(block["value"], base) for block in written.body if block["type"] == "section"],
        "scores": written.scores,
    }


def written_of(document: Mapping[str, Any]) -> Written:
    """Return how a document is written. It must have been read once: a version's own JSON."""
    base = document.get("base", "sv")
    body: Raw = [_block("", "head", {name: _text(document.get(name), base) for name in HEAD}, document["key"])]
    for index, section in enumerate(document.get("sections", [])):
        place = f"/sections/{index}"
        value = _values(Section, section, base, place)
        value["items"] = [
            _block(f"{place}/items/{number}", item["type"], _values(TYPES[item["type"]], item, base, place), section["key"])
            for number, item in enumerate(section.get("items", []))
        ]  # fmt: skip
        body.append(_block(place, "section", value, document["key"]))
    for index, scale in enumerate(document.get("scales", [])):
        place = f"/scales/{index}"
        body.append(_block(place, "scale", _values(Scale, scale, base, place), document["key"]))
    return Written(
        key=document["key"],
        body=body,
        base=base,
        languages=tuple(document.get("languages", ["sv"])),
        scores=list(document.get("scores", [])),
    )


def _section(value: Mapping[str, Any], base: str) -> Document:
    items = [{"type": item["type"], **_record(TYPES[item["type"]], item["value"], base)} for item in value["items"]]
    return {**_record(Section, value, base), "items": items}


def _record(cls: type, value: Mapping[str, Any], base: str) -> Document:
    """Return a record of the document. An empty field that may be left out is left out."""
    made = {}
    for name in written_fields(cls):
        part = _field(cls, name, value.get(name), base)
        is_kept = form_of(cls, name) is Form.KEPT and part is not None
        if is_kept or part not in (None, "", {}, []) or required(fields_of(cls)[name]):
            made[name] = part
    return made


def _field(cls: type, name: str, value: Any, base: str) -> Any:
    part = value
    match form_of(cls, name):
        case Form.TEXT:
            part = _said(value, base)
        case Form.TEXTS:
            part = [_said(row["value"], base) for row in value or []]
        case Form.WORDS:
            part = [row["value"] for row in value or []]
        case Form.ROWS:
            part = [_record(record_of(cls, name), row["value"], base) for row in value or []]
        case Form.KEPT:
            part = value.get("kept") if isinstance(value, dict) else None
        case Form.NUMBER:
            part = _number(value)
    return part


def _values(cls: type, record: Mapping[str, Any], base: str, place: str) -> dict[str, Any]:
    """Return a record as the value of a block: every field that is there; the rest has the block's default."""
    return {name: _stored(cls, name, record[name], base, place) for name in written_fields(cls) if name in record}


def _stored(cls: type, name: str, part: Any, base: str, place: str) -> Any:
    form, here = form_of(cls, name), f"{place}/{name}"
    stored = part
    match form:
        case Form.TEXT:
            stored = _text(part, base)
        case Form.TEXTS:
            stored = [_block(f"{here}/{n}", "item", _text(one, base), here) for n, one in enumerate(part)]
        case Form.WORDS:
            stored = [_block(f"{here}/{n}", "item", one, here) for n, one in enumerate(part)]
        case Form.ROWS:
            inner = record_of(cls, name)
            stored = [
                _block(f"{here}/{n}", "item", _values(inner, row, base, f"{here}/{n}"), row.get("key") or here)
                for n, row in enumerate(part)
            ]
        case Form.KEPT:
            stored = {"kept": part}
        case Form.NUMBER:
            stored = None if part is None else str(part)
    return stored


def _said(value: Any, base: str) -> Document:
    """Return a stored text as the document has it."""
    if not isinstance(value, dict):
        return {base: value} if value else {}
    text, others = spoken(value), dict(value.get("languages") or {})
    if text.strip():
        others[base] = {"text": text, "state": value["state"]} if value.get("state") else text
    return others


def _text(said: Any, base: str) -> dict[str, Any]:
    others = dict(said or {})
    own = others.pop(base, "")
    if isinstance(own, dict):
        return {"text": own["text"], "state": own["state"], "languages": others}
    return {"text": own, "languages": others}


def _number(value: Any) -> Any:
    """Return a number as JSON has it; what is none stays as it was typed, for the checks to name."""
    if value in (None, ""):
        return None
    try:
        exact = Decimal(str(value))
        return int(exact) if exact == int(exact) else float(exact)
    except (InvalidOperation, ValueError, OverflowError):
        return value


def _block(place: str, kind: str, value: Any, within: str) -> dict[str, Any]:
    return {"type": kind, "value": value, "id": str(uuid5(SPACE, f"{within} {kind} {place}"))}
