"""What there is to say about a file, line by line."""

from dataclasses import asdict, dataclass, field
from typing import Any

SHOWN = 200  # findings kept of each sort; more are only counted


class Unreadable(Exception):
    """A file that cannot be read as a register at all; the text is a sentence for the person who chose it."""


@dataclass(frozen=True)
class Finding:
    """One remark: the row as the spreadsheet counts them (None: the whole file), the column's name, a sentence."""

    row: int | None
    column: str
    sentence: str


@dataclass
class Findings:
    """The faults, for which a file is not read in, and the warnings, for which it is. Both are counted past `SHOWN`."""

    faults: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)
    faults_in_all: int = 0
    warnings_in_all: int = 0

    def fault(self, row: int | None, column: str, sentence: str) -> None:
        """Add a fault."""
        self.faults_in_all += 1
        if len(self.faults) < SHOWN:
            self.faults.append(Finding(row, column, sentence))

    def warn(self, row: int | None, column: str, sentence: str) -> None:
        """Add a warning."""
        self.warnings_in_all += 1
        if len(self.warnings) < SHOWN:
            self.warnings.append(Finding(row, column, sentence))

    def in_order(self) -> "Findings":
        """Return the same findings, by row."""
        self.faults.sort(key=lambda found: found.row or 0)
        self.warnings.sort(key=lambda found: found.row or 0)
        return self

    def as_dict(self) -> dict[str, Any]:
        """Return them as JSON holds them."""
        return asdict(self)

    @classmethod
    def from_dict(cls, stored: dict[str, Any]) -> "Findings":
        """Return what `as_dict` stored."""
        if not stored:
            return cls()
        faults = [Finding(**one) for one in stored["faults"]]
        warnings = [Finding(**one) for one in stored["warnings"]]
        return cls(faults, warnings, stored["faults_in_all"], stored["warnings_in_all"])
