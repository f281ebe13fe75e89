"""One description of a record's fields gives its reader, its writer and its JSON Schema, so that the three cannot part."""

import dataclasses
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, Protocol

from surveys.rules.findings import Findings, pointer


class _Invalid:
    """Stands for a value that could not be read; the reason is among the findings."""


INVALID = _Invalid()
MOST_NUMBER = 10**9
MOST_DECIMALS = 6
NOT_TEXT = re.compile("[\x00\ud800-\udfff]")  # what neither PostgreSQL nor UTF-8 can hold


class Shape(Protocol):
    """Reads a JSON value, writes it back, and says in JSON Schema what it accepts."""

    def read(self, value: object, path: str, found: Findings) -> Any:
        """Return the value read, or `INVALID` with at least one finding."""

    def write(self, value: Any, *, structure: bool) -> Any:
        """Return the value as JSON; with `structure`, without what is only wording."""

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema (2020-12) of what `read` accepts."""


@dataclass(frozen=True)
class String:
    """A text that matches `pattern` as a whole; `code` is the finding when it does not."""

    pattern: str
    most: int
    code: str = "not-allowed-text"

    def read(self, value: object, path: str, found: Findings) -> Any:
        """Read a string of at most `most` characters."""
        if not isinstance(value, str):
            return wrong(path, found, value, "string")
        if len(value) > self.most:
            found.add(path, "too-long", most=self.most)
            return INVALID
        if NOT_TEXT.search(value) or not re.fullmatch(self.pattern, value, re.ASCII | re.DOTALL):
            found.add(path, self.code, value=value)
            return INVALID
        return value

    def write(self, value: str, *, structure: bool) -> str:
        """Write it as it is."""
        return value

    def schema(self) -> dict[str, Any]:
        """Say the pattern and the length."""
        return {"type": "string", "maxLength": self.most, "pattern": f"^(?:{self.pattern})$"}


@dataclass(frozen=True)
class OneOf:
    """One of some words; `code` is the finding when it is another."""

    words: tuple[str, ...]
    code: str = "not-a-choice"

    def read(self, value: object, path: str, found: Findings) -> Any:
        """Read one of the words."""
        if isinstance(value, str) and value in self.words:
            return value
        found.add(path, self.code, value=value, choices=", ".join(self.words))
        return INVALID

    def write(self, value: str, *, structure: bool) -> str:
        """Write the word."""
        return str(value)

    def schema(self) -> dict[str, Any]:
        """Say the words."""
        return {"enum": list(self.words)}


class Flag:
    """True or false."""

    def read(self, value: object, path: str, found: Findings) -> Any:
        """Read a boolean, and nothing that only looks like one."""
        return value if isinstance(value, bool) else wrong(path, found, value, "boolean")

    def write(self, value: bool, *, structure: bool) -> bool:
        """Write it as it is."""
        return value

    def schema(self) -> dict[str, Any]:
        """Say boolean."""
        return {"type": "boolean"}


@dataclass(frozen=True)
class Number:
    """A number between `least` and `most`, read as an exact decimal. Whole numbers become `int`."""

    least: int = -MOST_NUMBER
    most: int = MOST_NUMBER
    whole: bool = False

    def read(self, value: object, path: str, found: Findings) -> Any:
        """Read a number with at most six decimals."""
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
            return wrong(path, found, value, "number")
        if not finite(value) or not self.least <= value <= self.most:
            found.add(path, "number-outside", least=self.least, most=self.most)
            return INVALID
        exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
        if exact != round(exact, 0 if self.whole else MOST_DECIMALS):
            found.add(path, "not-whole" if self.whole else "too-many-decimals", value=value, most=MOST_DECIMALS)
            return INVALID
        return int(exact) if self.whole else plain(exact)

    def write(self, value: Decimal | int, *, structure: bool) -> float | int:
        """Write a whole number as one, another as the nearest float, which reads back as the same decimal."""
        return int(value) if value == int(value) else float(value)

    def schema(self) -> dict[str, Any]:
        """Say the limits. The six decimals are beyond what JSON Schema says reliably."""
        return {"type": "integer" if self.whole else "number", "minimum": self.least, "maximum": self.most}


@dataclass(frozen=True)
class ListOf:
    """A list of at most `most` things, read as a tuple."""

    item: Shape
    most: int

    def read(self, value: object, path: str, found: Findings) -> Any:
        """Read every element, so that every fault is named; a list that is too long is not looked into."""
        if not isinstance(value, list | tuple):
            return wrong(path, found, value, "list")
        if len(value) > self.most:
            found.add(path, "too-many", count=len(value), most=self.most)
            return INVALID
        read = [self.item.read(element, f"{path}/{index}", found) for index, element in enumerate(value)]
        return INVALID if any(element is INVALID for element in read) else tuple(read)

    def write(self, value: tuple[Any, ...], *, structure: bool) -> list[Any]:
        """Write every element."""
        return [self.item.write(element, structure=structure) for element in value]

    def schema(self) -> dict[str, Any]:
        """Say the element and the length."""
        return {"type": "array", "items": self.item.schema(), "maxItems": self.most}


@dataclass(frozen=True)
class MapOf:
    """An object from names to things, read as a tuple of pairs in order of name."""

    key: String
    item: Shape
    most: int

    def read(self, value: object, path: str, found: Findings) -> Any:
        """Read every name and thing."""
        if not isinstance(value, Mapping):
            return wrong(path, found, value, "object")
        if len(value) > self.most:
            found.add(path, "too-many", count=len(value), most=self.most)
            return INVALID
        pairs = []
        for name, element in value.items():
            here = path + pointer(name if isinstance(name, str) else repr(name))
            pairs.append((self.key.read(name, here, found), self.item.read(element, here, found)))
        return (
            INVALID if any(INVALID in pair for pair in pairs) else tuple(sorted(pairs, key=lambda pair: str(pair[0])))
        )

    def write(self, value: tuple[tuple[str, Any], ...], *, structure: bool) -> dict[str, Any]:
        """Write an object."""
        return {name: self.item.write(element, structure=structure) for name, element in value}

    def schema(self) -> dict[str, Any]:
        """Say the names and the things."""
        return {
            "type": "object",
            "propertyNames": self.key.schema(),
            "additionalProperties": self.item.schema(),
            "maxProperties": self.most,
        }


def of(shape: Shape, *, wording: bool = False) -> dict[str, Any]:
    """Return field metadata: its shape, and whether it is only wording (no part of the structure hash)."""
    return {"shape": shape, "wording": wording}


@dataclass(frozen=True)
class Record:
    """An object with the fields of a frozen dataclass; a field left out has the dataclass's default."""

    cls: type
    tag: str | None = None

    def read(self, value: object, path: str, found: Findings) -> Any:
        """Read every field; an unknown one is a fault, since it would be lost."""
        if not isinstance(value, Mapping):
            return wrong(path, found, value, "object")
        fields = fields_of(self.cls)
        for name in value:
            if name not in fields and not (self.tag and name == "type"):
                found.add(path + pointer(name), "unknown-field", value=name)
        read = {}
        for name, field in fields.items():
            if name in value:
                read[name] = field.metadata["shape"].read(value[name], f"{path}/{name}", found)
            elif required(field):
                found.add(f"{path}/{name}", "field-missing", value=name)
                read[name] = INVALID
        broken = any(part is INVALID for part in read.values()) or any(
            name not in fields and not (self.tag and name == "type") for name in value
        )
        return INVALID if broken else self.cls(**read)

    def write(self, value: Any, *, structure: bool) -> dict[str, Any]:
        """Write the fields that differ from their defaults."""
        written: dict[str, Any] = {"type": self.tag} if self.tag else {}
        for name, field in fields_of(self.cls).items():
            part = getattr(value, name)
            if (structure and field.metadata["wording"]) or (not required(field) and part == default(field)):
                continue
            written[name] = field.metadata["shape"].write(part, structure=structure)
        return written

    def schema(self) -> dict[str, Any]:
        """Say the fields, and that there are no others."""
        fields = fields_of(self.cls)
        properties = {name: field.metadata["shape"].schema() for name, field in fields.items()}
        needed = [name for name, field in fields.items() if required(field)]
        if self.tag:
            properties, needed = {"type": {"const": self.tag}, **properties}, ["type", *needed]
        return {"type": "object", "properties": properties, "required": needed, "additionalProperties": False}


def fields_of(cls: type) -> dict[str, "dataclasses.Field[Any]"]:
    """Return the fields of a record class that the document holds."""
    return _fields_of(cls)


@cache
def _fields_of(cls: Any) -> dict[str, "dataclasses.Field[Any]"]:
    return {field.name: field for field in dataclasses.fields(cls) if "shape" in field.metadata}


def required(field: "dataclasses.Field[Any]") -> bool:
    """Tell whether a field has no default."""
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def default(field: "dataclasses.Field[Any]") -> Any:
    """Return the default of a field that has one."""
    return field.default if field.default_factory is dataclasses.MISSING else field.default_factory()


def wrong(path: str, found: Findings, value: object, expected: str) -> _Invalid:
    """Note that a value has the wrong type, and return `INVALID`."""
    found.add(path, f"not-{expected}", value=kind(value))
    return INVALID


def kind(value: object) -> str:
    """Return what JSON calls the type of a value."""
    names: list[tuple[Any, str]] = [
        (bool, "boolean"), (int | float | Decimal, "number"), (str, "string"), (Mapping, "object"), (list | tuple, "array"),
    ]  # fmt: skip
    return next((name for cls, name in names if isinstance(value, cls)), "null" if value is None else "other")


def finite(value: float | Decimal) -> bool:
    """Tell whether a number is one: not NaN (of either kind), not infinite."""
    return value.is_finite() if isinstance(value, Decimal) else isinstance(value, int) or math.isfinite(value)


def plain(value: Decimal) -> Decimal:
    """Return a decimal without trailing zeros, and zero without a sign, so that equal numbers are written alike."""
    return Decimal(int(value)) if value == int(value) else value.normalize()
