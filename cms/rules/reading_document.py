"""An edition as data for the typesetter: the same pieces as on its page."""

from collections.abc import Mapping
from typing import Any

from cms.rules.reading import GoalPiece, Heading, Level, Picture, Piece, Prose, Reading, Sheet, TablePiece
from cms.rules.reading_text import as_data

LANGUAGE = "sv"  # of the plan's own words
MOST = 12  # contributions from other plans that are printed under a goal; its page has them all


def document_of(
    reading: Reading, words: Mapping[str, str], language: str, pictures: Mapping[int, str]
) -> dict[str, Any]:
    """Return what `plan.typ` takes. words: by their names in the template. pictures: file names by number."""
    return {
        "title": reading.title,
        "date": reading.adopted_on.isoformat(),
        "author": reading.unit,
        "language": LANGUAGE,
        "label_language": language,
        "over": f"{reading.adopted} · {reading.period}",
        "place": ", ".join(reading.place[:2]),
        "notice": reading.withdrawn,
        "footer": f"{reading.title} · {reading.unit}",
        "words": dict(words),
        "blocks": [_block(piece, words, pictures) for piece in reading.pieces],
    }


def _block(piece: Piece, words: Mapping[str, str], pictures: Mapping[int, str]) -> dict[str, Any]:
    match piece:
        case Heading():
            return {"kind": "heading", "level": piece.level - 1, "text": piece.text}
        case Prose():
            return {"kind": "text", "nodes": as_data(piece.nodes, piece.level - 1)}
        case TablePiece():
            return {"kind": "table", "table": _sheet(piece.sheet)}
        case Picture() if piece.number in pictures:
            return {"kind": "image", "file": pictures[piece.number], "alt": piece.alt or words["picture"]}
        case Picture():
            return {"kind": "text", "nodes": [{"tag": "p", "inside": [f"[{words['picture']}: {piece.alt}]"]}]}
    return _goal(piece, words)


def _goal(piece: GoalPiece, words: Mapping[str, str]) -> dict[str, Any]:
    left = len(piece.contributions) - MOST
    return {
        "kind": "goal",
        "level": piece.level - 1,
        "over": piece.over,
        "title": piece.title,
        "chain": [_level(level) for level in piece.chain],
        "towards": [_level(level) for level in piece.towards[-1:]],
        "description": piece.description,
        "parts": [{"label": part.label, "text": part.text} for part in piece.parts],
        "tables": [_sheet(sheet) for sheet in piece.sheets],
        "contributions": [_level(level) for level in piece.contributions[:MOST]],
        "more": words["more"].format(n=left) if left > 0 else "",
    }


def _level(level: Level) -> dict[str, str]:
    return {"over": level.over, "text": level.text}


def _sheet(sheet: Sheet) -> dict[str, Any]:
    notes = sheet.notes or ("",) * len(sheet.rows)
    return {
        "caption": sheet.caption,
        "columns": list(sheet.columns),
        "rows": [list(row) for row in sheet.rows],
        "notes": list(notes),
        "headed": sheet.headed,
        "written": sheet.written,
        "own": sorted(sheet.own),
    }
