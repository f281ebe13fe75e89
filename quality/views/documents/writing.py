"""Writing a document: a page of questions at a time, saved as one goes, by several at once; then read through and handed in.

Nothing here needs a script: `static/quality/writing.js` saves what is typed meanwhile, and keeps it where the network is gone.
"""

import datetime as dt
import json
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ledger import clock
from organisation.actions import Refused
from organisation.views.gates import StaffRequest, signed_in
from quality import access
from quality.actions import documents as actions
from quality.enums import DocumentKind
from quality.forms.documents import SEEN, LinkForm, marks_of, page_of, read, seen_by, typed_on
from quality.models import Document, Passage
from quality.queries import documents as queries
from quality.queries.passages import MOST, kept_passages
from quality.rules.documents import Merged, plain
from quality.rules.names import names_in
from quality.views.documents.last_time import last_time
from surveys.forms import PageForm, Paper, paper
from workflows.access import may_do

SHOW_AND_SEND = ["GET", "HEAD", "POST"]
LAST = "lamna-in"


@signed_in
@require_http_methods(SHOW_AND_SEND)
def document(request: StaffRequest, pk: int) -> HttpResponse:
    """Show a page of a document to whoever writes in it, or take what was typed; others go to where it is read."""
    found = access.get_document_for(request.scope, pk)
    if not found.is_open or not access.may_write(request.scope, found):
        if request.method == "POST":
            messages.info(request, _("Dokumentet är inlämnat. Det går inte att ändra i det nu."))
        return redirect("document_read", found.pk)
    visit = Visit(request, found)
    return visit.taken() if request.method == "POST" else visit.shown()


@signed_in
@require_POST
def save(request: StaffRequest, pk: int) -> JsonResponse:
    """Save what has been typed on a page so far, for the page's script; tell what others have written meanwhile."""
    found = access.get_written_document_for(request.scope, pk)
    visit = Visit(request, found)
    if visit.at not in visit.sheet.keys:
        return JsonResponse({"refused": _("Sidan finns inte i dokumentet.")}, status=400)
    try:
        told = visit.written()
    except Refused as fault:
        return JsonResponse({"refused": str(fault)}, status=409)
    return JsonResponse(
        {
            "number": found.number,
            "marks": marks_of(visit.sheet, visit.at, found),
            "clashes": {name: "\n".join(found.draft.get(name, [])) for name in told.clashes},
            "others": visit.others(told),
            "names": names_in(text for texts in visit.typed.values() for text in texts),
            "said": visit.saved(),
        }
    )


class Visit:
    """One step of somebody who writes."""

    def __init__(self, request: StaffRequest, document: Document) -> None:
        self.request, self.document = request, document
        self.handed_in = access.visible_submissions(request.scope)
        languages = document.version.languages
        language = get_language() or "sv"
        self.sheet: Paper = paper(document.version, language if language in languages else document.version.base)
        self.today = clock.today().isoformat()
        self.at = (request.POST if request.method == "POST" else request.GET).get("del", "")
        self.typed = typed_on(self.sheet, self.at, request.POST) if self.at in self.sheet.keys else {}

    def shown(self) -> HttpResponse:
        """Show the page that the address names, else the first."""
        if self.at == LAST:
            return self._last()
        return self._page(self.at if self.at in self._pages() else self._pages()[0])

    def written(self) -> Merged:
        """Store what was typed on a page."""
        sent = {name: value for name, value in self.typed.items() if plain(value) or name in self._on_page}
        return actions.write_draft(
            document=self.document, seen=seen_by(self.request.POST), sent=sent, actor=self.request.user
        )

    def others(self, told: Merged) -> dict[str, list[str]]:
        """Return the fields that others have written in meanwhile and this writer has not, with what they hold now."""
        stored = {name: self.document.draft.get(name, []) for name in self.typed if name not in told.clashes}
        return {name: value for name, value in stored.items() if value != plain(self.typed[name])}

    def taken(self) -> HttpResponse:
        """Store what was typed, and show the page that is asked for: the same one where a colleague has written there too."""
        way = self.request.POST.get("way", "on")
        if self.at == LAST:
            return self._handed_in() if way == "send" else self._linked(way)
        if self.at not in self.sheet.keys:
            return redirect(self._url(""))
        try:
            told = self.written()
        except Refused as fault:
            messages.error(self.request, str(fault))
            return redirect("document_read", self.document.pk)
        data = self.request.POST.copy()
        for name, stored in self.others(told).items():
            data.setlist(f"q-{name}", stored)
        form = page_of(self.sheet, self.at, read(self.document, self.today), self.today, data)
        form.is_valid()
        if told.clashes or (way == "on" and (form.revealed or self._is_faulty(form))):
            return self._page(self.at, form, told)
        return redirect(self._url(self._next(way)) + f"&fran={self.at}")

    def saved(self) -> str:
        """Return who wrote last and when, in a sentence."""
        if self.document.written_at is None or self.document.written_by is None:
            return _("Inget är sparat än.")
        said = {
            "time": localtime(self.document.written_at).strftime("%H.%M"),
            "name": self.document.written_by.get_full_name(),
        }
        own = self.document.written_by_id == self.request.user.pk
        return _("Sparat kl. %(time)s.") % said if own else _("%(name)s skrev senast, kl. %(time)s.") % said

    @property
    def _on_page(self) -> set[str]:
        return {field.name for field in self.sheet.page(self.at).fields}

    def _is_faulty(self, form: PageForm) -> bool:
        codes = {fault.code for name in form.errors for fault in form.errors[name].as_data()}
        return bool(codes - {"missing", "skipped", "more"})

    def _pages(self) -> list[str]:
        said = read(self.document, self.today)
        return self.sheet.opened(said.answers, today=self.today) or list(self.sheet.keys[:1])

    def _next(self, way: str) -> str:
        pages = self._pages()
        if way == "stay" or self.at not in pages:
            return self.at
        place = pages.index(self.at) + (-1 if way == "back" else 1)
        return pages[place] if 0 <= place < len(pages) else (LAST if place > 0 else pages[0])

    def _url(self, key: str) -> str:
        return f"{reverse('document', args=[self.document.pk])}?del={key or self._pages()[0]}"

    def _page(self, key: str, form: PageForm | None = None, told: Merged | None = None) -> HttpResponse:
        pages, said = self._pages(), read(self.document, self.today)
        place = pages.index(key) if key in pages else 0
        before = queries.previous_of(self.document, self.handed_in)
        marks = marks_of(self.sheet, key, self.document)
        context = {
            "form": form or page_of(self.sheet, key, said, self.today),
            "page": self.sheet.page(key),
            "at": key,
            "from": self.request.GET.get("fran", ""),
            "before": json.dumps(marks),
            "seen_name": SEEN,
            "back": place > 0,
            "last": place == len(pages) - 1,
            "part": self.sheet.phrases.say("part", number=place + 1, count=len(pages)),
            "number": place + 1,
            "count": len(pages),
            "clashes": self._clashes(told),
            "names": names_in(text for name in marks for text in self.document.draft.get(name, [])),
            "remarks": self._remarks(key),
            "last_time": last_time(before, self.sheet.language, key, self.today) if before else None,
            "before_title": before.document if before else None,
            "passages": self._passages(),
        }
        return self._drawn("quality/documents/write.html", context)

    def _passages(self) -> list[Passage]:
        """Return what was kept for an analysis: of the unit's documents of the last year."""
        if self.document.kind != DocumentKind.ANALYSIS:
            return []
        since = self.document.day - dt.timedelta(days=366)
        return list(kept_passages(self.request.scope, unit=self.document.unit, since=since)[:MOST])

    def _clashes(self, told: Merged | None) -> list[tuple[str, str]]:
        page = self.sheet.page(self.at) if told and told.clashes else None
        if page is None or told is None:
            return []
        return [(page.question(name), "\n".join(self.document.draft.get(name, []))) for name in told.clashes]

    def _remarks(self, key: str) -> list[tuple[str, Any]]:
        last = next(iter(queries.submissions_of(self.document, self.handed_in)), None)
        if last is None:
            return []
        page, said = self.sheet.page(key), queries.remarks_of(last)
        return [(page.question(field.name), said[field.name]) for field in page.fields if field.name in said]

    def _last(self, form: LinkForm | None = None, names: list[str] | None = None) -> HttpResponse:
        said = read(self.document, self.today)
        missing = {*said.missing, *(fault.name for fault in said.faults)}
        sections = self.sheet.marked(self.sheet.review(said.answers, today=self.today))
        lacking = [
            (one["question"], section["key"], name)
            for section in sections
            for one in section["questions"]
            if (name := one["name"]) in missing
        ]
        context = {
            "sections": sections,
            "lacking": lacking,
            "at": LAST,
            "from": self.request.GET.get("fran", ""),
            "links": form or self._links(),
            "names": names or [],
            "may_submit": self.document.task is None or may_do(self.request.scope, self.document.task),
            "reviewed": self.document.task is not None and self.document.task.review,
        }
        return self._drawn("quality/documents/last.html", context)

    def _links(self, data: Any = None) -> LinkForm:
        goals = list(queries.goals_for(self.document.unit, clock.today()))
        first = {"goals": [str(pk) for pk in self.document.goals.values_list("pk", flat=True)]}
        return LinkForm(data, goals=goals, initial={**first, "tags": self.document.tags}, prefix="l")

    def _link(self) -> LinkForm:
        form = self._links(self.request.POST)
        if form.is_valid():
            chosen = [int(pk) for pk in form.cleaned_data.get("goals", [])]
            actions.link_document(
                document=self.document, goals=chosen, tags=form.cleaned_data["tags"], actor=self.request.user
            )
        return form

    def _linked(self, way: str) -> HttpResponse:
        self._link()
        pages = self._pages()
        return redirect(self._url(way.removeprefix("to-") if way.removeprefix("to-") in pages else pages[-1]))

    def _handed_in(self) -> HttpResponse:
        try:
            form = self._link()
            found = names_in(text for texts in self.document.draft.values() for text in texts)
            if found and not self.request.POST.get("no-children"):
                return self._last(form, found)
            actions.submit_document(document=self.document, actor=self.request.user)
        except Refused as fault:
            messages.error(self.request, str(fault))
            return redirect(self._url(LAST))
        waits = self.document.task is not None and self.document.task.review
        messages.success(self.request, _("Inlämnat. Nu väntar granskningen.") if waits else _("Inlämnat. Tack!"))
        return redirect(f"{reverse('week')}?inlamnat={self.document.pk}")

    def _drawn(self, template: str, context: dict[str, Any]) -> HttpResponse:
        pages = [(key, self.sheet.page(key).plain_title) for key in self._pages()]
        last = next(iter(queries.submissions_of(self.document, self.handed_in)), None)
        returned = last.review if last is not None and last.review and last.review.decision == "returned" else None
        shared = {"document": self.document, "sheet": self.sheet, "pages": pages, "saved": self.saved()}
        return render(self.request, template, {**shared, "returned": returned, "last_key": LAST, **context})
