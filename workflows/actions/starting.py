"""Turns of what others know of begin by themselves, where a wheel asks something of them: a goal's, when it is adopted."""

import datetime as dt
from collections import defaultdict

from ledger.actions import Entry, record_many
from ledger.kinds import Registry
from organisation.actions import ensure_period
from organisation.models import Period
from workflows.kinds import Start, Starter, starters
from workflows.models import Process
from workflows.queries.wheels import InForce
from workflows.signals import process_started

LONGEST_TITLE = 300


def start_wanted(day: dt.date, *, wheels: InForce, kinds: Registry[Starter] = starters) -> int:
    """Start the turns that should go on on `day` and do not yet; returns how many are new. They are planned by what follows.

    Turns go on at open units whose wheel has entries for their kind of process in such a period.
    """
    by_period: dict[str, list[Start]] = defaultdict(list)
    for start in (start for _key, starter in kinds.items() for start in starter(day)):
        if start.unit in wheels.open_units:
            text = wheels.texts[wheels.versions[start.unit]]
            if text.of(start.kind, start.period_kind):
                by_period[start.period_kind].append(start)
    return sum(_start(found, ensure_period(kind=kind, day=day), day) for kind, found in sorted(by_period.items()))


def _start(wanted: list[Start], period: Period, day: dt.date) -> int:
    subjects = {(start.kind, start.subject): start for start in wanted}
    known = Process.objects.filter(period=period, kind__in={kind for kind, _subject in subjects})
    there = set(known.filter(subject__in={subject for _kind, subject in subjects}).values_list("kind", "subject"))
    made = Process.objects.bulk_create(
        [
            Process(
                kind=start.kind,
                subject=start.subject,
                title=" ".join(start.title.split())[:LONGEST_TITLE],
                unit_id=start.unit,
                period=period,
                started_on=day,
            )
            for key, start in subjects.items()
            if key not in there
        ],
        batch_size=2_000,
    )
    told = {"on": day.isoformat(), "period": period.pk}
    record_many(
        entries=[
            Entry(
                f"process:{process.pk}",
                "workflows.process_started",
                None,
                {**told, "kind": process.kind, "subject": process.subject, "unit": process.unit_id},
            )
            for process in made
        ]
    )
    for process in made:
        process_started.send(sender=Process, process=process)
    return len(made)
