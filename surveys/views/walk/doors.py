"""What every page of the walk shares: who has come, in which language, and what is said where there is no going on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation.trans_real import parse_accept_lang_header

from surveys.enums import RoundState
from surveys.forms import Paper, paper
from surveys.queries.walks import Found, find, find_open, lookup_key
from surveys.rules.definition.language import direction, fallbacks, own_name
from surveys.rules.phrases import languages, phrases
from surveys.rules.sealing.crockford import read_code
from surveys.rules.sealing.secrets import cookie_of, read_cookie, read_secret, reference_of, walk_of
from ui.views.again import again

WAIT = 60  # seconds: what a busy house asks for
View = Callable[..., HttpResponse]
COOKIE = "svara-"


@dataclass(frozen=True)
class Bare:
    """What a page without a questionnaire is drawn with."""

    language: str
    title: str

    @property
    def direction(self) -> str:
        """The way the language runs."""
        return direction(self.language)


def private(view: View) -> View:
    """Keep a page out of every cache and every search, and say which language it is in."""

    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        patch_cache_control(response, no_store=True, private=True)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        response.headers.setdefault("Content-Language", getattr(request, "walk_language", settings.LANGUAGE_CODE))
        return response

    return door


def found_by(secret: str) -> Found | None:
    """Return the invitation of a token or a code, or None: a stranger learns nothing from which."""
    known = read_secret(secret)
    return find(walk_of(known)) if known else None


def opened_by(secret: str) -> Found | None:
    """Return the open link of a code, or None."""
    code = read_code(secret)
    return find_open(code) if code else None


def begun(request: HttpRequest, reference: str) -> Found | None:
    """Return the invitation of a walk that this browser has begun."""
    walk = read_cookie(lookup_key(), request.COOKIES.get(COOKIE + reference, ""))
    return find(walk) if walk and reference_of(walk) == reference else None


def begin(response: HttpResponse, found: Found) -> None:
    """Give the browser the cookie of the walk: of this walk alone, and of its pages alone."""
    reference = reference_of(found.walk)
    response.set_cookie(
        COOKIE + reference,
        cookie_of(lookup_key(), found.walk),
        path=reverse("walk", args=[reference]),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def spoken(request: HttpRequest, known: list[str]) -> str:
    """Return the language to speak, of those there are: what the address asks for, else what the browser does, else the first."""
    asked = request.GET.get("sprak", "")
    wanted = (
        [asked]
        if asked
        else [tag for tag, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", ""))]
    )
    for tag in wanted:
        for one in fallbacks(tag, tag):
            if one in known:
                return one
    return known[0]


def sheet_of(found: Found, language: str) -> Paper:
    """Return the questionnaire of a round in one of its languages."""
    return paper(found.version, language)


def named(found: Found, url: str, chosen: str) -> list[dict[str, Any]]:
    """Return the languages of a round for the list of links."""
    return [
        {
            "code": code,
            "name": own_name(code),
            "url": f"{url}?sprak={code}",
            "dir": direction(code),
            "current": code == chosen,
        }
        for code in found.languages
    ]


def drawn(
    request: HttpRequest, template: str, sheet: Paper | Bare, context: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    """Draw a page of the walk in the language of its questionnaire."""
    request.walk_language = sheet.language  # type: ignore[attr-defined]
    shared = {"sheet": sheet, "say": phrases(sheet.language)}
    return render(request, f"surveys/walk/{template}.html", {**shared, **context}, status=status)


def says(
    request: HttpRequest,
    what: str,
    *,
    found: Found | None = None,
    language: str = "",
    status: int = 200,
    **values: object,
) -> HttpResponse:
    """Say where the way ends: a heading and a sentence that helps."""
    sheet = _words_around(request, found, language)
    say = phrases(sheet.language)
    context = {"heading": say[what], "text": say.say(f"{what}-text", **values), "again": None}
    return drawn(request, "said", sheet, context, status)


def busy(request: HttpRequest, *, found: Found | None = None, language: str = "") -> HttpResponse:
    """Say that it does not go just now, with what was typed ready to be sent again. Without `found` no database is asked."""
    sheet = _words_around(request, found, language)
    say = phrases(sheet.language)
    context = {"heading": say["busy"], "text": say["busy-text"], "again": again(request)}
    response = drawn(request, "said", sheet, context, status=503)
    response.headers["Retry-After"] = str(WAIT)
    return response


def _words_around(request: HttpRequest, found: Found | None, language: str) -> Paper | Bare:
    """Return the questionnaire in the language to speak, or what is known without one."""
    if found is not None:
        return sheet_of(found, language or spoken(request, found.languages))
    return Bare(language or spoken(request, ["sv", *languages()]), settings.ORGANISER)


def unknown(request: HttpRequest) -> HttpResponse:
    """Say that the link is not one of ours: the same words whatever was wrong with it."""
    return says(request, "unknown", status=404)


def ended(request: HttpRequest, found: Found, language: str = "") -> HttpResponse:
    """Say why an invitation does not open: spent, stopped, lost, over, or not known any more."""
    if found.is_withdrawn or found.state == RoundState.DRAFT:
        return says(request, "open-stopped", found=found, language=language) if found.link else unknown(request)
    if found.state in (RoundState.STOPPED, RoundState.LOST):
        return says(request, str(found.state), found=found, language=language)
    return says(request, "spent" if found.used else "over", found=found, language=language)
