"""Plans: which tasks each process has, from the wheel that holds at its unit on a day and the units that lie under it."""

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from organisation.models import Period, Unit, UnitLink
from workflows.actions.settling import cancel_tasks, end_process
from workflows.enums import ProcessState, TaskState
from workflows.models import Process, StageRecord, Task, WheelVersion
from workflows.queries.wheels import Asked, asked_in, span_of, versions_in_force
from workflows.rules.occurrences import stage_ends
from workflows.rules.states import WAITING
from workflows.rules.wheel import PLAN, YEAR, WheelText

CHUNK = 5_000
NO_WHEEL = WheelText("")  # stages end with the period
Key = tuple[str, str, int]
STORE = """
INSERT INTO workflows_task AS old (process_id, entry, slot, unit_id, title, help, stage, work, role, opens_on, due_on, remind_on,
    escalate_on, escalate_to, urgent, gate, review, state, nudged, note, reason)
SELECT process, entry, slot, unit, title, help, stage, work, role, opens_on, due_on, remind_on::date[], escalate_on,
    escalate_to, urgent, gate, review, 'planned', 0, '', ''
FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[],
    %s::date[], %s::date[], %s::text[], %s::date[], %s::text[], %s::bool[], %s::bool[], %s::bool[])
    AS new (process, entry, slot, unit, title, help, stage, work, role, opens_on, due_on, remind_on, escalate_on, escalate_to,
        urgent, gate, review)
ON CONFLICT (process_id, entry, slot, unit_id) DO UPDATE SET
    title = excluded.title, help = excluded.help, stage = excluded.stage, work = excluded.work, role = excluded.role,
    opens_on = excluded.opens_on, due_on = excluded.due_on, remind_on = excluded.remind_on,
    escalate_on = excluded.escalate_on, escalate_to = excluded.escalate_to, urgent = excluded.urgent,
    gate = excluded.gate, review = excluded.review
WHERE old.state = 'planned'
"""


@dataclass
class Places:
    """The units that lie at or under others on a day, by kind; looked up once for many processes."""

    day: dt.date
    under: dict[int, dict[str, list[int]]]

    @classmethod
    def of(cls, units: Iterable[int], day: dt.date) -> "Places":
        """Look up what lies at or under `units` and is open on `day`. One statement."""
        links = UnitLink.objects.valid_on(day).filter(ancestor__in=set(units), unit__in=Unit.objects.open_on(day))
        under: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for top, unit, kind, depth in links.order_by("unit").values_list("ancestor", "unit", "unit__kind", "depth"):
            under[top][kind].append(unit)
            if depth == 0:
                under[top][""].append(unit)
        return cls(day, under)

    def asked(self, process: Process, unit_kind: str) -> list[int]:
        """Return the units that an entry for `unit_kind` asks in a process."""
        here = self.under.get(process.unit_id, {})
        if process.kind != YEAR:
            return list(here.get(unit_kind, []))
        return [unit for unit in here.get("", []) if unit in here.get(unit_kind, [])]

    def known(self, process: Process) -> list[int]:
        """Return all units that the process can ask, in order of id."""
        here = self.under.get(process.unit_id, {})
        units = here.get("", []) if process.kind == YEAR else [unit for found in here.values() for unit in found]
        return sorted(set(units))


def plan(day: dt.date, *, only: Iterable[int] | None = None, versions: Mapping[int, int] | None = None) -> int:
    """Bring the plans of all running processes (or of `only`) to what holds on `day`; returns how many were changed.
    `versions`: unit → version of its wheel that day, where the caller knows.

    New work is asked for from `day` on, never for the past. Planned tasks follow the wheel; those that are open stay, unless
    their unit has closed or been moved away: then they are cancelled, with that reason.
    """
    running = Process.objects.running().select_related("period").order_by("pk")
    processes = list(running if only is None else running.filter(pk__in=only))
    if versions is None:
        versions = versions_in_force(day, {process.unit_id for process in processes})
    places = Places.of({process.unit_id for process in processes}, day)
    changed = [
        process
        for process in processes
        if process.plan_key != _key(process, versions.get(process.unit_id), places.known(process))
    ]
    texts = WheelVersion.objects.in_bulk({versions[p.unit_id] for p in changed if p.unit_id in versions})
    for chunk in _chunks(changed, 1000):
        _replan(chunk, {p.pk: texts.get(versions.get(p.unit_id, 0)) for p in chunk}, places)
    return len(changed)


def _key(process: Process, version: int | None, units: list[int]) -> str:
    return hashlib.sha256(f"{version}:{process.period_id}:{units}".encode()).hexdigest()


def _replan(processes: list[Process], versions: dict[int, WheelVersion | None], places: Places) -> None:
    ids = [process.pk for process in processes]
    there: dict[int, dict[Key, tuple[int, str]]] = defaultdict(dict)
    rows = Task.objects.filter(process__in=[p.pk for p in processes if p.plan_key])
    for pk, owner, entry, slot, unit, state in rows.values_list("pk", "process", "entry", "slot", "unit", "state"):
        there[owner][entry, slot, unit] = (pk, state)
    templates: dict[tuple[int, str, int], list[Asked]] = {}
    wanted: list[tuple[Any, ...]] = []
    dropped: list[int] = []
    for process in processes:
        version = versions[process.pk]
        asked = _template(templates, version, process) if version is not None else []
        keys = {(one.entry.key, one.slot, unit) for one in asked for unit in places.asked(process, one.entry.unit_kind)}
        wanted += _rows(process, asked, places)
        dropped += [
            pk for key, (pk, state) in there[process.pk].items() if state == TaskState.PLANNED and key not in keys
        ]
        process.version = version
        process.plan_key = _key(process, version.pk if version else None, places.known(process))
        process.check_on = places.day
    Task.objects.filter(pk__in=dropped).delete()
    _store(wanted)
    _store_stages(processes)
    Process.objects.bulk_update(processes, ["version", "plan_key", "check_on"], batch_size=1000)
    _cancel_gone(ids, processes, places)


def _template(
    templates: dict[tuple[int, str, int], list[Asked]], version: WheelVersion, process: Process
) -> list[Asked]:
    key = (version.pk, process.kind, process.period_id)
    if key not in templates:
        found = asked_in(version, process.kind, span_of(process.period))
        templates[key] = [one for one in found if one.entry.asks]
    return templates[key]


def _rows(process: Process, asked: list[Asked], places: Places) -> Iterator[tuple[Any, ...]]:
    for one in asked:
        entry, dates = one.entry, one.dates
        if dates.due_on < places.day:
            continue
        reminders = "{" + ",".join(day.isoformat() for day in dates.remind_on) + "}"
        for unit in places.asked(process, entry.unit_kind):
            yield (
                process.pk,
                entry.key,
                one.slot,
                unit,
                entry.title,
                entry.help,
                entry.stage,
                entry.work,
                entry.role,
                dates.opens_on,
                dates.due_on,
                reminders,
                dates.escalate_on,
                entry.escalate_to,
                entry.urgent,
                entry.gate,
                entry.review,
            )


def _store(rows: list[tuple[Any, ...]]) -> None:
    for chunk in _chunks(rows, CHUNK):
        with connection.cursor() as cursor:
            cursor.execute(STORE, [list(column) for column in zip(*chunk, strict=True)])


def _store_stages(processes: list[Process]) -> None:
    """Store when each stage may be left; a stage that has been left keeps its day."""
    ends: dict[tuple[int | None, str, int], Any] = {}
    records = []
    for process in processes:
        key = (process.version_id, process.kind, process.period_id)
        if key not in ends:
            ends[key] = _ends(process.version, process.kind, process.period)
        records += [StageRecord(process=process, stage=stage, ends_on=day) for stage, day in ends[key].items()]
        if process.stage == PLAN:
            records[-len(ends[key])].entered_on = process.started_on
    left = set(StageRecord.objects.filter(process__in=processes, left_on__isnull=False).values_list("process", "stage"))
    StageRecord.objects.bulk_create(
        [one for one in records if (one.process_id, one.stage) not in left],
        batch_size=CHUNK,
        update_conflicts=True,
        unique_fields=["process", "stage"],
        update_fields=["ends_on"],
    )


def _ends(version: WheelVersion | None, kind: str, period: Period) -> dict[str, dt.date]:
    from_wheel = version.text if version is not None else NO_WHEEL
    return dict(stage_ends(from_wheel, kind, span_of(period)))


def _cancel_gone(ids: list[int], processes: list[Process], places: Places) -> None:
    """Cancel what is open at units that the process no longer holds, and the years of units that are closed."""
    units = {process.pk: set(places.known(process)) for process in processes}
    waiting = Task.objects.filter(process__in=ids, state__in=WAITING).values_list("pk", "process", "unit")
    gone = [pk for pk, owner, unit in waiting if unit not in units[owner]]
    cancel_tasks(gone, reason=_("Enheten är stängd eller hör inte längre hit."), on=places.day)
    for process in processes:
        if process.unit_id not in units[process.pk]:
            end_process(process, ProcessState.CANCELLED, on=places.day, reason=_("Enheten är stängd."))


def _chunks(rows: Iterable[Any], size: int) -> Iterator[list[Any]]:
    waiting = iter(rows)
    while chunk := list(islice(waiting, size)):
        yield chunk
