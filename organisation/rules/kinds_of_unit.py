"""Which kinds of unit lie under which."""

PARENT_KINDS: dict[str, tuple[str, ...]] = {
    "municipality": (),
    "committee": ("municipality",),
    "department": ("municipality", "committee"),
    "area": ("municipality", "committee", "department", "area"),
    "school_unit": ("municipality", "committee", "department", "area"),
    "preschool": ("municipality", "committee", "department", "area", "school_unit"),
    "section": ("school_unit", "preschool"),
    "team": ("school_unit", "preschool", "section"),
}
ROOT_KINDS = ("municipality", "committee", "department", "area", "school_unit", "preschool")


def may_lie_under(kind: str, parent_kind: str | None) -> bool:
    """Return whether a unit of `kind` may lie under one of `parent_kind`; None asks whether it may stand at the top."""
    if parent_kind is None:
        return kind in ROOT_KINDS
    return parent_kind in PARENT_KINDS[kind]


def kinds_under(parent_kind: str | None) -> list[str]:
    """Return the kinds that may lie under `parent_kind` (None: at the top), from the top of the tree down."""
    return [kind for kind in PARENT_KINDS if may_lie_under(kind, parent_kind)]
