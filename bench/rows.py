"""One measured figure, and how figures are shown."""

import statistics
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from time import perf_counter, process_time
from typing import Any


@dataclass(frozen=True)
class Row:
    """A figure: the median `value` of `runs` runs in `unit`, at the sizes `at`."""

    name: str
    value: float
    unit: str
    runs: int = 1
    at: Mapping[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """Return the row as results.json holds it."""
        return {**asdict(self), "at": dict(self.at)}


def median_ms(work: Callable[[], object], runs: int = 5) -> float:
    """Return the median wall time of `work` in milliseconds, after one run that is not counted."""
    return _median_ms(work, runs, perf_counter)


def median_cpu_ms(work: Callable[[], object], runs: int = 5) -> float:
    """Return the median of what `work` takes of this process's own processor time, in milliseconds, after one run more."""
    return _median_ms(work, runs, process_time)


def _median_ms(work: Callable[[], object], runs: int, clock: Callable[[], float]) -> float:
    work()
    times = []
    for _ in range(runs):
        start = clock()
        work()
        times.append((clock() - start) * 1000)
    return statistics.median(times)


def table(rows: list[Row]) -> str:
    """Return the rows as a text table."""
    lines = [("what", "value", "unit", "runs", "at")]
    for row in rows:
        at = ", ".join(f"{key}={value}" for key, value in row.at.items())
        lines.append((row.name, f"{row.value:,.4g}", row.unit, str(row.runs), at))
    widths = [max(len(line[column]) for line in lines) for column in range(5)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )
