"""What the app above may tell quality work: where plans are written."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from ledger.kinds import Registry
from organisation.models import User


@dataclass(frozen=True)
class Draft:
    """The next plan of a series, as it is written. url: where it is written or begun. adopt_url: where it is adopted, once begun.

    begin: begins it for somebody, as a copy of the present one; None once it is begun.
    """

    is_begun: bool
    url: str
    adopt_url: str = ""
    begin: Callable[[User], object] | None = None


Desk = Callable[[int, dt.date], Draft | None]

desks: Registry[Desk] = Registry("Desk")
"""Where plans are written: from the id of a series and a day to the draft of the plan that lasts beyond that day; None where the
series is not written there. It only reads. Filled by the app above in its `apps.py`."""


def draft_after(registry: Registry[Desk], series: int, day: dt.date) -> Draft | None:
    """Return the draft of the plan of `series` that lasts beyond `day`, from the first desk where the series is written."""
    return next((draft for _key, desk in registry.items() if (draft := desk(series, day)) is not None), None)
