"""What a text of a wheel would ask of whom and when, in the year from a day on. Reads what the clock will, changes nothing."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from organisation.models import Unit, UnitLink
from organisation.rules.periods import Span, periods_of
from workflows.models import Process, Wheel, WheelVersion
from workflows.queries.forecast import unstored
from workflows.queries.people import holders
from workflows.queries.wheels import asked_in, span_of, units_following
from workflows.rules.wheel import CALENDAR_YEAR, SCHOOL_YEAR, YEAR, Entry, WheelText

YEAR_OF_DAYS = dt.timedelta(days=364)
Places = Mapping[int, Sequence[tuple[int, str]]]  # unit → what lies at or under it, with its kind


@dataclass(frozen=True)
class Falls:
    """One day that an entry falls on: at which units, one for each task (a unit of two goals stands there twice)."""

    on: dt.date
    entry: Entry
    units: tuple[int, ...] = ()


@dataclass(frozen=True)
class Asked:
    """What is asked of a role in the year: so many tasks, at these units, and where nobody has it."""

    role: str
    tasks: int
    units: frozenset[int]
    vacant: frozenset[int]
    told: frozenset[str] = frozenset()
    """The roles that are told where nobody has it: to whom it goes on."""


@dataclass(frozen=True)
class Prospect:
    """A year from `day` on. `units`: where the wheel is chosen then, by id."""

    day: dt.date
    falls: tuple[Falls, ...] = ()
    units: Mapping[int, Unit] = field(default_factory=dict)
    held: Mapping[tuple[int, str], list[int]] = field(default_factory=dict)

    @property
    def last(self) -> dt.date:
        """The last day that is told of."""
        return self.day + YEAR_OF_DAYS

    def roles(self) -> list[Asked]:
        """Return what is asked of each role, the one with the most tasks first."""
        units, tasks, told = (
            defaultdict[str, set[int]](set),
            defaultdict[str, int](int),
            defaultdict[str, set[str]](set),
        )
        for one in self.falls:
            if one.entry.asks and one.units:
                units[one.entry.role].update(one.units)
                tasks[one.entry.role] += len(one.units)
                told[one.entry.role] |= {one.entry.escalate_to} - {""}
        return sorted(
            (
                Asked(role, tasks[role], frozenset(at), self._vacant(role, at), frozenset(told[role]))
                for role, at in units.items()
            ),
            key=lambda asked: (-asked.tasks, asked.role),
        )

    def by_unit(self) -> list[tuple[Unit, int]]:
        """Return each unit that is asked for something with how many tasks, in order of name."""
        tasks = defaultdict[int, int](int)
        for one in self.falls:
            for unit in one.units if one.entry.asks else ():
                tasks[unit] += 1
        found = [(self.units[unit], number) for unit, number in tasks.items() if unit in self.units]
        return sorted(found, key=lambda row: (row[0].name, row[0].pk))

    def only(self, unit: int) -> "Prospect":
        """Return what falls at one unit."""
        kept = (Falls(one.on, one.entry, tuple(at for at in one.units if at == unit)) for one in self.falls)
        return Prospect(self.day, tuple(one for one in kept if one.units), self.units, self.held)

    def never(self, wheel: WheelText) -> list[Entry]:
        """Return the entries of units' own years that fall on no day of the year, holidays and closed weeks counted."""
        fallen = {one.entry.key for one in self.falls}
        return [entry for entry in wheel.entries if entry.process == YEAR and entry.key not in fallen]

    def _vacant(self, role: str, units: Iterable[int]) -> frozenset[int]:
        return frozenset(unit for unit in units if not self.held.get((unit, role)))


def prospect(wheel: Wheel | None, text: WheelText, day: dt.date) -> Prospect:
    """Return what `text` would ask from `day` on, as the next version of `wheel`. Six statements, however many units."""
    version = unstored(text)
    following = units_following(wheel, day) if wheel else []
    under = _under(following, day)
    whole = [*_years(version, under, day), *_turns(version, under, day)]
    fallen = _merged([one for one in whole if day <= one.on <= day + YEAR_OF_DAYS])
    asked = {(unit, one.entry.role) for one in fallen if one.entry.asks for unit in one.units}
    units = Unit.objects.in_bulk({unit for one in fallen for unit in one.units})
    return Prospect(day, fallen, units, holders(asked, day))


def _years(version: WheelVersion, under: Places, day: dt.date) -> Iterator[Falls]:
    """Yield what falls in units' own years, at units of its kind; a wheel that nobody has chosen falls too."""
    by_kind: dict[str, list[int]] = defaultdict(list)
    for unit, placed in under.items():
        for at, kind in placed:
            if at == unit:
                by_kind[kind].append(unit)
    for calendar in (SCHOOL_YEAR, CALENDAR_YEAR):
        for span in periods_of(calendar, day, day + YEAR_OF_DAYS):
            for one in asked_in(version, YEAR, span):
                yield Falls(one.dates.due_on, one.entry, tuple(by_kind[one.entry.unit_kind]))


def _turns(version: WheelVersion, under: Places, day: dt.date) -> Iterator[Falls]:
    """Yield what falls in the turns of other kinds that go on at those units."""
    running = Process.objects.running().filter(unit__in=list(under)).exclude(kind=YEAR).select_related("period")
    turns: dict[tuple[str, Span], list[int]] = defaultdict(list)
    for one in running:
        turns[one.kind, span_of(one.period)].append(one.unit_id)
    for (kind, span), units in turns.items():
        for asked in asked_in(version, kind, span):
            entry = asked.entry
            places = [at for unit in units for at in _places(entry, unit, under)]
            yield Falls(asked.dates.due_on, entry, tuple(places))


def _places(entry: Entry, unit: int, under: Places) -> list[int]:
    if not entry.unit_kind:
        return [unit]
    return [at for at, kind in under[unit] if kind == entry.unit_kind]


def _merged(falls: Sequence[Falls]) -> tuple[Falls, ...]:
    """Return what falls in the year, in order of date, one row for an entry's day."""
    units: dict[tuple[dt.date, str], list[int]] = defaultdict(list)
    entries: dict[tuple[dt.date, str], Entry] = {}
    for one in falls:
        entries[one.on, one.entry.key] = one.entry
        units[one.on, one.entry.key] += one.units
    order = sorted(entries, key=lambda key: (key[0], entries[key].title))
    return tuple(Falls(on, entries[on, key], tuple(units[on, key])) for on, key in order)


def _under(units: Iterable[int], day: dt.date) -> Places:
    """Return what lies at or under each unit and is open on a day. One statement."""
    links = UnitLink.objects.valid_on(day).filter(ancestor__in=set(units), unit__in=Unit.objects.open_on(day))
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for top, unit, kind in links.values_list("ancestor", "unit", "unit__kind"):
        found[top].append((unit, kind))
    return dict(found)
