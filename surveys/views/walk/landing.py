"""The door: a code from paper, or a link from a letter. Opening it changes nothing; *Start* gives a cookie and an address."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from surveys.actions.open_links import begin_open
from surveys.disclosure.policies import POLICIES
from surveys.kinds import Place, links, links_at
from surveys.queries.saying import day_in_words
from surveys.queries.walks import Found
from surveys.rules.definition.fields import Kind, fields
from surveys.rules.phrases import languages, phrases
from surveys.rules.sealing.crockford import read_code
from surveys.views.walk.doors import (
    Bare,
    begin,
    drawn,
    ended,
    found_by,
    named,
    opened_by,
    private,
    sheet_of,
    spoken,
    unknown,
)
from surveys.views.walk.pages import Walk

A_MINUTE = 4  # questions that are answered in a minute


@private
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: HttpRequest) -> HttpResponse:
    """Ask for the code on a paper letter, and lead to what it opens."""
    sheet = Bare(spoken(request, ["sv", *languages()]), settings.ORGANISER)
    typed = request.POST.get("kod", "")[:100].strip()
    if request.method == "POST" and (code := read_code(typed)):
        return redirect("answer", code)
    return drawn(request, "code", sheet, {"typed": typed, "is_wrong": request.method == "POST"})


@private
@csrf_exempt  # the secret in the address is the right to begin; there is no cookie yet that another site could misuse
@require_http_methods(["GET", "HEAD", "POST"])
def landing(request: HttpRequest, secret: str) -> HttpResponse:
    """Say who asks, why, how anonymous one is and until when; *Start* begins the walk."""
    found = found_by(secret) or opened_by(secret)
    if found is None:
        return unknown(request)
    if not found.may_begin:
        return ended(request, found)
    language = spoken(request, found.languages)
    if request.method == "POST":
        return _begun(request, found, language)
    return _landed(request, found, secret, language)


def _begun(request: HttpRequest, found: Found, language: str) -> HttpResponse:
    walking = begin_open(found) if found.link else found
    if walking is None:
        return ended(request, found, language)
    response = Walk(request, walking, language).first()
    begin(response, walking)
    return response


def _landed(request: HttpRequest, found: Found, secret: str, language: str) -> HttpResponse:
    sheet = sheet_of(found, language)
    asked = fields(sheet.version)
    policy = POLICIES[found.policies[found.audience][""]]
    url = reverse("answer", args=[secret])
    return drawn(
        request,
        "landing",
        sheet,
        {
            "found": found,
            "url": f"{url}?sprak={language}",
            "languages": named(found, url, language),
            "lead": sheet.version.lead.shown(language, sheet.version.base)[0],
            "facts": facts(found, language, policy.k, any(one.kind is Kind.TEXT for one in asked)),
            "minutes": _minutes(found, language, len(asked)),
            "links": links_at(links, Place.LANDING, found.round, found.unit, phrases(language)),
            "is_begun": found.revision > 0,
        },
    )


def _minutes(found: Found, language: str, questions: int) -> str:
    words = "open-minutes" if found.is_open else "minutes"
    return phrases(language).say(words, minutes=max(1, round(questions / A_MINUTE)))


def facts(found: Found, language: str, least: int, has_texts: bool) -> list[tuple[str, str, str]]:
    """Return what is good to know before one answers: icon, question, answer."""
    say = phrases(language)
    day = day_in_words(found.closes_on, language)
    texts = f" {say['texts-text']}" if has_texts else ""
    return [
        ("people", say["who"], say.say("who-text", organiser=settings.ORGANISER, place=found.place)),
        *([("globe", say["open"], say["open-text"])] if found.is_open else []),
        ("shield", say["seen"], say["open-seen-text" if found.is_open else "seen-text"]),
        ("lock", say["groups"], say.say("groups-text", least=least) + texts),
        ("clock", say["until"], say.say("until-text", day=day)),
        ("calendar", say["kept"], say.say("kept-text", months=found.keep_months)),
    ]
