"""The baseline makes what the migrations make: the same tables, rules, triggers and first rows."""

import re
from collections import Counter

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from launch.baseline import made_of
from ledger import baseline

SHAPES = {
    "columns": """
        SELECT c.relname, a.attname, a.attnum > 0, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity,
               a.attstorage, a.attcollation::regcollation::text, pg_get_expr(d.adbin, d.adrelid)
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v', 'S') AND a.attnum > 0
              AND NOT a.attisdropped""",
    "constraints": """
        SELECT conrelid::regclass::text, conname, contype, condeferrable, condeferred, pg_get_constraintdef(oid)
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n'""",
    "indexes": "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "triggers": """
        SELECT tgrelid::regclass::text, tgname, tgenabled, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal""",
    "functions": """
        SELECT proname, pg_get_functiondef(p.oid) FROM pg_proc p
        WHERE pronamespace = 'public'::regnamespace AND prokind = 'f'
              AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = p.oid AND deptype = 'e')""",
    "settings of tables": """
        SELECT relname, reloptions, relpersistence, relreplident FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v')""",
    "extensions": "SELECT extname FROM pg_extension",
}
TABLES = "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1"
#: PostgreSQL writes an expression that it reads a second time with other parentheses and casts between its two kinds of text.
SPELLING = re.compile(r"::(character varying|text)(\[\])?|[()\s]")
#: Columns of first rows that tell when and by which throw of dice they were made.
ITS_OWN = {"applied", "translation_key", "created_at", "uuid"}


@pytest.fixture
def other_database(django_db_setup, django_db_blocker):
    """Return a function that migrates an empty database and tells its shape and its rows.

    It stands in for the tests' own while it does: some of Wagtail's migrations know one database only.
    """
    usual = connection.settings_dict["NAME"]
    name = f"baseline_{usual}"

    def told(**options):
        with django_db_blocker.unblock():
            _ask(f'DROP DATABASE IF EXISTS "{name}"', f'CREATE DATABASE "{name}"')
            connection.close()
            connection.settings_dict["NAME"] = name
            try:
                call_command("migrate", verbosity=0, interactive=False, **options)
                with connection.cursor() as cursor:
                    return shape(cursor), rows(cursor)
            finally:
                connection.close()
                connection.settings_dict["NAME"] = usual
                ContentType.objects.clear_cache()
                _ask(f'DROP DATABASE "{name}"')

    return told


def _ask(*statements):
    with connection._nodb_cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def shape(cursor):
    """Return what the catalogue tells of the tables."""
    found = {}
    for what, ask in SHAPES.items():
        cursor.execute(ask)
        found[what] = Counter(SPELLING.sub("", repr(row)) for row in cursor.fetchall())
    return found


def rows(cursor):
    """Return every table's rows without what differs from time to time."""
    cursor.execute(TABLES)
    found = {}
    for (table,) in cursor.fetchall():
        cursor.execute(f'SELECT * FROM "{table}"')
        names = [column.name for column in cursor.description]
        kept = [
            place
            for place, name in enumerate(names)
            if name not in ITS_OWN and not (name == "id" and table in NUMBERED)
        ]
        found[table] = Counter(repr([row[place] for place in kept]) for row in cursor.fetchall())
    return found


#: Tables whose rows are numbered in the order that migrations happened to run.
NUMBERED = {"django_migrations"}


@pytest.mark.django_db
def test_the_baseline_holds_every_migration(tmp_path):
    text = baseline.SCRIPT.read_text()
    known = [one for one in MigrationLoader(None).disk_migrations.values() if not one.replaces]
    missing = [str(one) for one in known if f"'{one.app_label}', '{one.name}'" not in text]
    assert missing == [], "Run `make baseline`: the script in ledger/ lacks these migrations."


def test_the_baseline_was_made_of_the_migrations_as_they_stand():
    assert made_of() in baseline.SCRIPT.read_text(), "Run `make baseline`: a migration is not what it was."


@pytest.mark.slow
def test_the_baseline_makes_what_the_migrations_make(other_database):
    by_script, by_walking = other_database(), other_database(from_nothing=True)
    for one, other in zip(by_script, by_walking, strict=True):
        assert one.keys() == other.keys()
        apart = {part: (one[part] - other[part], other[part] - one[part]) for part in one if one[part] != other[part]}
        assert apart == {}


@pytest.mark.django_db
def test_a_database_with_tables_is_left_alone():
    assert baseline.begin(connection) is False
