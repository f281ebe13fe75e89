"""A round opens, is prolonged, closes early, is stopped or taken away: each page says first what it means."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from ledger import clock
from organisation.enums import Area, Right
from organisation.forms.refusals import saying_why
from organisation.views.gates import StaffRequest, may
from surveys.access import get_round_for
from surveys.actions import (
    close_round,
    discard_round,
    hold_back,
    make_ready,
    prolong_round,
    sign_for_language,
    stop_round,
)
from surveys.enums import OPEN
from surveys.forms.rounds import PlainForm, ProlongForm, SureForm
from surveys.models import Round
from surveys.rules.definition.language import own_name
from surveys.views.rounds.header import Meaning, meaning_page, taken

SHOW_AND_SEND = ["GET", "HEAD", "POST"]


@may(Area.ROUNDS, Right.EDIT)
@require_http_methods(SHOW_AND_SEND)
def ready(request: StaffRequest, pk: int) -> HttpResponse:
    """Let the clock open the round on its day."""
    held = get_round_for(request.scope, pk, Right.EDIT)
    today, opens = clock.today(), date_format(held.opens_on, "j F Y")
    when = _("Den öppnar om någon minut.") if held.opens_on <= today else _("Den öppnar %(day)s.") % {"day": opens}
    invited = held.invitations.count()
    people = ngettext("%(n)d person kan svara, en gång.", "%(n)d personer kan svara, en gång var.", invited)
    openly = _("Varje enhet får en öppen länk. Med den kan vem som helst svara, hur många gånger som helst.")
    meaning = Meaning(
        title=_("Låt %(round)s öppna") % {"round": held.name},
        sentences=[
            when,
            *([people % {"n": invited}] if invited else []),
            *([openly] if any(audience in held.policies for audience in OPEN) else []),
            _stands(held),
            _("Fram till dess kan du ta tillbaka det."),
        ],
        submit=_("Låt den öppna"),
    )
    return _step(request, held, meaning, PlainForm, make_ready, _("Klart. Omgången öppnar på sin dag."))


def _stands(held: Round) -> str:
    """Say what stands once a round is open."""
    if held.pool_size is not None:
        return _("När den har öppnat ändras frågorna inte. Var och en bjuds in när dagen kommer, en gång.")
    return _("När den har öppnat ändras varken frågorna, enheterna eller vilka som är inbjudna.")


@may(Area.ROUNDS, Right.EDIT)
@require_http_methods(SHOW_AND_SEND)
def wait(request: StaffRequest, pk: int) -> HttpResponse:
    """Take back that the round may open."""
    held = get_round_for(request.scope, pk, Right.EDIT)
    meaning = Meaning(
        title=_("Låt %(round)s vänta") % {"round": held.name},
        sentences=[_("Den öppnar inte förrän du säger till igen."), _("Enheter och inbjudna finns kvar.")],
        submit=_("Låt den vänta"),
    )
    return _step(request, held, meaning, PlainForm, hold_back, _("Omgången väntar."))


@may(Area.ROUNDS, Right.EDIT)
@require_http_methods(SHOW_AND_SEND)
def sign(request: StaffRequest, pk: int, language: str) -> HttpResponse:
    """Answer for the machine-made texts of a language."""
    held = get_round_for(request.scope, pk, Right.EDIT)
    if language not in held.languages:
        raise Http404
    named = {"language": own_name(language)}
    meaning = Meaning(
        title=_("Stå för texterna på %(language)s") % named,
        sentences=[
            _("Texterna är översatta av en maskin, och ingen har läst dem."),
            _("Läs dem med någon som kan språket. Enkäten går att prova i biblioteket."),
            _("Ditt namn och dagen skrivs ner."),
        ],
        submit=_("Jag står för texterna"),
    )

    def signed(*, round: Round, actor: Any) -> None:
        sign_for_language(round=round, language=language, actor=actor)

    return _step(request, held, meaning, SureForm, signed, _("Tack. Du står för texterna på %(language)s.") % named)


@may(Area.ROUNDS, Right.EDIT)
@require_http_methods(SHOW_AND_SEND)
def prolong(request: StaffRequest, pk: int) -> HttpResponse:
    """Let an open round close later."""
    held = get_round_for(request.scope, pk, Right.EDIT)
    form = ProlongForm(request.POST or None, closes_on=held.closes_on)
    if form.is_valid():
        with saying_why(form):
            on = form.cleaned_data["closes_on"]
            prolong_round(round=held, closes_on=on, actor=request.user)
            messages.success(request, _("Det går att svara till och med %(day)s.") % {"day": date_format(on, "j F Y")})
            return redirect("round", held.pk)
    meaning = Meaning(
        title=_("Förläng %(round)s") % {"round": held.name},
        sentences=[
            _("Nu går det att svara till och med %(day)s.") % {"day": date_format(held.closes_on, "j F Y")},
            _("Länkar och koder som redan är skickade gäller längre. Det som är svarat står fast."),
            _("Resultatet kommer lika mycket senare."),
        ],
        submit=_("Förläng"),
    )
    return meaning_page(request, held, form, meaning)


@may(Area.ROUNDS, Right.EDIT)
@require_http_methods(SHOW_AND_SEND)
def close(request: StaffRequest, pk: int) -> HttpResponse:
    """Close an open round before its day."""
    held = get_round_for(request.scope, pk, Right.EDIT)
    meaning = Meaning(
        title=_("Stäng %(round)s nu") % {"round": held.name},
        sentences=[
            _("Ingen mer kan börja svara. Den som har börjat har en timme på sig."),
            _("Adresserna tas bort, och inga fler brev går ut."),
            _("Efter timmen blandas svaren. När nyckeln sedan är förstörd kan ingen ta reda på vem som svarade vad."),
            _("En omgång som är stängd öppnas aldrig igen."),
        ],
        submit=_("Stäng omgången"),
        grave=True,
    )
    return _step(request, held, meaning, SureForm, _now(close_round), _("Omgången är stängd."))


@may(Area.ROUNDS, Right.EDIT)
@require_http_methods(SHOW_AND_SEND)
def stop(request: StaffRequest, pk: int) -> HttpResponse:
    """Stop a round that went wrong."""
    held = get_round_for(request.scope, pk, Right.EDIT)
    meaning = Meaning(
        title=_("Stoppa %(round)s") % {"round": held.name},
        lead=_("För en omgång som blev fel: fel frågor, fel mottagare."),
        sentences=[
            _("Alla svar som har kommit in raderas. Ingen har läst dem."),
            _("Adresser och påbörjade svar raderas. Länkarna säger att omgången är stoppad."),
            _("Det blir inget resultat."),
            _("Det går inte att ångra."),
        ],
        submit=_("Stoppa och radera svaren"),
        grave=True,
    )
    return _step(request, held, meaning, SureForm, _now(stop_round), _("Omgången är stoppad och svaren raderade."))


@may(Area.ROUNDS, Right.EDIT)
@require_http_methods(SHOW_AND_SEND)
def discard(request: StaffRequest, pk: int) -> HttpResponse:
    """Take away a round that has not opened."""
    held = get_round_for(request.scope, pk, Right.EDIT)
    meaning = Meaning(
        title=_("Ta bort %(round)s") % {"round": held.name},
        sentences=[
            _("Omgången har inte öppnat. Ingen har svarat."),
            _("Valda enheter och inbjudna försvinner med den."),
        ],
        submit=_("Ta bort omgången"),
        grave=True,
    )
    return _step(request, held, meaning, PlainForm, discard_round, _("Omgången är borttagen."), to="rounds")


def _now(act: Callable[..., object]) -> Callable[..., object]:
    def done(*, round: Round, actor: Any) -> None:
        act(round=round, now=clock.now(), actor=actor)

    return done


def _step(
    request: StaffRequest,
    held: Round,
    meaning: Meaning,
    form_class: type[forms.Form],
    act: Callable[..., object],
    said: str,
    *,
    to: str = "round",
) -> HttpResponse:
    """Show what a step means, and take it when it is sent."""
    form = form_class(request.POST if request.method == "POST" else None)
    if taken(request, form, partial(act, round=held), said):
        return redirect("rounds") if to == "rounds" else redirect(to, held.pk)
    return meaning_page(request, held, form, meaning)
