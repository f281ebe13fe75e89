"""A second reckoning of the year, that shares nothing with the product: phrases as people say them, a calendar of its own."""

import datetime as dt
import re

DAY = dt.timedelta(days=1)
MONTHS = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
]
WEEKDAYS = ["måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"]
NTHS = {"första": 1, "andra": 2, "tredje": 3}
SUMMER = (28, 29, 30, 31)

#: The year as it is told: who, and when. A day that is closed gives way to the open day before it, or after it (“efter”).
SCHOOL_YEAR = {
    "enhetens-analys": ("preschool", "25 augusti"),
    "vfu": ("preschool", "20 augusti"),
    "mentorer": ("school_unit", "31 augusti"),
    "introduktion": ("team", "10 september"),
    "foraldramote-host": ("preschool", "tredje onsdagen i september"),
    "undervisningsplan": ("team", "30 september"),
    "arbetsplan": ("team", "30 september"),
    "utbildningsplan": ("preschool", "15 oktober"),
    "arbetsmiljoenkat": ("school_unit", "måndag vecka 40"),
    "kartlaggning": ("preschool", "1 oktober"),
    "fortbildning": ("preschool", "15 oktober"),
    "utvecklingssamtal-host": ("team", "15 november"),
    "vandring-host": ("preschool", "30 november"),
    "foraldramote-var": ("preschool", "tredje onsdagen i februari"),
    "individuella-planer": ("school_unit", "28 februari"),
    "halsosamtal": ("school_unit", "15 mars"),
    "utvecklingssamtal-var": ("team", "15 april"),
    "vandring-var": ("preschool", "30 april"),
    "enkatresultat": ("team", "31 maj"),
    "dialog": ("preschool", "5 juni"),
    "kvalitetsindikatorn": ("team", "10 juni"),
    "reflektion": ("team", "varje fredag"),
    "apt": ("preschool", "första tisdagen varje månad, efter"),
    "manadsbrev": ("preschool", "den 25 varje månad"),
    "sarskilt-stod": ("preschool", "den 15 varje månad"),
}
CALENDAR_YEAR = {
    "verksamhetsberattelse": ("school_unit", "14 februari året efter"),
    "andel-legitimerade": ("school_unit", "31 januari"),
    "enkat-oppnar": ("department", "måndag vecka 9"),
    "enkat-stanger": ("department", "fredag vecka 14"),
    "vfu-enkat": ("department", "1 september"),
    "miljonivaer": ("preschool", "31 mars"),
    "tertial-1": ("school_unit", "10 maj"),
    "tertial-2": ("school_unit", "10 september"),
    "prognos": ("school_unit", "den 12 varje månad"),
    "sjukfranvaro": ("school_unit", "den 15 varje månad"),
    "ko": ("school_unit", "den 1 varje månad"),
}
GOAL = {
    "mal-planera": ("", "15 februari"),
    "mal-tertial": ("", "10 maj, efter; 10 september, efter; 10 januari året efter, efter"),
    "mal-utfall": ("", "1 december"),
    "mal-analys": ("", "21 december"),
}

PLAN = {
    "plan-utkast": ("", "1 november"),
    "plan-apt": ("", "15 november"),
    "plan-remiss": ("", "25 november"),
    "plan-dialog": ("", "5 december"),
    "plan-anta": ("", "15 december"),
}
ABUSIVE_TREATMENT = {
    "krankande-redovisa": ("preschool", "1 september"),
    "plan-krankande": ("preschool", "15 september"),
    "krankande-manad": ("preschool", "den 20 varje månad"),
}


def easter(year):
    """Return Easter Sunday (the way of Gauss, as Butcher wrote it down)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return dt.date(year, f // 31, f % 31 + 1)


def red_days(year):
    """Return the days off of a year in Sweden, the eves of Midsummer, Christmas and New Year too."""
    sunday = easter(year)
    fixed = [(1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31)]
    midsummer = next(d for d in (dt.date(year, 6, 20) + n * DAY for n in range(7)) if d.weekday() == 5)
    all_saints = next(d for d in (dt.date(year, 10, 31) + n * DAY for n in range(7)) if d.weekday() == 5)
    moving = [sunday - 2 * DAY, sunday, sunday + DAY, sunday + 39 * DAY, sunday + 49 * DAY]
    return {dt.date(year, *one) for one in fixed} | {*moving, midsummer, midsummer - DAY, all_saints}


def is_off(day):
    return day.weekday() > 4 or day in red_days(day.year) or day.isocalendar()[1] in SUMMER


def moved(day, after, may=lambda day: True):
    """Return the open day that a day is moved to; `may`: whether it may lie there. None where there is none."""
    for sign in (1, -1) if after else (-1, 1):
        near = day
        while is_off(near) and may(near):
            near += sign * DAY
        if may(near):
            return near
    return None


def phrase(said, first):
    """Return the days that a phrase names in the twelve months from `first`, moved to open days."""
    months = [(first.year + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1) for n in range(12)]
    last = (dt.date(first.year + 1, first.month, 1) - DAY) if first.month > 1 else dt.date(first.year, 12, 31)
    words, _comma, rest = said.partition(",")
    after = rest.strip() == "efter"
    if match := re.fullmatch(r"(\d+) (\w+)( året efter)?", words):
        year = next(y for y, m in months if m == MONTHS.index(match[2]) + 1) + (1 if match[3] else 0)
        return [moved(dt.date(year, MONTHS.index(match[2]) + 1, int(match[1])), after)]
    if match := re.fullmatch(r"(\w+) (\w+)en i (\w+)", words):
        year, month = next(one for one in months if one[1] == MONTHS.index(match[3]) + 1)
        return [moved(nth(year, month, NTHS[match[1]], match[2]), after)]
    if match := re.fullmatch(r"(\w+) vecka (\d+)", words):
        monday = next(d for d in days(first, last) if d.isocalendar()[1] == int(match[2]) and d.weekday() == 0)
        return [moved(monday + WEEKDAYS.index(match[1]) * DAY, after)]
    if match := re.fullmatch(r"varje (\w+)", words):
        weeks = [d for d in days(first, last) if d.weekday() == 3]
        found = [d + (WEEKDAYS.index(match[1]) - 3) * DAY for d in weeks]
        return [m for d in found if (m := moved(d, after, lambda x, d=d: x.isocalendar()[:2] == d.isocalendar()[:2]))]
    if match := re.fullmatch(r"den (\d+) varje månad", words):
        found = [dt.date(y, m, int(match[1])) for y, m in months]
    else:
        match = re.fullmatch(r"(\w+) (\w+)en varje månad", words)
        found = [nth(y, m, NTHS[match[1]], match[2]) for y, m in months]
    return [m for d in found if (m := moved(d, after, lambda x, d=d: x.month == d.month))]


def nth(year, month, number, weekday):
    first = dt.date(year, month, 1)
    matching = [d for d in (first + n * DAY for n in range(31)) if d.month == month]
    return [d for d in matching if WEEKDAYS[d.weekday()] == weekday][number - 1]


def days(first, last):
    return [first + n * DAY for n in range((last - first).days + 1)]


def year(told, first):
    """Return (entry, kind of unit) → the days of the twelve months from `first`."""
    return {
        (entry, kind): [day for part in said.split(";") for day in phrase(part.strip(), first)]
        for entry, (kind, said) in told.items()
    }
