"""Loads the demo's plans of the two years before, three years of values and what became of the activities: with actions alone,
each dated as if people had done it then."""

import datetime as dt
from collections.abc import Callable
from functools import partial

from django.utils import timezone

from ledger import clock
from organisation.actions import ensure_period
from organisation.demo.people import DOMAIN
from organisation.models import Period, Unit, User
from organisation.rules.periods import periods_of
from quality.actions.plans import adopt_plan, open_series
from quality.actions.values import correct_value, give_activity, move_activity, redefine_indicator, report_value
from quality.demo import texts, values
from quality.demo.building import ident
from quality.enums import ActivityStatus
from quality.models import Activity, Goal, Indicator, IndicatorVersion, Observation, PlanSeries
from quality.rules.plan import PlanText
from quality.rules.values import Value, read_value

HOW_LONG = 2  # years before the present one
KINDS = {"year": "calendar_year"}
DECIDERS = {texts.COMMITTEE: "helin.aydin", "norra": "amina.lindvall", "sodra": "henrik.dahlqvist"}
Step = tuple[dt.datetime, Callable[[], object]]


def load() -> None:
    """Adopt, report, correct, redefine and move along: each step at its own moment, none after now."""
    adopt_before()
    report()


def adopt_before() -> None:
    """Adopt the plans of the years before this."""
    now = clock.now()
    year = clock.today().year
    for key, decider in DECIDERS.items():
        open_series(unit=_unit(key), name=texts.SERIES, actor=person_of(decider))
    _done(_adoptions(year), now)


def report() -> None:
    """Report, correct, redefine and move along. What a survey has given a value for is not reported by hand."""
    now = clock.now()
    year = clock.today().year
    _done([*_reports(year), *_redefinitions(year), *_corrections(year)], now)
    _done(_moves(year, now), now)


def catch_up() -> None:
    """Report the values and move the activities of what was adopted since `load`: this year's. A second time does nothing."""
    now = clock.now()
    year = clock.today().year
    _done([*_reports(year), *_moves(year, now)], now)


def _moves(year: int, now: dt.datetime) -> list[Step]:
    ids = {ident("activity", key.format(last=year - 1, now=year)): move for key, move in values.MOVES.items()}
    found = Activity.objects.filter(block_id__in=ids, status=ActivityStatus.PLANNED, status_on=None)
    steps: list[Step] = []
    for activity in found.select_related("series__unit"):
        status, days, owner = ids[activity.block_id]
        at = now - dt.timedelta(days=days)
        actor = person_of(DECIDERS[activity.series.unit.key])
        if owner:
            steps.append((at, partial(give_activity, activity=activity, owner=person_of(owner), actor=actor)))
        on = at.date()
        steps.append((at, partial(move_activity, activity=activity, status=ActivityStatus(status), on=on, actor=actor)))
    return steps


def resolved(text: PlanText) -> PlanText:
    """Return a text of this demo with the numbers of the committee's goals that its own contribute to."""
    above = Goal.objects.filter(series__unit__key=texts.COMMITTEE, block_id__in=texts.CONTRIBUTES.values())
    return texts.contributing(text, dict(above.values_list("block_id", "pk")))


def _done(steps: list[Step], now: dt.datetime) -> None:
    for at, step in sorted(steps, key=lambda one: one[0]):
        if at <= now:
            with clock.one_now(at):
                step()


def _adoptions(year: int) -> list[Step]:
    steps: list[Step] = []
    for before in range(HOW_LONG, 0, -1):
        for minute, key in enumerate(DECIDERS):
            unit = _unit(key)
            on = max(dt.date(year - before, 1, 1), unit.valid_from)
            at = _at(dt.date(year - before - 1, 12, 10), minute)
            steps.append((at, partial(adopt, key, year - before, on, year)))
    return steps


def adopt(key: str, year: int, on: dt.date, this_year: int) -> None:
    """Adopt the plan for `year` of the unit `key`, in force from `on`, as it reads when the present year is `this_year`."""
    series = PlanSeries.objects.get(unit__key=key, name=texts.SERIES)
    text = resolved(texts.plans(year, this_year)[key])
    adopt_plan(series=series, text=text, effective_on=on, actor=person_of(DECIDERS[key]))


def _reports(year: int) -> list[Step]:
    """Return the reports: yearly ones in June of their year, the others twelve days after their period."""
    steps: list[Step] = []
    for line in values.LINES:
        spans = periods_of(KINDS.get(line.every, line.every), dt.date(year - HOW_LONG, 1, 1), dt.date(year, 12, 31))
        for span, said in zip(spans, line.values.split(), strict=False):
            on = dt.date(span.starts_on.year, 6, 8) if line.every == "year" else span.ends_on + dt.timedelta(days=12)
            if said != "-":
                steps.append((_at(on), partial(_report, line, ensure_period(kind=span.kind, day=span.starts_on), said)))
    return steps


def _report(line: values.Line, period: Period, said: str) -> None:
    indicator = Indicator.objects.select_related("series__unit").filter(block_id=line.indicator).first()
    if indicator is None:
        return
    unit = _unit(line.unit)
    if not Observation.objects.filter(indicator=indicator, unit=unit, period=period).exists():
        report_value(
            indicator=indicator,
            unit=unit,
            period=period,
            value=_value(indicator, said),
            actor=person_of(DECIDERS[indicator.series.unit.key]),
            source=line.source,
        )


def _corrections(year: int) -> list[Step]:
    return [(_at(dt.date(year - 1, 10, 6)), partial(_correct, one)) for one in values.CORRECTIONS]


def _correct(wrong: values.Correction) -> None:
    found = Observation.objects.standing().filter(indicator__block_id=ident("indicator", wrong.key))
    observation = found.filter(unit__key=wrong.unit).order_by("period__starts_on")[wrong.place]
    correct_value(
        observation=observation,
        value=_value(observation.indicator, wrong.value),
        actor=person_of("amina.lindvall"),
        comment=wrong.comment,
    )


def _redefinitions(year: int) -> list[Step]:
    return [
        (_at(dt.date(year - 1, one.month - 1, 20)), partial(_redefine, one, dt.date(year - 1, one.month, 1)))
        for one in values.REDEFINITIONS
    ]


def _redefine(one: values.Redefinition, on: dt.date) -> None:
    indicator = Indicator.objects.get(block_id=ident("indicator", one.key))
    redefine_indicator(
        indicator=indicator, effective_on=on, actor=person_of("amina.lindvall"), reason=one.reason, **one.changed
    )


def _value(indicator: Indicator, said: str) -> Value:
    definition = IndicatorVersion.objects.decided_last().get(indicator=indicator)
    value = read_value(said, definition.unit_of_measure)
    if not isinstance(value, Value):
        raise TypeError(f"The demo's value “{said}” cannot be read: {value}.")
    return value


def _at(day: dt.date, minute: int = 0) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(9, 30 + minute), tzinfo=timezone.get_default_timezone())


def _unit(key: str) -> Unit:
    return Unit.objects.get(key=key)


def person_of(name: str) -> User:
    """Return the person of the demo whose address begins so."""
    return User.objects.get(email=f"{name}@{DOMAIN}")
