"""The answers of a version, flat: one field per item, matrix row (and scale), and "other, namely" text."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from surveys.rules.definition.items import (
    BooleanItem,
    Calculated,
    DateItem,
    Hidden,
    Item,
    Matrix,
    Multi,
    NumberItem,
    OptionCondition,
    Row,
    Single,
    TextItem,
)
from surveys.rules.definition.scales import Option, Scale
from surveys.rules.definition.slugs import NO, YES
from surveys.rules.definition.version import Version
from surveys.rules.logic.tree import Node


class Kind(StrEnum):
    """What a field holds."""

    CHOICE = "choice"  # one code of a scale
    CHOICES = "choices"  # several
    BOOLEAN = "boolean"
    NUMBER = "number"
    TEXT = "text"
    DATE = "date"


YES_NO = Scale(key="yes-no", options=(Option(code=YES), Option(code=NO)))
"""The codes under which a boolean is stored and scored."""
_KINDS: dict[type[Item], Kind] = {
    Single: Kind.CHOICE,
    Multi: Kind.CHOICES,
    BooleanItem: Kind.BOOLEAN,
    NumberItem: Kind.NUMBER,
    TextItem: Kind.TEXT,
    DateItem: Kind.DATE,
}


@dataclass(frozen=True, slots=True)
class Field:
    """One answer. `name` is how conditions, scores and answers call it.

    An item's key, a matrix row's key (`row.scale` where the matrix has two scales), or `item.other`.
    """

    name: str
    kind: Kind
    item: Item
    section: str
    scale: Scale | None = None
    row: Row | None = None
    other_of: str = ""

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the codes it may have, in order of position."""
        return self.scale.codes if self.scale else ()

    @property
    def when(self) -> Node:
        """Return the condition of its row; that of the item and the section come before it."""
        return self.row.when if self.row else None

    @property
    def option_conditions(self) -> tuple[OptionCondition, ...]:
        """Return the conditions on single options."""
        return self.item.options if isinstance(self.item, Single | Multi) and not self.other_of else ()

    @property
    def other_codes(self) -> tuple[str, ...]:
        """Return the codes that open the text of "other, namely"."""
        return tuple(option.code for option in self.scale.options if option.other) if self.scale else ()

    @property
    def required(self) -> str:
        """Return whether an answer is asked for: no, soft or hard. The text of "other, namely" never is."""
        asked_for: str = getattr(self.item, "required", "no")
        return "no" if self.other_of else asked_for

    @property
    def lineage(self) -> str:
        """Return what is said of its relation to the version before: of the row, else of the item."""
        of_item: str = getattr(self.item, "lineage", "")
        return (self.row.lineage if self.row else "") or of_item


def fields(version: Version) -> tuple[Field, ...]:
    """Return the fields in document order. Items of a scale that does not exist have none."""
    return tuple(
        field
        for section in version.sections
        for item in section.items
        for field in fields_of(item, section.key, version)
    )


def fields_of(item: Item, section: str, version: Version) -> Iterator[Field]:
    """Yield the fields of one item."""
    if isinstance(item, Matrix):
        yield from _rows(item, section, version)
    elif isinstance(item, Single | Multi):
        scale = version.scale_of.get(item.scale)
        if scale:
            field = Field(item.key, _KINDS[type(item)], item, section, scale)
            yield field
            if field.other_codes:
                yield Field(f"{item.key}.other", Kind.TEXT, item, section, other_of=item.key)
    elif type(item) in _KINDS:
        yield Field(item.key, _KINDS[type(item)], item, section, YES_NO if isinstance(item, BooleanItem) else None)


def _rows(item: Matrix, section: str, version: Version) -> Iterator[Field]:
    for row in item.rows:
        for key in item.scales:
            if key in version.scale_of:
                name = row.key if len(item.scales) == 1 else f"{row.key}.{key}"
                yield Field(name, Kind.CHOICE, item, section, version.scale_of[key], row)


def is_consent(field: Field) -> bool:
    """Tell whether a field is one box to tick, which is yes or unanswered."""
    return isinstance(field.item, BooleanItem) and field.item.consent


def is_asked(item: Item) -> bool:
    """Tell whether an item is seen by respondents at all."""
    return not isinstance(item, Calculated | Hidden)
