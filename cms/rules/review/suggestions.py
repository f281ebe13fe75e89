"""What a finding suggests: the one correction that a press of a button makes; and which findings an edited field answers."""

from collections.abc import Iterable, Mapping
from typing import Any

from cms.rules.review.document import Asked, Document, Kind, Row
from cms.rules.review.reading import PERIODICITIES
from cms.rules.review.steps import TAIL, Review
from quality.importing.findings import Code

GO_TOGETHER = (
    frozenset({"name", "target", "council_target"}),
    frozenset({"starts_on", "ends_on"}),
    frozenset({"start", "end", "written"}),
)


def suggested(document: Document, asked: Asked, number: int) -> Mapping[str, Any] | None:
    """Return the step that finding `number` suggests as things stand, None where a person must write."""
    row = document.find(asked.row) if asked.row else None
    if row is None:
        return None
    made = _correction(document, asked, row)
    return {**made, "row": row.id, "findings": [number]} if made else None


def _correction(document: Document, asked: Asked, row: Row) -> Mapping[str, Any] | None:
    match asked.code, row.kind:
        case Code.LONE_VALUE, Kind.INDICATOR:
            made: dict[str, Any] = {"do": "swap"}
            fits = bool(row.get("target")) and not row.get("council_target")
        case Code.NEAR_PERIODICITY, Kind.INDICATOR:
            word = asked.values.get("word", "")
            made = {"do": "set", "values": {"periodicity": PERIODICITIES.get(word, word)}}
            fits = bool(word)
        case Code.MAYBE_ONE_GOAL, Kind.GOAL:
            made, fits = {"do": "merge"}, True
        case Code.MAYBE_HEADING, Kind.GOAL:
            made = {"do": "to_section"}
            fits = not any(document.under(row)) and document.below(row.id) == {row.id}
        case ((Code.MAYBE_TWO_GOALS | Code.MAYBE_TWO_ENTRIES), _):
            made = {"do": "split", "field": asked.field, "after": asked.text}
            fits = _divides(row.get(asked.field), asked.text)
        case _:
            return None
    return made if fits else None


def _divides(text: str, line: str) -> bool:
    tail = line[-TAIL:]
    return bool(tail) and tail in text and not text.endswith(tail)


def answered_by(review: Review, row: str, changed: Iterable[str]) -> list[int]:
    """Return the waiting findings that are answered when fields of a row are changed by hand."""
    touched = set(changed)
    for group in GO_TOGETHER:
        if touched & group:
            touched |= group
    return [n for n in review.waiting() if review.asked[n].row == row and review.asked[n].field in touched]
