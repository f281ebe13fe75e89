"""What is still missing of what is shown and asked for."""

from collections.abc import Mapping
from dataclasses import dataclass

from surveys.rules.answering.visibility import Shown
from surveys.rules.definition.fields import Field, fields, is_consent
from surveys.rules.definition.version import Version


@dataclass(frozen=True, slots=True)
class Completeness:
    """Counts over the fields that are shown; `hard` and `soft`: names of required ones without an answer, in document order."""

    asked: int
    answered: int
    hard: tuple[str, ...]
    soft: tuple[str, ...]

    @property
    def may_submit(self) -> bool:
        """Tell whether nothing that is required hard is missing."""
        return not self.hard


def completeness(version: Version, shown: Shown, section: str | None = None) -> Completeness:
    """Return what is answered and missing of the whole, or of one section. The text of "other, namely" is never asked for."""
    visible = set(shown.fields)
    asked = [
        field
        for field in fields(version)
        if field.name in visible and not field.other_of and section in (None, field.section)
    ]
    missing = [field for field in asked if not is_answered(field, shown.values)]
    return Completeness(
        len(asked),
        len(asked) - len(missing),
        tuple(field.name for field in missing if field.required == "hard"),
        tuple(field.name for field in missing if field.required == "soft"),
    )


def is_answered(field: Field, values: Mapping[str, object]) -> bool:
    """Tell whether a field has an answer. A consent that is required is answered only by yes."""
    value = values.get(field.name)
    return value is True if is_consent(field) else value is not None
