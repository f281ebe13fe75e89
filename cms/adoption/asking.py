"""What is asked on publishing: of each item and row that differs from the version before, how it relates to it. Pure."""

from dataclasses import dataclass

from cms.adoption.drafted import Drafted
from cms.adoption.starting import copied
from surveys.rules.checks.lineage import Lineage, lineages, path_of, questions
from surveys.rules.definition.document import to_json
from surveys.rules.definition.fields import Field, fields
from surveys.rules.definition.version import Version

ANY = (Lineage.SAME, Lineage.REWORDED, Lineage.SCALE_CHANGED, Lineage.NEW)


@dataclass(frozen=True)
class Asked:
    """One question: about what stands at `path`, as it reads now and read before, and what may be answered."""

    path: str
    key: str
    text: str
    before: str
    choices: tuple[Lineage, ...]
    scale_changed: bool = False
    said: str = ""


def asked(draft: Drafted) -> tuple[Asked, ...]:
    """Return the questions in document order; none before the first version, or while the draft has the wrong shape."""
    version = draft.version
    if version is None or not draft.definitions:
        return ()
    by_name = {field.name: field for field in fields(version)}
    found: dict[str, Asked] = {}
    for one in questions(version, draft.definitions[-1]):
        choices = (*one.choices, Lineage.NEW)
        kept = found.get(one.path)
        if kept is None or len(choices) < len(kept.choices):  # of two scales, the one that leaves the fewest
            field = by_name[one.name]
            found[one.path] = Asked(
                one.path, _key(field), one.new_text, one.old_text, choices, one.scale_changed, _said(field)
            )
    for field in _returning(version, draft.definitions):
        path = path_of(version, field)
        found.setdefault(path, Asked(path, _key(field), _text(field, version), "", ANY, False, _said(field)))
    order = [path_of(version, field) for field in fields(version)]
    return tuple(sorted(found.values(), key=lambda one: order.index(one.path)))


def is_unchanged(draft: Drafted) -> bool:
    """Tell whether the draft says what the last version says, whatever that one said of the one before it."""
    if draft.version is None or not draft.definitions:
        return False
    return copied(to_json(draft.version)) == copied(to_json(draft.definitions[-1]))


def _returning(version: Version, earlier: tuple[Version, ...]) -> list[Field]:
    """Return the fields whose keys were used in an earlier version, but not in the last."""
    last = lineages(earlier[-1], None)
    once = {name for old in earlier for name in lineages(old, None)} - set(last)
    return [field for field in fields(version) if field.name in once and not field.other_of]


def _said(field: Field) -> str:
    return field.lineage


def _key(field: Field) -> str:
    return field.row.key if field.row else field.item.key


def _text(field: Field, version: Version) -> str:
    return (field.row.text if field.row else field.item.text).get(version.base)
