"""The page from which the result of a mixed round is made: it says first what that means, then one follows the job."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from organisation.actions import Refused
from organisation.enums import Area, Right
from organisation.views.gates import StaffRequest, may
from surveys.access import get_round_for
from surveys.actions import start_release
from surveys.forms.rounds import PlainForm
from surveys.models import Round
from surveys.views.rounds.header import Meaning, meaning_page


@may(Area.ROUNDS, Right.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def make_result(request: StaffRequest, pk: int) -> HttpResponse:
    """Say what it means to make the result of a round, and begin it when that is sent."""
    held = get_round_for(request.scope, pk, Right.EDIT)
    form = PlainForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            job = start_release(round=held, actor=request.user)
        except Refused as fault:
            form.add_error(None, str(fault))
        else:
            if job.owner_id == request.user.pk:
                return redirect("job", job.pk)
            messages.info(request, _("Resultatet tas redan fram. Det kommer hit när det är klart."))
            return redirect("results")
    return meaning_page(request, held, form, _meaning(held))


def _meaning(held: Round) -> Meaning:
    return Meaning(
        title=_("Ta fram resultatet av %(round)s") % {"round": held.name},
        sentences=[
            _("Svaren räknas ihop, och det som ingen kan kännas igen i väljs ut."),
            _(
                "Innan någon får se något försöker ett program räkna ut enskilda svar. Det som går att räkna ut visas inte."
            ),
            _("Resultatet tas fram en gång. Sedan ändras det aldrig."),
            _(
                "Det tar från några sekunder till flera minuter. Du kan lämna sidan, och får ett besked när det är klart."
            ),
        ],
        submit=_("Ta fram resultatet"),
    )
