"""What the pages of a round share: the way there, what it is in words, and the page that says what a step means."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from organisation.actions import Refused
from organisation.views.gates import StaffRequest
from surveys.disclosure.policies import POLICIES
from surveys.enums import Audience
from surveys.models import Round
from surveys.rules.audiences import REST
from ui.components import Link

Words = str | Promise


@dataclass(frozen=True)
class Meaning:
    """A step that is to be taken: its heading, what it means, the words of the button; `grave`: there is no way back."""

    title: Words
    sentences: Sequence[Words]
    submit: Words
    lead: Words = ""
    grave: bool = False


def crumbs(held: Round | None = None) -> list[Link]:
    """Return the way to the rounds, or to one of them."""
    way = [Link(_("Enkätomgångar"), reverse("rounds"))]
    return [*way, Link(held.name, reverse("round", args=[held.pk]))] if held else way


def taken(request: StaffRequest, form: forms.Form, act: Callable[..., object], said: str) -> bool:
    """Take a step whose form was sent and say so. Returns False where it was not sent, or was refused: the form says why.

    act: takes the step as `actor`.
    """
    if not form.is_valid():
        return False
    try:
        act(actor=request.user)
    except Refused as fault:
        form.add_error(None, str(fault))
        return False
    messages.success(request, said)
    return True


def meaning_page(
    request: StaffRequest, held: Round, form: forms.Form, meaning: Meaning, *, back: str = "round"
) -> HttpResponse:
    """Draw the page that says what a step means before it is taken. back: the page of the round that one came from."""
    context: dict[str, Any] = {
        "round": held,
        "form": form,
        "meaning": meaning,
        "back": reverse(back, args=[held.pk]),
        "crumbs": crumbs(held),
    }
    return render(request, "surveys/rounds/means.html", context)


def audience_names(audiences: Iterable[str]) -> str:
    """Return audiences in words, in the order in which they are always named."""
    asked = set(audiences)
    return ", ".join(str(audience.label) for audience in Audience if audience in asked)


def limits(held: Round) -> list[str]:
    """Return in sentences how large a group must be before its answers are shown."""
    found = []
    for audience in Audience:
        if audience in held.policies:
            policy = POLICIES[held.policies[audience][REST]]
            found.append(
                _("%(who)s: minst %(k)d svar för ett medelvärde, %(more)d för en fördelning")
                % {"who": audience.label, "k": policy.k, "more": policy.k_distribution}
            )
    return found
