"""What stands behind a task of the demo: values, analyses, improvements; and what belongs to the time of the year."""

import datetime as dt
import random
from collections.abc import Mapping
from contextlib import suppress
from decimal import Decimal

from django.db import transaction
from django.db.models import Q

from ledger import clock
from organisation.actions import Refused
from organisation.demo.people import DOMAIN
from organisation.models import User
from quality.actions.reports import start_report_for, submit_report, write_section
from quality.actions.turns import add_improvement, write_analysis
from quality.actions.values import AlreadyReported, report_value
from quality.actions.ways import StepsMissing
from quality.demo import loading, texts
from quality.demo.written import Written
from quality.enums import TurnOutcome
from quality.models import GoalTurn, Indicator, IndicatorVersion, Observation, PlanEdition, PlanSeries
from quality.queries import reports
from quality.rules.report import SUMMARY
from quality.rules.values import Value
from workflows.models import Process, Task

FORGETS = 0.1
ADOPTS = "plan_adopt"
NOTES = (
    "Gjort tillsammans i arbetslaget.",
    "Klart. Anteckningarna ligger i pärmen.",
    "Vi hann allt utom en punkt, den tar vi nästa gång.",
    "Alla var med, och barnens röster är med i texten.",
)
RESULTS = {
    TurnOutcome.REACHED: "Vi nådde målet, och det syns i vardagen.",
    TurnOutcome.PARTLY: "Vi kom en bra bit, men inte ända fram.",
    TurnOutcome.NOT_REACHED: "Vi nådde inte målet i år.",
}
CAUSES = {
    TurnOutcome.REACHED: "Alla arbetslag gjorde på samma sätt, och vi följde upp varje månad.",
    TurnOutcome.PARTLY: "Halva personalgruppen var ny, och vi började först i mars.",
    TurnOutcome.NOT_REACHED: "Vi saknade tid för planering och ändrade arbetssätt mitt i året.",
}
SUMMARIES = (
    "Året har handlat om barnens röster. Det vi bestämde tillsammans i januari syns nu i vardagen.",
    "Året har handlat om barnens röster. Vi beskriver nu också orsakerna till att ett mål inte nåddes.",
    "Vi har gått igenom rapporten igen tillsammans med arbetslagen.",
)
MEASURES = ("Börja redan i januari och följ upp varje månad.", "Ge nya kollegor en introduktion i arbetssättet.")


class Deeds:
    """The work itself."""

    def __init__(self, habits: random.Random) -> None:
        self.habits = habits
        self.written = Written(habits)

    def prepare(self, task: Task, actor: User) -> str:
        """Do the work that a task asks for, where its kind knows when it is done; returns the note for the others."""
        if task.work == "value":
            self._values(task, actor)
        elif task.work == "analysis":
            self._analysis(task, actor)
        elif task.work == reports.WORK:
            self._report(task, actor)
        elif task.work == ADOPTS:
            adopt_next(task.process, actor)
        else:
            self.written.prepare(task, actor)
        return self.habits.choice(NOTES)

    def of_the_season(self, day: dt.date, people: Mapping[int, User]) -> None:
        """Adopt what should be in force and is not; what is not prepared yet is refused, and tried again tomorrow."""
        for key, decider in loading.DECIDERS.items():
            series = PlanSeries.objects.filter(unit__key=key, name=texts.SERIES).select_related("unit").first()
            actor = next((one for one in people.values() if one.email == f"{decider}@{DOMAIN}"), None)
            if series is None or actor is None:
                continue
            if not PlanEdition.objects.valid_on(day).filter(series=series).exists():
                with suppress(Refused), transaction.atomic():
                    loading.adopt(key, day.year, day, day.year)

    def _values(self, task: Task, actor: User) -> None:
        turn = _turn_of(task)
        inside = Q(period__starts_on__gte=turn.period.starts_on, period__ends_on__lte=turn.period.ends_on)
        measured = Observation.objects.standing().filter(inside).values("indicator")
        going_on = Q(retired_in=None) | Q(retired_in__effective_on__gt=clock.today())
        for indicator in Indicator.objects.filter(going_on, goal=turn.goal_id).exclude(pk__in=measured).order_by("pk"):
            definition = IndicatorVersion.objects.decided_last().get(indicator=indicator)
            value = Value(Decimal(self.habits.randint(40, 95)), definition.unit_of_measure)
            try:
                report_value(indicator=indicator, unit=turn.goal.unit, period=turn.period, value=value, actor=actor)
            except AlreadyReported:
                continue

    def _analysis(self, task: Task, actor: User) -> None:
        """Write the analysis; what is to be improved is forgotten now and then, and then refused when it is sent in."""
        turn = _turn_of(task)
        outcome = self.habits.choice(list(RESULTS))
        try:
            write_analysis(turn=turn, outcome=outcome, result=RESULTS[outcome], causes=CAUSES[outcome], actor=actor)
            if not turn.improvements.exists() and self.habits.random() > FORGETS:
                due = turn.period.ends_on + dt.timedelta(days=120)
                add_improvement(turn=turn, measure=self.habits.choice(MEASURES), due_on=due, actor=actor, owner=actor)
        except Refused:
            return

    def _report(self, task: Task, actor: User) -> None:
        """Write a line of one's own, another each time that it has come back, and hand the report in."""
        try:
            report = start_report_for(task=task, actor=actor)
            said = SUMMARIES[min(report.editions.count(), len(SUMMARIES) - 1)]
            write_section(report=report, key=SUMMARY, before=said, after="", seen=report.number, actor=actor)
            submit_report(report=report, actor=actor)
        except Refused:
            return


def adopt_next(process: Process, actor: User) -> None:
    """Adopt next year's plan of the series that a process is about, unless it is; with a step not dated, another day."""
    series = PlanSeries.objects.select_related("unit").get(pk=int(process.subject.removeprefix("series:")))
    year = process.period.starts_on.year + 1
    if not PlanEdition.objects.standing().filter(series=series, starts_on__year=year).exists():
        on = max(clock.today(), dt.date(year, 1, 1))
        with suppress(StepsMissing):
            loading.adopt(series.unit.key, year, on, year)


def _turn_of(task: Task) -> GoalTurn:
    return GoalTurn.objects.select_related("period", "goal__unit").get(process=task.process_id)
