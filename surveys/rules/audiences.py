"""Which limits for small groups hold for whom: the usual, and the stricter for what is most delicate."""

from collections.abc import Collection, Iterable

REST = ""
"""The questions that belong to no group of items."""
USUAL = {
    "guardians": "guardians",
    "open-guardians": "open",
    "teachers": "staff",
    "child-minders": "staff",
    "staff": "staff",
    "students": "vfu",
    "supervisors": "staff",
}
STRICTER = USUAL | {
    "guardians": "guardians-public",
    "teachers": "staff-offensive",
    "child-minders": "staff-offensive",
    "staff": "staff-offensive",
}

MEANT = {"open-guardians": "guardians"}
"""Whom the questions take a reader for who came by an open link. Staff have none: their limits rest on who was asked."""


def meant(audience: str) -> str:
    """Return the audience as a questionnaire knows it."""
    return MEANT.get(audience, audience)


def invited_among(audiences: Iterable[str]) -> list[str]:
    """Return those whose people are asked one by one."""
    return [audience for audience in audiences if audience not in MEANT]


def policies_for(
    audiences: Iterable[str], groups: Iterable[str], stricter: Collection[str] = ()
) -> dict[str, dict[str, str]]:
    """Return a round's policies: audience → group of items → key of a policy. `stricter`: groups that ask for larger ones."""
    known = [REST, *(group for group in groups if group != REST)]
    return {
        audience: {group: (STRICTER if group in stricter else USUAL)[audience] for group in known}
        for audience in audiences
    }


def stricter_in(policies: dict[str, dict[str, str]]) -> list[str]:
    """Return the groups of items that some audience answers under stricter limits than usual."""
    return sorted(
        {group for audience, groups in policies.items() for group, key in groups.items() if key != USUAL[audience]}
    )
