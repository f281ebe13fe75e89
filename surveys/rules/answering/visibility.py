"""One pass in document order: what is shown, with what is hidden as null at once and everywhere."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from surveys.rules.answering.plan import Step
from surveys.rules.logic.evaluate import Value, evaluate, holds, plain

T = TypeVar("T")


@dataclass
class Shown:
    """The outcome of a pass.

    `sections`, `items`, `fields`: keys and names that are shown, in document order. `hidden_options`: codes by field that may not
    be chosen. `values`: every field's value and `name.weight`, where null (None) is unanswered or hidden.
    """

    sections: list[str] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    hidden_options: dict[str, list[str]] = field(default_factory=dict)
    values: dict[str, Value] = field(default_factory=dict)


@dataclass
class _Item:
    section: str
    name: str
    on: bool
    silent: bool = False  # calculated or given: never seen
    fields: list[bool] = field(default_factory=list)

    @property
    def is_shown(self) -> bool:
        return self.on and not self.silent and (not self.fields or any(self.fields))


class _Pass:
    """Holds where the pass is: whether the section and the item it stands in are shown."""

    def __init__(self, answers: Mapping[str, object], today: str, values: Mapping[str, object]) -> None:
        self.answers = answers
        self.today = today
        self.values: dict[str, Value] = {name: plain(value) for name, value in values.items()}
        self.section, self.section_on = "", True
        self.items = [_Item("", "", on=True)]
        self.fields: list[str] = []
        self.hidden_options: dict[str, list[str]] = {}

    def holds(self, step: Step) -> bool:
        return holds(step.when, self.values, self.today)

    def take_section(self, step: Step) -> None:
        self.section, self.section_on = step.name, self.holds(step)

    def take_item(self, step: Step) -> None:
        self.items.append(_Item(self.section, step.name, on=self.section_on and self.holds(step)))

    def take_field(self, step: Step) -> None:
        item = self.items[-1]
        hidden: list[str] = []
        on = item.on and (step.when is None or self.holds(step))
        if on and step.options:
            hidden = [code for code, when in step.options if not holds(when, self.values, self.today)]
            on = not step.codes or len(hidden) < len(step.codes)
        value = plain(self.answers.get(step.name)) if on else None
        if hidden:
            value = without(value, hidden)
        self.values[step.name] = value
        if step.weights:
            self.values[f"{step.name}.weight"] = dict(step.weights).get(value) if isinstance(value, str) else None
        item.fields.append(on)
        if on:
            self.fields.append(step.name)
            if hidden:
                self.hidden_options[step.name] = hidden

    def take_other(self, step: Step) -> None:
        chosen = self.values.get(step.of)
        on = any(code in step.codes for code in (chosen if isinstance(chosen, tuple) else (chosen,)))
        self.values[step.name] = plain(self.answers.get(step.name)) if on else None
        if on:
            self.fields.append(step.name)

    def take_calculated(self, step: Step) -> None:
        item = self.items[-1]
        item.silent = True
        self.values[step.name] = evaluate(step.when, self.values, self.today) if item.on else None

    def take_given(self, step: Step) -> None:
        item = self.items[-1]
        item.silent = True
        self.values[step.name] = plain(self.answers.get(step.name)) if item.on else None


def shown(
    steps: Iterable[Step], answers: Mapping[str, object], today: str, values: Mapping[str, object] | None = None
) -> Shown:
    """Return what is shown for these answers (values by field name, and what the round gives for hidden items).

    An item of which no row or option is shown is hidden, and so is a section without an item that is shown.
    `today` is a date like "2024-08-19"; `values` are those of the pages before, when `steps` are one page's.
    """
    at = _Pass(answers, today, values or {})
    take = {
        "section": at.take_section,
        "item": at.take_item,
        "field": at.take_field,
        "other": at.take_other,
        "calculated": at.take_calculated,
        "given": at.take_given,
    }
    for step in steps:
        take[step.step](step)
    items = [item for item in at.items[1:] if item.is_shown]
    sections = list(dict.fromkeys(item.section for item in items))
    return Shown(sections, [item.name for item in items], at.fields, at.hidden_options, at.values)


def without(value: T, hidden: Collection[str]) -> T | None:
    """Return a value without the options that are hidden; None where nothing is left of it."""
    if isinstance(value, tuple):
        return tuple(code for code in value if code not in hidden) or None  # type: ignore[return-value]
    return None if value in hidden else value
