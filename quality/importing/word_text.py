"""The text of Word paragraphs: what a reader of the document sees, changes that were struck out left away."""

from collections.abc import Iterator
from typing import Any

from quality.importing.families import carries_meaning
from quality.importing.lines import SOFT_HYPHEN, RawLine
from quality.importing.word_styles import Styles, W

MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
TEXT_BOX = f"{W}txbxContent"
SKIPPED = frozenset(
    {
        FALLBACK,
        TEXT_BOX,
        f"{W}del",
        f"{W}moveFrom",
        f"{W}pPr",
        f"{W}rPr",
        f"{W}instrText",
        f"{W}delText",
        f"{W}delInstrText",
    }
)
SIGNS = {f"{W}tab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}softHyphen": SOFT_HYPHEN, f"{W}ptab": "\t"}
SYMBOL_BULLETS = {"F0B7": "•", "F0A7": "▪"}


def paragraph_lines(paragraph: Any, styles: Styles) -> Iterator[RawLine]:
    """Yield the lines of a paragraph, with its list mark, and after it those of the text boxes anchored in it."""
    heading = styles.heading(paragraph)
    mark = styles.mark(paragraph)
    text = "".join(_pieces(paragraph))
    if mark and text.strip() and (mark == "•" or not carries_meaning(text.strip())):
        text = f"{mark} {text}"
    *lines, last = text.split("\n")
    for line in lines:
        yield RawLine(line, heading if line.strip() else None)
    yield RawLine(last, heading if last.strip() else None, ends=True)
    for box in paragraph.iter(TEXT_BOX):
        if not any(above.tag == FALLBACK for above in box.iterancestors()):
            for inner in box.iter(f"{W}p"):
                yield RawLine("".join(_pieces(inner)), ends=True)


def _pieces(element: Any) -> Iterator[str]:
    """Yield the text of an element's runs."""
    for child in element:
        tag = child.tag
        if tag in SKIPPED:
            continue
        if tag in (f"{W}t", MATH_TEXT):
            yield child.text or ""
        elif tag in SIGNS:
            yield SIGNS[tag]
        elif tag == f"{W}br":
            yield "\f" if child.get(f"{W}type") == "page" else "\n"
        elif tag == f"{W}sym":
            yield SYMBOL_BULLETS.get(child.get(f"{W}char", "").upper(), "")
        else:
            yield from _pieces(child)


def plain_text(part: Any) -> str:
    """Return the text of a header, footer or notes part on one line."""
    import docx.oxml  # noqa: PLC0415 - as in word.py

    element = getattr(part, "element", None)
    root = element if element is not None else docx.oxml.parse_xml(part.blob)
    lines = ("".join(_pieces(paragraph)) for paragraph in root.iter(f"{W}p"))
    return " ".join(" ".join(lines).split())
