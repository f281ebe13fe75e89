"""What is looked up of surveys."""

from surveys.queries.shelves import (
    Shelved,
    Use,
    earlier_than,
    library,
    owners,
    replacements_of,
    shelved,
    uses_of,
    version_in_force,
    versions_of,
)

__all__ = [
    "Shelved",
    "Use",
    "earlier_than",
    "library",
    "owners",
    "replacements_of",
    "shelved",
    "uses_of",
    "version_in_force",
    "versions_of",
]
