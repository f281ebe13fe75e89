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
from dataclasses import asdict, dataclass
from typing import Any

from surveys.demo.walking import Browser, Reply, walk

Walker = tuple[str, Mapping[str, Sequence[str]]]
"""The path of a link, and what each control sends."""


@dataclass(frozen=True)
class Outcome:
    """How many came to the receipt, in how many seconds; the seconds of every request; the driver's own processor time."""

    receipts: int
    seconds: float
    requests: list[float]
    cpu: float
    faults: list[str]

    def within(self, share: float) -> float:
        """Return the milliseconds within which a share of the requests were answered."""
        ordered = sorted(self.requests)
        return ordered[min(int(share * len(ordered)), len(ordered) - 1)] * 1000


class Timed(Browser):
    """A browser that looks at its watch."""

    def __init__(self, site: str, took: list[float]) -> None:
        super().__init__(site)
        self.took = took

    def ask(self, at: str, sent: Sequence[tuple[str, str]] | None = None) -> Reply:
        begun = time.perf_counter()
        reply = super().ask(at, sent)
        self.took.append(time.perf_counter() - begun)
        return reply


def answer_all(site: str, walkers: Sequence[Walker], at_once: int) -> Outcome:
    """Let them answer from another process, so many at once."""
    order = json.dumps({"site": site, "walkers": walkers, "at_once": at_once})
    command = [sys.executable, "-m", "bench.answering"]
    done = subprocess.run(command, input=order, capture_output=True, text=True, check=True)
    return Outcome(**json.loads(done.stdout))


def _answer(site: str, waiting: "queue.SimpleQueue[Walker | None]", requests: list[float], faults: list[str]) -> None:
    while (walker := waiting.get()) is not None:
        try:
            with Timed(site, requests) as browser:
                walk(browser, walker[0], walker[1])
        except Exception as fault:  # noqa: BLE001 - counted, and told at the end
            faults.append(f"{type(fault).__name__}: {fault}")


def main(order: Mapping[str, Any]) -> Outcome:
    """Answer with as many threads as there are to be at once; each person is a new browser with a connection of its own."""
    waiting: queue.SimpleQueue[Walker | None] = queue.SimpleQueue()
    for walker in [*order["walkers"], *[None] * order["at_once"]]:
        waiting.put(walker)
    requests: list[float] = []
    faults: list[str] = []
    threads = [
        threading.Thread(target=_answer, args=(order["site"], waiting, requests, faults))
        for _ in range(order["at_once"])
    ]
    worked, begun = time.process_time(), time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - begun
    receipts = len(order["walkers"]) - len(faults)
    return Outcome(receipts, seconds, requests, time.process_time() - worked, faults)


if __name__ == "__main__":
    json.dump(asdict(main(json.load(sys.stdin))), sys.stdout)
