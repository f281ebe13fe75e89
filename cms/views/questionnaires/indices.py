"""The indices of a draft: each with its rule in words, filled in on a form, judged by the checks before it is stored."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cms.access.questionnaires import get_draft_for
from cms.actions.questionnaires import ChangedSince, set_index
from cms.adoption.drafted import Drafted, drafted
from cms.forms.indices import IndexForm
from cms.models import QuestionnairePage
from cms.rules.questionnaires.indices import Part, part_of, put, scoreable
from cms.rules.questionnaires.renaming import free_key
from cms.rules.questionnaires.settling import slug
from cms.views.questionnaires.shell import SHOW_AND_SEND, about, draft_page, language, writers
from organisation.views.gates import StaffRequest
from surveys.rules.checks import check
from surveys.rules.definition.document import read
from surveys.rules.definition.fields import Field
from surveys.rules.definition.scores import Score
from surveys.rules.definition.texts import shortened
from surveys.rules.definition.version import Version
from surveys.rules.findings import Finding, Severity
from surveys.rules.scoring.words import rule_in_words
from ui.components import Link

LIST = "questionnaire_draft_indices"


@writers
@require_safe
def indices(request: StaffRequest, pk: int) -> HttpResponse:
    """List the indices of a draft, each with its rule in words."""
    page = get_draft_for(request.scope, pk)
    draft = drafted(page)
    version = draft.version
    rows = [] if version is None else [_told(draft, version, number) for number in range(len(version.scores))]
    context = {
        "rows": rows,
        "is_broken": version is None,
        "has_questions": version is not None and bool(scoreable(version)),
    }
    return draft_page(request, page, draft, "indices", context)


@writers
@require_http_methods(SHOW_AND_SEND)
def index(request: StaffRequest, pk: int, key: str = "") -> HttpResponse:
    """Show an index, or an empty form for another; say its rule in words; store it, or take it away."""
    page = get_draft_for(request.scope, pk)
    draft = drafted(page)
    if draft.version is None:
        messages.error(request, _("Rätta det som är fel i utkastet först. Sedan kan du skriva index."))
        return redirect("questionnaire_draft", page.pk)
    visit = Indexing(request, page, draft, draft.version, key)
    return visit.sent() if request.method == "POST" else visit.drawn(visit.form())


class Indexing:
    """One step of somebody who fills in an index."""

    def __init__(
        self, request: StaffRequest, page: QuestionnairePage, draft: Drafted, version: Version, key: str
    ) -> None:
        self.request, self.page, self.draft, self.version, self.key = request, page, draft, version, key
        self.score: Score | None = next((one for one in version.scores if one.key == key), None)
        if key and self.score is None:
            raise Http404(_("Utkastet har inget sådant index."))
        self.before: Part = next((one for one in draft.written.scores if one["key"] == key), {})

    def form(self) -> IndexForm:
        """Return the form, filled with what was sent or what stands."""
        words = {field.name: asked(field, self.version) for field in scoreable(self.version)}
        data = self.request.POST if self.request.method == "POST" else None
        return IndexForm(data, version=self.version, score=self.score, words=words, language=language())

    def sent(self) -> HttpResponse:
        """Take it away, or say its rule, or store it when nothing in it is wrong."""
        if self.request.POST.get("do") == "drop":
            return self._stored(self.key, None)
        form = self.form()
        if not form.is_valid():
            return self.drawn(form)
        key = self.key or free_key_of(form.cleaned_data["title"], self.draft.keys)
        part = part_of(form.filled(), key, self.before, self.version.base)
        made, found = judged(self.draft, key, part)
        for finding in found:
            form.fault(finding.path.split("/")[3] if finding.path.count("/") > 2 else "", finding.sentence(language()))  # noqa: PLR2004 - /scores/0/…
        if found or made is None:
            return self.drawn(form)
        if self.request.POST.get("do") == "save":
            return self._stored(key, part)
        return self.drawn(form, rule_in_words(made, key, language()))

    def drawn(self, form: IndexForm, preview: str = "") -> HttpResponse:
        """Draw the form, with the rule in words when it was asked for."""
        said = rule_of(self.draft, self.version, self.key) if self.key else ""
        back = reverse(LIST, args=[self.page.pk])
        shell = about(self.page, self.draft, itself=True)
        shell["crumbs"] = [*shell["crumbs"], Link(_("Index"), back)]
        title = self.score.title.shown(language(), self.version.base)[0] if self.score else ""
        context = {
            **shell,
            "form": form,
            "score": self.score,
            "name": title,
            "rule": said,
            "preview": format_html('<span translate="no">{}</span>', preview) if preview else "",
            "seen": self.page.latest_revision_id,
            "back": back,
            "nothing_to_count": not form.known,
        }
        return render(self.request, "cms/questionnaires/index.html", context)

    def _stored(self, key: str, part: Part | None) -> HttpResponse:
        seen = self.request.POST.get("seen", "")
        try:
            set_index(
                page=self.page,
                key=key,
                score=part,
                seen=int(seen) if seen.isdecimal() else 0,
                actor=self.request.user,
            )
        except ChangedSince:
            messages.warning(self.request, _("Någon skrev på enkäten medan du fyllde i. Se efter och gör om det här."))
            return redirect(self.request.path)
        messages.success(
            self.request, _("Indexet är borttaget.") if part is None else _("Indexet är sparat i utkastet.")
        )
        return redirect(LIST, self.page.pk)


def judged(draft: Drafted, key: str, part: Part) -> tuple[Version | None, list[Finding]]:
    """Return the draft with an index in it, and what stands in that index's way."""
    scores = put(draft.written.scores, key, part)
    made, found = read({**draft.document, "scores": scores})
    place = next(number for number, one in enumerate(scores) if one["key"] == key)
    every = found if made is None else check(made, draft.definitions)
    return made, [one for one in _about(every, place) if one.severity is Severity.ERROR]


def rule_of(draft: Drafted, version: Version, key: str) -> str:
    """Return how an index is reckoned, in words; nothing while something in it is wrong."""
    place = next(number for number, one in enumerate(version.scores) if one.key == key)
    is_wrong = any(one.severity is Severity.ERROR for one in _about(draft.findings, place))
    return "" if is_wrong else rule_in_words(version, key, language())


def asked(field: Field, version: Version) -> str:
    """Return what a field is called: its question; of a row with two scales, which of them as well."""
    text = (field.row.text if field.row else field.item.text).shown(language(), version.base)[0]
    label = shortened(text, 90) or field.name
    return f"{label} ({field.scale.key})" if field.row and field.name != field.row.key and field.scale else label


def free_key_of(title: str, taken: set[str]) -> str:
    """Return a key for a new index, made of its name."""
    key = slug(title, "index")
    return free_key(key, taken) if key in taken else key


def _about(findings: Any, place: int) -> list[Finding]:
    here = f"/scores/{place}"
    return [one for one in findings if one.path == here or one.path.startswith(f"{here}/")]


def _told(draft: Drafted, version: Version, number: int) -> dict[str, Any]:
    score = version.scores[number]
    return {
        "key": score.key,
        "title": score.title.shown(language(), version.base)[0],
        "rule": rule_of(draft, version, score.key),
        "bands": [(band.start, band.text.shown(language(), version.base)[0]) for band in score.bands],
        "faults": [
            one.sentence(language()) for one in _about(draft.findings, number) if one.severity is Severity.ERROR
        ],
    }
