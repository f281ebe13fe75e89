"""Raw stream data: every row has an id, and a copy into another series has new ones."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID, uuid4, uuid5

Raw = list[dict[str, Any]]
LISTS = ("curriculum", "indicators", "activities")
SPACE = UUID("5f0b6c1e-6f7a-4f0e-9d51-6e1d0a7f2c3b")


def uuid_of(written: str) -> UUID:
    """Return the id as a UUID. One that is none becomes one, always the same."""
    try:
        return UUID(written)
    except ValueError:
        return uuid5(SPACE, written)


def identified(raw: Iterable[dict[str, Any]]) -> Raw:
    """Return the stream with an id for every block and every row of a goal that had none."""
    return [_with_ids(block, lambda known: known or str(uuid4())) for block in raw]


def renewed(raw: Iterable[dict[str, Any]]) -> Raw:
    """Return the stream as another series takes it over: new ids throughout, and goals under the same goals as before."""
    blocks = list(raw)
    new = {str(uuid_of(block["id"])): str(uuid4()) for block in blocks if block.get("id")}
    copied = [
        _with_ids(block, lambda known: new.get(str(uuid_of(known)), "") if known else "", uuid4) for block in blocks
    ]
    for block in copied:
        if block["type"] == "goal" and (parent := block["value"].get("parent")):
            block["value"]["parent"] = new.get(str(uuid_of(parent)), "")
    return copied


def _with_ids(
    block: dict[str, Any], of_block: Callable[[str], str], of_row: Callable[[], UUID] | None = None
) -> dict[str, Any]:
    value = block["value"]
    if block["type"] == "goal":
        value = {**value, **{name: [_row(row, of_row) for row in value.get(name) or []] for name in LISTS}}
    return {**block, "value": value, "id": of_block(block.get("id") or "") or str(uuid4())}


def _row(row: Any, new: Callable[[], UUID] | None) -> dict[str, Any]:
    known = row.get("id") if is_item(row) else None
    return {
        "type": "item",
        "value": row["value"] if is_item(row) else row,
        "id": str(new() if new else known or uuid4()),
    }


def is_item(row: Any) -> bool:
    """Return whether a list's row has Wagtail's form with an id, not the bare value."""
    return isinstance(row, dict) and row.get("type") == "item" and "value" in row
