"""Tells the workers that a row waits: best effort, quick to give up. The tick does what a lost message left behind."""

import logging
import os
import threading
import time
from typing import Any

from celery import Celery, current_app
from django.db import transaction

logger = logging.getLogger(__name__)

#: A request never waits longer than this for the broker, and only the first one does.
SECONDS = 0.5
#: After a failure nothing is tried for this long.
PAUSE = 10.0
OPTIONS = {
    "socket_timeout": SECONDS,
    "socket_connect_timeout": SECONDS,
    "retry_on_timeout": False,
    "max_retries": 0,
    "interval_start": 0,
    "interval_step": 0,
    "interval_max": 0,
}


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
            options = {**(app.conf.broker_transport_options or {}), **OPTIONS}
            connection = app.connection_for_write(connect_timeout=SECONDS, transport_options=options)
            producer = app.amqp.Producer(connection, auto_declare=False)
            self.local.producer = producer
        return producer

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


def send(*, task: str, row: int) -> bool:
    """Send the message `task(row)` now. Returns whether it went; never raises for the broker's sake."""
    line = _current()
    if time.monotonic() < line.silent_until:
        return False
    try:
        current_app.send_task(task, args=[row], producer=line.producer(current_app), retry=False, ignore_result=True)
    except Exception as fault:  # noqa: BLE001 (kombu, redis and the socket raise a dozen sorts; none may reach a request)
        line.silent_until = time.monotonic() + PAUSE
        logger.warning("The broker does not answer (%s); the tick will do what waits.", type(fault).__name__)
        line.hang_up()
        return False
    return True


def announce(*, task: str, row: int) -> None:
    """Send the message `task(row)` once the transaction is committed."""
    transaction.on_commit(lambda: send(task=task, row=row), robust=True)
