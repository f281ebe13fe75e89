"""A result from its making to its reading: the release with its gate, the pages that read it, the files that hold it.

Rounds are simulated: sections under preschools, guardians who answer the house's own questionnaire, staff who answer that of
their work environment. Everything is rolled back.
"""

import os
from collections.abc import Iterator
from time import perf_counter

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.db import connection  # noqa: E402 (models need the settings)
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from bench.bench_goals import visit  # noqa: E402
from bench.bench_organisation import rolled_back  # noqa: E402
from bench.releasing import Scale, keys, released  # noqa: E402
from bench.rows import Row, median_cpu_ms, median_ms  # noqa: E402
from ledger import clock  # noqa: E402
from organisation import actions  # noqa: E402
from organisation.models import Unit  # noqa: E402
from surveys.models import Release, ReleasedPlace  # noqa: E402

SCALES = (
    Scale(units=20, ballots=1_000),
    Scale(units=100, ballots=6_000),
    Scale(units=100, ballots=6_000, staff=True),
    Scale(units=100, ballots=100_000, times=10),
    Scale(units=100, ballots=1_000_000, times=100),
    Scale(units=1_000, ballots=60_000),
)
FORMS = ("csv", "xlsx", "json", "sav")


def run() -> Iterator[Row]:
    """Measure each size."""
    for scale in SCALES:
        yield from at(scale)


def at(scale: Scale) -> Iterator[Row]:
    """Measure the making and the reading of a result of one size."""
    with rolled_back(), keys():
        release, rows = released(scale)
        yield from rows
        yield from _read(release, "all-staff" if scale.staff else "guardians", dict(rows[0].at))


def _read(release: Release, audience: str, at: dict[str, object]) -> Iterator[Row]:
    """Measure the pages and files of somebody who reads all of it."""
    rektor = actions.create_person(person=actions.Newcomer("resultat@bench.example", "Rut", "Resultat"))
    actions.assign(user=rektor, unit=Unit.objects.get(pk=release.round.unit_id), role="rektor", starts_on=clock.today())
    client = Client()
    client.force_login(rektor)
    here = ReleasedPlace.objects.filter(release=release, unit=release.round.unit_id).get()
    pages = {
        "the list of results": reverse("results"),
        "a result's overview": reverse("result", args=[release.pk]),
        "a unit's result": reverse("result_unit", args=[release.pk, here.pk, audience]),
    }
    for name, address in pages.items():
        work = visit(client, address)
        yield Row(name, median_ms(work), "ms", 5, at)
        yield Row(f"{name}: CPU of this process", median_cpu_ms(work), "ms CPU", 5, at)
        with CaptureQueriesContext(connection) as seen:
            work()
        yield Row(f"{name}: statements", len(seen), "statements", at=at)
    begun = perf_counter()
    client.get(reverse("result_report", args=[release.pk, here.pk, audience]))
    yield Row("a unit's result as PDF", perf_counter() - begun, "s", at=at)
    for form in FORMS:
        begun = perf_counter()
        response = client.get(reverse("result_file", args=[release.pk, form]))
        size = sum(map(len, response.streaming_content))
        yield Row(f"a result as {form.upper()}", perf_counter() - begun, "s", at=at)
        yield Row(f"a result as {form.upper()}: size", size / 1_000_000, "MB", at=at)
