"""A questionnaire version: the whole document."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from surveys.rules.definition.items import TYPES, Item, Items
from surveys.rules.definition.language import TAG
from surveys.rules.definition.scales import Scale
from surveys.rules.definition.scores import MOST_SCORES, Score
from surveys.rules.definition.shape import ListOf, OneOf, Record, of
from surveys.rules.definition.slugs import KEY
from surveys.rules.definition.texts import EMPTY, MOST_LANGUAGES, TEXT_SCHEMA, Text, Texts
from surveys.rules.logic.tree import TREE_SCHEMAS, Node, Tree

FORMAT = "kvalitetshjulet/questionnaire/1"
MOST_SECTIONS = 100
MOST_SCALES = 300
MOST_ITEMS = 500
"""Items of the whole version; the longest list of one section too."""
MOST_ROWS_IN_ALL = 1_000
"""Items, where a matrix counts as many as it has rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One page of the questionnaire."""

    key: str = field(metadata=of(KEY))
    title: Text = field(default=EMPTY, metadata=of(Texts(), wording=True))
    lead: Text = field(default=EMPTY, metadata=of(Texts(), wording=True))
    when: Node = field(default=None, metadata=of(Tree()))
    items: tuple[Item, ...] = field(default=(), metadata=of(ListOf(Items(), MOST_ITEMS)))


@dataclass(frozen=True, kw_only=True)
class Version:
    """A version as it is published: immutable, found again by its content hash."""

    format: str = field(metadata=of(OneOf((FORMAT,), "format-unknown")))
    key: str = field(metadata=of(KEY))
    base: str = field(default="sv", metadata=of(TAG, wording=True))
    languages: tuple[str, ...] = field(default=("sv",), metadata=of(ListOf(TAG, MOST_LANGUAGES), wording=True))
    title: Text = field(default=EMPTY, metadata=of(Texts(), wording=True))
    lead: Text = field(default=EMPTY, metadata=of(Texts(), wording=True))
    closing: Text = field(default=EMPTY, metadata=of(Texts(), wording=True))
    scales: tuple[Scale, ...] = field(default=(), metadata=of(ListOf(Record(Scale), MOST_SCALES)))
    sections: tuple[Section, ...] = field(default=(), metadata=of(ListOf(Record(Section), MOST_SECTIONS)))
    scores: tuple[Score, ...] = field(default=(), metadata=of(ListOf(Record(Score), MOST_SCORES)))

    @cached_property
    def scale_of(self) -> dict[str, Scale]:
        """Return the scales by key (the first of two with the same one)."""
        return {scale.key: scale for scale in reversed(self.scales)}

    @cached_property
    def item_of(self) -> dict[str, Item]:
        """Return the items by key (the first of two with the same one)."""
        return {item.key: item for section in reversed(self.sections) for item in reversed(section.items)}

    @property
    def items(self) -> tuple[Item, ...]:
        """Return the items in document order."""
        return tuple(item for section in self.sections for item in section.items)


VERSION = Record(Version)


def schema_of() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of the document, as it lies in surveys/schema/questionnaire-1.json."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:kvalitetshjulet:questionnaire:1",
        "title": "A questionnaire version",
        "description": "What a version may look like. What else holds (references, lineage, languages): surveys/rules/checks.",
        **VERSION.schema(),
        "$defs": {
            "text": TEXT_SCHEMA,
            **TREE_SCHEMAS,
            **{f"{name}-item": Record(cls, name).schema() for name, cls in TYPES.items()},
        },
    }
