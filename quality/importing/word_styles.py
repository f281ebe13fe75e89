"""Headings and list marks of a Word document: they lie in its styles and numbering, not in its text."""

import re
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HEADING_NAME = re.compile(r"(?:heading|rubrik) (\d)$", re.IGNORECASE)
TITLE_NAMES = ("title", "rubrik")
DEEPEST = 9
ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def _val(element: Any, name: str) -> str | None:
    """Return the value of a child element (`<w:name w:val="…">`)."""
    child = element.find(f"{W}{name}") if element is not None else None
    return None if child is None else child.get(f"{W}val")


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.lstrip("-").isdigit() else otherwise


class Styles:
    """The styles and lists of one document. `mark` counts, so ask for each paragraph once and in order."""

    def __init__(self, document: Any) -> None:
        """Read the document's style and numbering parts."""
        self.styles: dict[str, Any] = {}
        self.levels: dict[str, dict[int, Any]] = {}
        self.lists: dict[str, str] = {}
        self.counts: dict[str, list[int]] = {}
        for relation in document.part.rels.values():
            kind = "" if relation.is_external else relation.reltype.rsplit("/", 1)[-1]
            if kind == "styles":
                self.styles = {
                    style.get(f"{W}styleId", ""): style for style in relation.target_part.element.iter(f"{W}style")
                }
            elif kind == "numbering":
                self._read_numbering(relation.target_part.element)

    def _read_numbering(self, root: Any) -> None:
        for abstract in root.iter(f"{W}abstractNum"):
            levels = {_number(level.get(f"{W}ilvl"), 0): level for level in abstract.iter(f"{W}lvl")}
            self.levels[abstract.get(f"{W}abstractNumId", "")] = levels
        for num in root.iter(f"{W}num"):
            self.lists[num.get(f"{W}numId", "")] = _val(num, "abstractNumId") or ""

    def _properties(self, paragraph: Any) -> list[Any]:
        """Return the paragraph properties that hold, nearest first: its own, then its style's and those that it builds on."""
        own = paragraph.find(f"{W}pPr")
        found = [] if own is None else [own]
        name, seen = _val(own, "pStyle"), set[str]()
        while name in self.styles and name not in seen:
            seen.add(name)
            style = self.styles[name]
            found += style.findall(f"{W}pPr")
            name = _val(style, "basedOn")
        return found

    def heading(self, paragraph: Any) -> int | None:
        """Return the level of a heading: 0 for the document's title, 1 the highest; None for other paragraphs."""
        own = paragraph.find(f"{W}pPr")
        name, seen = _val(own, "pStyle"), set[str]()
        while name in self.styles and name not in seen:
            seen.add(name)
            called = _val(self.styles[name], "name") or ""
            if called.casefold() in TITLE_NAMES:
                return 0
            if level := HEADING_NAME.match(called):
                return int(level[1])
            name = _val(self.styles[name], "basedOn")
        outline = next((value for part in self._properties(paragraph) if (value := _val(part, "outlineLvl"))), None)
        level_number = _number(outline, DEEPEST)
        return level_number + 1 if level_number < DEEPEST else None

    def mark(self, paragraph: Any) -> str:
        """Return the paragraph's list mark: "•", a number such as "1.2", or "" outside lists."""
        numbering = next(
            (part.find(f"{W}numPr") for part in self._properties(paragraph) if part.find(f"{W}numPr") is not None), None
        )
        if numbering is None:
            return ""
        abstract = self.lists.get(_val(numbering, "numId") or "", "")
        depth = min(max(_number(_val(numbering, "ilvl"), 0), 0), DEEPEST)
        level = self.levels.get(abstract, {}).get(depth)
        if level is None:
            return ""
        form = _val(level, "numFmt") or "decimal"
        if form == "bullet":
            return "•"
        return "" if form == "none" else self._counted(abstract, depth, _val(level, "lvlText") or "")

    def _counted(self, abstract: str, depth: int, pattern: str) -> str:
        """Return the next number of a list at a depth; deeper levels begin anew."""
        counts = self.counts.setdefault(abstract, [])
        levels = self.levels[abstract]
        del counts[depth + 1 :]
        while len(counts) <= depth:
            counts.append(_number(_val(levels.get(len(counts)), "start"), 1) - (len(counts) == depth))
        counts[depth] += 1

        def shown(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            return _written(counts[at], _val(levels.get(at), "numFmt") or "decimal") if at < len(counts) else ""

        return re.sub(r"%(\d)", shown, pattern)


def _written(number: int, form: str) -> str:
    """Return a number in a list's form."""
    if form in ("lowerLetter", "upperLetter"):
        letters = chr(ord("a") + (number - 1) % 26)
        return letters if form == "lowerLetter" else letters.upper()
    if form in ("lowerRoman", "upperRoman"):
        text, left = "", number
        for value, sign in ROMAN:
            text += sign * (left // value)
            left %= value
        return text if form == "lowerRoman" else text.upper()
    return str(number)
