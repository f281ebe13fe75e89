"""What people have written, as it can be printed: no sign without a glyph, no word that cannot be broken.

Nothing is lost: a sign that no font has is written as its number, `[U+1F98A]`; a text of invisible signs only as a dash.
"""

import re
import unicodedata
from typing import Any

from ui.typeset.fonts import all_characters, text_characters

SOFT_HYPHEN, BREAK = "\u00ad", "\u200b"
KEPT = frozenset("\n\t")
DROPPED = frozenset({"Cc", "Cs"})  # control characters and halves of pairs
PRIVATE = "Co"  # means something in one font only
IGNORED = frozenset(range(0xFE00, 0xFE10)) | {0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF}  # no sign of their own
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")  # would let a text turn round what stands beside it
VISIBLE = re.compile(r"[^\s\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")
DASH = "–"
LONG = re.compile(r"\S{29,}")
LONGEST_WORD = 45  # letters: longer than any Swedish word that hyphenation knows
PIECE = 8  # a column is never narrower


def printable(value: Any, *, strict: bool = False) -> Any:
    """Return data with every text in it fit to print. `strict`: only what the text font has, and no loose accents."""
    match value:
        case str():
            return fit(value, strict=strict)
        case dict():
            return {key: printable(one, strict=strict) for key, one in value.items()}
        case list() | tuple():
            return [printable(one, strict=strict) for one in value]
    return value


def fit(text: str, *, strict: bool = False) -> str:
    """Return one text fit to print."""
    if not text or (text.isascii() and text.isprintable()):
        return LONG.sub(_breakable, text)
    drawn = text_characters() if strict else all_characters()
    composed = unicodedata.normalize("NFC", TURNING.sub("", text))
    signs = "".join(_sign(sign, drawn, strict) for sign in composed)
    return LONG.sub(_breakable, signs) if text.isspace() or VISIBLE.search(signs) else DASH


def _sign(sign: str, drawn: frozenset[int], strict: bool) -> str:
    if sign in KEPT:
        return sign
    category = unicodedata.category(sign)
    if category in DROPPED or (ord(sign) in IGNORED and ord(sign) not in drawn):
        return ""
    if ord(sign) not in drawn or category == PRIVATE or (strict and category.startswith(("M", "Cf"))):
        return f"[U+{ord(sign):04X}]"
    return sign


def _breakable(found: re.Match[str]) -> str:
    """Return a run without spaces with places to break it, unless hyphenation will find some."""
    run = found.group()
    if run.isalpha() and len(run) <= LONGEST_WORD:
        return run
    between = SOFT_HYPHEN if run.isalpha() else BREAK
    return between.join(_pieces(run))


def _pieces(run: str) -> list[str]:
    pieces = [run[0]]
    for sign in run[1:]:
        if len(pieces[-1]) >= PIECE and not unicodedata.category(sign).startswith("M"):
            pieces.append(sign)
        else:
            pieces[-1] += sign
    return pieces
