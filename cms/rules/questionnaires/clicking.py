"""A condition as it is clicked together: rows of item, operator and value, joined by "and" or "or".

What is richer than that is not taken apart: it is shown in words and kept as it is.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from surveys.rules.checks.hosts import Variable, outline
from surveys.rules.definition.fields import Kind
from surveys.rules.definition.version import Version
from surveys.rules.logic.tree import MANY, Node, Op, to_json, var

ORDERED = {"least": ">=", "most": "<=", "more": ">", "less": "<", "equal": "=="}
GUARDS = ("answered", "not-answered")
OPERATORS: dict[Kind, tuple[str, ...]] = {
    Kind.CHOICE: ("is", "is-not", *GUARDS),
    Kind.CHOICES: ("has", *GUARDS),
    Kind.BOOLEAN: ("yes", "no", *GUARDS),
    Kind.NUMBER: (*ORDERED, *GUARDS),
    Kind.DATE: (*ORDERED, *GUARDS),
    Kind.TEXT: ("equal", *GUARDS),
}
WITHOUT_VALUE = frozenset({"yes", "no", *GUARDS})
MOST_CLAUSES = MANY


@dataclass(frozen=True)
class Clause:
    """One row. `name` is a field, or the points of one ("nojd.weight"); `values` are codes, or one number, day or text."""

    name: str
    operator: str
    values: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Clicked:
    """A whole condition: `joined` is "and" or "or"."""

    joined: str = "and"
    clauses: tuple[Clause, ...] = ()


@dataclass(frozen=True)
class Choosable:
    """What a condition may ask about: the name of a variable, its kind, its codes, and the field that words are found by."""

    name: str
    kind: Kind
    variable: Variable

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the codes of its scale; points have none."""
        of = self.variable.field
        return of.codes if of is not None and self.kind in (Kind.CHOICE, Kind.CHOICES) else ()


def choosable(version: Version, path: str) -> dict[str, Choosable]:
    """Return what the condition of the section, item or row at `path` may ask about: what stands before it, by name."""
    out = outline(_with_a_condition(version, path))
    order = next((host.order for host in out.hosts if host.path == f"{path}/when"), None)
    return {one.name: one for one in _choosable(out.variables.values(), order) if order is not None}


def read_clicks(node: Node, known: Mapping[str, Choosable]) -> Clicked | None:
    """Return a condition as rows; None where it is richer than rows can say."""
    joined = "and"
    parts: tuple[Node, ...] = (node,)
    if isinstance(node, Op) and node.name in ("and", "or"):
        joined, parts = node.name, node.args
    clauses = [_clause(part, known) for part in parts]
    whole = tuple(clause for clause in clauses if clause is not None)
    clicked = Clicked(joined, whole)
    return clicked if len(whole) == len(clauses) and tree_of(clicked, known) == node else None


def tree_of(clicked: Clicked, known: Mapping[str, Choosable]) -> Node:
    """Return the tree of rows; None (shown always) where there are none."""
    parts = tuple(_tree(clause, known[clause.name].kind) for clause in clicked.clauses)
    if len(parts) > 1:
        return Op(clicked.joined, parts)
    return parts[0] if parts else None


def json_of(clicked: Clicked, known: Mapping[str, Choosable]) -> Any:
    """Return the tree of rows as the document has it."""
    return to_json(tree_of(clicked, known))


def _choosable(variables: Any, order: int | None) -> Iterator[Choosable]:
    for variable in variables:
        if variable.kind is None or order is None or variable.order >= order:
            continue
        yield Choosable(variable.name, variable.kind, variable)
        scale = variable.field.scale if variable.field else None
        if variable.kind is Kind.CHOICE and scale and any(option.weight is not None for option in scale.options):
            yield Choosable(f"{variable.name}.weight", Kind.NUMBER, variable)


def _tree(clause: Clause, kind: Kind) -> Node:
    asked = var(clause.name)
    value = clause.values[0] if clause.values else None
    if clause.operator in GUARDS:
        answered = Op("answered", (asked,))
        return answered if clause.operator == "answered" else Op("!", (answered,))
    if clause.operator in ("yes", "no"):
        return Op("==", (asked, clause.operator == "yes"))
    if clause.operator == "has":
        return Op("in", (value, asked))
    if clause.operator == "is" and len(clause.values) != 1:
        return Op("in", (asked, clause.values))
    return Op({"is": "==", "is-not": "!=", **ORDERED}[clause.operator], (asked, value))


def _clause(node: Node, known: Mapping[str, Choosable]) -> Clause | None:
    """Return the one row that says what `node` says, or None."""
    if not isinstance(node, Op):
        return None
    inner = node.args[0] if node.args else None
    if node.name == "!" and isinstance(inner, Op) and inner.name == "answered":
        return _guard(inner, "not-answered", known)
    if node.name == "answered":
        return _guard(node, "answered", known)
    left, right = node.args if len(node.args) == 2 else (None, None)  # noqa: PLR2004 - two sides
    if node.name == "in" and _name(right) in known:
        return Clause(_name(right), "has", (left,))
    kind = known[_name(left)].kind if _name(left) in known else None
    return None if kind is None or isinstance(right, Op) else _compared(node, _name(left), kind, right)


def _compared(node: Op, name: str, kind: Kind, right: Node) -> Clause | None:
    if kind is Kind.BOOLEAN:
        return Clause(name, "yes" if right is True else "no") if node.name == "==" and isinstance(right, bool) else None
    if kind is Kind.CHOICE:
        values = right if isinstance(right, tuple) else (right,)
        operator = {"==": "is", "in": "is", "!=": "is-not"}.get(node.name, "")
        return Clause(name, operator, values) if operator and all(isinstance(one, str) for one in values) else None
    operator = next((said for said, sign in ORDERED.items() if sign == node.name), "")
    if operator not in OPERATORS[kind] or isinstance(right, tuple | bool) or right is None:
        return None
    return Clause(name, operator, (right,)) if isinstance(right, str) == (kind is not Kind.NUMBER) else None


def _guard(node: Op, operator: str, known: Mapping[str, Choosable]) -> Clause | None:
    name = _name(node.args[0])
    return Clause(name, operator) if name in known else None


def _name(node: Any) -> str:
    return str(node.args[0]) if isinstance(node, Op) and node.name == "var" else ""


def _with_a_condition(version: Version, path: str) -> Version:
    """Return the version where the thing at `path` has a condition, so that its place among the hosts is known."""
    steps = path.split("/")[1:]
    index = int(steps[1])
    sections = list(version.sections)
    section = sections[index]
    if len(steps) == 2:  # noqa: PLR2004 - sections/0
        sections[index] = replace(section, when=True)
        return replace(version, sections=tuple(sections))
    items = list(section.items)
    item: Any = items[int(steps[3])]
    if len(steps) == 4:  # noqa: PLR2004 - sections/0/items/0
        items[int(steps[3])] = replace(item, when=True)
    else:
        rows = list(item.rows)
        rows[int(steps[5])] = replace(rows[int(steps[5])], when=True)
        items[int(steps[3])] = replace(item, rows=tuple(rows))
    sections[index] = replace(section, items=tuple(items))
    return replace(version, sections=tuple(sections))
