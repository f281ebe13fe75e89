"""A whole sheet judged at once: what was typed in every field, whether it may be signed, and what is stored when it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from surveys.rules.answering.answers import Answer, Fault, accept
from surveys.rules.answering.completeness import completeness
from surveys.rules.answering.plan import plan
from surveys.rules.answering.typing import typed
from surveys.rules.answering.visibility import shown, without
from surveys.rules.definition.fields import fields
from surveys.rules.definition.version import Version

Raw = Mapping[str, Sequence[str]]
"""What was typed, by field name: all that a control sends, in order."""


@dataclass(frozen=True)
class Judged:
    """answers: what is left when all that is hidden is taken away. held: all that was typed, hidden and faulty too, as a
    page is drawn from it. faults: why an answer is not one. missing: fields that must be answered and are not.
    """

    answers: dict[str, Answer]
    held: dict[str, Answer]
    faults: tuple[Fault, ...]
    missing: tuple[str, ...]

    @property
    def may_be_signed(self) -> bool:
        """Tell whether nothing is faulty or missing."""
        return not self.faults and not self.missing


def judged(version: Version, raw: Raw, today: str) -> Judged:
    """Return what a sheet says. `today` is a date like "2024-08-19"."""
    both = {field.name: typed(field, raw.get(field.name, ())) for field in fields(version)}
    visible = shown(plan(version), {name: known for name, (known, _offered) in both.items()}, today)
    on, faults = set(visible.fields), []
    answers: dict[str, Answer] = {}
    held: dict[str, Answer] = {}
    for field in fields(version):
        left = without(both[field.name][1], visible.hidden_options.get(field.name, ()))
        answer, fault = accept(field, left, today)
        kept = answer if fault is None else _as_typed(left)
        if kept is not None:
            held[field.name] = kept
        if field.name not in on:
            continue
        if fault is not None:
            faults.append(fault)
        elif answer is not None:
            answers[field.name] = answer
    return Judged(answers, held, tuple(faults), completeness(version, visible).hard)


def _as_typed(offered: object) -> Answer:
    return offered if isinstance(offered, str | tuple) else None


def thawed(stored: Mapping[str, object]) -> dict[str, Answer]:
    """Return answers as they were before they became JSON: codes of several choices in tuples."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in stored.items()}  # type: ignore[misc]
