"""Two versions side by side: what has come, gone, moved and changed, and what that means for trends."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from surveys.rules.checks.lineage import Lineage, lineages
from surveys.rules.definition.document import structure_hash
from surveys.rules.definition.fields import fields
from surveys.rules.definition.items import Item, Matrix, Multi, Question, Single
from surveys.rules.definition.shape import default, fields_of, required
from surveys.rules.definition.texts import Text
from surveys.rules.definition.version import Version


class What(StrEnum):
    """What is different about an item."""

    NEW = "new"
    GONE = "gone"
    MOVED = "moved"  # to another section, or past another item
    TYPE = "type"
    TEXT = "text"  # in the base language
    HELP = "help"
    TRANSLATION = "translation"
    SCALE = "scale"
    ROWS = "rows"
    CONDITION = "condition"
    REQUIRED = "required"
    SETTINGS = "settings"  # anything else: limits, how it is shown, its group


SAID = {"text", "help", "when", "required", "lineage", "scale", "scales", "rows", "options", "key", "headings"}


@dataclass(frozen=True)
class Changed:
    """An item (or a row of a matrix, with its `over`) that is not as it was. `lineage`: what becomes of its trend."""

    key: str
    what: tuple[What, ...]
    before: Text | None
    after: Text | None
    lineage: Lineage | None = None
    over: str = ""


@dataclass(frozen=True)
class Comparison:
    """What is different between two versions. `same_structure`: only texts and languages are."""

    same_structure: bool
    changed: tuple[Changed, ...]
    unchanged: int
    languages_added: tuple[str, ...]
    languages_gone: tuple[str, ...]
    scores_added: tuple[str, ...]
    scores_gone: tuple[str, ...]
    scores_changed: tuple[str, ...]
    sections_added: tuple[str, ...] = field(default=())
    sections_gone: tuple[str, ...] = field(default=())


def compare(before: Version, after: Version) -> Comparison:
    """Return what is different in `after`, in its order; what is gone comes last."""
    old = before.item_of
    trend = lineages(after, before)
    stayed = _stayed(before, after)
    changed = [
        change
        for section in after.sections
        for item in section.items
        for change in _of_item(before, after, old.get(item.key), item, item.key in stayed, trend)
    ]
    gone = [Changed(item.key, (What.GONE,), item.text, None) for item in before.items if item.key not in after.item_of]
    touched = {change.over or change.key for change in changed}
    scores = {score.key: score for score in before.scores}, {score.key: score for score in after.scores}
    sections = [section.key for section in before.sections], [section.key for section in after.sections]
    return Comparison(
        same_structure=structure_hash(before) == structure_hash(after),
        changed=(*changed, *gone),
        unchanged=sum(item.key not in touched for item in after.items),
        languages_added=_only(after.languages, before.languages),
        languages_gone=_only(before.languages, after.languages),
        scores_added=_only(scores[1], scores[0]),
        scores_gone=_only(scores[0], scores[1]),
        scores_changed=tuple(key for key in scores[1] if key in scores[0] and scores[0][key] != scores[1][key]),
        sections_added=_only(sections[1], sections[0]),
        sections_gone=_only(sections[0], sections[1]),
    )


def _only(these: object, those: object) -> tuple[str, ...]:
    return tuple(one for one in these if one not in those)  # type: ignore[attr-defined, operator]


def _stayed(before: Version, after: Version) -> set[str]:
    """Return the items that lie in the section they lay in, in the longest order that both versions share."""
    home = {item.key: section.key for section in before.sections for item in section.items}
    kept = [item.key for section in after.sections for item in section.items if home.get(item.key) == section.key]
    place = {item.key: index for index, item in enumerate(before.items)}
    best: list[tuple[int, list[str]]] = []  # the last place of each rising run, and the run
    for key in kept:
        run = _longest(run for last, run in best if last < place[key])
        best.append((place[key], [*run, key]))
    return set(_longest(run for _last, run in best))


def _longest(runs: Iterable[list[str]]) -> list[str]:
    return max(runs, key=len, default=[])


def _of_item(
    before: Version, after: Version, old: Item | None, new: Item, stayed: bool, trend: dict[str, Lineage | None]
) -> list[Changed]:
    names = [one.name for one in fields(after) if one.item is new and not one.other_of]
    if old is None:
        return [Changed(new.key, (What.NEW,), None, new.text, Lineage.NEW if names else None)]
    what = list(_differences(before, after, old, new, stayed))
    own = [trend[name] for name in names if name == new.key]
    found = [Changed(new.key, tuple(what), old.text, new.text, own[0] if own else None)] if what else []
    return found + (_rows(old, new, trend) if isinstance(old, Matrix) and isinstance(new, Matrix) else [])


def _differences(before: Version, after: Version, old: Item, new: Item, stayed: bool) -> list[What]:
    if type(old) is not type(new):
        return [What.TYPE]
    scales = _scales(before, old) != _scales(after, new)
    tests: list[tuple[What, bool]] = [
        (What.MOVED, not stayed),
        (What.TEXT, old.text.get(before.base) != new.text.get(after.base)),
        (What.HELP, old.help.get(before.base) != new.help.get(after.base)),
        (What.TRANSLATION, _translations(old, before.base) != _translations(new, after.base)),
        (What.SCALE, scales),
        (What.CONDITION, old.when != new.when or getattr(old, "options", ()) != getattr(new, "options", ())),
        (What.REQUIRED, isinstance(old, Question) and isinstance(new, Question) and old.required != new.required),
        (What.ROWS, isinstance(old, Matrix) and isinstance(new, Matrix) and _row_keys(old) != _row_keys(new)),
        (What.SETTINGS, _settings(old) != _settings(new)),
    ]
    return [what for what, differs in tests if differs]


def _scales(version: Version, item: Item) -> list[object]:
    keys = (item.scale,) if isinstance(item, Single | Multi) else item.scales if isinstance(item, Matrix) else ()
    return [version.scale_of.get(key) for key in keys]


def _translations(item: Item, base: str) -> list[object]:
    return [entry for text in (item.text, item.help) for entry in text.entries if entry[0] != base]


def _row_keys(item: Matrix) -> list[str]:
    return [row.key for row in item.rows]


def _settings(item: Item) -> dict[str, object]:
    return {
        name: getattr(item, name)
        for name, of in fields_of(type(item)).items()
        if name not in SAID and (required(of) or getattr(item, name) != default(of))
    }


def _rows(old: Matrix, new: Matrix, trend: dict[str, Lineage | None]) -> list[Changed]:
    before, after = {row.key: row for row in old.rows}, {row.key: row for row in new.rows}
    found = []
    for key, row in after.items():
        was = before.get(key)
        lineage = next((how for name, how in trend.items() if name == key or name.startswith(f"{key}.")), None)
        if was is None:
            found.append(Changed(key, (What.NEW,), None, row.text, lineage, new.key))
            continue
        text = (What.TEXT,) if was.text != row.text else ()
        condition = (What.CONDITION,) if was.when != row.when else ()
        if text or condition:
            found.append(Changed(key, (*text, *condition), was.text, row.text, lineage, new.key))
    gone = [
        Changed(key, (What.GONE,), row.text, None, None, new.key) for key, row in before.items() if key not in after
    ]
    return found + gone
