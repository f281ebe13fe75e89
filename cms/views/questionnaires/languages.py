"""The texts of a draft in two languages side by side: what is missing, stale or made by a machine, and where it is written."""

import hashlib
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from cms.access.questionnaires import get_draft_for
from cms.actions.questionnaires import add_language, drop_language, translate
from cms.actions.questionnaires.rewriting import Translation
from cms.adoption.drafted import Drafted, TextPlace, drafted
from cms.forms.questionnaires import LanguageForm
from cms.models import QuestionnairePage
from cms.views.questionnaires.shell import SHOW_AND_SEND, draft_page, language, writers
from organisation.actions import Refused
from organisation.views.gates import StaffRequest
from surveys.rules.definition.language import direction, own_name
from surveys.rules.definition.texts import MOST_CHARACTERS, State
from surveys.rules.findings import place

STATES = {
    State.DONE: gettext_lazy("Klar"),
    State.MACHINE: gettext_lazy("Maskinöversatt, inte läst"),
    State.STALE: gettext_lazy("Grundtexten har ändrats"),
    State.MISSING: gettext_lazy("Saknas"),
}


@dataclass(frozen=True)
class Row:
    """A text beside its base."""

    mark: str
    place: str
    base: str
    text: str
    state: State
    seen: str

    @property
    def state_label(self) -> Any:
        """Return how far it has come, in words."""
        return STATES[self.state]

    @property
    def lines(self) -> int:
        """Return how many lines the field shows."""
        return min(8, 1 + max(len(self.base), len(self.text)) // 45 + self.base.count("\n"))


@writers
@require_http_methods(SHOW_AND_SEND)
def languages(request: StaffRequest, pk: int) -> HttpResponse:
    """Show the base and one other language, and store what is written; add a language, or take one out."""
    page = get_draft_for(request.scope, pk)
    draft = drafted(page)
    others = [tag for tag in draft.written.languages if tag != draft.written.base]
    asked = request.GET.get("sprak", "")
    chosen = asked if asked in others else next(iter(others), "")
    left = request.GET.get("visa", "") == "kvar"
    if request.method == "POST":
        return _sent(request, page, draft, chosen, left=left)
    rows = [_row(one, chosen, draft) for one in draft.texts()] if chosen else []
    context = {
        "states": [_states(page, draft, tag, tag == chosen) for tag in others],
        "chosen": chosen,
        "chosen_name": own_name(chosen),
        "direction": direction(chosen),
        "base": draft.written.base,
        "base_name": own_name(draft.written.base),
        "rows": [row for row in rows if not left or row.state is not State.DONE],
        "left": left,
        "options": [(str(state), STATES[state]) for state in (State.DONE, State.MACHINE, State.STALE)],
        "form": LanguageForm(spoken=draft.written.languages),
        "most": MOST_CHARACTERS,
        "is_broken": draft.version is None,
        "here": f"{reverse('questionnaire_draft_languages', args=[page.pk])}?sprak={chosen}",
    }
    return draft_page(request, page, draft, "languages", context)


def _sent(request: StaffRequest, page: QuestionnairePage, draft: Drafted, chosen: str, *, left: bool) -> HttpResponse:
    wish, added = request.POST.get("do"), request.POST.get("language", "")
    if wish == "add":
        try:
            add_language(page=page, language=added, actor=request.user)
            chosen = added
        except Refused as fault:
            messages.error(request, str(fault))
    elif wish == "drop":
        drop_language(page=page, language=chosen, actor=request.user)
        messages.success(request, _("%(language)s är inte med längre.") % {"language": own_name(chosen)})
        chosen = ""
    elif chosen:
        stored = translate(page=page, language=chosen, texts=_typed(request, draft, chosen), actor=request.user)
        said = {"n": stored, "language": own_name(chosen)}
        messages.success(request, _("%(n)s texter på %(language)s är sparade i utkastet.") % said)
    url = reverse("questionnaire_draft_languages", args=[page.pk])
    return redirect(f"{url}?sprak={chosen}{'&visa=kvar' if left else ''}")


def _typed(request: StaffRequest, draft: Drafted, chosen: str) -> dict[str, Translation]:
    """Return the texts that were sent and differ from what stands; a stale one that is rewritten is done."""
    typed = {}
    for one in draft.texts():
        text = request.POST.get(f"t-{one.mark}")
        if text is None:
            continue
        text = text.replace("\r\n", "\n").strip()[:MOST_CHARACTERS]
        was, state = one.text.state(chosen), _state(request.POST.get(f"s-{one.mark}", ""))
        if text != one.text.get(chosen).strip() and state is was and was is State.STALE:
            state = State.DONE
        is_seen = request.POST.get(f"b-{one.mark}", "") == digest(one.base)
        if text != one.text.get(chosen).strip() or (state is not was and text):
            typed[one.mark] = Translation(text, state, one.base if is_seen else "")
    return typed


def _state(sent: str) -> State:
    return State(sent) if sent in (State.DONE, State.MACHINE, State.STALE) else State.DONE


def _row(one: TextPlace, chosen: str, draft: Drafted) -> Row:
    return Row(
        mark=one.mark,
        place=place(draft.document, one.path, language()),
        base=one.base,
        text=one.text.get(chosen),
        state=one.text.state(chosen),
        seen=digest(one.base),
    )


def _states(page: QuestionnairePage, draft: Drafted, tag: str, current: bool) -> dict[str, Any]:
    found = Counter(one.text.state(tag) for one in draft.texts())
    return {
        "name": own_name(tag),
        "code": tag,
        "url": f"{reverse('questionnaire_draft_languages', args=[page.pk])}?sprak={tag}",
        "current": current,
        **{str(state): found[state] for state in State},
    }


def digest(text: str) -> str:
    """Return what tells one base text from another, for the form to bring back."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]
