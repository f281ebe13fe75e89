"""A result from its making to its reading: the release with its gate, the pages that read it, the files that hold it.

Rounds are simulated: sections under a school unit, guardians who answer the house's own questionnaire. Everything is rolled back.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter, process_time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.db import connection  # noqa: E402 (models need the settings)
from django.test import Client, override_settings  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from bench.bench_goals import visit  # noqa: E402
from bench.bench_organisation import BEGAN, rolled_back  # noqa: E402
from bench.rows import Row, median_ms  # noqa: E402
from ledger import clock  # noqa: E402
from organisation import actions  # noqa: E402
from organisation.models import Unit  # noqa: E402
from surveys.actions import release_round  # noqa: E402
from surveys.demo import instruments  # noqa: E402
from surveys.demo.simulating import simulate  # noqa: E402
from surveys.models import Release, ReleasedCell, ReleasedPlace, Round  # noqa: E402

SIZES = ((17, 1_450), (100, 8_600), (100, 143_000))
"""Sections asked, and guardians invited: seven of ten answer."""
RATE = 0.7
TABLES = ("release", "releasedcell", "releasedplace", "ballot", "invitation", "roundunit")
FORMS = ("csv", "xlsx", "json", "sav")


def run() -> Iterator[Row]:
    """Measure each size."""
    for units, invited in SIZES:
        with rolled_back(), _keys():
            release, rows = _released(units, invited)
            yield from rows
            yield from _read(release, rows[0].at)


@contextmanager
def _keys() -> Iterator[None]:
    with tempfile.TemporaryDirectory() as folder, override_settings(KEYS_DIR=f"{folder}/keys", KEYS_COPY=""):
        yield


def _released(units: int, invited: int) -> tuple[Release, list[Row]]:
    """Simulate a round and release it; return the release, and what it took."""
    actions.create_unit(name="Mätning", kind="municipality", key="bench-results", on=BEGAN)
    instruments.load()
    begun = perf_counter()
    made = simulate(units=units, invited=invited, rate=RATE, close=True)
    at = {"ballots": made.ballots, "units": made.units}
    rows = [Row("a round is simulated, answered and mixed", perf_counter() - begun, "s", at=at)]
    begun, worked = perf_counter(), process_time()
    release = release_round(round=Round.objects.get(pk=made.round), now=clock.now())
    rows.append(Row("a result is made, gate and all", perf_counter() - begun, "s", at=at))
    rows.append(Row("a result is made, gate and all: CPU of this process", process_time() - worked, "s CPU", at=at))
    rows.append(Row("a result: stored figures", ReleasedCell.objects.filter(release=release).count(), "", at=at))
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"ANALYZE surveys_{table}")
    return release, rows


def _read(release: Release, at: dict[str, object]) -> Iterator[Row]:
    """Measure the pages and files of somebody who reads all of it."""
    rektor = actions.create_person(person=actions.Newcomer("resultat@bench.example", "Rut", "Resultat"))
    actions.assign(user=rektor, unit=Unit.objects.get(pk=release.round.unit_id), role="rektor", starts_on=clock.today())
    client = Client()
    client.force_login(rektor)
    place = ReleasedPlace.objects.filter(release=release, unit__isnull=False).earliest("order")
    pages = {
        "the list of results": reverse("results"),
        "a result's overview": reverse("result", args=[release.pk]),
        "a unit's result": reverse("result_unit", args=[release.pk, place.pk, "guardians"]),
    }
    for name, address in pages.items():
        work = visit(client, address)
        work()
        yield Row(name, median_ms(work), "ms", 5, at)
        with CaptureQueriesContext(connection) as seen:
            work()
        yield Row(f"{name}: statements", len(seen), "statements", at=at)
    begun = perf_counter()
    client.get(reverse("result_report", args=[release.pk, place.pk, "guardians"]))
    yield Row("a unit's result as PDF", perf_counter() - begun, "s", at=at)
    for form in FORMS:
        begun = perf_counter()
        response = client.get(reverse("result_file", args=[release.pk, form]))
        size = sum(map(len, response.streaming_content))
        yield Row(f"a result as {form.upper()}", perf_counter() - begun, "s", at=at)
        yield Row(f"a result as {form.upper()}: size", size / 1_000_000, "MB", at=at)
