"""Empties the database after a test that commits.

Django would truncate some two hundred tables and make all permissions anew, which takes longer than most such tests.
"""

from functools import cache

from django.db import connection, transaction

KEPT = {"django_content_type", "auth_permission"}  # what Django makes of the models themselves after it truncated
GUARDED = (
    "SELECT DISTINCT quote_ident(relname) FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid WHERE NOT tgisinternal"
)


def empty(_case=None):
    """Delete the rows of every table that has any, whatever guards them; the database asks who refers to them at the end."""
    assert connection.settings_dict["NAME"].startswith("test_"), "only a test's database is emptied"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {', '.join(_tables())} IN SHARE ROW EXCLUSIVE MODE")  # after whoever still writes
        cursor.execute(
            " UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS (SELECT FROM {table})" for table in _tables())
        )
        held = [table for (table,) in cursor.fetchall()]
        guarded = [table for table in held if table in _guarded()]
        for table in guarded:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for table in held:
            cursor.execute(f"DELETE FROM {table}")
        if guarded:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in guarded:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


@cache
def _tables():
    names = connection.introspection.django_table_names(only_existing=True, include_views=False)
    return [connection.ops.quote_name(name) for name in sorted(set(names) - KEPT)]


@cache
def _guarded():
    with connection.cursor() as cursor:
        cursor.execute(GUARDED)
        return {connection.ops.quote_name(name) for (name,) in cursor.fetchall()}
