"""From text to version and back: read, canonical JSON, and the two hashes."""

import hashlib
import json
from typing import Any

from surveys.rules.definition.items import Item
from surveys.rules.definition.shape import INVALID
from surveys.rules.definition.version import MOST_ITEMS, MOST_ROWS_IN_ALL, VERSION, Version
from surveys.rules.findings import Finding, Findings

MOST_BYTES = 5_000_000


class _Refused(ValueError):
    """A JSON text that says something twice, or a number that is none."""


def read(document: object) -> tuple[Version | None, tuple[Finding, ...]]:
    """Return the version that a parsed JSON document is, or None with what is wrong in its shape and where. Never raises."""
    found = Findings()
    if _too_large(document, found):
        return None, found.as_tuple()
    version = VERSION.read(document, "", found)
    return (None if version is INVALID else version), found.as_tuple()


def read_text(text: str | bytes) -> tuple[Version | None, tuple[Finding, ...]]:
    """Return the version that a JSON text is, or None with what is wrong. Never raises."""
    found = Findings()
    if len(text) > MOST_BYTES:
        found.add("", "too-many-bytes", most=MOST_BYTES // 1_000_000)
        return None, found.as_tuple()
    try:
        document = _loaded(text)
    except _Refused as fault:
        found.add("", "json-refused", value=str(fault))
    except RecursionError:
        found.add("", "too-deep")
    except ValueError as fault:
        line, column = getattr(fault, "lineno", 1), getattr(fault, "colno", 1)
        found.add("", "not-json", line=line, column=column)
    else:
        return read(document)
    return None, found.as_tuple()


def parsed(text: str | bytes) -> object:
    """Return the document that a JSON text holds, or None: what the places of findings about it point into. Never raises."""
    try:
        return None if len(text) > MOST_BYTES else _loaded(text)
    except (ValueError, RecursionError):
        return None


def to_json(version: Version) -> dict[str, Any]:
    """Return the document of a version, without what is as by default."""
    return VERSION.write(version, structure=False)


def canonical(version: Version) -> bytes:
    """Return the one text that equal versions have: sorted names, no spaces, UTF-8."""
    return _canonical(to_json(version))


def content_hash(version: Version) -> str:
    """Return the SHA-256 of the canonical text, in hex: every letter counts."""
    return hashlib.sha256(canonical(version)).hexdigest()


def structure_hash(version: Version) -> str:
    """Return the SHA-256 of what answers depend on, in hex: a corrected text or a new language leaves it as it is."""
    return hashlib.sha256(_canonical(VERSION.write(version, structure=True))).hexdigest()


def item_path(version: Version, item: Item) -> str:
    """Return the JSON pointer of an item of the version."""
    for number, section in enumerate(version.sections):
        for index, other in enumerate(section.items):
            if other is item:
                return f"/sections/{number}/items/{index}"
    raise LookupError(f"The version has no item {item.key}.")


def _canonical(document: Any) -> bytes:
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _too_large(document: object, found: Findings) -> bool:
    """Refuse more items, or more rows in all, than a version may have before any of them is read."""
    sections = _list(document, "sections")
    items = [(number, item) for number, section in enumerate(sections) for item in _list(section, "items")]
    rows = [number for number, item in items for _row in _list(item, "rows") or [item]]
    for most, places in ((MOST_ITEMS, [number for number, _item in items]), (MOST_ROWS_IN_ALL, rows)):
        if len(places) > most:
            found.add(f"/sections/{places[most]}/items", "too-many-items", most=most, count=len(places))
            return True
    return False


def _list(holder: object, name: str) -> list[Any]:
    """Return the list that an object holds under a name; an empty one where it holds something else."""
    held = holder.get(name) if isinstance(holder, dict) else None
    return held if isinstance(held, list) else []


def _loaded(text: str | bytes) -> object:
    return json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse an object that has a name twice: which of the two is meant nobody knows."""
    read: dict[str, Any] = {}
    for name, value in pairs:
        if name in read:
            raise _Refused(name)
        read[name] = value
    return read


def _no_constant(name: str) -> Any:
    raise _Refused(name)
