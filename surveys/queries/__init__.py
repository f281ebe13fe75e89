"""What is looked up of surveys."""

from surveys.queries.shelves import (
    Shelved,
    earlier_than,
    library,
    owners,
    replacements_of,
    shelved,
    version_in_force,
    versions_of,
)

__all__ = [
    "Shelved",
    "earlier_than",
    "library",
    "owners",
    "replacements_of",
    "shelved",
    "version_in_force",
    "versions_of",
]
