"""What differs between two texts of a wheel, told by the keys of their entries."""

from dataclasses import dataclass, fields

from workflows.rules.wheel import Entry, StageEnd, WheelText

DATES = frozenset({"when", "calendar", "shift"})


@dataclass(frozen=True)
class Changed:
    """An entry that is there before and after, and the names of the fields that differ."""

    before: Entry
    after: Entry
    names: tuple[str, ...]

    @property
    def is_moved(self) -> bool:
        """Tell whether it falls on other days."""
        return not DATES.isdisjoint(self.names)


@dataclass(frozen=True)
class Difference:
    """Entries and ends of stages that came, went and changed; the title and the closed weeks where they are others."""

    added: tuple[Entry, ...] = ()
    removed: tuple[Entry, ...] = ()
    changed: tuple[Changed, ...] = ()
    ends_added: tuple[StageEnd, ...] = ()
    ends_removed: tuple[StageEnd, ...] = ()
    ends_moved: tuple[tuple[StageEnd, StageEnd], ...] = ()
    titles: tuple[str, str] | None = None
    weeks: tuple[frozenset[int], frozenset[int]] | None = None

    def __bool__(self) -> bool:
        return self != Difference()

    @property
    def moved(self) -> list[Changed]:
        """The entries that fall on other days."""
        return [one for one in self.changed if one.is_moved]

    @property
    def rewritten(self) -> list[Changed]:
        """The entries that fall on the same days and differ in something else."""
        return [one for one in self.changed if not one.is_moved]


def compare(before: WheelText, after: WheelText) -> Difference:
    """Return what differs. Nothing does where entries only stand in another order."""
    old, new = {one.key: one for one in before.entries}, {one.key: one for one in after.entries}
    ends, ends_now = _ends(before), _ends(after)
    return Difference(
        added=tuple(one for key, one in new.items() if key not in old),
        removed=tuple(one for key, one in old.items() if key not in new),
        changed=tuple(
            Changed(old[key], one, differing(old[key], one)) for key, one in new.items() if old.get(key, one) != one
        ),
        ends_added=tuple(end for key, end in ends_now.items() if key not in ends),
        ends_removed=tuple(end for key, end in ends.items() if key not in ends_now),
        ends_moved=tuple((ends[key], end) for key, end in ends_now.items() if ends.get(key, end) != end),
        titles=(before.title, after.title) if before.title != after.title else None,
        weeks=(before.closed_weeks, after.closed_weeks) if before.closed_weeks != after.closed_weeks else None,
    )


def differing(before: Entry, after: Entry) -> tuple[str, ...]:
    """Return the names of the fields that differ, in the order of the record."""
    return tuple(one.name for one in fields(Entry) if getattr(before, one.name) != getattr(after, one.name))


def _ends(wheel: WheelText) -> dict[tuple[str, str, str], StageEnd]:
    return {(end.process, end.stage, end.calendar): end for end in wheel.stages}
