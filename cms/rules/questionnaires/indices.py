"""An index as it is filled in on a form, and the part of the document that it becomes. Pure.

What the form does not show is kept: other languages of its texts, and points and positive answers of single questions.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from surveys.rules.checks.scores import SCORED
from surveys.rules.definition.fields import Field, fields
from surveys.rules.definition.scales import Option
from surveys.rules.definition.version import Version

Part = dict[str, Any]
ALL = Decimal(1)


@dataclass(frozen=True)
class Filled:
    """What somebody filled in: of which questions (or which other indices), worth what, counted how, shown how."""

    title: str
    measure: str = "mean"
    over: str = "persons"
    items: tuple[str, ...] = ()
    reversed: frozenset[str] = frozenset()
    weights: Mapping[str, Decimal] | None = None
    parts: tuple[str, ...] = ()
    points: Mapping[str, Decimal] | None = None
    positive: tuple[str, ...] = ()
    least: Decimal = Decimal("0.5")
    unknown_counts: bool = False
    minus: Decimal = Decimal(0)
    times: Decimal = ALL
    decimals: int = 1
    bands: tuple[tuple[Decimal, str], ...] = ()


def scoreable(version: Version) -> tuple[Field, ...]:
    """Return the fields that an index can be made of: one answer on a scale, or yes and no."""
    return tuple(field for field in fields(version) if field.kind in SCORED)


def codes_of(chosen: Sequence[Field]) -> dict[str, Option]:
    """Return the answers of some fields that are values, by code, in the order of their scales."""
    found: dict[str, Option] = {}
    for field in chosen:
        for option in field.scale.substantive if field.scale else ():
            found.setdefault(option.code, option)
    return found


def part_of(filled: Filled, key: str, before: Mapping[str, Any], base: str) -> Part:
    """Return an index as the document has it; `before`: what stood there, or nothing."""
    made: Part = {"key": key, "title": rewritten(before.get("title") or {}, base, filled.title)}
    if filled.parts:
        made["parts"] = list(filled.parts)
    if filled.items:
        made |= _of_items(filled, before)
    if filled.minus:
        made["minus"] = _plain(filled.minus)
    if filled.times != ALL:
        made["times"] = _plain(filled.times)
    if filled.bands:
        made["bands"] = _bands(filled.bands, before.get("bands") or [], base)
    return {**made, "decimals": filled.decimals}


def rewritten(texts: Mapping[str, Any], base: str, text: str) -> Part:
    """Return a text with another base; the other languages, where they were done, are stale then."""
    own = texts.get(base, "")
    if text.strip() == str(own["text"] if isinstance(own, Mapping) else own).strip():
        return dict(texts)
    others = {tag: {"text": said, "state": "stale"} if isinstance(said, str) else said
              for tag, said in texts.items() if tag != base}  # fmt: skip
    return {base: text, **others}


def put(scores: Sequence[Part], key: str, score: Part | None) -> list[Part]:
    """Return the indices with one in its place, at the end when it is new; without it where it is None."""
    if score is None:
        return [one for one in scores if one["key"] != key]
    if any(one["key"] == key for one in scores):
        return [score if one["key"] == key else one for one in scores]
    return [*scores, score]


def _of_items(filled: Filled, before: Mapping[str, Any]) -> Part:
    old = {item["name"]: item for item in before.get("items") or []}
    made: Part = {
        "measure": filled.measure,
        "over": filled.over,
        "items": [_item(name, filled, old.get(name, {})) for name in filled.items],
        "least": _plain(ALL if filled.measure == "sum" and filled.over != "answers" else filled.least),
    }
    if filled.measure == "share":
        return {**made, "positive": list(filled.positive), "unknown_counts": filled.unknown_counts}
    return {**made, "points": {code: _plain(worth) for code, worth in (filled.points or {}).items()}}


def _item(name: str, filled: Filled, old: Mapping[str, Any]) -> Part:
    made = {kept: old[kept] for kept in ("points", "positive") if old.get(kept)}
    weight = (filled.weights or {}).get(name, ALL)
    return {
        "name": name,
        **({"reversed": True} if name in filled.reversed else {}),
        **({"weight": _plain(weight)} if weight != ALL else {}),
        **made,
    }


def _bands(bands: Sequence[tuple[Decimal, str]], before: Sequence[Mapping[str, Any]], base: str) -> list[Part]:
    old = {Decimal(str(one["start"])): one.get("text") or {} for one in before}
    return [
        {"start": _plain(start), "text": rewritten(old.get(start, {}), base, text)} for start, text in sorted(bands)
    ]


def _plain(number: Decimal) -> float | int:
    return int(number) if number == int(number) else float(number)
