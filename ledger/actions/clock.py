"""Sets the clock of the demo and of the tests ahead, or back to the real time."""

import datetime as dt

from django.db import transaction

from ledger import clock
from ledger.models import ClockOffset


class ClockStandsFast(Exception):
    """The clock is set in demo and test only."""


@transaction.atomic
def set_clock(*, to: dt.datetime | None) -> dt.datetime:
    """Let the house believe that it is `to` from now on (None: the real time). Returns the house's new *now*.

    Claims, deadlines and signs of life go on in real time. Raises ClockStandsFast in production.
    """
    if not clock.moves():
        raise ClockStandsFast
    ClockOffset.objects.all().delete()
    with clock.one_now():
        real = clock.now()
    if to is not None:
        ClockOffset.objects.create(ahead=to - real)
    return to or real
