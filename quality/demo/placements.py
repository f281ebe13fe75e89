"""Students on placement in the demo: a pool that has been open since the autumn began, and placements that near their end."""

import datetime as dt

from django.conf import settings
from django.utils import timezone

from ledger import clock
from organisation.enums import UnitKind
from organisation.models import Unit
from quality.actions.placements import register_placement
from quality.demo import loading
from quality.rules.surveys import MONTHS_KEPT, STUDENTS, SURVEYS
from surveys.actions import Plan, ask_units, make_ready, make_round, open_round
from surveys.demo.instruments import officer_of
from surveys.models import Questionnaire
from surveys.queries import version_in_force
from surveys.queries.pools import pool_name
from surveys.rules.audiences import policies_for

RUN_BY = "forskoleforvaltningen"
OPEN_SINCE = dt.timedelta(days=75)
PLACED = (
    ("manskaran", "student.ett", -28, 6, "elin.forsberg", "dragan.petrovic"),
    ("manskaran", "student.tva", -7, 27, "elin.forsberg", "dragan.petrovic"),
    ("vagen", "student.tre", -14, 20, "maja.ljung", "bengt.carlen"),
    ("ekorren", "student.fyra", 10, 38, "", "camilla.roos"),
)
"""Where, whose address, first and last day counted from today, who supervises, who registered it."""


def load() -> None:
    """Open the pool, and register who comes. Where there is no folder for keys no pool could open: then there is none."""
    if not settings.KEYS_DIR:
        return
    today = clock.today()
    with clock.one_now(_at(today - OPEN_SINCE)):
        _open_pool()
    for unit, student, first, last, supervisor, actor in PLACED:
        with clock.one_now(_at(today + dt.timedelta(days=min(first, 0) - 3))):
            register_placement(
                unit=Unit.objects.get(key=unit),
                email=f"{student}@post.example",
                starts_on=today + dt.timedelta(days=first),
                ends_on=today + dt.timedelta(days=last),
                supervisor=loading.person_of(supervisor) if supervisor else None,
                actor=loading.person_of(actor),
            )


def _open_pool() -> None:
    survey, today, unit = SURVEYS[STUDENTS], clock.today(), Unit.objects.get(key=RUN_BY)
    questionnaire = Questionnaire.objects.get(key=survey.questionnaire)
    version = version_in_force(questionnaire, today) or questionnaire.versions.earliest("number")
    officer = officer_of(Unit.objects.filter(parent=None).in_order()[0])
    made = make_round(
        plan=Plan(
            version=version,
            unit=unit,
            name=pool_name(version.shown_title("sv"), questionnaire.key, unit.pk),
            policies=policies_for(survey.audiences, []),
            languages=[version.base],
            opens_on=today,
            closes_on=today + dt.timedelta(weeks=survey.weeks),
            keep_months=MONTHS_KEPT,
            pool_size=survey.pool_size,
        )
    )
    preschools = Unit.objects.under(unit, today).open_on(today).filter(kind=UnitKind.PRESCHOOL)
    ask_units(round=made, units=list(preschools.in_order()))
    make_ready(round=made, actor=officer)
    open_round(round=made)


def _at(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(9, 40), timezone.get_default_timezone())
