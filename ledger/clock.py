"""The one source of *now*: PostgreSQL's clock."""

import datetime as dt

from django.db import connection


def now() -> dt.datetime:
    """Return the time of the current transaction in PostgreSQL, aware, in UTC."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")
        moment: dt.datetime = cursor.fetchone()[0]
    return moment.astimezone(dt.UTC)
