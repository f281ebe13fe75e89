"""Django's PostgreSQL. A kept connection is looked at before it is used again, and asked only where it does not look well.

Django asks the server `SELECT 1` before the first statement of each request: a third of all statements of somebody who answers a
survey. But a server that goes down says so, or hangs up; either can be seen on the socket. docs/adr/0008
"""

import select

from django.db.backends.postgresql import base
from psycopg import Connection, OperationalError


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to the database."""

    health_check_enabled: bool
    health_check_done: bool

    def close_if_health_check_failed(self) -> None:
        """Close a connection that was kept and is of no use any more."""
        if self.connection is None or not self.health_check_enabled or self.health_check_done:
            return
        if is_quiet(self.connection):
            self.health_check_done = True
        else:
            super().close_if_health_check_failed()


def is_quiet(connection: "Connection[object]") -> bool:
    """Tell whether nothing has come over an idle connection since its last answer: no last word, and no end."""
    try:
        line = connection.pgconn.socket
    except OperationalError:
        return False
    seen = select.poll()
    seen.register(line, select.POLLIN | select.POLLPRI)
    return not seen.poll(0)
