"""What guardians answered in the demo, each spring since last year: values and all that is quoted come from it."""

import datetime as dt

from ledger import clock
from quality.actions.moving import look_at
from quality.demo import loading, texts
from quality.models import Movement
from surveys.demo.before import OPEN_FOR, ask_guardians

FIRST_DAY = (3, 2)
LIFTS = (0.45, 0.75)
"""How much better than usual it was, last year and this."""
AFTERWARDS = dt.timedelta(days=7)
LOOKED_WITHIN = dt.timedelta(days=9)
"""How soon whoever decides has looked at a value that moved."""


def load() -> None:
    """Ask in the spring of last year and of this, where that is over."""
    today = clock.today()
    for back, lift in zip((1, 0), LIFTS, strict=True):
        opens_on = dt.date(today.year - back, *FIRST_DAY)
        if opens_on + OPEN_FOR + AFTERWARDS < today:
            ask_guardians(over=texts.COMMITTEE, opens_on=opens_on, lift=lift)


def look() -> None:
    """Let those who decide look at the values that moved, but not at the last days' yet."""
    now = clock.now()
    waiting = Movement.objects.filter(looked_at=None, noticed_at__lte=now - LOOKED_WITHIN).order_by("noticed_at", "pk")
    for movement in waiting.select_related("observation__indicator__series__unit"):
        leader = loading.DECIDERS[movement.observation.indicator.series.unit.key]
        with clock.one_now(movement.noticed_at + LOOKED_WITHIN):
            look_at(movement=movement, actor=loading.person_of(leader))
