"""What could be worked out of a release, and must not."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Break:
    """Something that can be worked out: the subject, the places it is about (keys of units or groups), and what, in words."""

    subject: str
    places: tuple[str, ...]
    what: str = ""
