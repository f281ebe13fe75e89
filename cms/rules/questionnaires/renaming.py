"""A question that is another now gets a new key; conditions and indices that speak of it follow."""

from collections.abc import Callable
from typing import Any


def free_key(key: str, taken: set[str]) -> str:
    """Return a key like `key` that is not taken: "trivsel" is followed by "trivsel-2"."""
    stem = key.rsplit("-", 1)[0] if key.rpartition("-")[2].isdigit() and "-" in key else key
    number = next(n for n in range(2, len(taken) + 3) if f"{stem[:44]}-{n}" not in taken)
    return f"{stem[:44]}-{number}"


def renamed(node: Any, old: str, new: str) -> Any:
    """Return a tree, an index, or a whole stream with every reference to `old` (its weight, its scale, its "other") to `new`."""
    return _each(node, lambda name: new + name.removeprefix(old) if name == old or name.startswith(f"{old}.") else name)


def _each(node: Any, change: Callable[[str], str]) -> Any:
    if isinstance(node, list):
        return [_each(part, change) for part in node]
    if not isinstance(node, dict):
        return node
    if set(node) == {"var"}:
        return {"var": _variable(node["var"], change)}
    return {
        name: change(part) if name == "name" and isinstance(part, str) else _each(part, change)
        for name, part in node.items()
    }


def _variable(name: Any, change: Callable[[str], str]) -> Any:
    if isinstance(name, list):
        return [change(part) if isinstance(part, str) else part for part in name]
    return change(name) if isinstance(name, str) else name
