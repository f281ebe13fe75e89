"""Workers killed while they hold work: who holds what, who lives, whose claims may be let go."""

import datetime as dt
import os
import random
import signal
import time
from contextlib import suppress

from ledger.models import Effect

WAITING = ("queued", "sending")
LONG_AGO = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)


def kill_holders(house, kills, seconds, kinds="test.%"):
    """Kill workers that hold a claim, one after the other, until so many are dead. Returns how many rows each held as it died."""
    held, end = {}, time.monotonic() + seconds
    while len(held) < kills and time.monotonic() < end:
        holders = house.sql("SELECT DISTINCT claimed_by FROM ledger_effect WHERE claimed_by <> '' AND deadline > now()")
        alive = [pid_of(holder) for (holder,) in holders]
        alive = [pid for pid in alive if pid != os.getpid() and pid not in held and running(pid)]
        if alive:
            chosen = random.choice(alive)
            with suppress(ProcessLookupError):
                os.kill(chosen, signal.SIGKILL)
                held[chosen] = still_held_by(chosen)
        elif not set(WAITING) & set(house.states(kinds)):
            break
        time.sleep(0.05)
    return list(held.values())


def still_held_by(pid):
    """Return how many rows a worker holds that is dead."""
    rows = Effect.objects.filter(state__in=WAITING, claimed_by__contains=f":{pid}:")
    return rows.count()


def let_go_of_the_dead(kind):
    """Let the claims of dead workers run out, and no others: nobody waits in a test as long as production does."""
    held = Effect.objects.filter(kind=kind, state__in=WAITING).exclude(claimed_by="")
    dead = [pk for pk, holder in held.values_list("pk", "claimed_by") if not running(pid_of(holder))]
    Effect.objects.filter(pk__in=dead, state__in=WAITING).update(deadline=LONG_AGO)


def pid_of(holder):
    """Return the process of whoever signed a claim."""
    return int(holder.split(":")[1])


def running(pid):
    """Say whether a process lives (a dead one that nobody has buried does not)."""
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rsplit(") ", 1)[1][0] != "Z"
    except (FileNotFoundError, ProcessLookupError):  # gone before the file was opened, or before it was read
        return False
