"""The wheel: a year with everything in it, tasks and turns in every state, forms with their faults."""

import datetime as dt

from ledger import clock
from organisation.actions import create_unit, ensure_period
from organisation.enums import PeriodKind, Role, UnitKind
from tests.browser.states.making import at, number, state, unit
from tests.cast import BEGAN
from workflows import actions
from workflows.actions.turning import reconcile
from workflows.models import Process, Task
from workflows.rules.shipped import PRESCHOOL_WHEEL

LEADER, OFFICER, LEAD = Role.REKTOR, Role.QUALITY_OFFICER, Role.WORKPLACE_LEAD
DAY = dt.timedelta(days=1)


def _of(name, path, what, column=LEADER, **more):
    """Register the page of a thing of side A; names that begin as an address's name stand for it."""

    @state(name, column, door=name.replace("-", "_"), **more)
    def come(world):
        return path.format(world.things[what, "own"])


def _started(world):
    """Start another turn at A's preschool."""
    period = ensure_period(kind=PeriodKind.SCHOOL_YEAR, day=clock.today())
    n = next(number)
    return actions.start_process(
        kind="goal", subject=f"goal:crawl-{n}", title="Lek ute", unit=world.cast.a["preschool"], period=period
    )


def _shipped(world):
    """Let the wheel that comes with the product hold at a preschool of its own, with a team, and turn it; once."""
    if "shipped" not in world.things:
        preschool = unit(world, kind=UnitKind.PRESCHOOL, under="school_unit", name="Förskolan Lingonet")
        n = next(number)
        create_unit(name="Arbetslaget Tuvan", kind=UnitKind.TEAM, parent=preschool, key=f"tuvan-{n}", on=BEGAN)
        wheel = actions.create_wheel(key=f"forskolans-{n}", name=PRESCHOOL_WHEEL.title, unit=preschool)
        actions.publish_wheel(wheel=wheel, text=PRESCHOOL_WHEEL)
        actions.assign_wheel(wheel=wheel, unit=preschool)
        reconcile(clock.now())
        world.things["shipped"] = preschool
    return world.things["shipped"]


at("wheel", "/hjulet/", LEADER, door="wheel")
at("wheel-unit", "/hjulet/enhet/", LEADER, door="wheel_unit")
at("tasks", "/hjulet/uppgifter/", LEADER, door="tasks")
at("processes", "/hjulet/processer/", LEADER, door="processes")
_of("task", "/hjulet/uppgift/{}/", "task")
_of("task-finish", "/hjulet/uppgift/{}/klar/", "task", LEAD)
_of("task-review", "/hjulet/uppgift/{}/granska/", "sent_task")
_of("task-waive", "/hjulet/uppgift/{}/behovs-inte/", "task")
_of("task-cancel", "/hjulet/uppgift/{}/stall-in/", "task", OFFICER)
_of("task-correct", "/hjulet/uppgift/{}/ratta/", "task", OFFICER)
_of("process", "/hjulet/process/{}/", "process")
_of("process-history", "/hjulet/process/{}/historia/", "process")
_of("process-pause", "/hjulet/process/{}/pausa/", "process", OFFICER)
_of("process-resume", "/hjulet/process/{}/aterupptag/", "process", OFFICER)
_of("process-cancel", "/hjulet/process/{}/stall-in/", "process", OFFICER)
_of("process-annotate", "/hjulet/process/{}/anteckna/", "process", OFFICER)

_of("wheel-library-one", "/hjulet/arshjul/{}/", "arshjul")
_of("wheel-choose", "/hjulet/arshjul/{}/valj/", "arshjul")
_of("wheel-choose-what-it-does", "/hjulet/arshjul/{}/valj/?enhet=preschool-a", "arshjul")
_of("wheel-choose-a-day-that-was", "/hjulet/arshjul/{}/valj/?enhet=preschool-a&on=2001-01-01", "arshjul")
at("wheel-library", "/hjulet/arshjul/", LEADER, door="wheel_library")
at("calendar-feeds", "/hjulet/kalender/", LEADER, door="calendar_feeds")
at("calendar-feeds-of-a-unit", "/hjulet/kalender/?enhet=preschool-a", LEADER)
at("calendar-feeds-new", "/hjulet/kalender/", Role.DEPUTY, sent={"x": ""})
at("wheel-of-ones-own", "/hjulet/?visa=mitt", LEAD)
at("wheel-of-ones-own-empty", "/hjulet/?visa=mitt&ar=2019-08", Role.UNION)
at("wheel-long-ago", "/hjulet/?ar=1999-01", LEADER)
at("tasks-none", "/hjulet/uppgifter/?lage=waived&ar=2019-08", LEADER)
at("processes-none", "/hjulet/processer/?q=finnsinte", LEADER)
at("processes-ended", "/hjulet/processer/?visa=slut", LEADER)


@state("wheel-shipped", LEADER)
def wheel_shipped(world):
    return f"/hjulet/?enhet={_shipped(world).key}"


@state("wheel-shipped-calendar-year", LEADER)
def wheel_shipped_calendar_year(world):
    return f"/hjulet/?enhet={_shipped(world).key}&ar={clock.today().year}-01"


@state("task-returned-and-sent-again", LEAD)
def task_returned(world):
    task = Task.objects.get(process=_started(world), entry="att-granska")
    lead, rektor = world.cast.of("a", LEAD), world.cast.of("a", LEADER)
    actions.submit_task(task=task, note="Vi har läst allt.\nOch talat om det.", actor=lead)
    actions.return_task(task=task, comment="Vad gör ni härnäst?", actor=rektor)
    return f"/hjulet/uppgift/{task.pk}/"


@state("task-waived", OFFICER)
def task_waived(world):
    task = Task.objects.get(process=_started(world), entry="att-gora")
    actions.waive_task(task=task, reason="Målet är redan nått.", actor=world.cast.of("a", LEADER))
    return f"/hjulet/uppgift/{task.pk}/"


@state("task-late", LEAD)
def task_late(world):
    task = Task.objects.get(process=_started(world), entry="att-gora")
    Task.objects.filter(pk=task.pk).update(opens_on=clock.today() - 20 * DAY, due_on=clock.today() - DAY)
    return f"/hjulet/uppgift/{task.pk}/"


@state("process-paused", OFFICER)
def process_paused(world):
    process = _started(world)
    actions.pause_process(process=process, reason="Ombyggnad", actor=world.cast.of("a", OFFICER))
    return f"/hjulet/process/{process.pk}/"


@state("process-over", OFFICER)
def process_over(world):
    process = _started(world)
    actions.cancel_process(process=process, reason="Målet utgår", actor=world.cast.of("a", OFFICER))
    return f"/hjulet/process/{process.pk}/"


@state("process-told", OFFICER)
def process_told(world):
    process, officer = Process.objects.get(pk=world.things["process", "own"]), world.cast.of("a", OFFICER)
    actions.annotate_process(process=process, text="Ny rektor i höst.", actor=officer)
    return f"/hjulet/process/{process.pk}/historia/"


@state("task-finish-faults", LEAD, sent={"note": ""})
def task_finish_faults(world):
    return f"/hjulet/uppgift/{world.things['task', 'own']}/klar/"


@state("task-review-faults", LEADER, sent={"decision": "returned", "comment": ""})
def task_review_faults(world):
    return f"/hjulet/uppgift/{world.things['sent_task', 'own']}/granska/"


@state("task-review-nothing", LEADER)
def task_review_nothing(world):
    return f"/hjulet/uppgift/{world.things['task', 'own']}/granska/"


@state("task-waive-faults", LEADER, sent={"reason": ""})
def task_waive_faults(world):
    return f"/hjulet/uppgift/{world.things['task', 'own']}/behovs-inte/"


@state("task-correct-faults", OFFICER, sent={"reason": "", "due_on": "i morgon"})
def task_correct_faults(world):
    return f"/hjulet/uppgift/{world.things['task', 'own']}/ratta/"


@state("process-pause-faults", OFFICER, sent={"reason": ""})
def process_pause_faults(world):
    return f"/hjulet/process/{world.things['process', 'own']}/pausa/"
