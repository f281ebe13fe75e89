"""Letters on paper: ordered at one unit or for all, made by a worker, opened by the browser that ordered them and no other."""

import base64
import binascii

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from organisation.enums import Area, Right
from organisation.forms.refusals import saying_why
from organisation.views.gates import StaffRequest, may
from surveys.access import get_round_for
from surveys.actions.paper import KEPT, order_paper
from surveys.enums import RoundState
from surveys.forms.letters import PaperForm
from surveys.models import PaperSheaf
from surveys.queries.letters import places_without_mail
from surveys.rules.sealing.boxes import CannotOpen, unseal
from surveys.views.rounds.header import crumbs
from ui.views.documents import disposition

COOKIE = "papperbrev-"


@may(Area.ROUNDS, Right.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: StaffRequest, pk: int) -> HttpResponse:
    """Show whom letters can be printed for, and the letters that are made; order some."""
    held = get_round_for(request.scope, pk, Right.EDIT)
    places = places_without_mail(held)
    form = PaperForm(request.POST or None, places=places)
    if form.is_valid():
        with saying_why(form):
            ordered, key = order_paper(round=held, place=form.chosen(), actor=request.user)
            messages.info(request, _("Breven görs nu. Du får ett besked när de är klara."))
            response = redirect("round_paper", held.pk)
            _give_key(response, ordered, key)
            return response
    sheaf = PaperSheaf.objects.select_related("place").filter(round=held, owner=request.user).first()
    context = {
        "round": held,
        "form": form if places and held.state == RoundState.OPEN else None,
        "letters": sum(one.letters for one in places),
        "sheaf": sheaf,
        "is_ours": sheaf is not None and _key_of(request, sheaf) is not None,
        "is_open": held.state == RoundState.OPEN,
        "crumbs": crumbs(held),
    }
    return render(request, "surveys/rounds/paper.html", context)


@may(Area.ROUNDS, Right.EDIT)
@require_safe
def paper_pdf(request: StaffRequest, pk: int) -> HttpResponse:
    """Hand out the letters to the browser that ordered them."""
    held = get_round_for(request.scope, pk, Right.EDIT)
    sheaf = PaperSheaf.objects.filter(round=held, owner=request.user).exclude(box=None).first()
    letters = _opened(request, sheaf) if sheaf else None
    if letters is None:
        messages.info(request, _("Breven går inte att öppna här. Gör dem igen."))
        return redirect("round_paper", held.pk)
    headers = {"Content-Disposition": disposition(_("Brev på papper %(round)s") % {"round": held.name})}
    return HttpResponse(letters, content_type="application/pdf", headers={**headers, "Cache-Control": "no-store"})


def _give_key(response: HttpResponse, sheaf: PaperSheaf, key: bytes) -> None:
    response.set_cookie(
        f"{COOKIE}{sheaf.pk}",
        base64.urlsafe_b64encode(key).decode(),
        max_age=KEPT,
        path=reverse("round_paper", args=[sheaf.round_id]),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _key_of(request: HttpRequest, sheaf: PaperSheaf) -> bytes | None:
    try:
        return base64.urlsafe_b64decode(request.COOKIES.get(f"{COOKIE}{sheaf.pk}", "")) or None
    except (binascii.Error, ValueError):
        return None


def _opened(request: HttpRequest, sheaf: PaperSheaf) -> bytes | None:
    try:
        return unseal(_key_of(request, sheaf) or b"", bytes(sheaf.box or b""))
    except CannotOpen:
        return None
