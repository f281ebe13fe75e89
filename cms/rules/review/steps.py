"""Corrections, one step each, as plain data; and the document with all of them done."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from cms.rules.review.document import MOVABLE, NAMES, PLAN, TEXTS, Asked, Document, Kind, Row
from cms.rules.review.values import checked

Step = Mapping[str, Any]
TAIL = 40  # letters at the end of a source line by which it is found in a cell
LIKE_NAMES = frozenset({"title", "name"})


class Why(StrEnum):
    """Why a step cannot be done; the page has the sentence."""

    GONE = "gone"
    UNKNOWN = "unknown"
    UNDER_ITSELF = "under_itself"
    NO_SUCH_PLACE = "no_such_place"
    NO_NEXT = "no_next"
    BOTH_SAY = "both_say"
    HAS_GOALS = "has_goals"
    EMPTY = "empty"


class StepRefused(Exception):
    """A correction cannot be made as things stand; `why` says the reason."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True, slots=True)
class Review:
    """The document as it stands, and what was answered: number of the finding → "right" or "corrected"."""

    document: Document
    asked: tuple[Asked, ...]
    answers: Mapping[int, str] = field(default_factory=dict)

    def waiting(self) -> list[int]:
        """Return the numbers of the findings that still ask for a look; one about a row that is gone asks nothing."""
        ids = {row.id for row in self.document.rows}
        return [
            number
            for number, asked in enumerate(self.asked)
            if asked.severity == "warning" and number not in self.answers and (not asked.row or asked.row in ids)
        ]


def replay(document: Document, asked: Iterable[Asked], steps: Iterable[Step]) -> Review:
    """Return the document as read with all steps done in order. Raises StepRefused for one that cannot be done."""
    review = Review(document, tuple(asked))
    for step in steps:
        review = do(review, step)
    return review


def do(review: Review, step: Step) -> Review:
    """Return the review after one more step. Raises StepRefused."""
    answers = dict(review.answers)
    for number in step.get("findings", ()):
        if not 0 <= number < len(review.asked):
            raise StepRefused(Why.UNKNOWN)
        answers[number] = "right" if step["do"] == "right" else "corrected"
    if step["do"] == "right":
        return replace(review, answers=answers)
    change = CHANGES.get(step["do"])
    if change is None:
        raise StepRefused(Why.UNKNOWN)
    return replace(review, document=change(review.document, step), answers=answers)


def _row(document: Document, ident: object) -> Row:
    row = document.find(str(ident))
    if row is None:
        raise StepRefused(Why.GONE)
    return row


def _with(document: Document, *changed: Row) -> Document:
    new = {row.id: row for row in changed}
    return Document(tuple(new.get(row.id, row) for row in document.rows))


def _saying(row: Row, **values: str) -> Row:
    return replace(row, values={**row.values, **values})


def _set(document: Document, step: Step) -> Document:
    """Write values into a row."""
    row = _row(document, step["row"])
    values = {name: str(value).strip() for name, value in step["values"].items()}
    if not checked(row.kind, values):
        raise StepRefused(Why.UNKNOWN)
    parent = values.get("parent")
    if parent:
        above = _row(document, parent)
        if above.kind is not Kind.GOAL or above.id in document.below(row.id):
            raise StepRefused(Why.UNDER_ITSELF)
    return _with(document, _saying(row, **values))


def _swap(document: Document, step: Step) -> Document:
    """Let target and council's target change places."""
    row = _row(document, step["row"])
    if row.kind is not Kind.INDICATOR:
        raise StepRefused(Why.UNKNOWN)
    return _with(document, _saying(row, target=row.get("council_target"), council_target=row.get("target")))


def _move(document: Document, step: Step) -> Document:
    """Move a field's text to another field, where it is added below what stands there."""
    row, to = _row(document, step["row"]), _row(document, step["to"])
    name, there = str(step["field"]), str(step["to_field"])
    if name not in MOVABLE[row.kind] or there not in MOVABLE[to.kind] or (row.id, name) == (to.id, there):
        raise StepRefused(Why.NO_SUCH_PLACE)
    text = row.get(name)
    if not text:
        raise StepRefused(Why.EMPTY)
    emptied = _with(document, _saying(row, **{name: ""}))
    to = _row(emptied, to.id)
    between = "\n" if there in (*TEXTS, "text") else " "
    put = text if between == "\n" else " ".join(text.split())
    moved = _with(emptied, _saying(to, **{there: between.join(part for part in (to.get(there), put) if part)}))
    left = _row(moved, row.id)
    if left.kind is Kind.SECTION and not left.name and not left.get("text"):
        return _without(moved, {left.id})
    return moved


def _split(document: Document, step: Step) -> Document:
    """Divide a text where a source line ends: running text gets a new paragraph, a name becomes two rows."""
    row, name = _row(document, step["row"]), str(step["field"])
    text, tail = row.get(name), str(step["after"])[-TAIL:]
    at = text.find(tail) + len(tail) if tail and tail in text else 0
    first, rest = text[:at].rstrip(), text[at:].lstrip()
    if not first or not rest:
        raise StepRefused(Why.NO_SUCH_PLACE)
    if name not in LIKE_NAMES:
        return _with(document, _saying(row, **{name: f"{first}\n{rest}"}))
    kept = {part: row.get(part) for part in ("level", "parent", "starts_on", "ends_on") if row.get(part)}
    new = Row(str(step["new"]), row.kind, row.line, row.of, {**kept, name: rest}, {})
    after = _last_of(document, row)
    rows = [
        part for old in document.rows for part in ((_saying(old, **{name: first}),) if old.id == row.id else (old,))
    ]
    place = next(number for number, old in enumerate(rows) if old.id == after) + 1
    return Document((*rows[:place], new, *rows[place:]))


def _last_of(document: Document, row: Row) -> str:
    """Return the id of the last row that goes with a row."""
    return [row.id, *(part.id for part in document.under(row))][-1] if row.kind is Kind.GOAL else row.id


def _merge(document: Document, step: Step) -> Document:
    """Put a row together with the next of its kind (a goal: of its level): names in a line, texts below each other."""
    row = _row(document, step["row"])
    rows = document.of_kind(row.kind)
    alike = [other for other in rows if other.of == row.of and other.get("level") == row.get("level")]
    place = next(number for number, other in enumerate(alike) if other.id == row.id)
    if row.kind is Kind.PLAN or place + 1 == len(alike):
        raise StepRefused(Why.NO_NEXT)
    after = alike[place + 1]
    merged = replace(row, values=_both(row, after), lines={**after.lines, **row.lines})
    left = tuple(_moved_under(other, after.id, row.id) for other in document.rows if other.id != after.id)
    return _with(Document(left), merged)


def _both(row: Row, after: Row) -> dict[str, str]:
    """Return what two rows say together. Refuses where both say something that only one can."""
    made: dict[str, str] = {}
    for name in {**row.values, **after.values}:
        one, other = row.get(name), after.get(name)
        if name in (*TEXTS, "text"):
            made[name] = "\n".join(part for part in (one, other) if part)
        elif name == NAMES[row.kind]:
            made[name] = " ".join(part for part in (one, other) if part)
        elif one and other and one != other and name not in ("level", "parent", "direction"):
            raise StepRefused(Why.BOTH_SAY)
        else:
            made[name] = one or other
    if made.get("parent") in (row.id, after.id):
        made["parent"] = row.get("parent")
    return made


def _moved_under(row: Row, old: str, new: str) -> Row:
    """Return a row with what it belongs to changed from one goal to another."""
    if row.of == old:
        return replace(row, of=new)
    return _saying(row, parent=new) if row.get("parent") == old else row


def _to_section(document: Document, step: Step) -> Document:
    """Make a goal that is no goal into a section: its title the heading, its texts the text."""
    row = _row(document, step["row"])
    if row.kind is not Kind.GOAL:
        raise StepRefused(Why.UNKNOWN)
    if any(document.under(row)) or len(document.below(row.id)) > 1:
        raise StepRefused(Why.HAS_GOALS)
    text = "\n".join(row.get(name) for name in TEXTS if row.get(name))
    return _with(document, replace(row, kind=Kind.SECTION, values={"title": row.name, "text": text}))


def _to_goal(document: Document, step: Step) -> Document:
    """Make a section into a goal: its heading the title, its text the description; without a heading its first paragraph."""
    row = _row(document, step["row"])
    if row.kind is not Kind.SECTION or step.get("level") is None:
        raise StepRefused(Why.UNKNOWN)
    title, text = row.name, row.get("text")
    if not title:
        title, _, text = text.partition("\n")
    values = {"level": str(step["level"]), "title": title, "description": text}
    if not checked(Kind.GOAL, values):
        raise StepRefused(Why.UNKNOWN)
    return _with(document, replace(row, kind=Kind.GOAL, values=values))


def _remove(document: Document, step: Step) -> Document:
    """Take a row away; a goal's indicators and activities go with it, the goals under it go up."""
    row = _row(document, step["row"])
    if row.id == PLAN:
        raise StepRefused(Why.UNKNOWN)
    gone = {row.id, *(part.id for part in document.under(row))}
    rows = (
        _saying(other, parent=row.get("parent")) if other.get("parent") == row.id else other for other in document.rows
    )
    return _without(Document(tuple(rows)), gone)


def _without(document: Document, gone: set[str]) -> Document:
    return Document(tuple(row for row in document.rows if row.id not in gone))


CHANGES: Mapping[str, Callable[[Document, Step], Document]] = {
    "set": _set,
    "swap": _swap,
    "move": _move,
    "split": _split,
    "merge": _merge,
    "to_section": _to_section,
    "to_goal": _to_goal,
    "remove": _remove,
}
