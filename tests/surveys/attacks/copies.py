"""What an insider takes: copies of the tables' files as they lie on the disk, dead rows too, and the write-ahead log.

The files are read through the server, as a superuser may; the pages are taken apart here, so that no extension is needed.
"""

import re
import struct
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
from django.db import connection

from launch.postgres import SUPERUSER

PAGE = 8192
NORMAL = 1
SLOT = "an_insider"
TABLES = ("surveys_invitation", "surveys_inbox", "surveys_draft", "surveys_ballot")


@dataclass(frozen=True)
class Row:
    """A row as it lies on a page, alive or dead: who wrote it, who deleted it, where, and its first bytes."""

    xmin: int
    xmax: int
    page: int
    line: int
    data: bytes

    @property
    def number(self):
        """The first column as a number."""
        return struct.unpack_from("<q", self.data)[0]

    @property
    def uuid(self):
        """The first column as a UUID's bytes."""
        return self.data[:16]


@dataclass(frozen=True)
class Copy:
    """The files of the tables at one moment, their overflow files too."""

    tables: dict
    overflow: dict

    def rows(self, table):
        """Return the rows of a table in the order of the file."""
        return list(rows_of(self.tables[table]))

    def holding(self, words):
        """Return the tables in whose files some bytes stand in clear."""
        return {
            table
            for table in self.tables
            if re.search(words, self.tables[table]) or re.search(words, self.overflow[table])
        }


def copied():
    """Take a copy of the tables' files."""
    asked("CHECKPOINT")
    overflow = "(SELECT reltoastrelid FROM pg_class WHERE oid = %s::regclass)"
    return Copy(
        {table: _file("pg_relation_filepath(%s::regclass)", table) for table in TABLES},
        {table: _file(f"pg_relation_filepath(NULLIF({overflow}, 0)::regclass)", table) for table in TABLES},
    )


def swept():
    """Rid the files of what earlier rounds left in them, before anybody answers.

    Of a table whose deleted rows have long values VACUUM FULL can fail: autovacuum may have taken the values and left the rows.
    """
    asked("VACUUM FULL surveys_invitation")
    asked("TRUNCATE surveys_inbox, surveys_draft, surveys_ballot")


def rows_of(file):
    """Yield the rows of a table's file: page header, line pointers, row headers."""
    for page in range(len(file) // PAGE):
        start = page * PAGE
        lower = struct.unpack_from("<H", file, start + 12)[0]
        for line in range(max(0, lower - 24) // 4):
            pointer = struct.unpack_from("<I", file, start + 24 + 4 * line)[0]
            offset, state, length = pointer & 0x7FFF, pointer >> 15 & 3, pointer >> 17
            if state == NORMAL and length:
                at = start + offset
                xmin, xmax = struct.unpack_from("<II", file, at)
                head = file[at + 22]
                yield Row(xmin, xmax, page, line, file[at + head : at + length])


@contextmanager
def log_kept():
    """Keep the server from throwing its log away meanwhile."""
    asked("SELECT pg_create_physical_replication_slot(%s, true)", [SLOT])
    try:
        yield
    finally:
        asked("SELECT pg_drop_replication_slot(%s)", [SLOT])


def now_in_the_log():
    """Return where the log has come to."""
    return asked("SELECT pg_current_wal_insert_lsn()::text")


def log_between(start, end):
    """Return the bytes of the log between two places, as they lie on the disk."""
    between = "name BETWEEN pg_walfile_name(%s::pg_lsn) AND pg_walfile_name(%s::pg_lsn)"
    names = asked_all(f"SELECT name FROM pg_ls_waldir() WHERE {between} ORDER BY name", [start, end])
    files = [bytes(asked("SELECT pg_read_binary_file('pg_wal/' || %s)", [name])) for (name,) in names]
    first, last = (asked("SELECT file_offset FROM pg_walfile_name_offset(%s::pg_lsn)", [at]) for at in (start, end))
    files[-1] = files[-1][:last]
    files[0] = files[0][first:]
    return b"".join(files)


def transactions_between(start, end):
    """Return table → transactions that wrote rows of it, as the log tells; None where the server has no reader of its log.

    A reader that tidies a page up writes to the log as well; that is no row.
    """
    if not asked("SELECT count(*) FROM pg_available_extensions WHERE name = 'pg_walinspect'"):
        return None
    asked("CREATE EXTENSION IF NOT EXISTS pg_walinspect")
    database = asked("SELECT oid FROM pg_database WHERE datname = current_database()")
    paths = {f"{database}/{asked('SELECT pg_relation_filenode(%s::regclass)', [table])}": table for table in TABLES}
    found = {table: set() for table in TABLES}
    records = asked_all(
        "SELECT xid::text::bigint, block_ref FROM pg_get_wal_records_info(%s, pg_current_wal_flush_lsn()) "
        "WHERE record_type ~ 'INSERT|UPDATE|DELETE' AND end_lsn <= %s::pg_lsn",
        [start, end],
    )
    for xid, blocks in records:
        for node in re.findall(r"rel \d+/(\d+/\d+)", blocks):
            if node in paths and xid:
                found[paths[node]].add(xid)
    return found


@contextmanager
def insider():
    """Open a connection of the server's superuser: the suite's own role, or, on the embedded servers, the one that made it."""
    named = connection.get_connection_params()
    given = {key: named[key] for key in ("host", "port", "user", "password", "dbname") if named.get(key)}
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        role = {} if cursor.fetchone()[0] else {"user": SUPERUSER}
    with psycopg.connect(**given | role, autocommit=True) as opened, opened.cursor() as cursor:
        yield cursor


def asked(sql, values=()):
    """Return the first value of a statement, as the superuser."""
    with insider() as cursor:
        cursor.execute(sql, values or None)
        return cursor.fetchone()[0] if cursor.description else None


def asked_all(sql, values=()):
    """Return the rows of a statement, as the superuser."""
    with insider() as cursor:
        cursor.execute(sql, values or None)
        return cursor.fetchall()


def _file(path, table):
    with insider() as cursor:
        cursor.execute(f"SELECT pg_read_binary_file(p) FROM (SELECT {path} AS p) AS f WHERE p IS NOT NULL", [table])
        row = cursor.fetchone()
    return bytes(row[0]) if row else b""
