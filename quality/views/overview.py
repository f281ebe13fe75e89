"""Läget: all units at once, for those who decide; narrowed down by the unit over them."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from organisation.enums import Area, Right
from organisation.models import Period, Unit, UnitLink
from organisation.views.gates import StaffRequest, may
from quality.enums import TurnOutcome
from quality.queries.overview import UNSAID, Overview, Status, overview, places, top_of
from quality.rules.differing import FEWER, LATE, MORE
from quality.views.reports.pieces import GOALS
from ui.charts import Bar, BarFigure
from ui.components import Link
from workflows.enums import Stage

DIFFERS: dict[str, str | Promise] = {
    FEWER: gettext_lazy("Färre mål är nådda än i enheterna bredvid"),
    MORE: gettext_lazy("Fler mål är nådda än i enheterna bredvid"),
    LATE: gettext_lazy("Mer är försenat än i enheterna bredvid"),
}


@may(Area.ADOPT, Right.DECIDE)
@require_safe
def status(request: StaffRequest) -> HttpResponse:
    """Show how the units under one stand: the highest that the person may look at, or the one that the address says."""
    parent = _parent(request)
    found = overview(request.scope, parent)
    context = {
        "unit": parent,
        "whole": found.whole,
        "rows": [(one, _stages(one), _outcomes(one), [DIFFERS[word] for word in one.differs]) for one in found.rows],
        "stages": _stages(found.whole),
        "figure": _figure(found.whole),
        "outcomes": _outcomes(found.whole),
        "year": _year(found),
        "crumbs": _crumbs(request, parent),
    }
    return render(request, "quality/reports/overview.html", context)


def _parent(request: StaffRequest) -> Unit:
    key = request.GET.get("enhet", "").replace("\0", "\ufffd")
    found = places(request.scope).filter(key=key).first() if key else top_of(request.scope)
    if found is None:
        raise Http404(_("Enheten finns inte, eller så har du inte tillgång till den."))
    return found


def _stages(one: Status) -> list[tuple[str, int]]:
    """Return how many goals stand at each stage, in words; those without a turn last."""
    known = [(str(stage.label), one.stages[stage]) for stage in Stage if one.stages[stage]]
    return [*known, *([(_("Inget varv"), one.stages[""])] if one.stages[""] else [])]


def _outcomes(one: Status) -> list[tuple[str, str, int]]:
    """Return how many goals went how, each with its mark."""
    return [
        (*GOALS[outcome], one.outcomes[outcome])  # type: ignore[misc]
        for outcome in (*TurnOutcome.values, UNSAID)
        if one.outcomes[outcome]
    ]


def _figure(one: Status) -> BarFigure | None:
    bars = [Bar(word, float(count)) for _mark, word, count in _outcomes(one)]
    high = float(max(one.goals, 1))
    return (
        BarFigure(_("Så gick det enligt den senaste analysen"), _("Läge"), bars, unit="", high=high, decimals=0)
        if bars
        else None
    )


def _year(found: Overview) -> str:
    span = found.reported
    return str(Period(kind=span.kind, starts_on=span.starts_on, ends_on=span.ends_on).label())


def _crumbs(request: StaffRequest, parent: Unit) -> list[Link]:
    over = UnitLink.objects.valid_on(request.scope.day).filter(unit=parent, depth__gt=0)
    seen = places(request.scope).filter(pk__in=over.values("ancestor"))
    above = {unit.pk: unit for unit in seen}
    order = [link for link in over.order_by("-depth").values_list("ancestor", flat=True) if link in above]
    here = reverse("overview")
    return [
        Link(_("Rapporter"), reverse("reports")),
        *(Link(above[pk].name, f"{here}?enhet={above[pk].key}") for pk in order),
    ]
