"""The slugs of a document: keys are ASCII, stable over versions, and never used again for something else."""

from surveys.rules.definition.shape import String

KEY_PATTERN = "[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*"
KEY = String(KEY_PATTERN, 48, "key-slug")
VARIABLE = String(rf"{KEY_PATTERN}(?:\.{KEY_PATTERN})?", 97, "key-slug")
CODE = String("[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?", 32, "code-slug")
RESERVED = frozenset({"weight", "other"})
"""No scale of a two-scale matrix may have these keys: `row.weight` and `item.other` mean something else."""

YES, NO = "yes", "no"
"""The codes of a boolean, in order of position."""
