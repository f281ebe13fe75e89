"""Compiled HTML: text with slots for what differs between respondents. Filling is joining strings.

While a template is rendered a slot stands as `<!kind|name|code>`. No text can be taken for one: every text is escaped, and so
has no `<`. Names and codes are slugs of the document.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from ui.templatetags.ui.marks import icon

SLOT = re.compile(r"<!([a-z]+)\|([^|>]*)\|([^|>]*)>")
BLANK_LINES = re.compile(r"\n\s*\n")
Value = str | tuple[str, ...]


@dataclass(frozen=True)
class State:
    """What fills a page: values as controls hold them, sentences of faults by field, and what is shown."""

    values: Mapping[str, Value]
    faults: Mapping[str, str]
    items: frozenset[str]
    fields: frozenset[str]
    hidden_options: Mapping[str, list[str]] = field(default_factory=dict)

    def has(self, name: str, code: str) -> bool:
        """Tell whether the option is chosen."""
        value = self.values.get(name, "")
        return value == code if isinstance(value, str) else code in value

    def hides(self, name: str, code: str) -> bool:
        """Tell whether the option may not be chosen."""
        return code in self.hidden_options.get(name, ())

    def text(self, name: str) -> str:
        """Return the text in a control."""
        value = self.values.get(name, "")
        return value if isinstance(value, str) else ""


def _when(flag: bool, text: str) -> str:
    return text if flag else ""


def _fault_text(state: State, name: str, fault_id: str) -> str:
    sentence = state.faults.get(name)
    return (
        f'<p class="fault-text" id="{fault_id}">{icon("warning")}<span>{escape(sentence)}</span></p>'
        if sentence
        else ""
    )


def _described(state: State, name: str, hint_id: str) -> str:
    ids = " ".join(part for part in (hint_id, _when(name in state.faults, f"q-{name}::fault")) if part)
    return f' aria-describedby="{ids}"' if ids else ""


FILLERS: dict[str, Callable[[State, str, str], str]] = {
    "value": lambda state, name, _: str(escape(state.text(name))),
    "checked": lambda state, name, code: _when(state.has(name, code), " checked"),
    "selected": lambda state, name, code: _when(state.has(name, code), " selected"),
    "item": lambda state, key, _: _when(key not in state.items, " hidden"),
    "field": lambda state, name, _: _when(name not in state.fields, " hidden"),
    "option": lambda state, name, code: _when(state.hides(name, code), " hidden"),
    "off": lambda state, name, code: _when(state.hides(name, code), " disabled"),
    "fault": lambda state, name, _: _when(name in state.faults, " fault"),
    "invalid": lambda state, name, _: _when(name in state.faults, ' aria-invalid="true"'),
    "error": _fault_text,
    "described": _described,
}


def slot(kind: str, name: str, code: str = "") -> SafeString:
    """Return a slot as it stands in a template."""
    if kind not in FILLERS:
        raise LookupError(kind)
    return mark_safe(f"<!{kind}|{name}|{code}>")  # noqa: S308 - slugs of the document


class Compiled:
    """HTML with slots, cut at them."""

    def __init__(self, html: str) -> None:
        parts = SLOT.split(BLANK_LINES.sub("\n", html))
        self.texts = parts[::4]
        self.slots = [
            (FILLERS[kind], name, code) for kind, name, code in zip(parts[1::4], parts[2::4], parts[3::4], strict=True)
        ]

    def fill(self, state: State) -> SafeString:
        """Return the HTML for one respondent."""
        filled = [self.texts[0]]
        for (filler, name, code), text in zip(self.slots, self.texts[1:], strict=True):
            filled.append(filler(state, name, code))
            filled.append(text)
        return mark_safe("".join(filled))  # noqa: S308 - templates escape their texts, fillers their values
