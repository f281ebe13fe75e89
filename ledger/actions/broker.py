"""Tells the workers that a row waits: best effort, quick to give up. The tick does what a lost message left behind."""

import logging
import os
import threading
import time
from typing import Any

from celery import Celery
from celery.app import app_or_default
from django.db import transaction

from ledger.queries.broker import SECONDS, quick_line

logger = logging.getLogger(__name__)

#: After a failure nothing is tried for this long.
PAUSE = 10.0


class _Line:
    """A process's way to the broker: one connection per thread, one breaker for all."""

    def __init__(self) -> None:
        self.process = os.getpid()
        self.local = threading.local()
        self.silent_until = 0.0

    def producer(self, app: Celery) -> Any:
        """Return this thread's producer, connecting first if need be."""
        producer = getattr(self.local, "producer", None)
        if producer is None:
            producer = app.amqp.Producer(quick_line(app), auto_declare=False)
            self.local.producer = producer
        return producer

    @property
    def is_open(self) -> bool:
        """Say whether this thread has a connection, whole or cut."""
        return getattr(self.local, "producer", None) is not None

    def hang_up(self) -> None:
        """Forget this thread's connection."""
        producer, self.local.producer = getattr(self.local, "producer", None), None
        if producer is not None:
            producer.connection.collect(socket_timeout=SECONDS)


_line = _Line()


def _current() -> _Line:
    """Return the line of this process: a forked child never uses its parent's connection."""
    global _line  # noqa: PLW0603 (one per process is the point)
    if _line.process != os.getpid():
        _line = _Line()
    return _line


def send(*, task: str, row: int | None = None) -> bool:
    """Send the message `task(row)` now, or `task()` without a row.

    Returns whether it went; never raises for the broker's sake, and waits for it at most once in a while.
    """
    line = _current()
    if time.monotonic() < line.silent_until:
        return False
    # A line that was open may have been cut long ago (a broker that was started anew): then a new one is tried at once.
    for was_open in [True, False] if line.is_open else [False]:
        try:
            app = app_or_default()
            app.send_task(task, args=[] if row is None else [row], producer=line.producer(app), retry=False)
        except Exception as fault:  # noqa: BLE001 (kombu, redis and sockets raise a dozen sorts; none may reach a request)
            line.hang_up()
            if not was_open:
                line.silent_until = time.monotonic() + PAUSE
                logger.warning("The broker does not answer (%s); the tick will do what waits.", type(fault).__name__)
        else:
            return True
    return False


def announce(*, task: str, row: int) -> None:
    """Send the message `task(row)` once the transaction is committed."""
    transaction.on_commit(lambda: send(task=task, row=row), robust=True)
