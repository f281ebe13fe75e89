"""A version in words, for those who read it: what is asked, when, on which scale, and how it relates to the one before."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from surveys.kinds import item_types
from surveys.rules.checks.lineage import Lineage
from surveys.rules.comparing import What
from surveys.rules.definition.items import Item, Matrix, Multi, Question, Row, Single
from surveys.rules.definition.scales import Scale
from surveys.rules.definition.version import Section, Version
from surveys.rules.logic.tree import Node
from surveys.rules.logic.words import in_words

Words = str | Promise
LINEAGES: dict[str, Words] = {
    Lineage.SAME: _("Som förut"),
    Lineage.REWORDED: _("Omformulerad: trenden märks"),
    Lineage.SCALE_CHANGED: _("Ny skala: trenden börjar om"),
    Lineage.NEW: _("Ny fråga"),
}
REQUIRED: dict[str, Words] = {"soft": _("Frågas om en gång till"), "hard": _("Måste besvaras")}
WHAT: dict[What, Words] = {
    What.NEW: pgettext_lazy("en fråga", "Ny"),
    What.GONE: pgettext_lazy("en fråga", "Borttagen"),
    What.MOVED: pgettext_lazy("en fråga", "Flyttad"),
    What.TYPE: _("Annan sort"),
    What.TEXT: _("Ny text"),
    What.HELP: _("Ny hjälptext"),
    What.TRANSLATION: _("Ny översättning"),
    What.SCALE: _("Ny skala"),
    What.ROWS: _("Andra rader"),
    What.CONDITION: _("Nytt villkor"),
    What.REQUIRED: _("Annat krav på svar"),
    What.SETTINGS: _("Andra gränser"),
}


@dataclass(frozen=True)
class Line:
    """An item, or a row of a matrix."""

    key: str
    text: str
    kind: Words = ""
    required: Words = ""
    condition: str = ""
    options: tuple[str, ...] = ()
    lineage: Words = ""
    rows: tuple["Line", ...] = ()


@dataclass(frozen=True)
class Part:
    """A section with its lines."""

    key: str
    title: str
    condition: str
    lines: tuple[Line, ...]


class Outline:
    """Puts one version into words in one language. `lineage`: how each field relates to the version before, if there is one."""

    def __init__(self, version: Version, language: str, lineage: Mapping[str, Any]) -> None:
        self.lineage = lineage
        self.of = version
        self.language = language

    def parts(self) -> list[Part]:
        """Return the sections in order."""
        return [self._part(section) for section in self.of.sections]

    def _part(self, section: Section) -> Part:
        title = section.title.shown(self.language, self.of.base)[0]
        lines = tuple(self._line(item) for item in section.items)
        return Part(section.key, title, self._condition(section.when), lines)

    def _line(self, item: Item) -> Line:
        rows = tuple(self._row(row, item) for row in item.rows) if isinstance(item, Matrix) else ()
        return Line(
            key=item.key,
            text=item.text.shown(self.language, self.of.base)[0],
            kind=item_types.get(item.type).label,
            required=REQUIRED.get(item.required, "") if isinstance(item, Question) else "",
            condition=self._condition(item.when),
            options=tuple(label for scale in self._scales(item) for label in self._labels(scale)),
            lineage=self._lineage(item.key),
            rows=rows,
        )

    def _row(self, row: Row, item: Matrix) -> Line:
        name = row.key if len(item.scales) == 1 else f"{row.key}.{item.scales[0]}"
        text = row.text.shown(self.language, self.of.base)[0]
        return Line(row.key, text, condition=self._condition(row.when), lineage=self._lineage(name))

    def _lineage(self, name: str) -> Words:
        how = self.lineage.get(name, "")
        return LINEAGES[how] if how and how != Lineage.SAME else ""

    def _condition(self, when: Node) -> str:
        return "" if when is None else in_words(self.of, when, self.language)

    def _scales(self, item: Item) -> list[Scale]:
        keys = (item.scale,) if isinstance(item, Single | Multi) else item.scales if isinstance(item, Matrix) else ()
        return [self.of.scale_of[key] for key in keys if key in self.of.scale_of]

    def _labels(self, scale: Scale) -> list[str]:
        return [option.shown(self.language, self.of.base)[0] for option in scale.options]
