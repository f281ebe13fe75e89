"""Numbers of rows before they are stored."""

from django.db import connection, models

SQL = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"


def next_ids(model: type[models.Model], count: int) -> list[int]:
    """Take `count` ids of `model` in one statement, so that rows which point at each other can be stored in bulk."""
    with connection.cursor() as cursor:
        cursor.execute(SQL, [model._meta.db_table, count])
        return [pk for (pk,) in cursor.fetchall()]
