"""Open links: the address and the code of each unit, a sheet to put up, and what it means to stop one or to make it anew."""

from collections.abc import Callable
from functools import partial
from urllib.parse import urljoin

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from organisation.enums import Area, Right
from organisation.views.gates import StaffRequest, may
from surveys.access import get_round_for
from surveys.actions.open_links import renew_open_link, stop_open_link
from surveys.actions.paper import poster
from surveys.enums import OPEN, RoundState
from surveys.forms.rounds import PlainForm
from surveys.models import OpenLink
from surveys.queries.open_links import came_by_links, open_links_of
from surveys.rules.sealing.crockford import grouped
from surveys.views.rounds.header import Meaning, crumbs, meaning_page, taken
from ui.views.documents import disposition

SHOW_AND_SEND = ["GET", "HEAD", "POST"]
PER_PAGE = 50


@may(Area.ROUNDS, Right.EDIT)
@require_safe
def open_links(request: StaffRequest, pk: int) -> HttpResponse:
    """List the links of a round, with how many have come by them."""
    held = get_round_for(request.scope, pk, Right.EDIT)
    page = Paginator(open_links_of(held), PER_PAGE).get_page(request.GET.get("page"))
    rows = [(one, urljoin(settings.SITE_URL, reverse("answer", args=[one.code])), grouped(one.code)) for one in page]
    context = {
        "round": held,
        "page": page,
        "rows": rows if held.state == RoundState.OPEN else [],
        "asks_openly": any(audience in held.policies for audience in OPEN),
        "came": came_by_links(held),
        "entry": urljoin(settings.SITE_URL, reverse("answer_code")),
        "crumbs": crumbs(held),
    }
    return render(request, "surveys/rounds/open_links.html", context)


@may(Area.ROUNDS, Right.EDIT)
@require_safe
def open_link_pdf(request: StaffRequest, pk: int, link: int) -> HttpResponse:
    """Hand out a sheet to put up at the unit: a page for each language of the round."""
    found = _link(request, pk, link)
    if found.round.state != RoundState.OPEN or found.is_stopped:
        return redirect("round_open_links", pk)
    headers = {"Content-Disposition": disposition(_("Öppen länk %(place)s") % {"place": found.place.name})}
    return HttpResponse(poster(found), content_type="application/pdf", headers={**headers, "Cache-Control": "no-store"})


@may(Area.ROUNDS, Right.EDIT)
@require_http_methods(SHOW_AND_SEND)
def stop(request: StaffRequest, pk: int, link: int) -> HttpResponse:
    """Stop a link."""
    found = _link(request, pk, link)
    meaning = Meaning(
        title=_("Stoppa länken till %(place)s") % {"place": found.place.name},
        sentences=[
            _("Ingen mer kan börja svara med den. Den som har börjat kan svara färdigt."),
            _("Svar som redan har kommit in står fast: de går inte att skilja från varandra."),
            _("Egna länkar och koder påverkas inte."),
        ],
        submit=_("Stoppa länken"),
        grave=True,
    )
    return _step(request, found, meaning, stop_open_link, _("Länken är stoppad."))


@may(Area.ROUNDS, Right.EDIT)
@require_http_methods(SHOW_AND_SEND)
def renew(request: StaffRequest, pk: int, link: int) -> HttpResponse:
    """Give a unit another link."""
    found = _link(request, pk, link)
    meaning = Meaning(
        title=_("Gör en ny länk till %(place)s") % {"place": found.place.name},
        sentences=[
            _("Länken, rutan och koden som sitter uppe slutar fungera. Sätt upp det nya bladet i stället."),
            _("Den som har börjat kan svara färdigt, och svar som har kommit in står fast."),
        ],
        submit=_("Gör en ny länk"),
    )
    return _step(request, found, meaning, renew_open_link, _("Den nya länken gäller nu."))


def _link(request: StaffRequest, pk: int, link: int) -> OpenLink:
    held = get_round_for(request.scope, pk, Right.EDIT)
    found = get_object_or_404(open_links_of(held), pk=link)
    found.round = held
    return found


def _step(
    request: StaffRequest, found: OpenLink, meaning: Meaning, act: Callable[..., object], said: str
) -> HttpResponse:
    form = PlainForm(request.POST if request.method == "POST" else None)
    if taken(request, form, partial(act, link=found), said):
        return redirect("round_open_links", found.round_id)
    return meaning_page(request, found.round, form, meaning, back="round_open_links")
