"""The types of a condition's parts: what is compared is of one type, and codes are those of the scale."""

from dataclasses import dataclass, field

from surveys.rules.checks.hosts import Variable
from surveys.rules.definition.fields import Kind
from surveys.rules.definition.items import Matrix
from surveys.rules.definition.scales import Scale
from surveys.rules.definition.version import Version
from surveys.rules.findings import Findings, pointer
from surveys.rules.logic.evaluate import day
from surveys.rules.logic.pattern import PatternFault, parse
from surveys.rules.logic.tree import Node, Op, field_name


@dataclass(frozen=True, slots=True)
class Type:
    """boolean, number, text, date, choice and choices (of a scale), literal (a text that can be a code or a date), list, null."""

    name: str
    scale: Scale | None = None
    of: str = ""  # the field that a choice is of
    literal: str = ""


BOOLEAN, NUMBER, TEXT, DATE = Type("boolean"), Type("number"), Type("text"), Type("date")
ARITHMETIC = frozenset({"+", "-", "*", "/", "sum", "mean", "min", "max"})
ORDERED = frozenset({"<", "<=", ">", ">="})


@dataclass
class Types:
    """Works out types, noting what does not fit. `gone`: fields of earlier versions, and `codes`: their options."""

    variables: dict[str, Variable]
    version: Version
    found: Findings
    gone: frozenset[str]
    codes: frozenset[tuple[str, str]]
    calculated: dict[str, Type | None] = field(default_factory=dict)

    def of(self, node: Node, path: str) -> Type | None:
        """Return the type of a tree; None when a fault below it has been noted."""
        if not isinstance(node, Op):
            return self._literal(node)
        here = path + pointer(node.name)
        if node.name == "var":
            return self._variable(str(node.args[0]), here)
        if node.name == "today":
            return DATE
        if node.name in ("!", "answered"):
            return self._guard(node, here)
        types = [self.of(arg, f"{here}/{index}") for index, arg in enumerate(node.args)]
        return self._operator(node, types, here)

    def _literal(self, node: Node) -> Type:
        if isinstance(node, tuple):
            return Type("list")
        if isinstance(node, str):
            return Type("literal", literal=node)
        if isinstance(node, bool):
            return BOOLEAN
        return Type("null") if node is None else NUMBER

    def _variable(self, name: str, path: str) -> Type | None:
        variable = self.variables.get(field_name(name))
        if not variable:
            self._unknown(field_name(name), path)
            return None
        if name.endswith(".weight"):
            scale = variable.field.scale if variable.field and variable.kind is Kind.CHOICE else None
            if not scale or all(option.weight is None for option in scale.options):
                self.found.add(path, "no-weight", value=variable.name)
                return None
            return NUMBER
        if variable.kind is None:
            return self.calculated.get(name)
        if variable.kind in (Kind.CHOICE, Kind.CHOICES):
            return Type(variable.kind.value, variable.field.scale if variable.field else None, name)
        return Type(variable.kind.value)

    def _unknown(self, name: str, path: str) -> None:
        item = self.version.item_of.get(name)
        if item:
            self.found.add(path, "var-matrix" if isinstance(item, Matrix) else "var-no-answer", value=name)
        else:
            self.found.add(path, "var-gone" if name in self.gone else "var-unknown", value=name)

    def _guard(self, node: Op, path: str) -> Type:
        """`answered` is asked of a variable, and `!` of `answered`."""
        inner = node.args[0]
        expected = "answered" if node.name == "!" else "var"
        if not isinstance(inner, Op) or inner.name != expected:
            self.found.add(path, "bare-negation" if node.name == "!" else "answered-of")
        else:
            self.of(inner, f"{path}/0")
        return BOOLEAN

    def _operator(self, node: Op, types: list[Type | None], path: str) -> Type | None:
        if node.name in ("==", "!="):
            self._equality(node, types, path)
            return BOOLEAN
        if node.name in ORDERED:
            self._ordered(types, path)
            return BOOLEAN
        if node.name in ("and", "or"):
            self._all(types, BOOLEAN, path, "not-a-condition")
            return BOOLEAN
        if node.name in ARITHMETIC:
            self._all(types, NUMBER, path, "not-a-number-here")
            return NUMBER
        if node.name == "date_diff_days":
            for index, kind in enumerate(types):
                self._fits(DATE, kind, f"{path}/{index}")
            return NUMBER
        other = {"in": self._in, "matches": self._matches, "count": self._count, "if": self._if}
        return other[node.name](node, types, path)

    def _all(self, types: list[Type | None], wanted: Type, path: str, code: str) -> None:
        for index, kind in enumerate(types):
            if kind is not None and kind.name != wanted.name:
                self.found.add(f"{path}/{index}", code)

    def _equality(self, node: Op, types: list[Type | None], path: str) -> None:
        left, right = types
        if left is None or right is None:
            return
        names = {left.name, right.name}
        if "null" in names:
            self.found.add(path, "compare-null")
        elif "choices" in names:
            self.found.add(path, "compare-choices")
        elif names == {"boolean"} and not all(self._plain_boolean(arg) for arg in node.args):
            self.found.add(path, "compare-condition")
        elif left.name == "literal":
            self._fits(right, left, f"{path}/0")
        else:
            self._fits(left, right, f"{path}/1")

    def _plain_boolean(self, node: Node) -> bool:
        """A boolean that is answered, or a literal: a comparison compared with false would be a negation in disguise."""
        if not isinstance(node, Op):
            return True
        variable = self.variables.get(str(node.args[0])) if node.name == "var" else None
        return variable is not None and variable.kind is Kind.BOOLEAN

    def _ordered(self, types: list[Type | None], path: str) -> None:
        left, right = types
        if left is None or right is None:
            return
        wanted = next((kind for kind in (left, right) if kind.name in ("number", "date")), None)
        if wanted is None:
            choice = any(kind.name in ("choice", "choices") for kind in (left, right))
            self.found.add(path, "order-choice" if choice else "order-type")
            return
        for index, kind in enumerate((left, right)):
            self._fits(wanted, kind, f"{path}/{index}")

    def _fits(self, wanted: Type, given: Type | None, path: str) -> None:
        """Note when `given` cannot be compared with a value of type `wanted`."""
        if given is None:
            return
        if given.name == "literal" and wanted.name in ("choice", "choices"):
            if wanted.scale and given.literal not in wanted.scale.codes:
                code = "code-gone" if (wanted.of, given.literal) in self.codes else "code-unknown"
                self.found.add(path, code, value=given.literal, field=wanted.of, codes=", ".join(wanted.scale.codes))
        elif given.name == "literal" and wanted.name == "date":
            if day(given.literal) is None:
                self.found.add(path, "not-a-date", value=given.literal)
        elif given.name == "literal" and wanted.name == "text":
            if not given.literal:
                self.found.add(path, "compare-null")
        elif given.name != wanted.name or wanted.name in ("list", "literal", "null"):
            self.found.add(path, "types-differ")
        elif given.name == "choice" and given.scale is not wanted.scale:
            self.found.add(path, "scales-differ")

    def _in(self, node: Op, types: list[Type | None], path: str) -> Type:
        left, right = types
        if right is not None and right.name == "choices" and left is not None:
            if left.name in ("literal", "choice"):
                self._fits(Type("choice", right.scale, right.of), left, f"{path}/0")
            else:
                self.found.add(f"{path}/0", "types-differ")
        elif right is not None and right.name == "list":
            self._in_list(node, left, path)
        elif right is not None:
            self.found.add(f"{path}/1", "in-what")
        return BOOLEAN

    def _in_list(self, node: Op, left: Type | None, path: str) -> None:
        listed = node.args[1] if isinstance(node.args[1], tuple) else ()
        if not listed:
            self.found.add(f"{path}/1", "in-empty")
        if left is None:
            return
        if left.name not in ("choice", "text", "number", "date"):
            self.found.add(f"{path}/0", "compare-choices" if left.name == "choices" else "types-differ")
            return
        for index, literal in enumerate(listed):
            self._fits(left, self._literal(literal), f"{path}/1/{index}")

    def _matches(self, node: Op, types: list[Type | None], path: str) -> Type:
        if types[0] is not None and types[0].name != "text":
            self.found.add(f"{path}/0", "matches-text")
        pattern = node.args[1]
        if not isinstance(pattern, str):
            self.found.add(f"{path}/1", "pattern-literal")
            return BOOLEAN
        try:
            parse(pattern)
        except PatternFault as fault:
            self.found.add(f"{path}/1", "pattern-fault", at=fault.at + 1)
        return BOOLEAN

    def _count(self, node: Op, types: list[Type | None], path: str) -> Type:
        for index, (arg, kind) in enumerate(zip(node.args, types, strict=True)):
            is_variable = isinstance(arg, Op) and arg.name == "var"
            if kind is not None and not is_variable and kind.name != "boolean":
                self.found.add(f"{path}/{index}", "count-what")
        return NUMBER

    def _if(self, node: Op, types: list[Type | None], path: str) -> Type | None:
        last = len(types) - 1
        for index in range(0, last, 2):
            kind = types[index]
            if kind is not None and kind.name != "boolean":
                self.found.add(f"{path}/{index}", "not-a-condition")
        results = [kind for index, kind in enumerate(types) if index % 2 or index == last]
        known = [_result(kind) for kind in results if kind is not None and kind.name != "null"]
        if any(kind.name != known[0].name for kind in known[1:]):
            self.found.add(path, "if-types")
        return known[0] if known and None not in results else None


def _result(kind: Type) -> Type:
    """A literal text that a calculation gives is a text; a choice that it passes on stays one."""
    return TEXT if kind.name == "literal" else kind
