"""What a respondent is told when it does not go just now, in their own language: too many answer, or the database is away."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from surveys.rules.phrases import languages
from surveys.views.walk.doors import busy, private
from ui.kinds import Voice, voices

LANGUAGE = 2  # where it stands in the address of a walk, after the mark of walks and its reference


def answers_here(request: HttpRequest) -> bool:
    """Return whether the page is one of those where a survey is answered."""
    return request.path.startswith(reverse("answer_code"))


@private
def resting(request: HttpRequest) -> HttpResponse:
    """Say it without the database: which survey it is, nobody asks."""
    parts = request.path.removeprefix(reverse("answer_code")).split("/")
    named = parts[LANGUAGE] if len(parts) > LANGUAGE else ""
    return busy(request, language=named if named in languages() else "")


def register() -> None:
    """Let the pages where surveys are answered speak for themselves."""
    voices.register("surveys.walk", Voice(speaks=answers_here, answer=resting))
