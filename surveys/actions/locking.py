"""One lock a round: submits take it together, the mixer alone."""

from django.db import connection

LOCKS = 0x6B76  # the first of two numbers: no other lock of the house has two


def alone(round_id: int) -> None:
    """Wait until no submit is on its way, and keep new ones out until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCKS, round_id])


def together(round_id: int, patience: str) -> bool:
    """Keep the mixer out until the transaction ends; False at once where it is at work. Locks of rows are waited for so long."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_xact_lock_shared(%s, %s), set_config('lock_timeout', %s, true)",
            [LOCKS, round_id, patience],
        )
        return bool(cursor.fetchone()[0])
