"""The tree of a condition, as JSON `{"<": [{"var": "trygghet.weight"}, 3]}` and as frozen nodes."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from surveys.rules.definition.shape import INVALID, MOST_NUMBER, NOT_TEXT, kind, wrong
from surveys.rules.findings import Findings, pointer

MANY = 50
OPERATORS: dict[str, tuple[int, int]] = {
    "var": (1, 1),
    "==": (2, 2),
    "!=": (2, 2),
    "<": (2, 2),
    "<=": (2, 2),
    ">": (2, 2),
    ">=": (2, 2),
    "and": (1, MANY),
    "or": (1, MANY),
    "!": (1, 1),
    "in": (2, 2),
    "answered": (1, 1),
    "count": (1, MANY),
    "+": (2, MANY),
    "-": (2, 2),
    "*": (2, MANY),
    "/": (2, 2),
    "sum": (1, MANY),
    "mean": (1, MANY),
    "min": (1, MANY),
    "max": (1, MANY),
    "if": (3, 21),
    "today": (0, 0),
    "date_diff_days": (2, 2),
    "matches": (2, 2),
}
"""Each operator with the least and the most arguments it takes."""

DEEPEST = 12
MOST_NODES = 400
MOST_TEXT = 500
VARIABLE = r"[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*(?:\.[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*)?(?:\.weight)?"


@dataclass(frozen=True, slots=True)
class Op:
    """An operator with its arguments. `var` holds the name of what it looks up as its one argument."""

    name: str
    args: "tuple[Node, ...]" = ()


Literal = str | float | int | bool | None
Node = Op | tuple[Literal, ...] | Literal
"""An operator, a list of literals (the right side of `in`), or a literal."""


def var(name: str) -> Op:
    """Return the node that looks up `name`."""
    return Op("var", (name,))


class _Reader:
    """Reads one tree; counts its nodes, so that neither size nor depth is without an end."""

    def __init__(self, found: Findings) -> None:
        self.found = found
        self.nodes = 0

    def read(self, value: object, path: str, depth: int = 0) -> Any:
        """Return the node that `value` is, or `INVALID`."""
        self.nodes += 1
        if depth > DEEPEST or self.nodes > MOST_NODES:
            self.found.add(path, "tree-too-large", deep=DEEPEST, most=MOST_NODES)
            return INVALID
        if isinstance(value, Mapping):
            return self._operator(value, path, depth)
        if isinstance(value, list | tuple):
            if len(value) > MOST_NODES:
                self.found.add(path, "too-many", count=len(value), most=MOST_NODES)
                return INVALID
            items = [self._literal(item, f"{path}/{index}") for index, item in enumerate(value)]
            return INVALID if INVALID in items else tuple(items)
        return self._literal(value, path)

    def _literal(self, value: object, path: str) -> Any:
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, int | float):
            if abs(value) <= MOST_NUMBER:  # false for NaN too
                return int(value) if value == int(value) else value
            self.found.add(path, "number-outside", least=-MOST_NUMBER, most=MOST_NUMBER)
            return INVALID
        if isinstance(value, str):
            if len(value) <= MOST_TEXT and not NOT_TEXT.search(value):
                return value
            self.found.add(path, "too-long", most=MOST_TEXT)
            return INVALID
        return wrong(path, self.found, value, "condition")

    def _operator(self, value: Mapping[Any, Any], path: str, depth: int) -> Any:
        name = next(iter(value), None)
        if len(value) != 1 or not isinstance(name, str) or name not in OPERATORS:
            self.found.add(
                path, "operator-unknown", value=", ".join(map(str, list(value)[:3])), known=" ".join(OPERATORS)
            )
            return INVALID
        here = path + pointer(name)
        given = value[name]
        given = list(given) if isinstance(given, list | tuple) else [given]
        least, most = OPERATORS[name]
        if not least <= len(given) <= most or (name == "if" and len(given) % 2 == 0):
            self.found.add(here, "operator-arguments", value=name, least=least, most=most, count=len(given))
            return INVALID
        if name == "var":
            if isinstance(given[0], str) and len(given[0]) <= MOST_TEXT and re.fullmatch(VARIABLE, given[0], re.ASCII):
                return var(given[0])
            self.found.add(here, "var-name", value=given[0] if isinstance(given[0], str) else kind(given[0]))
            return INVALID
        args = [self.read(part, f"{here}/{index}", depth + 1) for index, part in enumerate(given)]
        return INVALID if any(arg is INVALID for arg in args) else Op(name, tuple(args))


class Tree:
    """The shape of a condition or calculation."""

    def read(self, value: object, path: str, found: Findings) -> Any:
        """Read a tree; what it refers to is checked before publishing."""
        return _Reader(found).read(value, path)

    def write(self, value: Node, *, structure: bool) -> Any:
        """Write the one form that equal trees have."""
        return to_json(value)

    def schema(self) -> dict[str, Any]:
        """Refer to the definition that `schema_of` adds."""
        return {"$ref": "#/$defs/tree"}


def _tree_schemas() -> dict[str, dict[str, Any]]:
    """Return the definitions: a tree, and a part, which is a tree that is not a list."""
    here, alone = {"$ref": "#/$defs/tree"}, {"$ref": "#/$defs/tree-part"}
    forms = []
    for name, (least, most) in OPERATORS.items():
        if name == "var":
            lookup = {"type": "string", "pattern": f"^(?:{VARIABLE})$", "maxLength": MOST_TEXT}
            listed: dict[str, Any] = {"type": "array", "items": lookup, "minItems": 1, "maxItems": 1}
            argument = {"anyOf": [lookup, listed]}
        else:
            listed = {"type": "array", "items": here, "minItems": least, "maxItems": most}
            if name == "if":  # an odd number
                lengths = range(least, most + 1, 2)
                listed = {"type": "array", "items": here, "anyOf": [{"minItems": n, "maxItems": n} for n in lengths]}
            argument = {"anyOf": [listed, alone]} if least == 1 else listed
        forms.append(
            {"type": "object", "properties": {name: argument}, "required": [name], "additionalProperties": False}
        )
    literal = {
        "anyOf": [
            {"type": "string", "maxLength": MOST_TEXT, "pattern": "^[^\\u0000]*$"},
            {"type": "number", "minimum": -MOST_NUMBER, "maximum": MOST_NUMBER},
            {"type": ["boolean", "null"]},
        ]
    }
    return {
        "tree": {"anyOf": [alone, {"type": "array", "items": literal, "maxItems": MOST_NODES}]},
        "tree-part": {"anyOf": [literal, *forms]},
    }


TREE_SCHEMAS = _tree_schemas()


def to_json(node: Node) -> Any:
    """Return the canonical JSON of a tree: `var` bare, the arguments of every other operator as a list."""
    if isinstance(node, Op):
        return {"var": node.args[0]} if node.name == "var" else {node.name: [to_json(arg) for arg in node.args]}
    return list(node) if isinstance(node, tuple) else node


def references(node: Node, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield (name, pointer) of every variable in the tree, in order."""
    if isinstance(node, Op):
        here = path + pointer(node.name)
        if node.name == "var":
            yield str(node.args[0]), here
        else:
            for index, arg in enumerate(node.args):
                yield from references(arg, f"{here}/{index}")


def field_name(variable: str) -> str:
    """Return the field that a variable reads: "trygghet.weight" reads "trygghet"."""
    return variable.removesuffix(".weight")
