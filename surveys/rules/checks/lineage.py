"""Lineage: how each answer of a version relates to the one with its name in the version before."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from surveys.rules.definition.document import item_path
from surveys.rules.definition.fields import Field, fields
from surveys.rules.definition.items import Matrix, NumberItem
from surveys.rules.definition.texts import Text
from surveys.rules.definition.version import Version
from surveys.rules.findings import Findings


class Lineage(StrEnum):
    """What becomes of a trend over two versions."""

    SAME = "same"  # it goes on
    REWORDED = "reworded"  # it goes on, marked
    SCALE_CHANGED = "scale-changed"  # it stops
    NEW = "new"  # it begins


@dataclass(frozen=True, slots=True)
class Question:
    """What an editor is asked on publishing: this answer has changed, which of `choices` is it? `suggested` is cautious."""

    name: str
    path: str
    old_text: str
    new_text: str
    scale_changed: bool
    choices: tuple[Lineage, ...]
    suggested: Lineage


def signature(field: Field) -> tuple[object, ...]:
    """Return what makes figures comparable: kind, codes with weights in order, the limits of a number."""
    options = [(option.code, option.weight, option.missing) for option in field.scale.options] if field.scale else []
    limits = (field.item.least, field.item.most, field.item.decimals) if isinstance(field.item, NumberItem) else ()
    return (field.kind, tuple(options), limits)


def wording(field: Field) -> tuple[Text, ...]:
    """Return the texts that a respondent reads before answering: item, help, row, option labels."""
    labels = tuple(option.label for option in field.scale.options) if field.scale else ()
    return (field.item.text, field.item.help, *((field.row.text,) if field.row else ()), *labels)


def lineages(version: Version, before: Version | None) -> dict[str, Lineage | None]:
    """Return the lineage of each field; None where it has changed and nobody has said how."""
    old = {field.name: field for field in fields(before)} if before else {}
    return {field.name: _lineage(field, old.get(field.name), version.base) for field in fields(version)}


def _lineage(field: Field, old: Field | None, base: str) -> Lineage | None:
    if old is None:
        return Lineage.NEW
    if field.lineage:
        return Lineage(field.lineage)
    if field.other_of:
        return Lineage.SAME
    return Lineage.SAME if not _changed(field, old, base) else None


def _changed(field: Field, old: Field, base: str) -> bool:
    if signature(field) != signature(old):
        return True
    new_texts, old_texts = wording(field), wording(old)
    return [text.get(base) for text in new_texts] != [text.get(base) for text in old_texts]


def questions(version: Version, before: Version) -> tuple[Question, ...]:
    """Return what to ask on publishing: one question for each field that has changed, answered already or not."""
    old = {field.name: field for field in fields(before)}
    return tuple(
        _question(version, field, old[field.name])
        for field in fields(version)
        if field.name in old and not field.other_of and _changed(field, old[field.name], version.base)
    )


def _question(version: Version, field: Field, old: Field) -> Question:
    changed = signature(field) != signature(old)
    choices = (Lineage.SCALE_CHANGED,) if changed else (Lineage.SAME, Lineage.REWORDED, Lineage.SCALE_CHANGED)
    return Question(
        field.name,
        path_of(version, field),
        _text(old, version.base),
        _text(field, version.base),
        changed,
        choices,
        Lineage.SCALE_CHANGED if changed else Lineage.REWORDED,
    )


def _text(field: Field, base: str) -> str:
    return (field.row.text if field.row else field.item.text).get(base)


def path_of(version: Version, field: Field) -> str:
    """Return the JSON pointer of a field's item or row."""
    path = item_path(version, field.item)
    if field.row and isinstance(field.item, Matrix):
        return f"{path}/rows/{field.item.rows.index(field.row)}"
    return path


def check_lineage(version: Version, earlier: Sequence[Version], found: Findings) -> None:
    """Check what is said of the relation to the version before, and that it is said where something changed."""
    old = {field.name: field for version_ in earlier for field in fields(version_)}
    last = {field.name for field in fields(earlier[-1])} if earlier else set()
    for field in fields(version):
        if not field.other_of:
            path = f"{path_of(version, field)}/lineage"
            code = _fault(field, old.get(field.name), field.name in last, version.base)
            if code:
                found.add(path, code, value=field.name)


def _fault(field: Field, old: Field | None, in_last: bool, base: str) -> str:
    """Return what is wrong with what is said of a field whose key was last used by `old`, or an empty string."""
    said = field.lineage
    if old is None:
        own = field.row.lineage if field.row else said
        return "lineage-without-old" if own not in ("", Lineage.NEW) else ""
    if said == Lineage.NEW:
        return "lineage-not-new"
    if said in (Lineage.SAME, Lineage.REWORDED) and signature(field) != signature(old):
        return "lineage-scale"
    if not said and not in_last:
        return "key-returns"
    return "lineage-unsaid" if not said and _changed(field, old, base) else ""
