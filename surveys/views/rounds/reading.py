"""The rounds that one may see, and one of them: what it is, how far it has come, what may be done with it."""

from collections.abc import Iterable

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ledger import clock
from organisation.enums import Area, Right
from organisation.views.gates import StaffRequest, may
from surveys.access import get_round_for, may_run
from surveys.enums import MIXED, OPEN, RoundState
from surveys.models import Round
from surveys.queries.results import released
from surveys.queries.rounds import rounds_of, standings, unsigned
from surveys.rules.audiences import invited_among
from surveys.rules.definition.language import own_name
from surveys.views.rounds.header import audience_names, crumbs, limits
from ui.components import Link

PER_PAGE = 30
PLACES_SHOWN = 200


@may(Area.ROUNDS, Right.RATES)
@require_safe
def rounds(request: StaffRequest) -> HttpResponse:
    """List the rounds of one's own units, with how far those that are open have come."""
    page = Paginator(rounds_of(request.scope), PER_PAGE).get_page(request.GET.get("page"))
    results = _results(request, page.object_list)
    rows = [
        (standing, audience_names(standing.round.policies), results.get(standing.round.pk))
        for standing in standings(page.object_list, request.scope)
    ]
    context = {"page": page, "rows": rows, "runs": request.scope.may(Area.ROUNDS, Right.EDIT)}
    return render(request, "surveys/rounds/list.html", context)


@may(Area.ROUNDS, Right.RATES)
@require_safe
def one(request: StaffRequest, pk: int) -> HttpResponse:
    """Show a round."""
    held = get_round_for(request.scope, pk)
    standing = standings([held], request.scope)[0]
    runs = may_run(request.scope, held)
    is_draft = held.state == RoundState.DRAFT
    context = {
        "round": held,
        "runs": runs,
        "is_draft": is_draft,
        "standing": standing,
        "rates": standing.rates[:PLACES_SHOWN],
        "left_out": max(0, len(standing.rates) - PLACES_SHOWN),
        "steps": steps(held) if runs and is_draft else [],
        "title": held.version.shown_title(get_language() or "sv"),
        "audiences": audience_names(held.policies),
        "limits": limits(held),
        "languages": [own_name(tag) for tag in held.languages],
        "is_late": is_draft and held.is_ready and held.opens_on < clock.today(),
        "invites": bool(invited_among(held.policies)),
        "asks_openly": any(audience in held.policies for audience in OPEN),
        "result": _results(request, [held]).get(held.pk),
        "awaits_result": held.state in MIXED and not hasattr(held, "release"),
        "crumbs": crumbs(),
    }
    return render(request, "surveys/rounds/round.html", context)


def steps(held: Round) -> list[tuple[str, str, bool]]:
    """Return what is to be done before a round can open: words, where, and whether it is done."""
    asked, invited = held.units.filter(is_asked=True).count(), held.invitations.count()
    found = [
        (_("Välj enheter"), reverse("round_units", args=[held.pk]), asked > 0),
    ]
    if held.pool_size is None and invited_among(held.policies):
        found.append((_("Lägg till dem som bjuds in"), reverse("round_recipients", args=[held.pk]), invited > 0))
    found += [
        (
            _("Stå för de maskinöversatta texterna på %(language)s") % {"language": own_name(language)},
            reverse("round_sign", args=[held.pk, language]),
            False,
        )
        for language in unsigned(held)
    ]
    if not held.is_ready:
        found.append((_("Säg att omgången får öppna"), reverse("round_ready", args=[held.pk]), False))
    return found


def _results(request: StaffRequest, rounds: Iterable[Round]) -> dict[int, Link]:
    """The ways to the results of these rounds that the person reads something of, by round."""
    if not request.scope.may(Area.CELLS, Right.READ_WORK_ENVIRONMENT):
        return {}
    theirs = released(request.scope).filter(pk__in=[held.pk for held in rounds]).values_list("pk", flat=True)
    return {pk: Link(_("Läs resultatet"), reverse("result", args=[pk])) for pk in theirs}
