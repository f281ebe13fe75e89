"""Questionnaires that come with the house: a new library begins with them, and may change them as any of its own."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from surveys.models import Questionnaire

FOLDER = Path(__file__).resolve().parents[1] / "instruments"


@dataclass(frozen=True)
class Shipped:
    """A questionnaire as its own file. `titles`: by language."""

    key: str
    titles: dict[str, str]
    text: str

    def title(self, language: str) -> str:
        """Return its title in a language, or else in Swedish."""
        return self.titles.get(language, self.titles["sv"])

    def document(self) -> dict[str, Any]:
        """Return the file as it is read."""
        document: dict[str, Any] = json.loads(self.text)
        return document


@cache
def shipped() -> tuple[Shipped, ...]:
    """Return all of them, by name of file."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.json"))]
    return tuple(Shipped(one["key"], one["title"], text) for text in texts for one in [json.loads(text)])


def not_taken() -> list[Shipped]:
    """Return those whose key nobody's questionnaire has."""
    taken = set(Questionnaire.objects.filter(key__in=[one.key for one in shipped()]).values_list("key", flat=True))
    return [one for one in shipped() if one.key not in taken]
