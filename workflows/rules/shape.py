"""A wheel as JSON and back. What does not have the right shape is told with its place, all of it at once."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import MISSING, asdict, dataclass, fields
from typing import Any

from workflows.rules import when as rules
from workflows.rules.wheel import (
    ANALYSIS,
    CALENDARS,
    DO,
    FOLLOW_UP,
    PLAN,
    SHIFTS,
    Entry,
    StageEnd,
    WheelText,
)

KEY = re.compile(r"[a-z][a-z0-9-]{0,59}")
LONGEST_TITLE, LONGEST_HELP = 200, 2000
YEAR_OF_DAYS, LAST_WEEK = 366, 53
WORKING_STAGES = (PLAN, DO, FOLLOW_UP, ANALYSIS)
MONTHS, WEEKDAYS = (1, 12), (1, 7)
NTHS = (rules.LAST, 1, 2, 3, 4)
LONGEST_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
Check = Callable[[Any], str]


@dataclass(frozen=True)
class Fault:
    """Something that is wrong, and where: `/entries/3/when/month`. `code` is one of `enums.WheelFault`."""

    place: str
    code: str


def _number(low: int, high: int) -> Check:
    return lambda value: "" if type(value) is int and low <= value <= high else "number"


def _one_of(words: Iterable[Any]) -> Check:
    allowed = tuple(words)
    return lambda value: "" if type(value) in (int, str) and value in allowed else "choice"


def _nths(value: Any) -> str:
    good = isinstance(value, list) and value and all(type(nth) is int and nth in NTHS for nth in value)
    return "" if good and len(set(value)) == len(value) else "choice"


WHENS: Mapping[str, tuple[type, Mapping[str, Check]]] = {
    "date": (rules.MonthDay, {"month": _number(*MONTHS), "day": _number(1, 31)}),
    "iso_week": (rules.IsoWeek, {"week": _number(1, 52), "weekday": _number(*WEEKDAYS)}),
    "nth_weekday": (
        rules.NthWeekday,
        {"month": _number(*MONTHS), "nth": _one_of(NTHS), "weekday": _number(*WEEKDAYS)},
    ),
    "weekly": (rules.Weekly, {"weekday": _number(*WEEKDAYS), "weeks": _one_of(rules.WEEKS)}),
    "monthly": (rules.Monthly, {"day": _number(1, 31)}),
    "monthly_weekday": (rules.MonthlyWeekday, {"nths": _nths, "weekday": _number(*WEEKDAYS)}),
    "part": (
        rules.PartOfYear,
        {"part": _one_of(rules.PARTS), "offset": _number(-YEAR_OF_DAYS, YEAR_OF_DAYS), "of": _one_of(("start", "end"))},
    ),
}
NAMES = {kind: name for name, (kind, _checks) in WHENS.items()}


def _flag(value: Any) -> str:
    return "" if isinstance(value, bool) else "flag"


def _text(longest: int, *, empty: bool) -> Check:
    def check(value: Any) -> str:
        if not isinstance(value, str) or "\0" in value or len(value) > longest:
            return "text"
        return "" if empty or value.strip() else "empty"

    return check


def _reminders(value: Any) -> str:
    is_days = _number(0, YEAR_OF_DAYS)
    return "" if isinstance(value, list) and not any(is_days(days) for days in value) else "number"


ENTRY: Mapping[str, Check] = {
    "key": lambda value: "" if isinstance(value, str) and KEY.fullmatch(value) else "key",
    "title": _text(LONGEST_TITLE, empty=False),
    "stage": _one_of(WORKING_STAGES),
    "process": lambda value: "" if isinstance(value, str) and KEY.fullmatch(value) else "key",
    "calendar": _one_of(CALENDARS),
    "unit_kind": _text(20, empty=True),
    "role": _text(20, empty=True),
    "asks": _flag,
    "work": _text(60, empty=True),
    "help": _text(LONGEST_HELP, empty=True),
    "lead": _number(0, YEAR_OF_DAYS),
    "reminders": _reminders,
    "escalate_after": lambda value: "" if value is None else _number(0, YEAR_OF_DAYS)(value),
    "escalate_to": _text(20, empty=True),
    "gate": _flag,
    "review": _flag,
    "urgent": _flag,
    "shift": _one_of(SHIFTS),
}
STAGE: Mapping[str, Check] = {
    "process": ENTRY["process"],
    "stage": _one_of(WORKING_STAGES),
    "calendar": _one_of(CALENDARS),
}


def as_json(wheel: Any) -> dict[str, Any]:
    """Return a `WheelText` as what JSON can hold; `read` takes it back."""
    return {
        "title": wheel.title,
        "closed_weeks": sorted(wheel.closed_weeks),
        "stages": [{**asdict(end), "when": _when_as_json(end.when)} for end in wheel.stages],
        "entries": [
            {**asdict(entry), "reminders": list(entry.reminders), "when": _when_as_json(entry.when)}
            for entry in wheel.entries
        ],
    }


def _when_as_json(when: Any) -> dict[str, Any]:
    rest = {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(when).items()}
    return {"every": NAMES[type(when)], **rest}


class Reader:
    """Reads one document and gathers its faults."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def fault(self, place: str, code: str) -> None:
        """Write down that something is wrong."""
        self.faults.append(Fault(place, code))

    def record(
        self, place: str, value: Any, checks: Mapping[str, Check], defaults: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Return the fields of an object that `checks` name, each checked; an unknown or missing one is a fault."""
        if not isinstance(value, dict):
            self.fault(place, "object")
            return {}
        found: dict[str, Any] = {}
        for name in value.keys() - checks.keys() - {"when", "every"}:
            self.fault(f"{place}/{name}", "unknown")
        for name, check in checks.items():
            if name not in value:
                if name not in defaults:
                    self.fault(f"{place}/{name}", "missing")
            elif code := check(value[name]):
                self.fault(f"{place}/{name}", code)
            else:
                found[name] = tuple(value[name]) if isinstance(value[name], list) else value[name]
        return found

    def when(self, place: str, value: Any) -> Any:
        """Return the rule for dates, or None where it is not one."""
        if not isinstance(value, dict) or not isinstance(value.get("every"), str) or value["every"] not in WHENS:
            self.fault(f"{place}/every", "choice")
            return None
        kind, checks = WHENS[value["every"]]
        before = len(self.faults)
        found = self.record(place, value, checks, _defaults(kind))
        if len(self.faults) > before:
            return None
        made = kind(**found)
        if isinstance(made, rules.MonthDay) and made.day > LONGEST_MONTH[made.month - 1]:
            self.fault(f"{place}/day", "number")
            return None
        return made

    def rows(self, place: str, value: Any) -> Sequence[Any]:
        """Return a list, or nothing and a fault."""
        if isinstance(value, list):
            return value
        self.fault(place, "list")
        return []

    def made(self, place: str, value: Any, kind: Any, checks: Mapping[str, Check]) -> Any:
        """Return an entry or a stage's end, or None where it has faults."""
        before = len(self.faults)
        found = self.record(place, value, checks, _defaults(kind))
        when = self.when(f"{place}/when", value.get("when") if isinstance(value, dict) else None)
        return kind(when=when, **found) if len(self.faults) == before else None


def read(document: Any) -> tuple[WheelText | None, tuple[Fault, ...]]:
    """Return the wheel that a document holds, or None and every fault of its shape."""
    reader = Reader()
    top: Mapping[str, Check] = {
        "title": _text(LONGEST_TITLE, empty=False),
        "closed_weeks": lambda value: "" if _weeks(value) else "number",
        "entries": lambda value: "",
        "stages": lambda value: "",
    }
    found = reader.record("", document, top, {"closed_weeks": [], "stages": [], "entries": []})
    entries = [
        reader.made(f"/entries/{number}", row, Entry, ENTRY)
        for number, row in enumerate(reader.rows("/entries", _listed(found.get("entries", ()))))
    ]
    stages = [
        reader.made(f"/stages/{number}", row, StageEnd, STAGE)
        for number, row in enumerate(reader.rows("/stages", _listed(found.get("stages", ()))))
    ]
    if reader.faults:
        return None, tuple(reader.faults)
    weeks = frozenset(found.get("closed_weeks", ()))
    return WheelText(found["title"], tuple(entries), tuple(stages), weeks), ()


def _weeks(value: Any) -> bool:
    is_week = _number(1, LAST_WEEK)
    return isinstance(value, list) and not any(is_week(week) for week in value)


def _listed(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _defaults(kind: Any) -> dict[str, Any]:
    return {field.name: field.default for field in fields(kind) if field.default is not MISSING}
