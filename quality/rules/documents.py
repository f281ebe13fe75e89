"""What is written in which questionnaire, and what two people write at once."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

INSTRUMENTS: Mapping[str, str] = {
    "reflection": "reflektion",
    "teaching_plan": "undervisningsplan",
    "walk": "pedagogisk-vandring",
    "self_rating": "kvalitetsindikatorn",
    "analysis_text": "analys",
}
"""The key of the questionnaire that each kind of document (`quality.enums.DocumentKind`) answers."""

TOGETHER = frozenset({"reflection"})
"""What a leader may approve several of in one go; all else is read and approved one by one."""

TODAY: Mapping[str, str] = {"reflection": "datum", "walk": "dag"}
"""The question of each kind that is answered with the day when the document is begun, which may be changed."""

MARK = 12
Draft = Mapping[str, Sequence[str]]
"""What is typed, by field: all that its control sends."""


@dataclass(frozen=True)
class Merged:
    """A draft after somebody's writing. clashes: fields that somebody else has changed meanwhile, with what the writer sent."""

    draft: dict[str, list[str]]
    changed: frozenset[str] = frozenset()
    clashes: dict[str, list[str]] = field(default_factory=dict)


def plain(sent: Sequence[str]) -> list[str]:
    """Return what a control sent as it is stored: no NUL, no blanks around it; nothing where all is blank."""
    texts = [one.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").strip() for one in sent]
    return texts if any(texts) else []


def mark(value: Sequence[str]) -> str:
    """Return a short sign of what a field held when a page was drawn: equal for equal contents."""
    return hashlib.sha256("\x1f".join(plain(value)).encode()).hexdigest()[:MARK]


def merged(stored: Draft, seen: Mapping[str, str], sent: Draft) -> Merged:
    """Write `sent` into `stored`, field by field; `seen`: the marks of what the writer had before them.

    What the writer has not touched stays as it is stored. What nobody else has touched becomes as it is sent. Where both have
    written differently in one field, the stored text stands and the writer's is told as a clash: nothing goes unseen.
    """
    draft = {name: list(value) for name, value in stored.items()}
    changed, clashes = set(), {}
    for name, value in sent.items():
        new, now, before = plain(value), plain(stored.get(name, ())), seen.get(name, mark(()))
        if mark(new) == before or new == now:
            continue
        if mark(now) != before:
            clashes[name] = new
            continue
        changed.add(name)
        draft.pop(name, None)
        if new:
            draft[name] = new
    return Merged(draft, frozenset(changed), clashes)
