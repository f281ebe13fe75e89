"""The way to the broker, for those whose line was lost while they worked."""

from typing import Any

from kombu.transport import TRANSPORT_ALIASES
from kombu.transport.redis import Channel, Transport
from redis.exceptions import ConnectionError as LineLost


class SteadyChannel(Channel):
    """kombu's own, which ends a whole worker that acknowledges or gives back a message of a line that is gone.

    kombu 5.7 then asks for a new line of a connection that has been let go of, and falls with an AttributeError, which nobody
    above takes for a fault of the line. Said as such a fault it is noted, and the worker goes on. Nothing is lost: what was
    done is done in the database, and what was not is sent anew by the tick.
    """

    def _connparams(self, *args: Any, **kwargs: Any) -> Any:
        if self.connection is None or self.connection.client is None:
            raise LineLost("The line that the message came by is gone.")
        return super()._connparams(*args, **kwargs)  # type: ignore[misc]


class SteadyTransport(Transport):
    """kombu's way to Redis and Valkey, whose channels know that they are gone."""

    Channel = SteadyChannel


def use_it() -> None:
    """Let every address of a Redis or a Valkey, by port, socket or TLS, be reached this way."""
    for scheme in ("redis", "rediss"):
        TRANSPORT_ALIASES[scheme] = "ledger.transport:SteadyTransport"
