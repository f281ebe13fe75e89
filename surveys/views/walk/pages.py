"""Pages, review, receipt. Every step is saved as it is sent; only *send* spends the link."""

import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from surveys.actions import Busy, Sent, keep_draft, submit
from surveys.forms import PageForm
from surveys.kinds import Place, links, links_at
from surveys.queries.walks import Found, find, layout_of
from surveys.rules.answering.answers import Answer
from surveys.rules.audiences import meant
from surveys.rules.definition.items import Hidden
from surveys.rules.phrases import phrases
from surveys.rules.sealing.crockford import code_of, grouped
from surveys.rules.sealing.secrets import lookup_of, reference_of
from surveys.views.walk.doors import begun, busy, drawn, ended, named, private, says, sheet_of

REVIEW, RECEIPT = "walk_review", "walk_receipt"
RECEIPT_MARKS = 9


class Walk:
    """One step of somebody who answers."""

    def __init__(self, request: HttpRequest, found: Found, language: str) -> None:
        self.request = request
        self.found = found
        self.language = language if language in found.languages else found.languages[0]
        self.sheet = sheet_of(found, self.language)
        self.today = found.now.astimezone(timezone.get_default_timezone()).date().isoformat()
        self.given = self._given()
        kept = json.loads(found.draft() or b"{}")
        self.answers: dict[str, Answer] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in kept.get("answers", {}).items()
        }
        self.taken: list[str] = kept.get("taken", [])
        self.revision = found.revision
        self._opened: list[str] | None = None

    def _given(self) -> dict[str, str]:
        known = {"unit": self.found.place, "audience": meant(self.found.audience)}
        hidden = [item for item in self.sheet.version.items if isinstance(item, Hidden)]
        return {item.key: known[item.source] for item in hidden if item.source in known}

    def pages(self) -> list[str]:
        """Return the pages that are open for the answers so far."""
        if self._opened is None:
            opened = self.sheet.opened(self.answers, today=self.today, given=self.given)
            self._opened = opened or list(self.sheet.keys[:1])
        return self._opened

    def url(self, name: str, *more: str, language: str = "") -> str:
        """Return the address of a step."""
        return reverse(name, args=[reference_of(self.found.walk), language or self.language, *more])

    def go(self, name: str, *more: str, language: str = "") -> HttpResponse:
        """Lead on to a step."""
        return HttpResponseRedirect(self.url(name, *more, language=language))

    def first(self) -> HttpResponse:
        """Lead to where one was: the first open page that was not sent yet, else the review."""
        ahead = [key for key in self.pages() if key not in self.taken]
        return self.go("walk_page", ahead[0]) if ahead else self.go(REVIEW)

    def keep(self, form: PageForm, key: str) -> bool:
        """Keep a page's answers, and leave out what they hide. Returns False where another tab has gone on meanwhile."""
        given = self.given
        self.answers = self.sheet.settled({**self.answers, **form.page_answers}, today=self.today, given=given)
        self._opened = None
        self.taken = [*dict.fromkeys([*self.taken, key])]
        plain = json.dumps({"answers": self.answers, "taken": self.taken}, ensure_ascii=False, separators=(",", ":"))
        asked = self.request.POST.get("revision", "")
        revision = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else -1  # noqa: PLR2004
        kept = keep_draft(found=self.found, plain=plain.encode(), revision=revision)
        if kept is not None:
            self.revision = kept
        return kept is not None

    def after(self, key: str, way: str) -> HttpResponse:
        """Lead where the button says: back, on, to the review, or to the same page in another language."""
        if way.startswith("lang-") and way[5:] in self.found.languages:
            return self.go("walk_page", key, language=way[5:])
        keys, pages = self.sheet.keys, self.pages()
        place = keys.index(key)
        if way == "back":
            before = [one for one in pages if keys.index(one) < place]
            return self.go("walk_page", before[-1] if before else pages[0])
        ahead = [one for one in pages if keys.index(one) > place]
        return self.go("walk_page", ahead[0]) if ahead else self.go(REVIEW)

    def draw(self, key: str, form: PageForm, *, stale: bool = False) -> HttpResponse:
        """Show a page."""
        pages, say = self.pages(), phrases(self.language)
        number = pages.index(key) + 1 if key in pages else 1
        context = {
            "form": form,
            "page": self.sheet.page(key),
            "number": number,
            "count": len(pages),
            "part": say.say("part", number=number, count=len(pages)),
            "back": number > 1,
            "onward": say["to-review" if number == len(pages) else "next"],
            "is_stale": stale,
        }
        return self._drawn("answer", context)

    def review(self, *, missing: int = 0) -> HttpResponse:
        """Show all answers in words, before they are sent."""
        sections = self.sheet.review(self.answers, today=self.today, given=self.given)
        say = phrases(self.language)
        told = say.say("missing-some", count=missing) if missing else ""
        return self._drawn("send", {"sections": self.sheet.marked(sections), "told": told})

    def _drawn(self, template: str, context: Mapping[str, Any]) -> HttpResponse:
        others = [one for one in named(self.found, "", self.language) if not one["current"]]
        return drawn(self.request, template, self.sheet, {"revision": self.revision, "others": others, **context})


def step(request: HttpRequest, reference: str, language: str) -> Walk | HttpResponse:
    """Return the walk that this browser has begun, or the page that says why there is none."""
    found = begun(request, reference)
    if found is None:
        return says(request, "cookies", status=403)
    if found.used:
        return HttpResponseRedirect(reverse(RECEIPT, args=[reference, language]))
    if not found.may_go_on:
        return ended(request, found, language if language in found.languages else "")
    return Walk(request, found, language)


@private
@require_safe
def start(request: HttpRequest, reference: str, language: str = "") -> HttpResponse:
    """Lead to where one was."""
    walk = step(request, reference, language)
    return walk if isinstance(walk, HttpResponse) else walk.first()


@private
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, reference: str, language: str, key: str) -> HttpResponse:
    """Show a page, or take its answers and go on; back saves first, too."""
    walk = step(request, reference, language)
    if isinstance(walk, HttpResponse):
        return walk
    if key not in walk.pages():
        return walk.first()
    if request.method != "POST":
        return walk.draw(key, walk.sheet.form(key, answers=walk.answers, today=walk.today, given=walk.given))
    form = walk.sheet.form(key, request.POST, answers=walk.answers, today=walk.today, given=walk.given)
    is_fine, way = form.is_valid(), request.POST.get("way", "on")
    if not walk.keep(form, key):
        return _overtaken(request, walk, key, form)
    return walk.draw(key, form) if not is_fine and way == "on" else walk.after(key, way)


def _overtaken(request: HttpRequest, walk: Walk, key: str, form: PageForm) -> HttpResponse:
    """Another tab has gone on, or has sent: show the receipt, or what was typed here, to be saved again if it is meant."""
    now = find(walk.found.walk)
    if now is None or not now.may_go_on:
        again = step(request, reference_of(walk.found.walk), walk.language)
        return again if isinstance(again, HttpResponse) else again.first()
    walk.revision = now.revision
    return walk.draw(key, form, stale=True)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, reference: str, language: str) -> HttpResponse:
    """Show all answers; *send* spends the link and stores them, once."""
    walk = step(request, reference, language)
    if isinstance(walk, HttpResponse):
        return walk
    way = request.POST.get("way", "")
    if way == "back":
        return walk.go("walk_page", walk.pages()[-1])
    if way.startswith("to-") and way[3:] in walk.sheet.keys:
        return walk.go("walk_page", way[3:])
    if way.startswith("lang-") and way[5:] in walk.found.languages:
        return walk.go(REVIEW, language=way[5:])
    if request.method != "POST":
        return walk.review()
    return _sent(request, walk)


def _sent(request: HttpRequest, walk: Walk) -> HttpResponse:
    missing = walk.sheet.completeness(walk.answers, today=walk.today, given=walk.given).hard
    if missing:
        return walk.review(missing=len(missing))
    answers = walk.sheet.settled(walk.answers, today=walk.today, given=walk.given)
    codes, extra = layout_of(walk.found.version_id).encode(answers)
    try:
        sent = submit(found=walk.found, codes=codes, extra=dict(extra) if extra else None)
    except Busy:
        return busy(request, found=walk.found, language=walk.language)
    if sent is Sent.TOO_LATE:
        return says(request, "over", found=walk.found, language=walk.language)
    return walk.go(RECEIPT)


@private
@require_safe
def receipt(request: HttpRequest, reference: str, language: str) -> HttpResponse:
    """Say thank you, with a code that proves that somebody answered and nothing about what."""
    found = begun(request, reference)
    if found is None:
        return says(request, "cookies", status=403)
    if not found.used:
        return HttpResponseRedirect(reverse("walk_begin", args=[reference, language]))
    spoken = language if language in found.languages else found.languages[0]
    sheet = sheet_of(found, spoken)
    code = grouped(code_of(lookup_of(found.walk, b"receipt")))[:RECEIPT_MARKS]
    closing = sheet.version.closing.shown(spoken, sheet.version.base)[0]
    say = phrases(spoken)
    shown = links_at(links, Place.RECEIPT, found.round, found.unit, say)
    text = say.say("receipt-text", code=code)
    return drawn(request, "receipt", sheet, {"text": text, "closing": closing, "links": shown})
