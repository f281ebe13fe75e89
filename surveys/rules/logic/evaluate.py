"""The evaluator that decides. `static/surveys/js/logic.js` says the same in the browser; one conformance file holds for both."""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from surveys.rules.logic.pattern import matches
from surveys.rules.logic.tree import Node, Op

Value = bool | float | str | tuple[str | float | bool | None, ...] | None
"""Null, a boolean, a number (always a float), a text or code or date, or several codes."""

DATE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def evaluate(node: Node, values: Mapping[str, object], today: str) -> Value:
    """Return the value of a tree. `values` by name (a missing one is null), `today` as "2024-08-19". Never raises."""
    if not isinstance(node, Op):
        return plain(node, literal=True)
    if node.name == "var":
        return plain(values.get(str(node.args[0])))
    if node.name == "today":
        return today
    return OPERATIONS[node.name]([evaluate(arg, values, today) for arg in node.args])


def holds(node: Node, values: Mapping[str, object], today: str) -> bool:
    """Tell whether a condition holds: its value is exactly true. No condition (None) holds always."""
    return node is None or evaluate(node, values, today) is True


def plain(value: object, *, literal: bool = False) -> Value:
    """Return a value as the evaluator sees it: numbers as finite floats; an empty text or list is null unless literal."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | float | Decimal):
        return number(value)
    if isinstance(value, str):
        return value if value or literal else None
    if isinstance(value, list | tuple):
        return tuple(plain(part, literal=True) for part in value) if value or literal else None  # type: ignore[misc]
    return None


def number(value: float | Decimal) -> float | None:
    """Return a finite float, or None."""
    try:
        result = float(value)
    except (OverflowError, ValueError):
        return None
    return result + 0.0 if math.isfinite(result) else None


def kind(value: Value) -> str:
    """Return the type that comparisons are strict about."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, float):
        return "number"
    return "text" if isinstance(value, str) else "list"


def day(value: Value) -> int | None:
    """Return the number of a date's day, or None when the text is no date of the calendar (years 1–9999)."""
    if not isinstance(value, str) or not DATE.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value).toordinal()
    except ValueError:
        return None


def same(left: Value, right: Value) -> bool:
    """Tell whether two values are of one type and equal. Null equals nothing; neither does a list."""
    return kind(left) == kind(right) and kind(left) not in ("null", "list") and left == right


def _equal(args: Sequence[Value]) -> Value:
    return same(args[0], args[1])


def _unequal(args: Sequence[Value]) -> Value:
    left, right = kind(args[0]), kind(args[1])
    return left == right and left not in ("null", "list") and args[0] != args[1]


def _ordered(holds: Callable[[float, float], bool]) -> Callable[[Sequence[Value]], Value]:
    def compare(args: Sequence[Value]) -> Value:
        left, right = args
        if kind(left) == kind(right) == "text":
            left, right = day(left), day(right)
        elif not kind(left) == kind(right) == "number":
            return False
        return isinstance(left, int | float) and isinstance(right, int | float) and holds(left, right)

    return compare


def _and(args: Sequence[Value]) -> Value:
    if any(arg is False for arg in args):
        return False
    return True if all(arg is True for arg in args) else None


def _or(args: Sequence[Value]) -> Value:
    if any(arg is True for arg in args):
        return True
    return False if all(arg is False for arg in args) else None


def _not(args: Sequence[Value]) -> Value:
    return not args[0] if isinstance(args[0], bool) else None


def _in(args: Sequence[Value]) -> Value:
    needle, hay = args
    return isinstance(hay, tuple) and any(same(needle, part) for part in hay)


def _answered(args: Sequence[Value]) -> Value:
    return args[0] is not None


def _count(args: Sequence[Value]) -> Value:
    return float(sum(len(arg) if isinstance(arg, tuple) else arg is not None and arg is not False for arg in args))


def _arithmetic(combine: Callable[[float, float], float]) -> Callable[[Sequence[Value]], Value]:
    def calculate(args: Sequence[Value]) -> Value:
        if any(kind(arg) != "number" for arg in args):
            return None
        numbers = [arg for arg in args if isinstance(arg, float)]
        total = numbers[0]
        for part in numbers[1:]:
            try:
                total = combine(total, part)
            except ZeroDivisionError:
                return None
        return number(total)

    return calculate


def _aggregate(of: Callable[[list[float]], float]) -> Callable[[Sequence[Value]], Value]:
    def calculate(args: Sequence[Value]) -> Value:
        known = [arg for arg in args if arg is not None]
        numbers = [arg for arg in known if isinstance(arg, float)]
        return number(of(numbers)) if numbers and len(numbers) == len(known) else None

    return calculate


def _sum(numbers: list[float]) -> float:
    """Add from left to right: the built-in `sum` compensates for rounding since Python 3.12, JavaScript does not."""
    total = 0.0
    for part in numbers:
        total += part
    return total


def _if(args: Sequence[Value]) -> Value:
    for index in range(0, len(args) - 1, 2):
        if args[index] is True:
            return args[index + 1]
    return args[-1]


def _date_diff_days(args: Sequence[Value]) -> Value:
    first, last = day(args[0]), day(args[1])
    return None if first is None or last is None else float(last - first)


def _matches(args: Sequence[Value]) -> Value:
    text, pattern = args
    if text is None:
        return False
    return matches(text, pattern) if isinstance(text, str) and isinstance(pattern, str) else None


OPERATIONS: dict[str, Callable[[Sequence[Value]], Value]] = {
    "==": _equal,
    "!=": _unequal,
    "<": _ordered(lambda left, right: left < right),
    "<=": _ordered(lambda left, right: left <= right),
    ">": _ordered(lambda left, right: left > right),
    ">=": _ordered(lambda left, right: left >= right),
    "and": _and,
    "or": _or,
    "!": _not,
    "in": _in,
    "answered": _answered,
    "count": _count,
    "+": _arithmetic(lambda left, right: left + right),
    "-": _arithmetic(lambda left, right: left - right),
    "*": _arithmetic(lambda left, right: left * right),
    "/": _arithmetic(lambda left, right: left / right),
    "sum": _aggregate(_sum),
    "mean": _aggregate(lambda numbers: _sum(numbers) / len(numbers)),
    "min": _aggregate(min),
    "max": _aggregate(max),
    "if": _if,
    "date_diff_days": _date_diff_days,
    "matches": _matches,
}
