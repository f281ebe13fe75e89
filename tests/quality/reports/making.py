"""A year at its end: goals analysed and not, values, improvements; and a wheel that asks for the report of it."""

import datetime as dt
from decimal import Decimal
from functools import partial

from ledger import clock
from organisation.actions import ensure_period
from organisation.enums import Role
from quality.actions import documents
from quality.actions.evidence import name_cause, quote
from quality.actions.plans import adopt_plan, open_series
from quality.actions.turns import add_improvement, write_analysis
from quality.actions.values import report_value
from quality.enums import DocumentKind
from quality.models import Goal, GoalTurn, Indicator, Observation
from quality.rules.documents import mark
from quality.rules.plan import ActivityText, GoalText, IndicatorText, PlanText
from quality.rules.values import Value
from tests.quality.texts import uid
from tests.quality.writing import REFLECTED, at, publish
from workflows import actions
from workflows.actions.turning import reconcile
from workflows.models import Process, Task
from workflows.rules.wheel import Entry, WheelText
from workflows.rules.when import PartOfYear

ASKS = {"unit_kind": "school_unit", "role": "rektor", "calendar": "calendar_year", "work": "report", "review": True}
WHEEL = WheelText(
    "Rapporternas hjul",
    (
        Entry(
            "mal-analys",
            "Analysera målet",
            "analysis",
            PartOfYear("period", -10),
            "goal",
            "any",
            "",
            "rektor",
            work="analysis",
            lead=366,
        ),
        Entry(
            "berattelse", "Skriv verksamhetsberättelse", "analysis", PartOfYear("calendar_year", 45), lead=70, **ASKS
        ),
    ),
)
TITLES = {
    "a": ("Alla barn gör sin röst hörd", "En trygg gård", "Högläsning varje dag"),
    "b": ("Zebrafinkens röst", "Tofsvipans gård", "Ljungpiparens sagor"),
}
DECEMBER = "2026-12-20"


def year():
    """Return the calendar year that is over."""
    return ensure_period(kind="calendar_year", day=dt.date(2026, 5, 1))


def plan(letter):
    """Return a plan for 2026: three goals with an indicator and an activity each."""
    goals = [
        GoalText(
            uid(5000 + number + ord(letter) * 100),
            "unit",
            title,
            curriculum=("Lpfö 18, 2.1 Normer och värden",) if number == 0 else (),
            indicators=(
                IndicatorText(
                    uid(6000 + number + ord(letter) * 100), f"Mått: {title}", "%", "higher", "85 %", "", "year"
                ),
            ),
            activities=(
                ActivityText(
                    uid(7000 + number + ord(letter) * 100),
                    f"Gör: {title}",
                    dt.date(2026, 2, 1),
                    dt.date(2026, 5, 1),
                    "Alla",
                ),
            ),
        )
        for number, title in enumerate(TITLES[letter])
    ]
    return PlanText("Verksamhetsplan 2026", dt.date(2026, 1, 1), dt.date(2026, 12, 31), tuple(goals), [])


def wheel_holds(cast):
    """Let the wheel hold from the year's last weeks on: it asks for what is still to come."""
    at("2026-12-08")
    wheel = actions.create_wheel(key="rapporterna", name="Hjul", unit=cast.municipality)
    actions.publish_wheel(wheel=wheel, text=WHEEL)
    actions.assign_wheel(wheel=wheel, unit=cast.municipality)
    reconcile(clock.now())


def lived(cast, letter="a"):
    """Live 2026 at a side: the first goal is partly reached and analysed, the second analysed but not decided, the third no turn.

    Returns its goals in order.
    """
    unit, rektor = getattr(cast, letter)["school_unit"], cast.of(letter, Role.REKTOR)
    at("2026-12-09")
    series = open_series(unit=unit, name="Plan", actor=rektor)
    adopt_plan(series=series, text=plan(letter), effective_on=dt.date(2026, 1, 1), actor=rektor)
    goals = list(Goal.objects.filter(series=series).order_by("pk"))
    start = partial(actions.start_process, kind="goal", unit=unit, period=year())
    turns = [GoalTurn.objects.get(process=start(subject=f"goal:{one.pk}", title=f"Varv {one.pk}")) for one in goals[:2]]
    at("2026-12-10")
    measured = Indicator.objects.get(goal=goals[0])
    for ago, number in ((2, "61"), (1, "70"), (0, "83")):
        period = ensure_period(kind="calendar_year", day=dt.date(2026 - ago, 5, 1))
        report_value(indicator=measured, unit=unit, period=period, value=Value(Decimal(number), "%"), actor=rektor)
    write_analysis(turn=turns[0], outcome="partly", result="Åtta av tio.", causes="Vi började sent.", actor=rektor)
    due = dt.date(2027, 3, 1)
    cause = name_cause(turn=turns[0], text="Få möten med barnen.", actor=rektor)
    measured = Observation.objects.standing().get(indicator=measured, period=year())
    quote(turn=turns[0], key=f"value:{measured.pk}", cause=cause, actor=rektor)
    quote(turn=turns[0], key=f"value:{measured.pk}", actor=rektor)
    if letter == "a":
        quote(turn=turns[0], key=f"document:{reflected(cast, goals[0]).pk}:hande", cause=cause, actor=rektor)
    add_improvement(turn=turns[0], measure="Börja i januari", due_on=due, actor=rektor, owner=rektor)
    write_analysis(turn=turns[1], outcome="reached", result="Gården är trygg.", causes="Bra staket.", actor=rektor)
    Process.objects.filter(pk=turns[0].process_id).update(
        state="closed", stage="closed", ended_on=clock.today(), check_on=None
    )
    at(DECEMBER)
    return goals


def reflected(cast, goal):
    """Return what a team has handed in about a goal."""
    publish(cast.municipality, "reflektion")
    teacher = cast.of("a", Role.TEACHER)
    document = documents.start_document(kind=DocumentKind.REFLECTION, unit=cast.a["team"], actor=teacher)
    seen = {field: mark(document.draft.get(field, [])) for field in REFLECTED}
    documents.write_draft(document=document, seen=seen, sent=REFLECTED, actor=teacher)
    documents.link_document(document=document, goals=[goal.pk], tags=[], actor=teacher)
    return documents.submit_document(document=document, actor=teacher)


def task_of(cast, letter="a"):
    """Return the task that asks a side for the year's report."""
    unit = getattr(cast, letter)["school_unit"]
    return Task.objects.get(entry="berattelse", unit=unit, process__period=year())
