"""Who may read an adopted plan: anyone, unless it was withdrawn; then those who may read the unit's plans."""

import datetime as dt

from django.db.models import Q
from django.http import Http404
from django.utils.translation import gettext as _

from organisation.access import Scope
from organisation.enums import Area, Right
from quality.models import PlanEdition, PlanSeries
from quality.models.plan import PlanEditionQuerySet

RANKED = ("number", "starts_on", "ends_on", "effective_on", "withdrawn_at")


class PlanWithdrawn(Exception):
    """The plan was adopted and then withdrawn, and the reader may not see what it said."""

    def __init__(self, series: PlanSeries) -> None:
        super().__init__(str(series))
        self.series = series


def readable_editions(scope: Scope) -> PlanEditionQuerySet:
    """Return the editions that the person may read."""
    adopted = scope.q(Area.PLAN, Right.READ_ADOPTED, "series__unit") & Q(withdrawn_at=None)
    return PlanEdition.objects.filter(adopted | scope.q(Area.PLAN, Right.READ, "series__unit"))


def get_edition_for(scope: Scope, series_pk: int, number: int | None = None) -> PlanEdition:
    """Return edition `number` of a series, or the one that is its plan today; 404 where there is none.

    Its plan today is the standing edition in force adopted last; else the one in force last; else the one that comes first;
    else, for those who may read it, the one withdrawn last. Raises PlanWithdrawn where all that was asked for is withdrawn.
    """
    asked = PlanEdition.objects.filter(series=series_pk, **({} if number is None else {"number": number}))
    if not asked.exists():
        raise Http404(_("Planen finns inte."))
    seen = list(readable_editions(scope).filter(pk__in=asked.values("pk")).only(*RANKED))
    if not seen:
        raise PlanWithdrawn(PlanSeries.objects.select_related("unit").get(pk=series_pk))
    nearest = max(seen, key=lambda edition: _rank(edition, scope.day))
    return PlanEdition.objects.defer("said").select_related("series__unit", "adopted_by").get(pk=nearest.pk)


def _rank(edition: PlanEdition, today: dt.date) -> tuple[int, int, int]:
    """Return how near an edition is to being the plan of the day: higher is nearer."""
    begins = max(edition.effective_on, edition.starts_on)
    if edition.withdrawn_at is not None:
        return (0, edition.number, 0)
    if begins > today:
        return (1, -begins.toordinal(), edition.number)
    if edition.ends_on < today:
        return (2, edition.ends_on.toordinal(), edition.number)
    return (3, edition.number, 0)
