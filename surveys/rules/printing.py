"""A version as it is printed: every question in order, numbered, with room for its answer. Data for a document, no HTML.

What a page on the screen would hide stands there with its condition in words. What is said in a line is a text with its
language; what runs over several may have a way of its own to run.
"""

from collections.abc import Callable, Sequence
from typing import Any

from surveys.rules.answering.review import yes_or_no
from surveys.rules.definition.fields import fields
from surveys.rules.definition.items import (
    BooleanItem,
    Calculated,
    DateItem,
    Hidden,
    Info,
    Item,
    Matrix,
    Multi,
    NumberItem,
    Row,
    Single,
    TextItem,
)
from surveys.rules.definition.language import direction
from surveys.rules.definition.rich import Block, Span, parse
from surveys.rules.definition.scales import Option, Scale
from surveys.rules.definition.slugs import NO, YES
from surveys.rules.definition.texts import Text
from surveys.rules.definition.version import Section, Version
from surveys.rules.logic.tree import Node
from surveys.rules.logic.words import asked_in_words
from surveys.rules.phrases import phrases

WIDEST = 7  # columns of a table, or of answers beside each other with their words below
MOST_NUMBERS = 11  # from 0 to 10
LONGEST_HEAD, LONGEST_WORD = 28, 13  # characters over a column
MOST_LINES = 12
PLAIN: dict[str, Any] = {"other": False, "missing": False, "number": "", "face": -1.0, "condition": None}
Said = dict[str, str]
"""A text and the language that it is in."""
Data = dict[str, Any]


def printed(version: Version, language: str) -> list[Data]:
    """Return the sections of a version in a language (the base where a text is missing), as `questionnaire.typ` sets them."""
    return Printer(version, language).sections()


class Printer:
    """Puts one version on paper in one language."""

    def __init__(self, version: Version, language: str) -> None:
        self.version = version
        self.language = language
        self.words = phrases(language)
        asked = [item for item in version.items if not isinstance(item, Info | Calculated | Hidden)]
        self.numbers = {item.key: str(number) for number, item in enumerate(asked, 1)}
        self.numbered = {
            one.name: self.numbers[one.item.key] for one in fields(version) if one.item.key in self.numbers
        }

    def sections(self) -> list[Data]:
        """Return the sections with their items; what nobody sees is left out."""
        return [self._section(section) for section in self.version.sections]

    def _section(self, section: Section) -> Data:
        seen = [item for item in section.items if not isinstance(item, Calculated | Hidden)]
        return {
            "title": self.said(section.title),
            "lead": self.flow(section.lead),
            "condition": self.condition(section.when),
            "items": [self._item(item) for item in seen],
        }

    def _item(self, item: Item) -> Data:
        if isinstance(item, Info):
            return {"kind": "info", "condition": self.condition(item.when), "flow": self.flow(item.text)}
        draw = _DRAWN.get(type(item))
        return {
            "kind": "question",
            "number": self.numbers[item.key],
            "text": self.said(item.text),
            "help": self.flow(item.help),
            "condition": self.condition(item.when),
            "answers": draw(self, item) if draw else [],
        }

    def said(self, text: Text) -> Said:
        """Return a text that stands in a line."""
        shown, language = text.shown(self.language, self.version.base)
        return {"text": shown, "lang": language}

    def flow(self, text: Text) -> Data:
        """Return paragraphs and lists."""
        shown, language = text.shown(self.language, self.version.base)
        way = {"lang": language, "way": direction(language)}
        return way | {"nodes": [node for block in parse(shown) for node in _nodes(block)] if shown else []}

    def condition(self, when: Node) -> Said | None:
        """Return when something is asked, in words."""
        if when is None:
            return None
        said = asked_in_words(self.version, when, self.words, self.numbered)
        return {"text": f"{said}.", "lang": self.words.language}

    def hint(self, key: str, **values: object) -> Said:
        """Return a phrase of the house."""
        return {"text": self.words.say(key, **values), "lang": self.words.language}

    def _option(self, option: Option) -> Data:
        text, language = option.shown(self.language, self.version.base)
        return {"text": text, "lang": language, "other": option.other}

    def _choices(self, item: Single | Multi, show: str, hint: Said | None = None) -> list[Data]:
        """Return options to tick: beside each other where they are numbers, faces or a short scale, else below each other."""
        scale = self.version.scale_of[item.scale]
        conditions = {known.option: known.when for known in item.options}
        options = [
            self._option(option) | _as(option, scale, show) | {"condition": self.condition(conditions.get(option.code))}
            for option in scale.options
        ]
        kind = show if not conditions and _beside(scale, show, options) else "options"
        return [{"kind": kind, "several": isinstance(item, Multi), "options": options, "hint": hint}]

    def _single(self, item: Single) -> list[Data]:
        return self._choices(item, item.show)

    def _multi(self, item: Multi) -> list[Data]:
        return self._choices(item, "options", self._how_many(item))

    def _how_many(self, item: Multi) -> Said | None:
        match item.least, item.most:
            case 0, 0:
                return None
            case least, 0:
                return self.hint("choose-least", least=least)
            case 0, most:
                return self.hint("choose-most", most=most)
            case least, most:
                return self.hint("choose-between", least=least, most=most)

    def _matrix(self, item: Matrix) -> list[Data]:
        found = []
        for place, key in enumerate(item.scales):
            heading = item.headings[place] if place < len(item.headings) else None
            found.append(self._rows(item, self.version.scale_of[key], heading))
        return found

    def _rows(self, item: Matrix, scale: Scale, heading: Text | None) -> Data:
        options = [self._option(option) for option in scale.options]
        fits = len(options) <= WIDEST and all(_is_narrow(option["text"]) for option in options)
        return {
            "kind": "table" if fits else "rows",
            "heading": self.said(heading) if heading else None,
            "options": options,
            "rows": [self._row(row) for row in item.rows],
        }

    def _row(self, row: Row) -> Data:
        return {**self.said(row.text), "condition": self.condition(row.when)}

    def _line(self, item: NumberItem) -> list[Data]:
        match item.least, item.most:
            case None, None:
                hint = None
            case least, None:
                hint = self.hint("at-least", least=least)
            case None, most:
                hint = self.hint("at-most", most=most)
            case least, most:
                hint = self.hint("between", least=least, most=most)
        return [{"kind": "line", "unit": self.said(item.unit), "hint": hint}]

    def _lines(self, item: TextItem) -> list[Data]:
        hint = self.said(item.pattern_hint) if item.pattern_hint else None
        return [{"kind": "lines", "count": min(max(item.lines, 1), MOST_LINES), "hint": hint}]

    def _day(self, item: DateItem) -> list[Data]:
        return [{"kind": "date", "parts": [self.hint(part) for part in ("year", "month", "day")]}]

    def _yes_or_no(self, item: BooleanItem) -> list[Data]:
        said = [
            yes_or_no(item, code, self.language, self.version.base, self.words)
            for code in ((YES,) if item.consent else (YES, NO))
        ]
        options = [{"text": text, "lang": language} | PLAIN for text, language in said]
        return [{"kind": "options", "several": item.consent, "options": options, "hint": None}]


_DRAWN: dict[type[Item], Callable[[Printer, Any], list[Data]]] = {
    Single: Printer._single,
    Multi: Printer._multi,
    Matrix: Printer._matrix,
    NumberItem: Printer._line,
    TextItem: Printer._lines,
    DateItem: Printer._day,
    BooleanItem: Printer._yes_or_no,
}


def _is_narrow(text: str) -> bool:
    return len(text) <= LONGEST_HEAD and max(map(len, text.split()), default=0) <= LONGEST_WORD


def _beside(scale: Scale, show: str, options: Sequence[Data]) -> bool:
    """Tell whether options stand beside each other: numbers with words at their ends, faces, or a scale with short words."""
    if any(option["other"] for option in options):
        return False
    match show:
        case "numbers":
            substantive = scale.substantive
            return 1 < len(substantive) <= MOST_NUMBERS and not any(option.label for option in substantive[1:-1])
        case "faces":
            return len(options) <= WIDEST
        case "scale":
            return len(options) <= WIDEST and all(_is_narrow(option["text"]) for option in options)
        case _:
            return False


def _as(option: Option, scale: Scale, show: str) -> Data:
    """Return what stands beside an option's label: its number, or a face from 0 (sad) to 1 (happy)."""
    if option.missing:
        return {"missing": True, "number": "", "face": -1.0}
    place, last = scale.substantive.index(option), len(scale.substantive) - 1
    number = option.code if show == "numbers" and option.label else ""
    return {"missing": False, "number": number, "face": place / last if last and show == "faces" else -1.0}


def _nodes(block: Block) -> list[Data]:
    if block.kind == "list":
        lines = [{"tag": "li", "inside": [{"tag": "p", "inside": _line(line)}]} for line in block.lines]
        return [{"tag": "ul", "inside": lines}]
    return [{"tag": "p", "inside": _line(block.lines[0])}]


def _line(spans: tuple[Span, ...]) -> list[Any]:
    return [_span(span) for span in spans]


def _span(span: Span) -> Any:
    match span.kind:
        case "text":
            return span.text
        case "break":
            return {"tag": "br", "inside": []}
        case "link":
            return {"tag": "a", "href": span.address, "inside": [span.text]}
        case "strong":
            return {"tag": "strong", "inside": [span.text]}
        case _:
            return {"tag": "em", "inside": [span.text]}
