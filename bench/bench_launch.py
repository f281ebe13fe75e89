"""How long `make run` takes from a fresh clone to the first page, and the second time."""

import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.rows import Row
from launch.household import wipe
from tests.launch.house import House, build, page

SECOND_STARTS = 3
PATIENCE = 600


def run() -> Iterable[Row]:
    """Yield the cold first page (packages in the installer's cache), the second start, and the way down."""
    with fresh_clone() as house:
        first, _ = seconds_to_page(house)
        yield Row("launch: cold first page", first, "s", 1, {"environment": "built", "database": "made"})
        times = [seconds_to_page(house) for _ in range(SECOND_STARTS)]
        yield Row("launch: second start to page", median(up for up, _ in times), "s", SECOND_STARTS, {})
        yield Row("launch: from Ctrl-C to nothing left", median(down for _, down in times), "s", SECOND_STARTS, {})


def median(values: Iterable[float]) -> float:
    """Return the middle one."""
    ordered = sorted(values)
    return ordered[len(ordered) // 2]


@contextmanager
def fresh_clone() -> Iterator[House]:
    """Yield a copy of the product that has never been started."""
    folder = Path(tempfile.mkdtemp(prefix="kv-bench-", dir="/var/tmp"))
    folder.chmod(0o755)
    house = build(folder / "kvalitetshjulet", sys.executable)
    try:
        yield house
    finally:
        wipe(house.places)
        shutil.rmtree(folder)


def seconds_to_page(house: House) -> tuple[float, float]:
    """Start, fetch the page of the demo accounts, stop; return the seconds up to the page and down to nothing."""
    began = time.perf_counter()
    with house.running(patience=PATIENCE) as started:
        status, text = page(f"{house.address}/demo/")
        up = time.perf_counter() - began
        assert (status, "<!doctype html>" in text) == (200, True)
        stopping = time.perf_counter()
        started.interrupt()
        started.wait(PATIENCE)
        return up, time.perf_counter() - stopping
