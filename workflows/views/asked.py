"""What an address of the wheel says: whose year, and which. It stands there and nowhere else."""

import datetime as dt
import re
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse

from organisation.enums import Area, Right
from organisation.models import Period, Unit
from organisation.rules.periods import Span, period_with
from organisation.views.gates import StaffRequest
from organisation.views.places import roles_of
from workflows.access import get_unit_for
from workflows.rules.wheel import CALENDAR_YEAR, SCHOOL_YEAR

MONTHS = {"08": SCHOOL_YEAR, "01": CALENDAR_YEAR}
YEAR = re.compile(r"(19|20)\d\d-(01|08)", re.ASCII)
MINE = "mitt"
DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Asked:
    """Whose year (`unit`; None: one's own) and which."""

    span: Span
    unit: Unit | None
    home: Unit | None

    @property
    def mine(self) -> bool:
        """Whether only one's own is shown."""
        return self.unit is None

    @property
    def label(self) -> str:
        """The year's name as people say it."""
        return str(Period(kind=self.span.kind, starts_on=self.span.starts_on, ends_on=self.span.ends_on))

    def address(self, view: str = "wheel", **more: str) -> str:
        """Return the address of a view for the same year and unit; `more` changes or adds."""
        said = {"ar": f"{self.span.starts_on:%Y-%m}"}
        if self.unit is not None:
            said["enhet"] = self.unit.key
        elif self.home is not None:
            said |= {"enhet": self.home.key, "visa": MINE}
        else:
            said["visa"] = MINE
        return f"{reverse(view)}?{urlencode({key: value for key, value in (said | more).items() if value})}"

    def year_of(self, kind: str, today: dt.date) -> str:
        """Return how an address says the year of `kind` that is nearest: the one of today where it lies in this one."""
        day = today if self.span.starts_on <= today <= self.span.ends_on else self.span.starts_on + 200 * DAY
        return f"{period_with(kind, day).starts_on:%Y-%m}"

    @property
    def before(self) -> Span:
        """The year before."""
        return period_with(self.span.kind, self.span.starts_on - DAY)

    @property
    def after(self) -> Span:
        """The year after."""
        return period_with(self.span.kind, self.span.ends_on + DAY)


def asked_in(request: StaffRequest) -> Asked:
    """Return what the address asks for; without a unit: where the person works. 404 for a unit that is not theirs to see."""
    said = request.GET.get("ar", "")
    day = dt.date.fromisoformat(f"{said}-01") if YEAR.fullmatch(said) else request.scope.day
    span = period_with(MONTHS[said[-2:]] if YEAR.fullmatch(said) else SCHOOL_YEAR, day)
    key = request.GET.get("enhet", "")
    home = get_unit_for(request.scope, key) if key else _home(request)
    mine = request.GET.get("visa") == MINE
    if home is None and not mine:
        raise Http404
    return Asked(span, None if mine else home, home)


def _home(request: StaffRequest) -> Unit | None:
    """Return the unit where the person works, as far as its goals are theirs to read; else the first that is."""
    here = request.scope.units(Area.VALUES, Right.READ).open_on(request.scope.day)
    own = [role.unit.pk for role in roles_of(request)]
    found = {unit.pk: unit for unit in here.filter(pk__in=own)}
    return next((found[pk] for pk in own if pk in found), None) or here.in_order().first()
