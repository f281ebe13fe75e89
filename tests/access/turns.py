"""A turn of each side's goal: the wheel asks its rektor for the analysis, and something is to be improved."""

import datetime as dt

from ledger import clock
from organisation.actions import ensure_period
from organisation.enums import Role
from quality.actions.evidence import name_cause, quote
from quality.actions.turns import add_improvement, write_analysis
from quality.models import Goal, GoalTurn
from workflows import actions
from workflows.rules.wheel import Entry, WheelText
from workflows.rules.when import PartOfYear

ASKED = Entry(
    "analys",
    "Analysera målet",
    "analysis",
    PartOfYear("period"),
    "goal",
    "any",
    "",
    "rektor",
    work="analysis",
    lead=366,
)
MEASURES = {"a": "Läs varje morgon", "b": "Zebrafinkens högläsning"}


def store(world):
    """Let a wheel of its own hold while each side's turn is started, and write in the turn."""
    today = clock.today()
    for of, letter in (("own", "a"), ("other", "b")):
        unit, rektor = getattr(world.cast, letter)["school_unit"], world.cast.of(letter, Role.REKTOR)
        wheel = actions.create_wheel(key=f"varvet-{letter}", name="Målens hjul", unit=unit)
        actions.publish_wheel(wheel=wheel, text=WheelText("Målens hjul", (ASKED,)))
        chosen = actions.assign_wheel(wheel=wheel, unit=unit)
        goal = Goal.objects.get(pk=world.things["goal", of])
        period = ensure_period(kind="calendar_year", day=today)
        process = actions.start_process(
            kind="goal", subject=f"goal:{goal.pk}", title=goal.versions.get().title, unit=unit, period=period
        )
        actions.end_wheel_assignment(assignment=chosen, last_day=today - dt.timedelta(days=1))
        turn = GoalTurn.objects.get(process=process)
        said = {"result": f"Resultat: {MEASURES[letter]}", "causes": f"Orsak: {MEASURES[letter]}"}
        write_analysis(turn=turn, outcome="partly", actor=rektor, **said)
        due = today + dt.timedelta(days=90)
        improvement = add_improvement(turn=turn, measure=MEASURES[letter], due_on=due, actor=rektor, owner=rektor)
        cause = name_cause(turn=turn, text=f"En orsak: {MEASURES[letter]}", actor=rektor)
        activity = world.things["activity", of]
        quotation = quote(turn=turn, key=f"activity:{activity}", cause=cause, actor=rektor)
        world.things |= {("turn", of): turn.pk, ("improvement", of): improvement.pk}
        world.things |= {("cause", of): cause.pk, ("quotation", of): quotation.pk}
