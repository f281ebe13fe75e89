"""A line to the broker that gives up quickly, and whether it answers."""

import threading
from typing import Any

from celery import Celery
from celery.app import app_or_default
from kombu import Connection

#: How long one step on the line may take, in seconds.
SECONDS = 0.5
#: How long the question whether the broker answers may take in all, name look-up included.
AT_MOST = 2.0
OPTIONS: dict[str, Any] = {
    "socket_timeout": SECONDS,
    "socket_connect_timeout": SECONDS,
    "retry_on_timeout": False,
    "max_retries": 0,
    "interval_start": 0,
    "interval_step": 0,
    "interval_max": 0,
}


def quick_line(app: Celery) -> Connection:
    """Return an unopened connection to the broker that never waits long and never tries again by itself."""
    options = {**(app.conf.broker_transport_options or {}), **OPTIONS}
    return app.connection_for_write(connect_timeout=SECONDS, transport_options=options)


def broker_silence() -> str:
    """Return what keeps the broker from answering, as a word or two without its address; nothing where it answers."""
    said: list[str] = []
    asking = threading.Thread(target=lambda: said.append(_ping()), daemon=True)
    asking.start()
    asking.join(AT_MOST)
    return said[0] if said else "no answer"


def _ping() -> str:
    try:
        with quick_line(app_or_default()) as line:
            channel: Any = line.default_channel
            channel.client.ping()
    except Exception as fault:  # noqa: BLE001 (kombu, redis and the socket raise a dozen sorts; each is an answer)
        return type(fault).__name__
    return ""
