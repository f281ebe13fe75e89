"""A wheel for the whole municipality; on each side a turn at the preschool, with a task to do and one that was sent in."""

from ledger import clock
from organisation.actions import ensure_period
from organisation.enums import PeriodKind, Role
from workflows import actions
from workflows.actions.feeds import close_feed, open_feed
from workflows.models import CalendarFeed, Task
from workflows.rules.wheel import ANY, DO, FOLLOW_UP, PLAN, Entry, StageEnd, WheelText
from workflows.rules.when import Monthly, NthWeekday, PartOfYear

AT_THE_END = PartOfYear("period")
OF_LEAD = {"process": "goal", "calendar": ANY, "role": Role.WORKPLACE_LEAD, "lead": 366}
LONG = "Läs hela enhetens dokumentation och skriv vad som har hänt, varför det har hänt och vad ni gör härnäst"
TEXT = WheelText(
    "Rönnfjärds årshjul",
    (
        Entry("att-gora", "Följ upp språkmålet", FOLLOW_UP, AT_THE_END, gate=True, **OF_LEAD),
        Entry("att-granska", LONG, PLAN, AT_THE_END, review=True, gate=True, **OF_LEAD),
        Entry("apt", "Håll APT", DO, Monthly(10), unit_kind="preschool", role=Role.WORKPLACE_LEAD),
        Entry("vernissage", "Vernissage", DO, NthWeekday(12, 1, 4), unit_kind="preschool", asks=False),
    ),
    (StageEnd("goal", "plan", PartOfYear("period", 60, "start")),),
)
TITLES = {"a": "Språk i Granskogen", "b": "Språk i Tofsvipan"}


def store(world):
    """Let the wheel hold, start a turn on each side, and send one task in."""
    wheel = actions.create_wheel(key="arshjul", name=TEXT.title, unit=world.cast.municipality)
    actions.publish_wheel(wheel=wheel, text=TEXT)
    actions.assign_wheel(wheel=wheel, unit=world.cast.municipality)
    period = ensure_period(kind=PeriodKind.SCHOOL_YEAR, day=clock.today())
    for of, letter in (("own", "a"), ("other", "b")):
        process = actions.start_process(
            kind="goal",
            subject=f"goal:{world.things['goal', of]}",
            title=TITLES[letter],
            unit=getattr(world.cast, letter)["preschool"],
            period=period,
        )
        sent = Task.objects.get(process=process, entry="att-granska")
        lead = world.cast.of(letter, Role.WORKPLACE_LEAD)
        actions.submit_task(task=sent, note="Vi har läst allt.", actor=lead)
        world.things |= {
            ("process", of): process.pk,
            ("task", of): Task.objects.get(process=process, entry="att-gora").pk,
            ("sent_task", of): sent.pk,
        }
    theirs = actions.create_wheel(key="deras-hjul", name="Zebrafinkens hjul", unit=world.cast.b["school_unit"])
    world.things |= {("arshjul", "own"): wheel.pk, ("arshjul", "other"): theirs.pk}
    _calendars(world)


def _calendars(world):
    """Give everyone a calendar address; A's lead's is read by anyone who has it, one of B's was taken back."""
    for column, person in world.people.items():
        secret = open_feed(user=person)
        world.things["feed", "own", column] = CalendarFeed.objects.get(user=person).pk
        if column == Role.WORKPLACE_LEAD:
            world.things["secret", "own"] = secret
    world.things["feed", "own"] = world.things["feed", "own", Role.WORKPLACE_LEAD]
    stranger = world.cast.of("b", Role.REKTOR)
    world.things["secret", "other"] = open_feed(user=stranger)
    close_feed(feed=CalendarFeed.objects.get(user=stranger), actor=stranger)
    open_feed(user=stranger)
    world.things["feed", "other"] = CalendarFeed.objects.get(user=stranger).pk
