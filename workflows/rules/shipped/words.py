"""What is said of many entries alike, and how an entry is put together of it."""

from collections.abc import Mapping

from workflows.rules.wheel import Entry
from workflows.rules.when import When

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = 1, 2, 3, 4, 5
TEAM = {"unit_kind": "team", "role": "teacher"}
PRESCHOOL = {"unit_kind": "preschool", "role": "workplace_lead"}
SCHOOL_UNIT = {"unit_kind": "school_unit", "role": "rektor"}
DEPARTMENT = {"unit_kind": "department", "role": "quality_officer"}
REMINDED = {"lead": 21, "reminders": (7, 1)}
LATE_TO_REKTOR = {"escalate_after": 3, "escalate_to": "rektor"}
LATE_TO_OFFICER = {"escalate_after": 3, "escalate_to": "quality_officer"}


def one(key: str, title: str, stage: str, when: When, *traits: Mapping[str, object], **rest: object) -> Entry:
    """Return an entry: what its traits say, and over that what is said of it alone."""
    said: dict[str, object] = {}
    for trait in (*traits, rest):
        said |= trait
    return Entry(key, title, stage, when, **said)  # type: ignore[arg-type]
