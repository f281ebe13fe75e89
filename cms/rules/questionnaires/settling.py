"""What comes from the editor's form, settled against the draft as it was: nothing that the form does not show is lost.

A form brings `{"typed": "…"}` for a text (its base language only) and `{"posted": "…"}` for what it carries unseen.
"""

import json
import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from cms.rules.streams import Raw

LONGEST = 40


def settled(raw: Raw, before: Raw) -> Raw:
    """Return the stream as it is stored.

    A text keeps its other languages, and those that were done are stale where the base text is another now. What is carried
    unseen is as it was in `before`, whatever an old form says; a block that is new there has what its form brought.
    """
    known = dict(_blocks(before))
    result: Raw = [_settled(block, known, known.get(block.get("id", ""))) for block in raw]
    return result


def keyed(raw: Raw) -> Raw:
    """Return the stream with a key for every record that was left without one, made of its text."""
    taken = set(_keys(raw))
    return [{**block, "value": _keyed(block["value"], block["type"], taken)} for block in raw]


def spoken(value: Any) -> str:
    """Return the base text of a stored text."""
    return str(value.get("text") or "") if isinstance(value, dict) else str(value or "")


def slug(text: str, fallback: str) -> str:
    """Return a text as a key: "Hur trivs ni?" becomes "hur-trivs-ni"."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain)
    made = ""
    for word in words:
        if len(made) + len(word) >= LONGEST:
            break
        made = f"{made}-{word}" if made else word
    return made if made and made[0].isalpha() else f"{fallback}-{made}".rstrip("-")


def _blocks(node: Any) -> Iterable[tuple[str, Any]]:
    """Yield every block and row with its id, at whatever depth."""
    if isinstance(node, dict):
        if "id" in node and "value" in node:
            yield str(node["id"]), node["value"]
        for part in node.values():
            yield from _blocks(part)
    elif isinstance(node, list):
        for part in node:
            yield from _blocks(part)


def _settled(node: Any, known: dict[str, Any], before: Any) -> Any:
    if isinstance(node, list):
        return [_settled(part, known, None) for part in node]
    if not isinstance(node, dict):
        return node
    if set(node) == {"typed"}:
        return _text(node["typed"], before)
    if set(node) == {"posted"}:
        return before if isinstance(before, dict) and "kept" in before else {"kept": _loaded(node["posted"])}
    if "value" in node and "type" in node:
        return {**node, "value": _settled(node["value"], known, known.get(str(node.get("id") or "")))}
    old = before if isinstance(before, dict) else {}
    return {name: _settled(part, known, old.get(name)) for name, part in node.items()}


def _text(typed: str, before: Any) -> dict[str, Any]:
    text = typed.replace("\r\n", "\n").replace("\r", "\n")
    languages = dict(before.get("languages") or {}) if isinstance(before, dict) else {}
    if text.strip() != spoken(before).strip():
        languages = {tag: {"text": part, "state": "stale"} if isinstance(part, str) else part
                     for tag, part in languages.items()}  # fmt: skip
        return {"text": text, "languages": languages}
    kept = {"state": before["state"]} if isinstance(before, dict) and "state" in before else {}
    return {"text": spoken(before), "languages": languages, **kept}


def _loaded(posted: str) -> Any:
    try:
        return json.loads(posted) if posted else None
    except ValueError:
        return None


def _keys(raw: Raw) -> Iterable[str]:
    for _, value in _blocks(raw):
        if isinstance(value, dict) and value.get("key"):
            yield str(value["key"])


def _keyed(value: Any, kind: str, taken: set[str]) -> Any:
    if not isinstance(value, dict):
        return value
    result = {name: _keyed_rows(part, name, taken) if isinstance(part, list) else part for name, part in value.items()}
    if "key" in result and not result["key"]:
        result["key"] = _free(slug(spoken(result.get("text") or result.get("title")), _fallback(kind)), taken)
    if "options" in result and isinstance(result["options"], list):
        result["options"] = _coded(result["options"])
    return result


def _keyed_rows(rows: list[Any], name: str, taken: set[str]) -> list[Any]:
    return [
        {**row, "value": _keyed(row["value"], "row" if row.get("type") == "item" else str(row.get("type")), taken)}
        if isinstance(row, dict) and "value" in row
        else row
        for row in rows
    ]


def _fallback(kind: str) -> str:
    return {"section": "avsnitt", "scale": "skala", "row": "rad"}.get(kind, "fraga")


def _free(wanted: str, taken: set[str]) -> str:
    name = next(name for n in range(1, len(taken) + 3) if (name := wanted if n == 1 else f"{wanted}-{n}") not in taken)
    taken.add(name)
    return name


def _coded(options: list[Any]) -> list[Any]:
    """Give an option without a code one made of its label."""
    taken = {str(row["value"].get("code")) for row in options}
    coded = []
    for row in options:
        value = row["value"]
        if not value.get("code"):
            value = {**value, "code": _free(slug(spoken(value.get("label")), "svar")[:28].strip("-"), taken)}
        coded.append({**row, "value": value})
    return coded
