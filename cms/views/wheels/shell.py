"""What every page of a wheel's draft begins with: its name, its tabs, how far it has come."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.adoption.drafted_wheel import DraftedWheel
from cms.models import WheelPage
from cms.queries.wheels import state_of_wheel
from cms.views.wheels.words import place_in_words
from organisation.enums import Area, Right
from organisation.views.gates import StaffRequest, may
from ui.components import Link, Tab
from workflows.enums import WheelFault

writers = may(Area.WHEEL, Right.EDIT)
SHOW_AND_SEND = ["GET", "HEAD", "POST"]
TABS = {"entries": "wheel_draft", "prospect": "wheel_draft_prospect", "comparison": "wheel_draft_compare"}


def draft_page(
    request: StaffRequest, page: WheelPage, draft: DraftedWheel, tab: str, context: dict[str, Any]
) -> HttpResponse:
    """Draw a tab of a draft (entries, prospect, comparison)."""
    return render(request, f"cms/wheels/{tab}.html", {**about(page, draft), "tabs": tabs(page, draft, tab), **context})


def about(page: WheelPage, draft: DraftedWheel, *, itself: bool = False) -> dict[str, Any]:
    """Return what every page about a draft is drawn with."""
    title = draft.written.title or page.key
    above = [Link(title, reverse("wheel_draft", args=[page.pk]))] if itself else []
    return {
        "page": page,
        "draft": draft,
        "title": title,
        "state": state_of_wheel(page),
        "crumbs": [Link(_("Skriv årshjul"), reverse("wheel_drafts")), *above],
    }


def tabs(page: WheelPage, draft: DraftedWheel, chosen: str) -> list[Tab]:
    """Return the tabs of a draft; there is nothing to compare with before the first version."""
    named = {"entries": _("Inslag"), "prospect": _("Vad som händer")}
    named |= {"comparison": _("Jämför")} if draft.earlier else {}
    return [Tab(label, reverse(TABS[key], args=[page.pk]), current=key == chosen) for key, label in named.items()]


def told(page: WheelPage, draft: DraftedWheel) -> list[dict[str, str]]:
    """Return each fault: the sentence, the place in words, and the way there in the editor."""
    return [
        {
            "sentence": str(WheelFault(fault.code).label),
            "place": place_in_words(draft.document, fault.place),
            "url": editor(page, draft.block(fault.place)),
        }
        for fault in draft.faults
    ]


def editor(page: WheelPage, block: str = "") -> str:
    """Return the address of the editor, at a block of it."""
    anchor = f"#block-{block}-section" if block else ""
    return reverse("wagtailadmin_pages:edit", args=[page.pk]) + anchor
