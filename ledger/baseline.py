"""The tables of an empty house as one script: what the migrations would have made of an empty database, in a second.

Walking them takes half a minute, nearly all of it spent on models as they once were. `make baseline` writes the script
anew; whatever migration it lacks is applied after it, so an old script costs time and nothing else.
"""

from pathlib import Path

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

SCRIPT = Path(__file__).with_name("baseline.sql")


def begin(connection: BaseDatabaseWrapper) -> bool:
    """Run the script, if it is there, where there is no table at all, wholly or not at all. Tells whether it was run."""
    if not SCRIPT.exists() or connection.introspection.table_names():
        return False
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute("SET LOCAL check_function_bodies = off")
        cursor.execute(SCRIPT.read_text())
    return True
