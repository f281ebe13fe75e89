"""An app's catalogue: kept in step with its texts, compiled, and judged. Works without a gettext on the system."""

import re
from collections.abc import Mapping
from pathlib import Path

import polib

from ui.management.extraction import Message

HEADER = {
    "Project-Id-Version": "kvalitetshjulet",
    "Language": "en",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}
SLOT = re.compile(r"%\((\w+)\)[a-z]|%[sd]")
Known = Mapping[tuple[str | None, str], polib.POEntry]


def renewed(path: Path, messages: Mapping[Message, set[str]], known: Known) -> polib.POFile:
    """Return the catalogue at `path` with exactly `messages` in it.

    A text keeps its translation; a new one takes over what another app's catalogue (`known`) says for it.
    """
    before = entries(path) if path.exists() else {}
    catalogue = polib.POFile(wrapwidth=100)
    catalogue.metadata = dict(HEADER)
    for message in sorted(messages, key=lambda message: (message.text, message.context or "")):
        old = before.get(message.key) or known.get(message.key)
        entry = polib.POEntry(msgid=message.text, msgctxt=message.context)
        entry.occurrences = [(name, "") for name in sorted(messages[message])]
        if message.plural:
            entry.msgid_plural = message.plural
            entry.msgstr_plural = dict(old.msgstr_plural) if old and old.msgstr_plural else {0: "", 1: ""}
        else:
            entry.msgstr = old.msgstr if old else ""
        catalogue.append(entry)
    return catalogue


def entries(path: Path) -> dict[tuple[str | None, str], polib.POEntry]:
    """Return the living entries of a catalogue by context and text."""
    return {(entry.msgctxt, entry.msgid): entry for entry in polib.pofile(str(path)) if not entry.obsolete}


def compiled(path: Path) -> bytes:
    """Return the compiled form of the catalogue at `path`."""
    return bytes(polib.pofile(str(path)).to_binary())


def faults(path: Path, messages: Mapping[Message, set[str]] | None) -> list[str]:
    """Return a sentence for whatever is wrong with a catalogue: missing, stale, fuzzy, untranslated, not compiled.

    Without `messages` (a catalogue kept by hand) only the catalogue itself is judged.
    """
    if not path.exists():
        return [f"{path}: there is none; run manage.py messages."] if messages else []
    there = entries(path)
    found = [fault for entry in there.values() if (fault := _fault(entry))]
    if messages is not None:
        wanted = {message.key: message for message in messages}
        found += [f"missing: {key[1]!r}" for key in wanted if key not in there]
        found += [f"no longer used: {key[1]!r}" for key in there if key not in wanted]
        found += [
            f"other plural: {key[1]!r}"
            for key, message in wanted.items()
            if key in there and (there[key].msgid_plural or None) != message.plural
        ]
    machine = path.with_suffix(".mo")
    if not machine.exists() or machine.read_bytes() != compiled(path):
        found.append("the compiled file is not what the catalogue says")
    return [f"{path}: {fault}" for fault in found]


def _fault(entry: polib.POEntry) -> str:
    forms = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    if entry.fuzzy:
        return f"uncertain (fuzzy): {entry.msgid!r}"
    if not forms or not all(forms):
        return f"not translated: {entry.msgid!r}"
    slots = set(SLOT.findall(entry.msgid) + SLOT.findall(entry.msgid_plural or ""))
    if any(not set(SLOT.findall(form)) <= slots for form in forms) or set(SLOT.findall(forms[-1])) != slots:
        return f"has other slots than its translation: {entry.msgid!r}"
    return ""
