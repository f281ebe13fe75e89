"""Databases made and dropped beside the suite's own, whoever else is in them.

The suite's role is no superuser: it may end the lines of its own, and not PostgreSQL's autovacuum, which comes when it likes.
PostgreSQL itself sends autovacuum away when a database is copied or dropped, but not when it is dropped by force.
"""

from psycopg import sql

ALONE = """
SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
WHERE datname = %s AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""


def copy_database(line, template, name):
    """Make the database `name` as a copy of `template`; threads that served a browser may still hold a line to that one.

    `line`: a psycopg connection to another database, committing each statement.
    """
    line.execute(ALONE, [template])
    line.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template)))


def drop_database(line, name):
    """Drop the database `name`, if it is there."""
    line.execute(ALONE, [name])
    line.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
