"""Where a place of the document (a JSON pointer) stands in the stream: which block, and which part of its value."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

from cms.adoption.questionnaire import HEAD, Written
from cms.rules.streams import Raw

KINDS = {"sections": "section", "scales": "scale"}
BESIDE = {"languages", "scores", "key", "base", "format"}


@dataclass(frozen=True)
class Spot:
    """Where something is written. `block`: the id of the nearest block; `holder[name]`: the stored part, if there is one.

    `outside`: the first step of the pointer, where it stands beside the stream (languages, scores).
    """

    block: str = ""
    holder: Any = None
    name: Any = ""
    outside: str = ""


def spot(written: Written, path: str) -> Spot:
    """Return where `path` is written; of what does not exist, the nearest block around it."""
    return _spot(written.body, written.scores, path)


def changed(written: Written, path: str, change: Callable[[Any], Any]) -> Written:
    """Return what is written with the stored part at `path` put through `change`. LookupError where nothing stands there."""
    body, scores = deepcopy(written.body), deepcopy(written.scores)
    found = _spot(body, scores, path)
    if found.holder is None:
        raise LookupError(path)
    held = found.holder[found.name] if not isinstance(found.holder, dict) else found.holder.get(found.name)
    found.holder[found.name] = change(held)
    return replace(written, body=body, scores=scores)


def _spot(body: Raw, scores: list[Any], path: str) -> Spot:
    parts = [part.replace("~1", "/").replace("~0", "~") for part in path.split("/")[1:]]
    if not parts:
        return Spot()
    if parts[0] == "scores":
        return _plain(scores, parts)
    if parts[0] in HEAD:
        head = next((block for block in body if block["type"] == "head"), None)
        return Spot(head["id"], head["value"], parts[0]) if head else Spot()
    if parts[0] in KINDS:
        return _in_rows([block for block in body if block["type"] == KINDS[parts[0]]], parts[1:], Spot())
    return Spot(outside=parts[0])


def _in_rows(rows: list[Any], parts: list[str], around: Spot) -> Spot:
    """Follow the steps into the row that the first of them numbers."""
    if not parts or not parts[0].isdigit() or int(parts[0]) >= len(rows):
        return around
    row, rest = rows[int(parts[0])], parts[1:]
    here = Spot(row["id"])
    if not isinstance(row["value"], dict) or "languages" in row["value"]:  # a text, or a word
        return Spot(row["id"], row, "value")
    if not rest:
        return here
    part = row["value"].get(rest[0])
    if isinstance(part, list):
        return _in_rows(part, rest[1:], here)
    return Spot(row["id"], row["value"], rest[0])


def _plain(scores: list[Any], parts: list[str]) -> Spot:
    node: Any = {"scores": scores}
    for part in parts[:-1]:
        node = node[int(part)] if isinstance(node, list) and part.isdigit() and int(part) < len(node) else (
            node.get(part) if isinstance(node, dict) else None
        )  # fmt: skip
    found = isinstance(node, dict)
    return Spot(holder=node if found else None, name=parts[-1], outside="scores")
