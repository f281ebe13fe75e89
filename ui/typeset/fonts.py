"""The fonts that documents are set in, and which characters they can draw.

Noto Sans for text, Noto Serif for headings; for what they lack DejaVu Sans (Arabic, Hebrew, arrows, signs, faces) and Noto Sans
Ethiopic (Tigrinya, Amharic). They lie in `fonts/` with their licences; no font of the machine is used, so a document looks the
same everywhere.
"""

import struct
from collections.abc import Iterator
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "fonts"
TEXT = ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf", "NotoSans-Italic.ttf")
FALLBACKS = ("DejaVuSans.ttf", "NotoSansEthiopic-Regular.ttf")
SEGMENTS, GROUPS = 4, 12  # the two formats of a table from characters to glyphs that fonts of today hold


@cache
def text_characters() -> frozenset[int]:
    """Return the code points that every cut of the text font draws."""
    return frozenset.intersection(*(characters(FOLDER / name) for name in TEXT))


@cache
def all_characters() -> frozenset[int]:
    """Return the code points that can be drawn at all."""
    return text_characters().union(*(characters(FOLDER / name) for name in FALLBACKS))


def characters(font: Path) -> frozenset[int]:
    """Return the code points that a TrueType font has a glyph for, as its `cmap` table says."""
    content = font.read_bytes()
    start = _table(content, b"cmap")
    (count,) = struct.unpack_from(">H", content, start + 2)
    found: set[int] = set()
    for index in range(count):
        platform, _encoding, offset = struct.unpack_from(">HHL", content, start + 4 + 8 * index)
        if platform in {0, 3}:
            found.update(_mapped(content, start + offset))
    return frozenset(found)


def _table(content: bytes, tag: bytes) -> int:
    (count,) = struct.unpack_from(">H", content, 4)
    for index in range(count):
        name, _sum, offset, _length = struct.unpack_from(">4sLLL", content, 12 + 16 * index)
        if name == tag:
            return int(offset)
    raise ValueError(f"The font has no table {tag!r}.")


def _mapped(content: bytes, at: int) -> Iterator[int]:
    (form,) = struct.unpack_from(">H", content, at)
    if form == GROUPS:
        (count,) = struct.unpack_from(">L", content, at + 12)
        for index in range(count):
            first, last, glyph = struct.unpack_from(">LLL", content, at + 16 + 12 * index)
            yield from (code for code in range(first, last + 1) if glyph + code - first)
    elif form == SEGMENTS:
        yield from _segments(content, at)


def _segments(content: bytes, at: int) -> Iterator[int]:
    (twice,) = struct.unpack_from(">H", content, at + 6)
    count = twice // 2
    ends = struct.unpack_from(f">{count}H", content, at + 14)
    starts = struct.unpack_from(f">{count}H", content, at + 16 + twice)
    deltas = struct.unpack_from(f">{count}H", content, at + 16 + 2 * twice)
    offsets_at = at + 16 + 3 * twice
    offsets = struct.unpack_from(f">{count}H", content, offsets_at)
    for index, (first, last, delta, offset) in enumerate(zip(starts, ends, deltas, offsets, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if offset:
                (glyph,) = struct.unpack_from(">H", content, offsets_at + 2 * index + offset + 2 * (code - first))
            if (glyph + delta if glyph else 0) & 0xFFFF:
                yield code
