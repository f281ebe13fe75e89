"""Two wordings of a text, word by word: what was taken away and what was put in."""

import re
from difflib import SequenceMatcher

SAME, REMOVED, ADDED = "same", "removed", "added"
WORD = re.compile(r"\S+")
MOST_WORDS = 4000  # longer texts are told as replaced whole


def difference(before: str, after: str) -> list[tuple[str, str]]:
    """Return the pieces of both texts in order: `same`, `removed` (before what replaced it) or `added`, each with its words."""
    old, new = WORD.findall(before), WORD.findall(after)
    if len(old) + len(new) > MOST_WORDS:
        pieces = [(SAME, after)] if old == new else [(REMOVED, before), (ADDED, after)]
        return [piece for piece in pieces if piece[1].strip()]
    found: list[tuple[str, str]] = []
    for _tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if old[i1:i2] == new[j1:j2]:
            found.append((SAME, " ".join(new[j1:j2])))
            continue
        found += [(REMOVED, " ".join(old[i1:i2])), (ADDED, " ".join(new[j1:j2]))]
    return [(kind, text) for kind, text in found if text]
