"""The demo municipality is loaded, once."""

from collections.abc import Callable

from django.conf import settings
from django.db import connection, transaction

from ledger.actions import record
from ledger.kinds import Registry
from ledger.models import Event
from organisation.actions.refusal import Refused
from organisation.kinds import demo

MODES = ("demo", "test")
LOCK = 7_311_002  # any number that nothing else locks


def load_demo(*, loaders: Registry[Callable[[], None]] = demo) -> list[str]:
    """Run each registered loader that has not run here before, each in one transaction; returns the names of those run.

    Each runs behind what it says it builds on, and the database is then told how much there is: it would plan its statements
    for empty tables until it looked by itself. Refused outside demo and test mode: nothing of the demo may exist where real
    people are.
    """
    if settings.MODE not in MODES:
        raise Refused("The demo municipality can be loaded in demo mode only; this is production.")
    return [name for name, load in loaders.items() if _loaded(name, load)]


@transaction.atomic
def _loaded(name: str, load: Callable[[], None]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    if Event.objects.filter(subject=f"demo:{name}").exists():
        return False
    load()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    record(subject=f"demo:{name}", kind="organisation.demo_loaded", actor=None, payload={})
    return True
