"""A condition is clicked together: rows of question, comparison and answer; the server judges, and says it in words."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms.access.questionnaires import get_draft_for
from cms.actions.questionnaires import ChangedSince, set_condition
from cms.adoption.drafted import Drafted, drafted
from cms.forms.conditions import ClauseForm, Clicks
from cms.models import QuestionnairePage
from cms.rules.questionnaires.clicking import Choosable, Clicked, choosable, json_of, read_clicks, tree_of
from cms.views.questionnaires.shell import SHOW_AND_SEND, about, language, writers
from organisation.views.gates import StaffRequest
from surveys.rules.definition.fields import Field
from surveys.rules.definition.items import Matrix
from surveys.rules.definition.texts import shortened
from surveys.rules.definition.version import Version
from surveys.rules.findings import place
from surveys.rules.logic.tree import Node
from surveys.rules.logic.words import in_words


@writers
@require_http_methods(SHOW_AND_SEND)
def condition(request: StaffRequest, pk: int) -> HttpResponse:
    """Show the condition of a section, an item or a row; rewrite it."""
    page = get_draft_for(request.scope, pk)
    draft, path = drafted(page), request.GET.get("plats", "/sections/0")
    if draft.version is None:
        messages.error(request, _("Rätta det som är fel i utkastet först. Sedan kan du klicka ihop villkor."))
        return redirect("questionnaire_draft", page.pk)
    visit = Clicking(request, page, draft, draft.version, path)
    return visit.sent() if request.method == "POST" else visit.shown()


class Clicking:
    """One step of somebody who clicks a condition together."""

    def __init__(
        self, request: StaffRequest, page: QuestionnairePage, draft: Drafted, version: Version, path: str
    ) -> None:
        self.request, self.page, self.draft, self.version, self.path = request, page, draft, version, path
        self.host = _host(version, path)
        self.node: Node = self.host.when
        self.known = choosable(version, path)
        self.clicks = Clicks(self.known, words_of(self.known, version))

    def shown(self) -> HttpResponse:
        """Show the condition as rows; one that is richer only in words."""
        clicked = read_clicks(self.node, self.known) if self.node is not None else Clicked()
        if clicked is None and "ny" not in self.request.GET:
            return self._drawn([], "and", is_rich=True)
        clicked = clicked or Clicked()
        return self._drawn(self.clicks.standing(clicked), clicked.joined)

    def sent(self) -> HttpResponse:
        """Add or draw rows anew, or store the condition when all of them are whole."""
        data = self.request.POST
        joined = "or" if data.get("joined") == "or" else "and"
        rows = self.clicks.sent(data)
        if data.get("do") == "clear":
            return self._stored(None)
        whole = sum(row.is_valid() and row.is_as_drawn for row in rows) == len(rows)  # each is judged
        clicked = Clicked(joined, tuple(row.clause() for row in rows)) if whole else Clicked()
        if data.get("do") == "save" and whole:
            return self._stored(json_of(clicked, self.known))
        if data.get("do") == "save" and all(row.is_as_drawn for row in rows):
            return self._drawn(rows, joined)
        again = self.clicks.as_sent(data)
        more: list[dict[str, Any]] = [{}] if data.get("do") == "add" or not again else []
        preview = in_words(self.version, tree_of(clicked, self.known), language()) if whole and rows else ""
        return self._drawn(self.clicks.drawn([*again, *more]), joined, preview=preview)

    def _stored(self, tree: Any) -> HttpResponse:
        seen = self.request.POST.get("seen", "")
        try:
            set_condition(
                page=self.page,
                path=self.path,
                tree=tree,
                seen=int(seen) if seen.isdecimal() else 0,
                actor=self.request.user,
            )
        except ChangedSince:
            messages.warning(self.request, _("Någon skrev på enkäten medan du klickade. Se efter och gör om det här."))
            return redirect(f"{reverse('questionnaire_draft_condition', args=[self.page.pk])}?plats={self.path}")
        messages.success(self.request, _("Villkoret är sparat i utkastet."))
        return redirect(f"{reverse('questionnaire_draft', args=[self.page.pk])}#{mark(self.path)}")

    def _drawn(self, rows: list[ClauseForm], joined: str, *, preview: str = "", is_rich: bool = False) -> HttpResponse:
        host = self.host
        text = getattr(host, "text", None) or getattr(host, "title", None)
        context = {
            **about(self.page, self.draft, itself=True),
            "rows": rows,
            "count": len(rows),
            "joined": joined,
            "is_rich": is_rich,
            "words": "" if self.node is None else in_words(self.version, self.node, language()),
            "preview": format_html('<span translate="no">{}</span>', preview) if preview else "",
            "heading": shortened(text.shown(language(), self.version.base)[0], 120) if text else host.key,
            "place": place(self.draft.document, self.path, language()),
            "path": self.path,
            "nothing_before": not self.known,
            "seen": self.page.latest_revision_id,
            "faults": [row for row in rows if row.is_bound and row.errors],
            "back": f"{reverse('questionnaire_draft', args=[self.page.pk])}#{mark(self.path)}",
        }
        return render(self.request, "cms/questionnaires/condition.html", context)


def words_of(known: dict[str, Choosable], version: Version) -> dict[str, dict[str, Any]]:
    """Return what each variable and its answers are called, with the section it stands in."""
    return {
        name: {"label": _label(one, version), "options": _options(one.variable.field, version)}
        for name, one in known.items()
    }


def mark(path: str) -> str:
    """Return the anchor of a place on the draft's page."""
    return path.strip("/").replace("/", "-")


def _label(one: Choosable, version: Version) -> str:
    field = one.variable.field
    if field is None:
        return one.variable.name
    text = (field.row.text if field.row else field.item.text).shown(language(), version.base)[0]
    label = shortened(text, 90) or one.variable.name
    if field.row and len(getattr(field.item, "scales", ())) > 1 and field.scale:
        label = f"{label} ({field.scale.key})"
    if field.other_of:
        return _("%(text)s: det som skrevs") % {"text": label}
    return _("Poängen för: %(text)s") % {"text": label} if one.name.endswith(".weight") else label


def _options(field: Field | None, version: Version) -> list[tuple[str, str]]:
    if field is None or field.scale is None:
        return []
    return [(option.code, option.shown(language(), version.base)[0]) for option in field.scale.options]


def _host(version: Version, path: str) -> Any:
    """Return the section, item or row at a place; 404 where there is none."""
    steps = path.split("/")[1:]
    numbers = [int(step) for step in steps[1::2] if step.isdecimal() and len(step) < 5]  # noqa: PLR2004 - four digits
    names = steps[::2]
    if names != ["sections", "items", "rows"][: len(names)] or len(numbers) != len(names) or not names:
        raise Http404
    node: Any = version
    for name, number in zip(names, numbers, strict=True):
        if name == "rows" and not isinstance(node, Matrix):
            raise Http404
        listed = getattr(node, name)
        if number >= len(listed):
            raise Http404
        node = listed[number]
    return node
