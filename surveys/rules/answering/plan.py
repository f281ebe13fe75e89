"""The plan of a version: what visibility goes through, step by step, in document order. The browser gets the same as JSON."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from surveys.rules.definition.fields import Kind, fields_of
from surveys.rules.definition.items import Calculated, Hidden
from surveys.rules.definition.version import Section, Version
from surveys.rules.logic.tree import Node, field_name, references, to_json


@dataclass(frozen=True, slots=True)
class Step:
    """One thing on the way. `step`: section, item, field, other (the text of "other, namely"), calculated or given.

    `codes`, `options` (conditions by code) and `weights` belong to a field with a scale; `of` and `codes` to an "other".
    """

    step: str
    name: str
    when: Node = None
    codes: tuple[str, ...] = ()
    options: tuple[tuple[str, Node], ...] = ()
    weights: tuple[tuple[str, float], ...] = ()
    of: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return the step as the browser gets it, without what is empty."""
        written: dict[str, Any] = {"step": self.step, "name": self.name, "when": to_json(self.when)}
        if self.codes:
            written["codes"] = list(self.codes)
        if self.options:
            written["options"] = {code: to_json(node) for code, node in self.options}
        if self.weights:
            written["weights"] = dict(self.weights)
        if self.of:
            written["of"] = self.of
        return {name: part for name, part in written.items() if part is not None}


def plan(version: Version) -> tuple[Step, ...]:
    """Return the steps of the whole version."""
    return tuple(step for section in version.sections for step in section_plan(version, section))


def section_plan(version: Version, section: Section) -> tuple[Step, ...]:
    """Return the steps of one section, which is one page."""
    steps = [Step("section", section.key, section.when)]
    for item in section.items:
        steps.append(Step("item", item.key, item.when))
        if isinstance(item, Calculated):
            steps.append(Step("calculated", item.key, item.value))
        elif isinstance(item, Hidden):
            steps.append(Step("given", item.key))
        for field in fields_of(item, section.key, version):
            if field.other_of:
                codes = next(f.other_codes for f in fields_of(item, section.key, version) if f.name == field.other_of)
                steps.append(Step("other", field.name, codes=codes, of=field.other_of))
                continue
            scaled = field.scale is not None and field.kind is not Kind.BOOLEAN
            options = field.scale.options if field.scale and scaled else ()
            steps.append(
                Step(
                    "field",
                    field.name,
                    field.when,
                    tuple(option.code for option in options),
                    tuple((condition.option, condition.when) for condition in field.option_conditions),
                    tuple(
                        (option.code, float(option.weight))
                        for option in options
                        if field.kind is Kind.CHOICE and option.weight is not None
                    ),
                )
            )
    return tuple(steps)


def page_data(version: Version, section: Section, values: Mapping[str, object]) -> dict[str, Any]:
    """Return what the browser needs to show a page: its steps, and from earlier pages only the values they refer to.

    `values` are those of `visibility.shown`, so that what is hidden has none. `given`: what the round says of hidden items.
    """
    steps = section_plan(version, section)
    own = {step.name for step in steps if step.step in ("field", "other", "calculated", "given")}
    nodes = [node for step in steps for node in (step.when, *(when for _code, when in step.options))]
    names = {name for node in nodes for name, _path in references(node) if field_name(name) not in own}
    return {
        "steps": [step.to_json() for step in steps],
        "given": {
            step.name: values[step.name] for step in steps if step.step == "given" and values.get(step.name) is not None
        },
        "values": {name: values[name] for name in sorted(names) if values.get(name) is not None},
    }
