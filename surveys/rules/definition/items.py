"""What a questionnaire asks: one frozen class per item type."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from operator import itemgetter
from typing import Any, ClassVar

from surveys.rules.definition.shape import INVALID, Flag, ListOf, Number, OneOf, Record, String, of, wrong
from surveys.rules.definition.slugs import CODE, KEY
from surveys.rules.definition.texts import EMPTY, Text, Texts
from surveys.rules.findings import Findings, pointer
from surveys.rules.logic.pattern import MOST_PATTERN
from surveys.rules.logic.tree import DEEPEST, Node, Tree

MOST_ROWS = 100
MOST_LENGTH = 10_000
LINEAGES = ("", "same", "reworded", "scale-changed", "new")
"""How an item relates to the one with its key in the version before: the trend goes on, is marked, stops; "" is not said."""
REQUIRED = ("no", "soft", "hard")
"""Soft asks once, then lets go; hard does not."""

ANY_TEXT = String(r"[\s\S]*", MOST_LENGTH)
WHEN = of(Tree())
TEXT = of(Texts(), wording=True)
DAY = String("|(?:today)|(?:[0-9]{4}-[0-9]{2}-[0-9]{2})", 10, "date-limit")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What all types have. `group` names the items that one disclosure policy of a round holds for."""

    type: ClassVar[str] = ""
    key: str = field(metadata=of(KEY))
    text: Text = field(default=EMPTY, metadata=TEXT)
    help: Text = field(default=EMPTY, metadata=TEXT)
    when: Node = field(default=None, metadata=WHEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Item):
    """An item that is answered."""

    required: str = field(default="no", metadata=of(OneOf(REQUIRED)))
    lineage: str = field(default="", metadata=of(OneOf(LINEAGES), wording=True))
    group: str = field(default="", metadata=of(String("|[a-z][a-z0-9_-]*", 48, "key-slug")))


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionCondition:
    """A condition on one option of a shared scale, in one item."""

    option: str = field(metadata=of(CODE))
    when: Node = field(metadata=WHEN)


OPTION_CONDITIONS = of(ListOf(Record(OptionCondition), 200))


@dataclass(frozen=True, slots=True, kw_only=True)
class Single(Question):
    """One option of a scale."""

    type: ClassVar[str] = "single"
    scale: str = field(metadata=of(KEY))
    show: str = field(default="radio", metadata=of(OneOf(("radio", "dropdown", "scale", "numbers", "faces"))))
    options: tuple[OptionCondition, ...] = field(default=(), metadata=OPTION_CONDITIONS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Multi(Question):
    """Several options of a scale."""

    type: ClassVar[str] = "multi"
    scale: str = field(metadata=of(KEY))
    least: int = field(default=0, metadata=of(Number(0, 200, whole=True)))
    most: int = field(default=0, metadata=of(Number(0, 200, whole=True)))  # 0: as many as there are
    options: tuple[OptionCondition, ...] = field(default=(), metadata=OPTION_CONDITIONS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a matrix: an answer with a key of its own."""

    key: str = field(metadata=of(KEY))
    text: Text = field(default=EMPTY, metadata=TEXT)
    when: Node = field(default=None, metadata=WHEN)
    lineage: str = field(default="", metadata=of(OneOf(LINEAGES), wording=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix(Question):
    """Rows that are answered on the same scale, or on the same two."""

    type: ClassVar[str] = "matrix"
    scales: tuple[str, ...] = field(metadata=of(ListOf(KEY, 2)))
    rows: tuple[Row, ...] = field(metadata=of(ListOf(Record(Row), MOST_ROWS)))
    headings: tuple[Text, ...] = field(
        default=(), metadata=of(ListOf(Texts(), 2), wording=True)
    )  # over each of two scales


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberItem(Question):
    """A number, perhaps with a unit."""

    type: ClassVar[str] = "number"
    least: Decimal | None = field(default=None, metadata=of(Number()))
    most: Decimal | None = field(default=None, metadata=of(Number()))
    decimals: int = field(default=0, metadata=of(Number(0, 6, whole=True)))
    unit: Text = field(default=EMPTY, metadata=TEXT)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextItem(Question):
    """A text of the respondent's own."""

    type: ClassVar[str] = "text"
    lines: int = field(default=1, metadata=of(Number(1, 40, whole=True)))
    least: int = field(default=0, metadata=of(Number(0, MOST_LENGTH, whole=True)))
    most: int = field(default=2_000, metadata=of(Number(1, MOST_LENGTH, whole=True)))
    pattern: str = field(default="", metadata=of(String(r"[\s\S]*", MOST_PATTERN)))
    pattern_hint: Text = field(default=EMPTY, metadata=TEXT)


@dataclass(frozen=True, slots=True, kw_only=True)
class DateItem(Question):
    """A day, not earlier and not later than these ("2024-08-19" or "today")."""

    type: ClassVar[str] = "date"
    earliest: str = field(default="", metadata=of(DAY))
    latest: str = field(default="", metadata=of(DAY))


@dataclass(frozen=True, slots=True, kw_only=True)
class BooleanItem(Question):
    """Yes or no; with `consent` one box to tick, where not ticked is not answered."""

    type: ClassVar[str] = "boolean"
    consent: bool = field(default=False, metadata=of(Flag()))
    yes: Text = field(default=EMPTY, metadata=TEXT)
    no: Text = field(default=EMPTY, metadata=TEXT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Info(Item):
    """A text to read, in the markup of `rich`."""

    type: ClassVar[str] = "info"


@dataclass(frozen=True, slots=True, kw_only=True)
class Calculated(Item):
    """A value worked out from answers; never shown, never stored."""

    type: ClassVar[str] = "calculated"
    value: Node = field(metadata=WHEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden(Item):
    """A value that the round knows; never asked, never stored with the answers."""

    type: ClassVar[str] = "hidden"
    source: str = field(metadata=of(OneOf(("unit", "audience", "period"))))


@dataclass(frozen=True, slots=True)
class Kept:
    """An object of a source: names and values."""

    pairs: tuple[tuple[str, Any], ...]


class Source:
    """What an importer met, kept as it was: any JSON of reasonable size."""

    def read(self, value: object, path: str, found: Findings, depth: int = 0) -> Any:
        """Read JSON of at most twelve levels; numbers must be finite."""
        if depth > DEEPEST:
            found.add(path, "too-deep")
            return INVALID
        if isinstance(value, Mapping):
            pairs = [
                (ANY_TEXT.read(key, path, found), self.read(value[key], path + pointer(key), found, depth + 1))
                for key in value
            ]
            return INVALID if any(INVALID in pair for pair in pairs) else Kept(tuple(sorted(pairs, key=itemgetter(0))))
        if isinstance(value, list | tuple):
            parts = [self.read(part, f"{path}/{index}", found, depth + 1) for index, part in enumerate(value)]
            return INVALID if any(part is INVALID for part in parts) else tuple(parts)
        if value is None or isinstance(value, bool | int) or (isinstance(value, float) and math.isfinite(value)):
            return value
        return ANY_TEXT.read(value, path, found)

    def write(self, value: Any, *, structure: bool) -> Any:
        """Write it as it was."""
        if isinstance(value, Kept):
            return {key: self.write(part, structure=structure) for key, part in value.pairs}
        if isinstance(value, tuple):
            return [self.write(part, structure=structure) for part in value]
        return value

    def schema(self) -> dict[str, Any]:
        """Say anything."""
        return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Placeholder(Item):
    """A question of a kind that cannot be answered yet: visible to whoever edits, with its source kept."""

    source: Any = field(default=None, metadata=of(Source()))
    lineage: str = field(default="", metadata=of(OneOf(LINEAGES), wording=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid(Placeholder):
    """Rows × typed columns."""

    type: ClassVar[str] = "grid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking(Placeholder):
    """Options put in order."""

    type: ClassVar[str] = "ranking"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown(Placeholder):
    """Something that an importer met and could not express."""

    type: ClassVar[str] = "unknown"


TYPES: dict[str, type[Item]] = {
    cls.type: cls
    for cls in (
        Single,
        Multi,
        Matrix,
        NumberItem,
        TextItem,
        DateItem,
        BooleanItem,
        Info,
        Calculated,
        Hidden,
        Grid,
        Ranking,
        Unknown,
    )
}


class Items:
    """The shape of an item: its `type` says which record it is."""

    def read(self, value: object, path: str, found: Findings) -> Any:
        """Read the record that the type names."""
        if not isinstance(value, Mapping):
            return wrong(path, found, value, "object")
        name = value.get("type")
        if not isinstance(name, str) or name not in TYPES:
            found.add(f"{path}/type", "item-type", value=name, choices=", ".join(TYPES))
            return INVALID
        return Record(TYPES[name], name).read(value, path, found)

    def write(self, value: Item, *, structure: bool) -> Any:
        """Write the record with its type."""
        return Record(type(value), value.type).write(value, structure=structure)

    def schema(self) -> dict[str, Any]:
        """Say one of the records."""
        return {"oneOf": [{"$ref": f"#/$defs/{name}-item"} for name in TYPES]}
