"""Keys of a written wheel's entries: made of the title while nothing rests on them, then kept."""

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import Any

from cms.rules.questionnaires.settling import slug
from cms.rules.streams import Raw

FALLBACK = "inslag"
Kept = tuple[str, str]  # an entry's key and title, as they were


def keyed(entries: Raw, before: Raw, published: Iterable[str] = ()) -> Raw:
    """Return the entries with a key each, no two the same.

    An entry that was there in `before`, told by its block's id, keeps its key, whatever a form says. Only a key that was made
    of the title, and that no published version has, follows the title when it is rewritten. A new entry keeps the key that it
    brought if nobody has it (it was read in), else it gets one of its title; so does a copy of another.
    """
    known: dict[str, Kept] = {
        str(block.get("id")): (str(block["value"].get("key") or ""), str(block["value"].get("title") or ""))
        for block in before
    }
    fixed = frozenset(published)
    kept = [_kept(block, known, fixed) for block in entries]
    held, used, made = set(kept), set[str](), []
    for block, own in zip(entries, kept, strict=True):
        value: dict[str, Any] = block["value"]
        brought = "" if str(block.get("id")) in known else str(value.get("key") or "")
        key = own if own not in used else ""
        key = key or (brought if brought not in held | used else "")
        key = key or _free(slug(str(value.get("title") or ""), FALLBACK), fixed | held | used)
        used.add(key)
        made.append({**block, "value": {**value, "key": key}})
    return made


def _kept(block: dict[str, Any], known: dict[str, Kept], fixed: frozenset[str]) -> str:
    """Return the key that an entry goes on with; nothing where it is to be made."""
    key, title = known.get(str(block.get("id")), ("", ""))
    now = str(block["value"].get("title") or "")
    follows = (
        key not in fixed and title != now and bool(re.fullmatch(rf"{re.escape(slug(title, FALLBACK))}(-\d+)?", key))
    )
    return "" if follows else key


def _free(wanted: str, taken: AbstractSet[str]) -> str:
    return next(name for n in range(1, len(taken) + 3) if (name := wanted if n == 1 else f"{wanted}-{n}") not in taken)
