"""How each field of a questionnaire's records is written: asked of the record's own shapes, so that no field can be forgotten."""

from enum import StrEnum
from typing import Any

from surveys.rules.definition.items import Calculated, Placeholder
from surveys.rules.definition.scales import Scale
from surveys.rules.definition.shape import Flag, ListOf, Number, OneOf, Record, Shape, String, fields_of
from surveys.rules.definition.texts import Texts
from surveys.rules.definition.version import Section

KEPT_NAMES = frozenset({"when", "lineage", "options", "source", "value"})
"""Conditions and lineage are answered on pages of their own, sources by nobody."""


class Form(StrEnum):
    """What stands in the editor for a field."""

    TEXT = "text"  # a text in the base language; the others stand beside it on a page of their own
    TEXTS = "texts"
    ROWS = "rows"  # records in order, each with an id
    WORDS = "words"
    WORD = "word"
    CHOICE = "choice"
    FLAG = "flag"
    WHOLE = "whole"
    NUMBER = "number"
    KEPT = "kept"  # carried along as it is, whatever it is


def form_of(cls: type, name: str) -> Form:
    """Return how the field `name` of a record class is written."""
    shape: Shape = fields_of(cls)[name].metadata["shape"]
    if is_kept(cls, name):
        return Form.KEPT
    if isinstance(shape, ListOf):
        return _of_list(shape)
    if isinstance(shape, Number):
        return Form.WHOLE if shape.whole else Form.NUMBER
    plain: list[tuple[type, Form]] = [
        (Texts, Form.TEXT),
        (OneOf, Form.CHOICE),
        (Flag, Form.FLAG),
        (String, Form.WORD),
    ]
    return next((form for known, form in plain if isinstance(shape, known)), Form.KEPT)


def is_kept(cls: type, name: str) -> bool:
    """Tell whether a field is carried along unseen. What the round fills in and the options of a scale are written."""
    if name == "source":
        return issubclass(cls, Placeholder)
    if name == "options":
        return cls is not Scale
    if name == "value":
        return issubclass(cls, Calculated)
    return name in KEPT_NAMES


def record_of(cls: type, name: str) -> type:
    """Return the record class of the rows in a field."""
    shape: Any = fields_of(cls)[name].metadata["shape"]
    inner: type = shape.item.cls
    return inner


def _of_list(shape: ListOf) -> Form:
    if isinstance(shape.item, Record):
        return Form.ROWS
    if isinstance(shape.item, Texts):
        return Form.TEXTS
    return Form.WORDS if isinstance(shape.item, String) else Form.KEPT


def written_fields(cls: type) -> list[str]:
    """Return the names of a record's fields in order; the items of a section are blocks of their own."""
    return [name for name in fields_of(cls) if not (cls is Section and name == "items")]
