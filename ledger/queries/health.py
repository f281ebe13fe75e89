"""Looks up whether this installation can serve: database, migrations, broker, canary. Quick, and never more than seconds."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from django.db import Error, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from ledger import clock
from ledger.queries.broker import broker_silence
from ledger.queries.drift import canary

#: How long the database may take to answer, in milliseconds.
MILLISECONDS = 1_000
#: How long this process remembers that every migration is applied, in seconds.
REMEMBERED = 60


@dataclass(frozen=True)
class Answer:
    """One part's answer: whether it is well, and a word or two without secrets."""

    well: bool
    said: str


def readiness() -> dict[str, Answer]:
    """Return each part's answer. Without a database there is none about migrations and canary but “unknown”."""
    answers = {"database": database()}
    if answers["database"].well:
        answers["migrations"] = _asked(migrations)
        answers["canary"] = _asked(heard)
    else:
        answers["migrations"] = answers["canary"] = Answer(False, "unknown")
    answers["broker"] = broker()
    return answers


def database() -> Answer:
    """Ask the database for a row."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [str(MILLISECONDS)])
            cursor.execute("SELECT 1")
    except Error as fault:
        return Answer(False, type(fault).__name__)
    return Answer(True, "answers")


_applied_at: list[float] = []


def migrations() -> Answer:
    """Say whether every migration is applied. Once they are, this process does not look again for a minute."""
    if _applied_at and time.monotonic() - _applied_at[0] < REMEMBERED:
        return Answer(True, "applied")
    executor = MigrationExecutor(connection)
    left = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if left:
        return Answer(False, f"{len(left)} to apply")
    _applied_at[:] = [time.monotonic()]
    return Answer(True, "applied")


def heard() -> Answer:
    """Say whether the canary has answered within two minutes."""
    sign = canary(clock.real_now())
    if sign.age is None:
        return Answer(False, "never heard")
    return Answer(sign.fresh, f"heard {round(sign.age.total_seconds())} s ago")


def broker() -> Answer:
    """Ask the broker for a PONG, once, without trying again."""
    silence = broker_silence()
    return Answer(not silence, silence or "answers")


def _asked(ask: Callable[[], Answer]) -> Answer:
    """Return an answer, or the class of what went wrong with the question."""
    try:
        return ask()
    except Error as fault:
        return Answer(False, type(fault).__name__)
