"""Rounds of any size made, answered, mixed and released, to be measured; what their making took, and the most memory it held."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter, process_time

from django.db import connection
from django.test import override_settings

from bench import spent
from bench.bench_organisation import BEGAN
from bench.rows import Row
from ledger import clock
from ledger.kinds import Registry
from organisation import actions
from surveys.actions import release_round
from surveys.demo import instruments
from surveys.demo.simulating import OF_GUARDIANS, OF_STAFF, SECTIONS_EACH, simulate
from surveys.kinds import Attack, attacks
from surveys.models import Release, ReleasedCell, Round

RATE = 0.7
TABLES = ("release", "releasedcell", "releasedplace", "ballot", "invitation", "roundunit")
MANIFOLD = (
    """
    INSERT INTO surveys_ballot (id, round_id, place_id, audience, codes, weight, extra)
    SELECT gen_random_uuid(), round_id, place_id, audience, codes, weight, NULL
    FROM surveys_ballot, generate_series(2, %s) WHERE round_id = %s
    """,
    """
    INSERT INTO surveys_invitation (round_id, place_id, audience, pair, is_withdrawn, used)
    SELECT round_id, place_id, audience, pair + time * 10000000, is_withdrawn, used
    FROM surveys_invitation, generate_series(2, %s) AS time WHERE round_id = %s
    """,
    "UPDATE surveys_tally SET ballots = ballots * %s, children = children * %s WHERE round_id = %s",
)
"""A mixed round made so many times as large: every answer so many times over."""


@dataclass(frozen=True)
class Scale:
    """How large a round is: units in all, and ballots, about; of them one in `times` was answered, and is there so often.

    staff: they are asked, else guardians. tried: integer programs too, else the rank audit alone.
    """

    units: int
    ballots: int
    times: int = 1
    staff: bool = False
    tried: bool = True


@contextmanager
def keys() -> Iterator[None]:
    """Give rounds a folder for their keys."""
    with tempfile.TemporaryDirectory() as folder, override_settings(KEYS_DIR=f"{folder}/keys", KEYS_COPY=""):
        yield


def released(scale: Scale) -> tuple[Release, list[Row]]:
    """Simulate a round and release it; return the release, and what it took."""
    actions.create_unit(name="Mätning", kind="municipality", key="bench-results", on=BEGAN)
    instruments.load()
    begun = perf_counter()
    held, at = _mixed(scale)
    rows = [Row("a round is simulated, answered and mixed", perf_counter() - begun, "s", at=at)]
    spent.forget_peak()
    before, begun, worked = spent.peak(), perf_counter(), process_time()
    tried: Registry[Attack] = attacks if scale.tried else Registry("attacks")
    release = release_round(round=held, now=clock.now(), tried=tried)
    what = "a result is made, gate and all" if scale.tried else "a result is made, rank audit alone"
    rows += [
        Row(what, perf_counter() - begun, "s", at=at),
        Row(f"{what}: CPU of this process", process_time() - worked, "s CPU", at=at),
        Row(f"{what}: most memory, {before:.0f} MB of it before", spent.peak(), "MB", at=at),
        Row("a result: stored figures", ReleasedCell.objects.filter(release=release).count(), "", at=at),
        *(Row(f"a result: {name}", value, "", at=at) for name, value in _attempted(release).items()),
    ]
    _analyse()
    return release, rows


def _mixed(scale: Scale) -> tuple[Round, dict[str, object]]:
    """Return a mixed round of this scale, and how large it came to be."""
    sections = scale.units * SECTIONS_EACH // (SECTIONS_EACH + 1)
    invited = round(scale.ballots / scale.times / RATE)
    asking = OF_STAFF if scale.staff else OF_GUARDIANS
    made = simulate(units=sections, invited=invited, rate=RATE, close=True, asking=asking)
    if scale.times > 1:
        ballots, invitations, tallies = MANIFOLD
        with connection.cursor() as cursor:
            cursor.execute(ballots, [scale.times, made.round])
            cursor.execute(invitations, [scale.times, made.round])
            cursor.execute(tallies, [scale.times, scale.times, made.round])
    _analyse()
    held = Round.objects.get(pk=made.round)
    who = "staff" if scale.staff else "guardians"
    return held, {"ballots": made.ballots * scale.times, "units": held.units.count(), "of": who}


def _attempted(release: Release) -> dict[str, float]:
    """What its report says of the gate: parts, hidden groups, broken ones, what fell back."""
    report = release.report
    found = {"components": report["components"], "to means": report["to_means"], "lost": report["lost"]}
    for name, told in report["attacks"].items():
        found |= {f"{name}: {key}": told[key] for key in ("parts", "hidden", "broken")}
    return found


def _analyse() -> None:
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"ANALYZE surveys_{table}")
