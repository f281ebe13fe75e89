"""Who may give which roles."""

LEADERS_STAFF = frozenset(
    {"deputy", "developer", "workplace_lead", "teacher", "child_minder", "vfu_supervisor", "union"}
)
GIVES: dict[str, frozenset[str]] = {
    "administrator": LEADERS_STAFF | {"administrator", "quality_officer", "rektor", "committee_member"},
    "rektor": LEADERS_STAFF | {"rektor"},
}


def may_give(giver: str, role: str) -> bool:
    """Return whether someone in the role `giver` may give, change or take away `role` (within the giver's units)."""
    return role in GIVES.get(giver, frozenset())


def roles_given_by(givers: frozenset[str]) -> frozenset[str]:
    """Return every role that someone holding all of `givers` may give."""
    return frozenset().union(*(GIVES.get(giver, frozenset()) for giver in givers))
