"""A fault in a questionnaire: where it is, what it is, and the sentence that an editor reads."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from surveys.rules.sentences import PLACES, SENTENCES, SEVERITIES
from surveys.rules.sentences.words import worded
from surveys.rules.tables import speech

MOST = 300
"""More findings than this of one document are not collected: nobody reads them."""


class Severity(StrEnum):
    """What a finding means for publishing."""

    ERROR = "error"  # stops it
    WARNING = "warning"  # is shown, and somebody decides
    NOTE = "note"  # is told


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault. `path` is a JSON pointer into the document ("" is the whole); `values` fill the sentence."""

    path: str
    code: str
    values: tuple[tuple[str, str], ...] = ()

    @property
    def severity(self) -> Severity:
        """Return what the finding means for publishing."""
        return Severity(SEVERITIES[self.code])

    def sentence(self, language: str = "sv") -> str:
        """Return the sentence in Swedish, or in English for any other language."""
        spoken = speech(language)
        return SENTENCES[self.code][spoken].format(**worded(self.code, dict(self.values), spoken))


class Findings:
    """Findings as they are met: in order, each once, and at most `MOST`."""

    def __init__(self) -> None:
        self._found: dict[Finding, None] = {}

    def add(self, path: str, code: str, **values: object) -> None:
        """Note a fault. Values are cut to 80 characters, since they come from whoever wrote the document."""
        if len(self._found) < MOST:
            short = tuple((name, readable(value)) for name, value in values.items())
            self._found[Finding(path, code, short)] = None

    def extend(self, findings: Iterable[Finding]) -> None:
        """Note several faults."""
        for finding in findings:
            if len(self._found) < MOST:
                self._found[finding] = None

    def __iter__(self) -> Iterator[Finding]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def as_tuple(self) -> tuple[Finding, ...]:
        """Return what was found, in order."""
        return tuple(self._found)


def readable(value: object) -> str:
    """Return a value as at most 80 printable characters."""
    text = value if isinstance(value, str) else repr(value) if isinstance(value, bytes) else str(value)
    text = "".join(c if c.isprintable() else "�" for c in text[:81])
    return text if len(text) <= 80 else text[:79] + "…"  # noqa: PLR2004 - as the docstring says


def stops(findings: Iterable[Finding]) -> bool:
    """Tell whether any of the findings keeps the version from being published."""
    return any(finding.severity is Severity.ERROR for finding in findings)


def pointer(*parts: object) -> str:
    """Return a JSON pointer (RFC 6901) of `parts`."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)


def place(document: object, path: str, language: str = "sv") -> str:
    """Return a pointer in words: "avsnitt 2 (trygghet), fråga 4 (trivsel), villkor". Unknown steps are left as they are."""
    names = PLACES[speech(language)]
    node: Any = document
    words: list[str] = []
    for raw in path.split("/")[1:]:
        part = raw.replace("~1", "/").replace("~0", "~")
        if isinstance(node, list | tuple) and part.isdigit():
            node = node[int(part)] if int(part) < len(node) else None
            label = f"{int(part) + 1}"
            name = next(
                (node[k] for k in ("key", "code") if isinstance(node, Mapping) and isinstance(node.get(k), str)), ""
            )
            label += f" ({readable(name)})" if name else ""
            words[-1:] = [f"{words[-1]} {label}" if words else label]
            continue
        if words and words[-1] in (names["when"], names["value"]):
            break  # an editor sees a condition as one thing
        node = node.get(part) if isinstance(node, Mapping) else None
        words.append(names.get(part, readable(part)))
    return ", ".join(words) or names[""]
