"""Results: a list with one and with none, a round's overview, a unit's result."""

from django.urls import reverse

from organisation.enums import Role
from surveys.actions.reports import order_reports
from surveys.models import Release, ReportSheaf
from tests.access.results import address_of, release_with_words
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
