"""On each side, at the preschool: a plan's way with an answer to deal with, and an action plan with a measure."""

import datetime as dt

from ledger import clock
from organisation.actions import ensure_period
from organisation.enums import Role
from quality.actions.action_plans import add_measure, begin_action_plan, write_plan
from quality.actions.plans import open_series
from quality.actions.ways import date_step, log_answer
from quality.enums import WayStep
from workflows import actions
from workflows.models import Process

ANSWERS = {"a": "Mer tid för planering", "b": "Zebrafinkens svar om gården"}
SEEN = {"a": "Det är för högt ljud i hallen", "b": "Zebrafinkens gård är trång"}


def store(world):
    """Begin both on each side, while the municipality's wheel holds."""
    today = clock.today()
    period = ensure_period(kind="calendar_year", day=today)
    for of, letter in (("own", "a"), ("other", "b")):
        unit, rektor = getattr(world.cast, letter)["preschool"], world.cast.of(letter, Role.REKTOR)
        series = open_series(unit=unit, name=f"Arbetsplan {letter}", actor=rektor)
        way: Process = actions.start_process(
            kind="plan", subject=f"series:{series.pk}", title=f"Arbetsplan {letter}", unit=unit, period=period
        )
        date_step(process=way, step=WayStep.APT, held_on=today, note=ANSWERS[letter], actor=rektor)
        answer = log_answer(process=way, who="Förskolerådet", answered_on=today, said=ANSWERS[letter], actor=rektor)
        ends_on = today + dt.timedelta(days=90)
        plan = begin_action_plan(unit=unit, title=SEEN[letter], ends_on=ends_on, actor=rektor)
        write_plan(plan=plan, text=SEEN[letter], actor=rektor)
        measure = add_measure(plan=plan, what=SEEN[letter], owner=rektor, due_on=ends_on, actor=rektor)
        world.things |= {
            ("way", of): way.pk,
            ("referral_answer", of): answer.pk,
            ("measure_plan", of): plan.pk,
            ("measure", of): measure.pk,
        }
