"""Trying a version out as those who will answer it: every page, any language, answers judged. Nothing is stored.

What has been answered so far travels with the page, signed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_safe

from ledger import clock
from organisation.views.gates import StaffRequest
from surveys.access import get_version_for
from surveys.forms import PageForm, Paper, paper, paper_of
from surveys.rules.answering.answers import Answer
from surveys.rules.definition.version import Version
from surveys.views.gates import readers
from surveys.views.header import chosen_language, named_languages, version_page
from ui.middleware.headers import written

SALT = "surveys.trying"
REVIEW = "review"
WIDTHS = {"telefon": "phone", "dator": "desk"}


@readers
@require_safe
def preview(request: StaffRequest, key: str, number: int) -> HttpResponse:
    """Show a version in a frame as wide as a phone, or as a computer."""
    version = get_version_for(request.scope, key, number)
    language = chosen_language(request, version)
    width = request.GET.get("bredd", "")
    url = reverse("questionnaire_preview", args=[key, number])
    context = {
        "frame": f"{reverse('questionnaire_try', args=[key, number])}?sprak={language}",
        "printed": f"{reverse('questionnaire_pdf', args=[key, number])}?sprak={language}",
        "width": WIDTHS.get(width, "phone"),
        "chosen": width if width in WIDTHS else "telefon",
        "language": language,
        "languages": named_languages(version, url, language),
        "url": url,
    }
    return version_page(request, version, "preview", context)


@readers
@require_http_methods(["GET", "HEAD", "POST"])
@xframe_options_sameorigin
def try_out(request: StaffRequest, key: str, number: int) -> HttpResponse:
    """Show a page as a respondent would see it, or take what was answered and go on."""
    version = get_version_for(request.scope, key, number)
    language = chosen_language(request, version)
    tried = Tried(
        paper(version, language),
        version.languages,
        url=reverse("questionnaire_try", args=[key, number]),
        home=reverse("questionnaire_version", args=[key, number]),
    )
    return tried_out(request, tried)


@dataclass(frozen=True)
class Tried:
    """What is tried out: a sheet in one language, the languages there are, its own address, and where it is left for."""

    sheet: Paper
    languages: Sequence[str]
    url: str
    home: str
    is_draft: bool = False


def tried_out(request: HttpRequest, tried: Tried) -> HttpResponse:
    """Answer one step of trying something out; it may stand in a frame of ours."""
    visit = Visit(request, tried)
    response = visit.taken() if request.method == "POST" else visit.opened()
    response["Content-Security-Policy"] = written({**settings.SECURE_CSP, "frame-ancestors": ["'self'"]})
    return response


class Visit:
    """One step of somebody who tries a version out."""

    def __init__(self, request: HttpRequest, tried: Tried) -> None:
        self.request = request
        self.tried = tried
        self.sheet = tried.sheet
        self.language = tried.sheet.language
        self.today = clock.today().isoformat()
        self.answers: dict[str, Answer] = _carried(request.POST.get("carried", ""))

    def opened(self) -> HttpResponse:
        """Show the page that the address names, shown or not, else the first."""
        asked = self.request.GET.get("del", "")
        return self._page(asked if asked in self.sheet.keys else self._pages()[0])

    def taken(self) -> HttpResponse:
        """Take a page's answers, and show the page that follows: the same one, while something is to be looked at."""
        at, way = self.request.POST.get("at", ""), self.request.POST.get("way", "on")
        if at in self.sheet.keys:
            form = self._form(at, self.request.POST)
            is_fine = form.is_valid()
            self.answers = self.sheet.settled({**self.answers, **form.page_answers}, today=self.today)
            if not is_fine and way == "on":
                return self._page(at, form)
            return self._next(at, back=way == "back")
        if way.removeprefix("to-") in self.sheet.keys:
            return self._page(way.removeprefix("to-"))
        if at == REVIEW and way == "back":
            return self._page(self._pages()[-1])
        return self._review(sent=at == REVIEW)

    def _pages(self) -> list[str]:
        return self.sheet.opened(self.answers, today=self.today) or list(self.sheet.keys[:1])

    def _form(self, key: str, data: Mapping[str, Any] | None = None) -> PageForm:
        """Return the form of a page. One that no answer has opened is shown as if one had: to be looked at."""
        sheet = self.sheet if key in self._pages() else paper_of(_opened(self.sheet.version, key), self.language)
        return sheet.form(key, data, answers=self.answers, today=self.today)

    def _next(self, at: str, *, back: bool) -> HttpResponse:
        keys, pages = self.sheet.keys, self._pages()
        place = keys.index(at)
        if back:
            before = [key for key in pages if keys.index(key) < place]
            return self._page(before[-1] if before else pages[0])
        after = [key for key in pages if keys.index(key) > place]
        return self._page(after[0]) if after else self._review()

    def _page(self, key: str, form: PageForm | None = None) -> HttpResponse:
        pages = self._pages()
        number = pages.index(key) + 1 if key in pages else self.sheet.keys.index(key) + 1
        count = len(pages) if key in pages else len(self.sheet.keys)
        say = self.sheet.phrases
        context = {
            "form": form or self._form(key),
            "page": self.sheet.page(key),
            "number": number,
            "count": count,
            "part": say.say("part", number=number, count=count),
            "back": number > 1,
            "onward": say["to-review" if number == count else "next"],
            "at": key,
            "is_hidden": key not in pages,
        }
        return self._drawn("surveys/trying/page.html", context)

    def _review(self, *, sent: bool = False) -> HttpResponse:
        sections = self.sheet.review(self.answers, today=self.today)
        context = {
            "sections": self.sheet.marked(sections),
            "at": REVIEW,
            "sent": sent,
        }
        return self._drawn("surveys/trying/review.html", context)

    def _drawn(self, template: str, context: Mapping[str, Any]) -> HttpResponse:
        shared = {
            "sheet": self.sheet,
            "say": self.sheet.phrases,
            "tried": self.tried,
            "carried": signing.dumps(self.answers, salt=SALT, compress=True),
            "languages": named_languages(self.tried, self.tried.url, self.language),
            "pages": [(key, self.sheet.page(key).plain_title) for key in self.sheet.keys],
            "staff_language": get_language() or "sv",
            "language": self.language,
        }
        return render(self.request, template, {**shared, **context})


def _opened(version: Version, key: str) -> Version:
    """Return the version with a section that is always shown."""
    sections = [replace(section, when=None) if section.key == key else section for section in version.sections]
    return replace(version, sections=tuple(sections))


def _carried(signed: str) -> dict[str, Answer]:
    """Return the answers that travelled with a page; none when they are not as they were signed."""
    try:
        loaded: dict[str, Any] = signing.loads(signed, salt=SALT)
    except signing.BadSignature:
        return {}
    return {name: tuple(value) if isinstance(value, list) else value for name, value in loaded.items()}
