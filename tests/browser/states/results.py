"""Results: a list with one and with none, a round's overview, a unit's result."""

import datetime as dt
from functools import partial

from django.urls import reverse

from organisation.enums import Role
from surveys.actions.reports import order_reports
from surveys.models import QuestionnaireVersion, Release, ReportSheaf
from tests.access.results import FIVE, WORDS, address_of, release_of, release_with_words
from tests.browser.states.making import at, state

LEADER = Role.REKTOR

at("results", "/resultat/", LEADER, door="results")


@state("result", LEADER, door="result")
def result(world):
    return address_of(world)


@state("result-staff", LEADER, door="result")
def result_of_staff(world):
    return f"{address_of(world)}?vilka=all-staff"


@state("result-level", LEADER)
def result_of_a_level(world):
    return f"{address_of(world)}?vilka=guardians&enhet={world.things['released_place', 'own']}"


@state("result-reports", LEADER, door="result_reports")
def result_reports(world):
    return reverse("result_reports", args=[world.things["release", "own"]])


@state("result-reports-made", LEADER)
def result_reports_made(world):
    pk = world.things["release", "own"]
    release, rektor = Release.objects.get(pk=pk), world.cast.of("a", LEADER)
    sheaf = order_reports(release=release, audience="", reports=7, actor=rektor)
    ReportSheaf.objects.filter(pk=sheaf.pk).update(box=b"-")
    return reverse("result_reports", args=[pk])


@state("result-make", LEADER, door="result_make")
def result_make(world):
    return reverse("result_make", args=[world.things["round", "own"]])


@state("result-texts-none", Role.QUALITY_OFFICER, door="result_texts")
def result_texts_none(world):
    return reverse("result_texts", args=[world.things["release", "own"]])


@state("result-texts", Role.QUALITY_OFFICER)
def result_texts(world):
    return reverse("result_texts", args=[release_with_words(world).pk])


@state("result-unit", LEADER, door="result_unit")
def result_unit(world):
    return reverse(
        "result_unit", args=[world.things["release", "own"], world.things["released_place", "own"], "guardians"]
    )


@state("result-unit-years", LEADER)
def result_of_a_unit_over_years(world):
    """A preschool's third round: what rose, beside the whole, with a section below that is shown and one that is too small."""
    units = [world.cast.a[place] for place in ("school_unit", "preschool", "section", "other_team")]
    version = QuestionnaireVersion.objects.filter(questionnaire__key="enkat-a").latest("number")
    for year, rise in ((2023, 0), (2024, 4), (2025, 9)):
        on, name = dt.date(year, 3, 20), f"Vårens enkät {year}"
        if not Release.objects.filter(name=name).exists():
            release_of(version, units[0], units, name, words=WORDS, figures=partial(_risen, rise), on=on)
    last = Release.objects.get(name="Vårens enkät 2025")
    return reverse("result_unit", args=[last.pk, last.places.get(unit=units[1]).pk, "guardians"])


def _risen(rise, unit, part):
    if unit.key.startswith("other-team"):
        return []
    lift = rise + len(unit.name) % 5
    own = {"mean_is": "at", "mean_of": "own"}
    return [
        {"measure": "ute", "mean": f"{3.1 + lift / 10:.1f}", "shares": FIVE, "step": 10, **own},
        {"measure": "lyssnar", "mean": f"{4.4 - lift / 20:.1f}", "shares": FIVE, "step": 10, **own},
        {"measure": "index-personal", "mean": f"{70 + lift}.0", **own},
    ]
