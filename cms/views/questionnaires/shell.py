"""What every page of a draft begins with: its name, its tabs, how far it has come."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.adoption.drafted import Drafted, titled
from cms.adoption.places import Spot
from cms.models import QuestionnairePage
from cms.queries.questionnaires import state_of_draft
from organisation.enums import Area, Right
from organisation.views.gates import StaffRequest, may
from surveys.rules.findings import Finding, Severity, place
from ui.components import Link, Tab

writers = may(Area.WHEEL, Right.EDIT)
SHOW_AND_SEND = ["GET", "HEAD", "POST"]
TABS = {
    "questions": "questionnaire_draft",
    "languages": "questionnaire_draft_languages",
    "indices": "questionnaire_draft_indices",
    "preview": "questionnaire_draft_preview",
    "comparison": "questionnaire_draft_compare",
}


def language() -> str:
    """Return the language that the person reads."""
    return get_language() or "sv"


def draft_page(
    request: StaffRequest, page: QuestionnairePage, draft: Drafted, tab: str, context: dict[str, Any]
) -> HttpResponse:
    """Draw a tab of a draft (questions, languages, indices, preview, comparison)."""
    return render(request, f"cms/questionnaires/{tab}.html", {**about(page, draft), "tabs": tabs(page, tab), **context})


def about(page: QuestionnairePage, draft: Drafted, *, itself: bool = False) -> dict[str, Any]:
    """Return what every page about a draft is drawn with."""
    title = titled(draft, [language()])
    above = [Link(title, reverse("questionnaire_draft", args=[page.pk]))] if itself else []
    return {
        "page": page,
        "draft": draft,
        "title": title,
        "state": state_of_draft(page),
        "before": draft.earlier[-1] if draft.earlier else None,
        "crumbs": [Link(_("Skriv enkäter"), reverse("questionnaire_drafts")), *above],
    }


def tabs(page: QuestionnairePage, chosen: str) -> list[Tab]:
    """Return the tabs of a draft; there is nothing to compare with before the first version."""
    named = {"questions": _("Frågor"), "languages": _("Språk"), "indices": _("Index"), "preview": _("Prova")}
    named |= {"comparison": _("Jämför")} if page.questionnaire_id else {}
    return [Tab(label, reverse(TABS[key], args=[page.pk]), current=key == chosen) for key, label in named.items()]


def told(page: QuestionnairePage, draft: Drafted, severity: Severity) -> list[dict[str, str]]:
    """Return the findings of one severity: the sentence, the place in words, and the way there."""
    return [
        {
            "sentence": finding.sentence(language()),
            "place": place(draft.document, finding.path, language()),
            "url": way_to(page, draft, finding),
        }
        for finding in draft.findings
        if finding.severity is severity
    ]


def way_to(page: QuestionnairePage, draft: Drafted, finding: Finding) -> str:
    """Return the address where what a finding is about is put right."""
    steps = finding.path.split("/")
    if (
        "when" in steps
        and draft.version is not None
        and finding.path.startswith("/sections/")
        and "options" not in steps
    ):
        host = "/".join(steps[: steps.index("when")])
        return f"{reverse('questionnaire_draft_condition', args=[page.pk])}?plats={host}"
    where: Spot = draft.spot(finding.path)
    if where.outside == "languages":
        return reverse("questionnaire_draft_languages", args=[page.pk])
    if where.outside == "scores":
        return _index(page, draft, steps)
    return editor(page, where.block)


def _index(page: QuestionnairePage, draft: Drafted, steps: list[str]) -> str:
    """Return the address of the index that a finding is about; of all of them, while they can't be filled in."""
    place = int(steps[2]) if len(steps) > 2 and steps[2].isdigit() else -1  # noqa: PLR2004 - /scores/0
    if draft.version is None or not 0 <= place < len(draft.version.scores):
        return reverse("questionnaire_draft_indices", args=[page.pk])
    return reverse("questionnaire_draft_index", args=[page.pk, draft.version.scores[place].key])


def editor(page: QuestionnairePage, block: str = "") -> str:
    """Return the address of the editor, at a block of it."""
    anchor = f"#block-{block}-section" if block else ""
    return reverse("wagtailadmin_pages:edit", args=[page.pk]) + anchor
