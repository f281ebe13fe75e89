"""What a respondent's page says beside the questions, in every language that there is a file for in surveys/phrases/.

Swedish and English are written by people. The other files are made by machine and not read by a speaker: `is_read` says which.
"""

import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from surveys.rules.answering.answers import SENTENCES, Fault
from surveys.rules.definition.language import direction, fallbacks
from surveys.rules.logic.sayings import ON_SCREENS, SAYINGS

FOLDER = Path(__file__).resolve().parents[1] / "phrases"
READ = ("sv", "en")
BASE = "sv"


@dataclass(frozen=True)
class Phrases:
    """The phrases of one language. `language` is the one that they are in, which may be another than the one asked for."""

    language: str
    table: dict[str, str] = field(repr=False)

    def __getitem__(self, key: str) -> str:
        """Return a phrase as it stands; templates write `say.review_lead`."""
        return self.table[key.replace("_", "-")]

    def say(self, key: str, **values: object) -> str:
        """Return a phrase with its values filled in."""
        return self.table[key].format(**values)

    def fault(self, fault: Fault) -> str:
        """Return why an answer is not one."""
        if self.language in READ:
            return fault.sentence(self.language)
        return self.table[f"fault-{fault.code}"].format(**dict(fault.values))

    @property
    def direction(self) -> str:
        """The way that the language runs: ltr or rtl."""
        return direction(self.language)

    @property
    def is_read(self) -> bool:
        """Whether a speaker has read them."""
        return self.language in READ


@cache
def languages() -> tuple[str, ...]:
    """Return the languages that there are phrases in."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.json")))


def phrases(language: str) -> Phrases:
    """Return the phrases of a language, else of the nearest that there is: its parent, or English (Swedish for `sv`)."""
    found = next((tag for tag in fallbacks(language, "en") if tag in languages()), BASE)
    return _read(found)


@cache
def _read(language: str) -> Phrases:
    table = json.loads((FOLDER / f"{language}.json").read_text(encoding="utf-8"))
    for part in ("walk", "letter", "paper"):
        table |= json.loads((FOLDER / part / f"{language}.json").read_text(encoding="utf-8"))
    return Phrases(language, table)


def needed(language: str) -> set[str]:
    """Return the names that the file of a language must have: those of Swedish, and what code has in Swedish and English only."""
    coded = {f"fault-{code}" for code in SENTENCES} | {f"when-{name}" for name in SAYINGS.keys() - ON_SCREENS}
    return set(_read(BASE).table) | (set() if language in READ else coded)
