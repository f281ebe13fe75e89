"""The part of a worker that talks with the broker; it outlives every way of losing it."""

import logging

from celery.worker.consumer import Consumer

log = logging.getLogger(__name__)


class SteadyConsumer(Consumer):
    """Celery's own, which ends the whole worker where what is left of a lost connection can't be closed.

    kombu 5.7 then wants to give back unacknowledged messages through a connection that it has let go of already, and falls
    with an AttributeError. The messages come back by themselves: the tick sends what is not done.
    """

    def on_connection_error_after_connected(self, exc: Exception) -> None:
        """Let go of the lost connection; whatever that meets, the worker goes on and connects anew."""
        try:
            super().on_connection_error_after_connected(exc)
        except Exception:
            log.warning("What was left of a lost connection could not be closed.", exc_info=True)
            self.connection = None
