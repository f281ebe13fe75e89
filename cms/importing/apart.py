"""Reads a plan in a process of its own: a hostile file can cost no more than its time and memory.

`read_apart(data)` starts `python -m cms.importing.apart`, which reads the file from standard input and tells what it holds
as JSON. That process knows no database.
"""

import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from cms.rules.review.document import as_plain
from cms.rules.review.reading import read
from quality.importing.files import TOO_MUCH, read_file, refuse_too_big
from quality.importing.outline import Outline
from quality.importing.refusal import Refused

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 90  # that the process may live, on a busy machine; a plan takes less than one
WORK = 30  # seconds of computing
MEMORY = 1_200_000_000  # bytes that the process may ask for


@dataclass(frozen=True)
class Reading:
    """What a file was read as: the rows and findings of the review, the source by line, and how much was placed."""

    rows: list[dict[str, Any]]
    findings: list[dict[str, Any]]
    source: list[str]
    coverage: dict[str, int]


def read_apart(data: bytes) -> Reading:
    """Return what a file holds. Raises Refused, whose text is a sentence for the reader."""
    refuse_too_big(len(data))
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "cms.importing.apart"],
            input=data,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env=environment,
        )
    except subprocess.TimeoutExpired:
        raise Refused(TOO_MUCH) from None
    if done.returncode:
        raise Refused(TOO_MUCH)
    told: dict[str, Any] = json.loads(done.stdout)
    if "refused" in told:
        raise Refused(told["refused"], **told["values"])
    return Reading(**told)


def tell(data: bytes) -> dict[str, Any]:
    """Return what a file holds, or why it is refused, as JSON data."""
    try:
        outline = read_file(data)
    except Refused as refusal:
        return {"refused": refusal.sentence, "values": refusal.values}
    return asdict(reading_of(outline))


def reading_of(outline: Outline) -> Reading:
    """Return an outline as it is stored for the review."""
    made = read(outline)
    counted = outline.coverage
    return Reading(
        rows=as_plain(made.document),
        findings=[asdict(asked) for asked in made.asked],
        source=[_storable(line) for line in outline.source],
        coverage={"visible": counted.visible, "placed": counted.placed, "twice": counted.twice},
    )


def _storable(line: str) -> str:
    """Return a line without the one letter that a database cannot hold."""
    return line.replace("\0", "")


def _confine() -> None:
    """Bound this process's memory and time, where the system can."""
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (WORK, WORK))


def main() -> int:
    """Read a file on standard input and tell what it says."""
    _confine()
    try:
        told = tell(sys.stdin.buffer.read())
    except (MemoryError, RecursionError):
        told = {"refused": TOO_MUCH, "values": {}}
    sys.stdout.write(json.dumps(told))
    return 0


if __name__ == "__main__":
    sys.exit(main())
