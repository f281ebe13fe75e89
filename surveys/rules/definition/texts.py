"""A text in several languages, with a state for each: `{"sv": "Trivs ditt barn?", "ar": {"text": "…", "state": "machine"}}`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from surveys.rules.definition.language import TAG, fallbacks
from surveys.rules.definition.shape import INVALID, String, wrong
from surveys.rules.findings import Findings, pointer

MOST_CHARACTERS = 10_000
MOST_LANGUAGES = 60


class State(StrEnum):
    """How far the text in one language has come."""

    MISSING = "missing"  # there is none
    STALE = "stale"  # the base text has changed since
    MACHINE = "machine"  # not read by a speaker
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Text:
    """Texts by language: (language, text, state), in order of language. A blank text is a missing one."""

    entries: tuple[tuple[str, str, State], ...] = ()

    @classmethod
    def made_of(cls, texts: Mapping[str, str], state: State = State.DONE) -> "Text":
        """Return a text of `{language: text}`, all in one state."""
        return cls(tuple(sorted((tag, text, state) for tag, text in texts.items() if text.strip())))

    def get(self, language: str) -> str:
        """Return the text in exactly this language, or an empty string."""
        return next((text for tag, text, _state in self.entries if tag == language), "")

    def state(self, language: str) -> State:
        """Return the state of the text in this language."""
        return next((state for tag, _text, state in self.entries if tag == language), State.MISSING)

    def shown(self, language: str, base: str = "sv") -> tuple[str, str]:
        """Return the text to show and the language it is in (for the `lang` attribute), which may be the base."""
        return next(((self.get(tag), tag) for tag in fallbacks(language, base) if self.get(tag)), ("", base))

    def with_text(self, language: str, text: str, *, base: str, state: State = State.DONE) -> "Text":
        """Return it with one text changed. A changed base text makes the finished others stale."""
        changed = language == base and text != self.get(base)
        kept = [
            (tag, old, State.STALE if changed and was is State.DONE else was)
            for tag, old, was in self.entries
            if tag != language
        ]
        return Text(tuple(sorted([*kept, (language, text, state)] if text.strip() else kept)))

    def __bool__(self) -> bool:
        return bool(self.entries)


EMPTY = Text()
_STRING = String(r"[\s\S]*", MOST_CHARACTERS)
_STATES = ("done", "machine", "stale")


class Texts:
    """The shape of a `Text`."""

    def read(self, value: object, path: str, found: Findings) -> Any:
        """Read every language; blank texts are left out."""
        if not isinstance(value, Mapping):
            return wrong(path, found, value, "text")
        if len(value) > MOST_LANGUAGES:
            found.add(path, "too-many", count=len(value), most=MOST_LANGUAGES)
            return INVALID
        read = [self._entry(tag, part, path + pointer(tag), found) for tag, part in value.items()]
        if any(entry is INVALID for entry in read):
            return INVALID
        return Text(tuple(sorted(entry for entry in read if entry[1].strip())))

    def _entry(self, tag: object, part: object, path: str, found: Findings) -> Any:
        if TAG.read(tag, path, found) is INVALID:
            return INVALID
        if isinstance(part, str):
            text = _STRING.read(part, path, found)
            return INVALID if text is INVALID else (tag, text, State.DONE)
        if not isinstance(part, Mapping):
            return wrong(path, found, part, "text")
        if set(part) != {"text", "state"} or part["state"] not in _STATES:
            found.add(path, "text-state", choices=", ".join(_STATES))
            return INVALID
        text = _STRING.read(part["text"], f"{path}/text", found)
        return INVALID if text is INVALID else (tag, text, State(part["state"]))

    def write(self, value: Text, *, structure: bool) -> dict[str, Any]:
        """Write finished texts plainly and others with their state."""
        return {
            tag: text if state is State.DONE else {"text": text, "state": str(state)}
            for tag, text, state in value.entries
        }

    def schema(self) -> dict[str, Any]:
        """Refer to the definition that `schema_of` adds."""
        return {"$ref": "#/$defs/text"}


TEXT_SCHEMA = {
    "type": "object",
    "propertyNames": TAG.schema(),
    "maxProperties": MOST_LANGUAGES,
    "additionalProperties": {
        "anyOf": [
            _STRING.schema(),
            {
                "type": "object",
                "properties": {"text": _STRING.schema(), "state": {"enum": list(_STATES)}},
                "required": ["text", "state"],
                "additionalProperties": False,
            },
        ]
    },
}


def shortened(text: str, most: int = 48) -> str:
    """Return the text on one line, cut at a word with " …" when it is longer than `most` characters."""
    line = re.sub(r"\s+", " ", text).strip()
    if len(line) <= most:
        return line
    cut = line[: most - 1].rsplit(" ", 1)[0] if " " in line[: most - 1] else line[: most - 1]
    return cut.rstrip(" ,.;:–-") + " …"
