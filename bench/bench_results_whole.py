"""A result of a whole country's largest municipality: 9,500 units, 360,000 ballots; release and rank audit, pages and files."""

from collections.abc import Iterator

from bench.bench_results import at
from bench.releasing import Scale
from bench.rows import Row

WHOLE = Scale(units=9_500, ballots=360_000, times=6, tried=False)


def run() -> Iterator[Row]:
    """Measure it once."""
    yield from at(WHOLE)
