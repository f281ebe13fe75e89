"""Scales: option lists with codes, weights and labels, shared by the items of a version."""

from dataclasses import dataclass, field
from decimal import Decimal

from surveys.rules.definition.shape import Flag, ListOf, Number, OneOf, Record, of
from surveys.rules.definition.slugs import CODE, KEY
from surveys.rules.definition.texts import EMPTY, Text, Texts

MOST_OPTIONS = 200
MISSING = ("unknown", "not-applicable")
"""Kinds of answers that are none: "vet ej" and "ej aktuellt". Shown apart; the score's rule says whether they are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One answer of a scale. Answers store its `code`, never its label."""

    code: str = field(metadata=of(CODE))
    label: Text = field(default=EMPTY, metadata=of(Texts(), wording=True))
    weight: Decimal | None = field(default=None, metadata=of(Number()))
    missing: str = field(default="", metadata=of(OneOf(("", *MISSING))))
    exclusive: bool = field(default=False, metadata=of(Flag()))  # of several choices, this one stands alone
    other: bool = field(default=False, metadata=of(Flag()))  # "annat, nämligen": opens a text

    def shown(self, language: str, base: str) -> tuple[str, str]:
        """Return the label and its language; a number without a label is its own."""
        text, tag = self.label.shown(language, base)
        return (text or self.code, tag)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """An option list. A position in it (from 1) is what a ballot stores, so its order never changes in a version."""

    key: str = field(metadata=of(KEY))
    options: tuple[Option, ...] = field(metadata=of(ListOf(Record(Option), MOST_OPTIONS)))

    def option(self, code: str) -> Option | None:
        """Return the option with this code."""
        return next((option for option in self.options if option.code == code), None)

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the codes in order of position."""
        return tuple(option.code for option in self.options)

    @property
    def substantive(self) -> tuple[Option, ...]:
        """Return the options that are answers: all but "vet ej" and "ej aktuellt"."""
        return tuple(option for option in self.options if not option.missing)
