"""The reader's own choices of appearance, kept in a cookie each."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Choice:
    """One choice: its name in the form, its cookie, and its values. The first value is the usual one and needs no cookie."""

    name: str
    cookie: str
    values: tuple[str, ...]


THEME = Choice("theme", "theme", ("system", "light", "dark"))
TEXT = Choice("text", "text", ("normal", "large"))
CHOICES = (THEME, TEXT)


def chosen(choice: Choice, cookies: Mapping[str, str]) -> str:
    """Return the value in force, or an empty string for the usual one and for anything unknown."""
    value = cookies.get(choice.cookie, "")
    return value if value in choice.values[1:] else ""
