"""When entries fall, against an oracle that looks at every single day and shares no code."""

import datetime as dt
import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from organisation.rules.periods import Span, period_with
from workflows.rules import when as rules
from workflows.rules.calendar import SwedishCalendar, holidays_of
from workflows.rules.occurrences import dates, occurrences, stage_ends
from workflows.rules.shape import as_json, read
from workflows.rules.wheel import STAGES, Entry, StageEnd, WheelText

DAY = dt.timedelta(days=1)
weekdays = st.integers(1, 7)
month_days = st.dates(dt.date(2028, 1, 1), dt.date(2028, 12, 31)).map(lambda d: rules.MonthDay(d.month, d.day))
nths = st.sampled_from([1, 2, 3, 4, -1])
whens = st.one_of(
    month_days,
    st.builds(rules.IsoWeek, st.integers(1, 52), weekdays),
    st.builds(rules.NthWeekday, st.integers(1, 12), nths, weekdays),
    st.builds(rules.Weekly, weekdays, st.sampled_from(["all", "even", "odd"])),
    st.builds(rules.Monthly, st.integers(1, 31)),
    st.builds(rules.MonthlyWeekday, st.lists(nths, min_size=1, unique=True).map(tuple), weekdays),
    st.builds(rules.PartOfYear, st.sampled_from(rules.PARTS), st.integers(-40, 40), st.sampled_from(["start", "end"])),
)
periods = st.one_of(
    st.builds(
        period_with,
        st.sampled_from(["school_year", "calendar_year", "half_year", "tertial", "month"]),
        st.dates(dt.date(2024, 1, 1), dt.date(2040, 1, 1)),
    ),
    st.tuples(st.dates(dt.date(2024, 1, 1), dt.date(2030, 1, 1)), st.integers(0, 1500)).map(
        lambda pair: Span("free", pair[0], pair[0] + pair[1] * DAY)
    ),
)
shifts = st.sampled_from(["before", "after", "skip", "keep"])
calendars = st.builds(SwedishCalendar, st.frozensets(st.integers(1, 53), max_size=8))


def easter(year):
    """Return Easter Sunday, by Meeus."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    l = (32 + 2 * e + 2 * i - h - k) % 7  # noqa: E741 (the letters of the source)
    m = (a + 11 * h + 22 * l) // 451
    month, day = divmod(h + l - 7 * m + 114, 31)
    return dt.date(year, month, day + 1)


def free_days(year):
    """Return the holidays of a year by the text of the law, and the three eves."""
    fixed = [(1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31)]
    found = {dt.date(year, *day) for day in fixed}
    found |= {easter(year) + days * DAY for days in (-2, 0, 1, 39, 49)}
    midsummer = next(dt.date(year, 6, day) for day in range(20, 27) if dt.date(year, 6, day).weekday() == 5)
    saints = next(day for n in range(7) if (day := dt.date(year, 10, 31) + n * DAY).weekday() == 5)
    return found | {midsummer, midsummer - DAY, saints}


def every_day(first, last):
    while first <= last:
        yield first
        first += DAY


def month_end(day):
    return (day + DAY).month != day.month


def is_meant(when, day):  # noqa: PLR0911 (one answer for each rule)
    """Say whether `day` is one of the rule's days, in whatever period."""
    match when:
        case rules.MonthDay(month, number):
            if (month, number) == (2, 29) and not month_end(day):
                return False
            return (day.month, day.day) == (month, number) or (
                (month, number) == (2, 29) and (day.month, day.day) == (2, 28)
            )
        case rules.IsoWeek(week, weekday):
            return (day.isocalendar().week, day.isoweekday()) == (week, weekday)
        case rules.NthWeekday(month, nth, weekday):
            return day.month == month and is_nth(day, nth, weekday)
        case rules.Weekly(weekday, weeks):
            number = day.isocalendar().week
            return day.isoweekday() == weekday and (weeks == "all" or (weeks == "odd") == bool(number % 2))
        case rules.Monthly(number):
            return day.day == number or (day.day < number and month_end(day))
        case rules.MonthlyWeekday(several, weekday):
            return any(is_nth(day, nth, weekday) for nth in several)


def is_nth(day, nth, weekday):
    if day.isoweekday() != weekday:
        return False
    return (day + 7 * DAY).month != day.month if nth == -1 else (day.day + 6) // 7 == nth


def parts(period, kind):
    """Return first and last days of the parts that lie whole in the period, by walking through its days."""
    if kind == "period":
        return [(period.starts_on, period.ends_on)]
    months = {
        "month": range(1, 13),
        "tertial": (1, 5, 9),
        "half_year": (1, 7),
        "calendar_year": (1,),
        "school_year": (8,),
    }
    firsts = [
        day
        for day in every_day(period.starts_on, period.ends_on + 400 * DAY)
        if day.day == 1 and day.month in months[kind]
    ]
    return [
        (first, following - DAY) for first, following in itertools.pairwise(firsts) if following - DAY <= period.ends_on
    ]


def meant(when, period):
    """Return the days of a rule in a period, one day at a time."""
    if isinstance(when, rules.PartOfYear):
        return [(end if when.of == "end" else start) + when.offset * DAY for start, end in parts(period, when.part)]
    by_week = isinstance(when, rules.IsoWeek | rules.Weekly)
    found = []
    for day in every_day(period.starts_on - 7 * DAY, period.ends_on + 7 * DAY):
        belonging = day + (4 - day.isoweekday()) * DAY if by_week else day
        if period.starts_on <= belonging <= period.ends_on and is_meant(when, day):
            found.append(day)
    return found


def moved(when, shift, day, closed):
    """Return where a day goes, by trying one day after the other."""
    if shift == "keep" or not closed(day):
        return day
    if shift == "skip":
        return None

    def may(other):
        if isinstance(when, rules.Weekly):
            return other.isocalendar()[:2] == day.isocalendar()[:2]
        if isinstance(when, rules.Monthly | rules.MonthlyWeekday):
            return (other.year, other.month) == (day.year, day.month)
        return abs((other - day).days) <= 60

    for sign in (-1, 1) if shift == "before" else (1, -1):
        for distance in range(1, 61):
            other = day + sign * distance * DAY
            if may(other) and not closed(other):
                return other
    return None if isinstance(when, rules.Weekly | rules.Monthly | rules.MonthlyWeekday) else day


@settings(max_examples=150, deadline=None)
@given(whens, periods, shifts, calendars)
def test_occurrences_are_those_of_the_oracle(when, period, shift, calendar):
    def closed(day):
        return day.weekday() >= 5 or day in free_days(day.year) or day.isocalendar().week in calendar.closed_weeks

    found = occurrences(Entry("x", "X", "do", when, shift=shift), period, calendar)
    expected = [(day, on) for day in meant(when, period) if (on := moved(when, shift, day, closed)) is not None]
    assert [(one.meant, one.on) for one in found] == expected


@given(whens, periods)
def test_no_two_days_of_an_entry_have_the_same_slot(when, period):
    slots = [day.slot for day in when.days(period)]
    assert len(slots) == len(set(slots))


@given(whens, st.integers(2024, 2038))
def test_two_years_that_follow_each_other_share_no_slot(when, year):
    first, second = (period_with("calendar_year", dt.date(year + n, 1, 1)) for n in (0, 1))
    assert {day.slot for day in when.days(first)} & {day.slot for day in when.days(second)} == set()


def test_the_holidays_are_those_of_the_law_for_forty_years():
    assert [year for year in range(2010, 2051) if holidays_of(year) != free_days(year)] == []


@settings(deadline=None)
@given(whens, periods, st.integers(0, 60), st.lists(st.integers(0, 60), max_size=3), st.integers(0, 30), calendars)
def test_a_tasks_dates_are_in_order(when, period, lead, reminders, days, calendar):
    entry = Entry(
        "x", "X", "do", when, lead=lead, reminders=tuple(reminders), escalate_after=days, escalate_to="rektor"
    )
    for one in occurrences(entry, period, calendar)[:3]:
        made = dates(entry, one.on, calendar)
        assert made.opens_on <= made.due_on <= made.escalate_on
        assert all(made.opens_on <= day <= made.due_on for day in made.remind_on)
        assert list(made.remind_on) == sorted(set(made.remind_on))


entries = st.builds(
    Entry,
    key=st.from_regex(r"[a-z][a-z0-9-]{0,10}", fullmatch=True),
    title=st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1).filter(str.strip),
    stage=st.sampled_from(["plan", "do", "follow_up", "analysis"]),
    when=whens,
    lead=st.integers(0, 366),
    reminders=st.lists(st.integers(0, 366)).map(tuple),
    escalate_after=st.none() | st.integers(0, 366),
    gate=st.booleans(),
    shift=shifts,
)
wheels = st.builds(
    WheelText,
    title=st.just("Hjulet"),
    entries=st.lists(entries, max_size=4).map(tuple),
    stages=st.lists(
        st.builds(StageEnd, process=st.just("goal"), stage=st.sampled_from(["plan", "do"]), when=whens)
    ).map(tuple),
    closed_weeks=st.frozensets(st.integers(1, 53)),
)


@settings(deadline=None)
@given(wheels)
def test_a_wheel_goes_to_json_and_back(wheel):
    assert read(as_json(wheel)) == (wheel, ())


@settings(deadline=None)
@given(wheels, periods)
def test_stages_end_in_their_order(wheel, period):
    ends = stage_ends(wheel, "goal", period)
    assert list(ends) == list(STAGES[:-1])
    assert list(ends.values()) == sorted(ends.values())
    assert all(day >= period.starts_on for day in ends.values())
