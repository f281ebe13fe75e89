"""Reports of each side: one that is written, one that is handed in and decided, and a task that nobody has begun."""

import datetime as dt

from ledger import clock
from organisation.actions import ensure_period
from organisation.enums import PeriodKind, Role
from quality.actions.reports import start_report, submit_report, write_section
from quality.rules.report import SUMMARY
from workflows import actions
from workflows.models import Task
from workflows.rules.wheel import ANY, PLAN, Entry, WheelText
from workflows.rules.when import PartOfYear

ASKED = Entry(
    "rapport", "Skriv rapporten", PLAN, PartOfYear("period"), "rapport", ANY, "", "rektor", work="report", lead=366
)
WORDS = {"a": "Året i skogen", "b": "Zebrafinkens år"}


def store(world):
    """Begin the reports, hand one in, and let a wheel of its own ask for another."""
    today = clock.today()
    this, last = (
        ensure_period(kind=PeriodKind.CALENDAR_YEAR, day=today.replace(year=today.year - n, day=1)) for n in (0, 1)
    )
    for of, letter in (("own", "a"), ("other", "b")):
        unit, rektor = getattr(world.cast, letter)["school_unit"], world.cast.of(letter, Role.REKTOR)
        begun, decided = (start_report(kind="year", unit=unit, period=one, actor=rektor) for one in (this, last))
        for one in (begun, decided):
            write_section(report=one, key=SUMMARY, before=WORDS[letter], after="", seen=0, actor=rektor)
        submit_report(report=decided, actor=rektor)
        wheel = actions.create_wheel(key=f"rapporten-{letter}", name="Rapportens hjul", unit=unit)
        actions.publish_wheel(wheel=wheel, text=WheelText("Rapportens hjul", (ASKED,)))
        chosen = actions.assign_wheel(wheel=wheel, unit=unit)
        process = actions.start_process(kind="rapport", subject=f"unit:{unit.pk}", title="Året", unit=unit, period=this)
        actions.end_wheel_assignment(assignment=chosen, last_day=today - dt.timedelta(days=1))
        world.things |= {
            ("report", of): begun.pk,
            ("decided_report", of): decided.pk,
            ("report_task", of): Task.objects.get(process=process).pk,
        }
