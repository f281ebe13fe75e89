"""What stands behind the demo's plans: the steps on their way, what was answered, the measures and what came of them."""

import datetime as dt
import random

from ledger import clock
from organisation.actions import Refused
from organisation.models import User
from quality.actions.action_plans import ACCOUNTS, EVALUATES, WRITES, add_measure, settle_measure, write_plan
from quality.actions.ways import date_step, deal_with_answer, log_answer
from quality.enums import MeasureState, WayStep
from quality.kinds import desks, draft_after
from quality.models import MeasurePlan, ReferralAnswer
from quality.queries.action_plans import last_years, measures_of
from quality.queries.ways import series_of
from workflows.models import Process, Task

DRAFTS = "plan_draft"
STEPS = {
    WayStep.APT: "Alla arbetslag var med. Vi enades om att korta ner texten om arbetssätt.",
    WayStep.REFERRAL: "Arbetslagen, facken och förskolerådet.",
    WayStep.DIALOGUE: "Rektor och verksamhetschef gick igenom mål och resurser.",
}
ANSWERS = (
    (
        "Förskolerådet",
        "Skriv tydligare hur vårdnadshavarna får veta hur det går.",
        "Vi lade till en rad om månadsbreven.",
    ),
    ("Kommunal", "Tiden för planering behöver stå med.", "Planeringstiden står nu under resurser."),
)
SEEN = "Vi har gått igenom miljöerna och talat med barnen i stort: hallen och gården är där det oftast blir bråk."
DONE = "Åtgärderna genomfördes, utom den på gården, som kom i gång sent."
CARRIED_OUT = "Genomförd. Det är lugnare nu."
MEASURES = ("Dela gruppen i hallen i två vändor.", "Ha en vuxen vid sandlådan varje eftermiddag.")
A_TERM = dt.timedelta(days=90)


class Written:
    """The writing, with the habits of whoever writes."""

    def __init__(self, habits: random.Random) -> None:
        self.habits = habits

    def prepare(self, task: Task, actor: User) -> None:
        """Do the work that a task of a plan asks for; what is refused is left, as people leave it."""
        try:
            self._prepare(task, actor)
        except Refused:
            return

    def _prepare(self, task: Task, actor: User) -> None:
        if task.work == DRAFTS:
            _draft(task.process, actor)
        elif task.work in WayStep.values:
            self._step(task.process, WayStep(task.work), actor)
        elif task.work in (ACCOUNTS, WRITES, EVALUATES):
            self._measures(MeasurePlan.objects.select_related("process__period").get(process=task.process_id), actor)

    def _step(self, process: Process, step: WayStep, actor: User) -> None:
        if step == WayStep.REFERRAL and not ReferralAnswer.objects.filter(process=process).exists():
            who, said, done = self.habits.choice(ANSWERS)
            answer = log_answer(process=process, who=who, answered_on=clock.today(), said=said, actor=actor)
            deal_with_answer(answer=answer, done=done, actor=actor)
        date_step(process=process, step=step, held_on=clock.today(), note=STEPS[step], actor=actor)

    def _measures(self, plan: MeasurePlan, actor: User) -> None:
        last = last_years(plan)
        for measure in measures_of(last).unsettled() if last else ():
            settle_measure(measure=measure, state=MeasureState.DONE, outcome=CARRIED_OUT, actor=actor)
        if not plan.text or not plan.account:
            write_plan(plan=plan, text=SEEN, account=DONE, actor=actor)
        if not plan.measures.exists():
            due = min(clock.today() + A_TERM, plan.process.period.ends_on)
            add_measure(plan=plan, what=self.habits.choice(MEASURES), owner=actor, due_on=due, actor=actor)


def _draft(process: Process, actor: User) -> None:
    """Begin the draft of the next plan, where the series is written in this house."""
    series = series_of(process)
    draft = draft_after(desks, series.pk, process.period.ends_on) if series is not None else None
    if draft is not None and draft.begin is not None:
        draft.begin(actor)
