"""What would happen: a wheel chosen, a new version, a unit moved or closed. Reads what the clock will read, changes nothing."""

import datetime as dt
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import connection

from organisation.models import Unit, UnitLink
from organisation.rules.periods import Span, periods_of
from workflows.models import Process, Task, Wheel, WheelVersion
from workflows.queries.wheels import Asked, asked_in, span_of, units_following, versions_in_force
from workflows.rules.forecast import Effect, Key, Present, Wanted, effects
from workflows.rules.shape import as_json
from workflows.rules.wheel import CALENDAR_YEAR, SCHOOL_YEAR, YEAR, WheelText

AHEAD = dt.timedelta(days=30)  # how long before a year begins its plan is made
DRAFT = 0  # stands for the id of a version that is not stored
Placed = list[tuple[int, str]]  # units with their kinds
INHERITING = """
SELECT link.unit_id FROM organisation_unitlink AS link
WHERE link.ancestor_id = %(unit)s AND link.valid_from <= %(day)s AND (link.valid_to IS NULL OR link.valid_to > %(day)s)
    AND NOT EXISTS (
        SELECT FROM organisation_unitlink AS nearer
        JOIN workflows_wheelassignment AS chosen ON chosen.unit_id = nearer.ancestor_id
            AND chosen.starts_on <= %(day)s AND (chosen.ends_on IS NULL OR chosen.ends_on >= %(day)s)
        WHERE nearer.unit_id = link.unit_id AND nearer.depth < link.depth
            AND nearer.valid_from <= %(day)s AND (nearer.valid_to IS NULL OR nearer.valid_to > %(day)s)
    )
"""


@dataclass(frozen=True)
class Line:
    """What becomes of the tasks with one title: how many, at how many units, the first last day, and the one before it."""

    what: str
    title: str
    tasks: int
    units: int
    first: dt.date
    before: dt.date | None = None


@dataclass(frozen=True)
class Forecast:
    """What a change would do. `effects`: task by task; `years`: units' own years that begin; `ended`: turns that end."""

    day: dt.date
    effects: Mapping[Key, Effect] = field(default_factory=dict)
    years: int = 0
    ended: int = 0

    def lines(self, what: str) -> list[Line]:
        """Return the effects of one sort by title, in order of date."""
        by_title: dict[str, list[tuple[Key, Effect]]] = defaultdict(list)
        for key, effect in self.effects.items():
            if effect.what == what:
                by_title[effect.title].append((key, effect))
        lines = []
        for title, found in by_title.items():
            first = min((effect for _key, effect in found), key=lambda effect: effect.due_on)
            units = {unit for (_turn, _entry, _slot, unit), _effect in found}
            lines.append(Line(what, title, len(found), len(units), first.due_on, first.before))
        return sorted(lines, key=lambda line: (line.first, line.title))

    def count(self, what: str) -> int:
        """Return how many tasks something becomes of."""
        return sum(effect.what == what for effect in self.effects.values())


@dataclass(frozen=True)
class Then:
    """How it will be: the version that holds at each unit (None: no wheel), and what lies at or under each, open units only."""

    day: dt.date
    versions: Mapping[int, int | None]
    under: Mapping[int, Placed]
    draft: WheelVersion | None = None

    def texts(self) -> dict[int, WheelVersion]:
        """Return the versions that hold somewhere, by id."""
        stored = WheelVersion.objects.in_bulk({pk for pk in self.versions.values() if pk})
        return stored if self.draft is None else {**stored, DRAFT: self.draft}


def if_chosen(version: WheelVersion, unit: Unit, day: dt.date, today: dt.date) -> Forecast:
    """Return what would happen if a wheel held at `unit`, and under it where nothing nearer is chosen, from `day`."""
    with connection.cursor() as cursor:
        cursor.execute(INHERITING, {"unit": unit.pk, "day": day})
        units = [pk for (pk,) in cursor.fetchall()]
    return _forecast(Then(day, dict.fromkeys(units, version.pk), _under(units, day)), today)


def if_published(versions: Mapping[int, int], day: dt.date, today: dt.date) -> Forecast:
    """Return what would happen if each unit's wheel were the version that `versions` says from `day` on."""
    return _forecast(Then(day, versions, _under(versions, day)), today)


def if_written(wheel: Wheel, text: WheelText, day: dt.date, today: dt.date) -> Forecast:
    """Return what would happen if `text`, which is not stored, held from `day` wherever `wheel` is chosen then."""
    units = units_following(wheel, day)
    return _forecast(Then(day, dict.fromkeys(units, DRAFT), _under(units, day), unstored(text)), today)


def unstored(text: WheelText) -> WheelVersion:
    """Return a text as a version that nobody has published, to be asked what it holds."""
    content = as_json(text)
    digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    return WheelVersion(pk=DRAFT, content=content, content_hash=digest)


def if_moved(unit: Unit, parent: Unit | None, day: dt.date) -> Forecast:
    """Return what would happen to turns and tasks if `unit`, with all under it, lay under `parent` from `day`, which is today."""
    inside = _under([unit.pk], day).get(unit.pk, [])
    own = {pk for pk, _kind in inside}
    above = _above([unit.pk], day)
    over = _above([parent.pk], day) | {parent.pk} if parent else set()
    concerned = own | above | over
    before = versions_in_force(day, concerned)
    inherited = before.get(parent.pk) if parent else None
    nearest = _chosen_within(own, unit, day)
    versions = {pk: before.get(pk) if pk not in own or pk in nearest else inherited for pk in concerned}
    under = _under(concerned, day)
    for pk in above - over:
        under[pk] = [pair for pair in under.get(pk, []) if pair[0] not in own]
    for pk in over - above:
        under[pk] = [*under.get(pk, []), *inside]
    return _forecast(Then(day, versions, under), day)


def if_closed(unit: Unit, day: dt.date) -> Forecast:
    """Return what would happen to turns and tasks if `unit` and all under it were closed from `day`, which is today."""
    gone = {pk for pk, _kind in _under([unit.pk], day).get(unit.pk, [])}
    concerned = gone | _above([unit.pk], day)
    under = _under(concerned, day)
    after = {pk: [] if pk in gone else [pair for pair in placed if pair[0] not in gone] for pk, placed in under.items()}
    versions = versions_in_force(day, concerned)
    return _forecast(Then(day, {pk: versions.get(pk) for pk in concerned}, after), day)


def _forecast(then: Then, today: dt.date) -> Forecast:
    running = Process.objects.running().filter(unit__in=then.versions).select_related("period")
    turns = {one.pk: (one.kind, one.unit_id, span_of(one.period)) for one in running}
    begin = _years(then)
    turns |= {-number: turn for number, turn in enumerate(begin, 1)}
    known = {pk: {unit for unit, _kind in _placed(then, turn)} for pk, turn in turns.items()}
    present = _present(list(turns))
    ended = [pk for pk, (_kind, unit, _span) in turns.items() if unit not in known[pk]]
    found = effects(
        present,
        _wanted(then, turns),
        day=then.day,
        today=today,
        here=frozenset(key for key in present if key[3] in known[key[0]] and key[0] not in ended),
    )
    return Forecast(then.day, found, years=len(begin), ended=len(ended))


def _placed(then: Then, turn: tuple[str, int, Span]) -> Placed:
    """Return the units that a turn can ask then."""
    kind, unit, _span = turn
    here = then.under.get(unit, [])
    return [pair for pair in here if pair[0] == unit] if kind == YEAR else list(here)


def _wanted(then: Then, turns: Mapping[int, tuple[str, int, Span]]) -> dict[Key, Wanted]:
    texts = then.texts()
    asked: dict[tuple[int, str, Span], list[Asked]] = {}
    wanted: dict[Key, Wanted] = {}
    for pk, (kind, unit, span) in turns.items():
        held = then.versions[unit]
        version = None if held is None else texts.get(held)
        if version is None:
            continue
        key = (version.pk, kind, span)
        if key not in asked:
            asked[key] = [one for one in asked_in(version, kind, span) if one.entry.asks]
        placed = _placed(then, (kind, unit, span))
        for one in asked[key]:
            for place, of_kind in placed:
                own = not one.entry.unit_kind and place == unit
                if own or of_kind == one.entry.unit_kind:
                    wanted[pk, one.entry.key, one.slot, place] = Wanted(one.entry.title, one.dates.due_on)
    return wanted


def _present(turns: Iterable[int]) -> dict[Key, Present]:
    rows = Task.objects.filter(process__in=[pk for pk in turns if pk > 0])
    fields = ("process", "entry", "slot", "unit", "title", "state", "opens_on", "due_on")
    return {(row[0], row[1], row[2], row[3]): Present(*row[4:]) for row in rows.values_list(*fields)}


def _years(then: Then) -> list[tuple[str, int, Span]]:
    """Return the units' own years that will begin: where a wheel asks something of the unit's kind and none goes on yet."""
    texts = then.texts()
    there = set(
        Process.objects.filter(kind=YEAR, subject__in=[f"unit:{pk}" for pk in then.versions]).values_list(
            "unit", "period__kind", "period__starts_on"
        )
    )
    kinds = {unit: kind for unit, placed in then.under.items() for pk, kind in placed if pk == unit}
    found: list[tuple[str, int, Span]] = []
    for calendar in (SCHOOL_YEAR, CALENDAR_YEAR):
        for span in periods_of(calendar, then.day, then.day + AHEAD):
            for unit, version in then.versions.items():
                text = texts[version].text if version in texts else None
                asks = text is not None and any(
                    one.asks and one.unit_kind == kinds.get(unit) for one in text.of(YEAR, calendar)
                )
                if asks and (unit, span.kind, span.starts_on) not in there:
                    found.append((YEAR, unit, span))
    return found


def _under(units: Iterable[int], day: dt.date) -> dict[int, Placed]:
    """Return what lies at or under each unit and is open on a day. One statement."""
    links = UnitLink.objects.valid_on(day).filter(ancestor__in=set(units), unit__in=Unit.objects.open_on(day))
    found: dict[int, Placed] = defaultdict(list)
    for top, unit, kind in links.values_list("ancestor", "unit", "unit__kind"):
        found[top].append((unit, kind))
    return dict(found)


def _above(units: Iterable[int], day: dt.date) -> set[int]:
    links = UnitLink.objects.valid_on(day).filter(unit__in=set(units), depth__gt=0)
    return set(links.values_list("ancestor", flat=True))


def _chosen_within(own: Iterable[int], unit: Unit, day: dt.date) -> set[int]:
    """Return those of a unit's own that have a wheel chosen at themselves or between them and the unit, it included."""
    inside = UnitLink.objects.valid_on(day).filter(ancestor=unit).values("unit")
    links = UnitLink.objects.valid_on(day).filter(unit__in=set(own), ancestor__in=inside)
    chosen = links.filter(ancestor__wheel_assignments__starts_on__lte=day).exclude(
        ancestor__wheel_assignments__ends_on__lt=day
    )
    return set(chosen.values_list("unit", flat=True))
