"""Those who answer, in a process of their own: `python -m bench.answering`, links and answers in, seconds out, as JSON.

It knows nothing of the house but an address, and has neither settings nor database.
"""

import json
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from http import HTTPStatus
from typing import Any

from surveys.demo.walking import Browser, Reply, walk

Walker = tuple[str, Mapping[str, Sequence[str]]]
"""The path of a link, and what each control sends."""


@dataclass(frozen=True)
class Outcome:
    """How many came to the receipt, in how many seconds; the seconds of every request; the driver's own processor time.

    refused: the seconds of every answer that there was no room. wrong: how many of those did not hold what was sent.
    """

    receipts: int
    seconds: float
    requests: list[float]
    cpu: float
    faults: list[str]
    refused: list[float]
    wrong: int

    def within(self, share: float, *, refused: bool = False) -> float:
        """Return the milliseconds within which a share of the requests were answered, or of the refused ones refused."""
        ordered = sorted(self.refused if refused else self.requests)
        return ordered[min(int(share * len(ordered)), len(ordered) - 1)] * 1000


@dataclass
class Watch:
    """What everybody's watch has shown."""

    took: list[float] = field(default_factory=list)
    refused: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


class Timed(Browser):
    """A browser that looks at its watch. Where there is no room it waits as long as it is told and sends what it was given."""

    def __init__(self, site: str, watch: Watch) -> None:
        super().__init__(site)
        self.watch = watch

    def ask(self, at: str, sent: Sequence[tuple[str, str]] | None = None) -> Reply:
        while True:
            begun = time.perf_counter()
            reply = super().ask(at, sent)
            seconds = time.perf_counter() - begun
            if reply.status != HTTPStatus.SERVICE_UNAVAILABLE:
                self.watch.took.append(seconds)
                return reply
            self.watch.refused.append(seconds)
            if sent is not None and reply.fields != [tuple(pair) for pair in sent]:
                self.watch.wrong.append(at)
            sent = None if sent is None else reply.fields
            time.sleep(reply.wait)


def answer_all(site: str, walkers: Sequence[Walker], at_once: int) -> Outcome:
    """Let them answer from another process, so many at once. Whoever is refused comes again."""
    order = json.dumps({"site": site, "walkers": walkers, "at_once": at_once})
    command = [sys.executable, "-m", "bench.answering"]
    done = subprocess.run(command, input=order, capture_output=True, text=True, check=True)
    return Outcome(**json.loads(done.stdout))


def _answer(site: str, waiting: "queue.SimpleQueue[Walker | None]", watch: Watch) -> None:
    while (walker := waiting.get()) is not None:
        try:
            with Timed(site, watch) as browser:
                walk(browser, walker[0], walker[1])
        except Exception as fault:  # noqa: BLE001 - counted, and told at the end
            watch.faults.append(f"{type(fault).__name__}: {fault}")


def main(order: Mapping[str, Any]) -> Outcome:
    """Answer with as many threads as there are to be at once; each person is a new browser with a connection of its own."""
    waiting: queue.SimpleQueue[Walker | None] = queue.SimpleQueue()
    for walker in [*order["walkers"], *[None] * order["at_once"]]:
        waiting.put(walker)
    watch = Watch()
    threads = [threading.Thread(target=_answer, args=(order["site"], waiting, watch)) for _ in range(order["at_once"])]
    worked, begun = time.process_time(), time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - begun
    cpu, receipts = time.process_time() - worked, len(order["walkers"]) - len(watch.faults)
    return Outcome(receipts, seconds, watch.took, cpu, watch.faults, watch.refused, len(watch.wrong))


if __name__ == "__main__":
    json.dump(asdict(main(json.load(sys.stdin))), sys.stdout)
