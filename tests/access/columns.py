"""How the access table is written: one letter a person, in the order of COLUMNS."""

from dataclasses import dataclass, field
from typing import Any

from organisation.enums import Role

ANYONE, NOBODY, WHOLE = "anyone", "nobody", "administrator of the whole"
COLUMNS = [
    ANYONE,
    NOBODY,
    Role.ADMINISTRATOR,
    Role.QUALITY_OFFICER,
    Role.REKTOR,
    Role.DEPUTY,
    Role.DEVELOPER,
    Role.WORKPLACE_LEAD,
    Role.TEACHER,
    Role.CHILD_MINDER,
    Role.VFU_SUPERVISOR,
    Role.UNION,
    Role.COMMITTEE_MEMBER,
    WHOLE,
]

MEANINGS = {
    "y": "200: shown, or typed again with its faults",
    "d": "done: on to another page",
    "s": "to the sign-in",
    "-": "404: not there for you",
    "m": "405: nothing to do that way",
    "f": "403",
    "x": "400: cannot be read",
    "g": "410: it was there, and was withdrawn",
    "u": "503: not ready",
}


@dataclass(frozen=True)
class Row:
    """One way through a door: the URL's name, the method, whose object, and a letter for each of COLUMNS.

    `of`: "" where the address names no object, "own" for one of unit A, "other" for one of unit B. Every person belongs to A.
    """

    name: str
    method: str
    of: str
    letters: str
    data: dict[str, Any] = field(default_factory=dict, hash=False)
    public: bool = False  # what is shown is for anyone: words of other units may stand there

    @property
    def expected(self) -> dict[Any, str]:
        """Return the letter for each column."""
        letters = self.letters.replace(" ", "")
        assert len(letters) == len(COLUMNS), f"{self}: {len(letters)} letters, not {len(COLUMNS)}"
        assert set(letters) <= set(MEANINGS), f"{self}: unknown letter"
        return dict(zip(COLUMNS, letters, strict=True))


STATUSES = {200: "y", 404: "-", 405: "m", 403: "f", 400: "x", 410: "g", 503: "u"}
REDIRECTS = (301, 302, 303)


def letter_of(response) -> str:
    """Return the letter of what came back."""
    if response.status_code in REDIRECTS:
        return "s" if "/konto/logga-in/" in response["Location"] else "d"
    return STATUSES.get(response.status_code, f"?{response.status_code}")
