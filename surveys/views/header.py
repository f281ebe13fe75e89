"""What every page of a version begins with: its name, its tabs, what there is to know about it."""

from collections.abc import Sequence
from typing import Any, Protocol

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from organisation.views.gates import StaffRequest
from surveys.models import QuestionnaireVersion
from surveys.rules.definition.language import direction, own_name
from ui.components import Link, Tab

PAGES = {
    "questions": "questionnaire_version",
    "languages": "questionnaire_languages",
    "scores": "questionnaire_scores",
    "preview": "questionnaire_preview",
}


def version_page(
    request: StaffRequest, version: QuestionnaireVersion, tab: str, context: dict[str, Any]
) -> HttpResponse:
    """Draw a tab of a version (questions, languages, scores, preview)."""
    shared = {
        "version": version,
        "questionnaire": version.questionnaire,
        "title": version.shown_title(get_language() or "sv"),
        "crumbs": crumbs(version),
        "tabs": tabs(version, tab),
    }
    return render(request, f"surveys/library/{tab}.html", shared | context)


def crumbs(version: QuestionnaireVersion) -> list[Link]:
    """Return the way to a version."""
    key = version.questionnaire.key
    title = version.shown_title(get_language() or "sv")
    return [
        Link(_("Enkätbibliotek"), reverse("questionnaires")),
        Link(title or key, reverse("questionnaire", args=[key])),
    ]


def tabs(version: QuestionnaireVersion, chosen: str) -> list[Tab]:
    """Return the tabs of a version."""
    named = {
        "questions": _("Frågor"),
        "languages": _("Språk"),
        "scores": _("Index"),
        "preview": _("Prova"),
    }
    place = [version.questionnaire.key, version.number]
    return [Tab(label, reverse(PAGES[key], args=place), current=key == chosen) for key, label in named.items()]


class Speaking(Protocol):
    """What has languages: a version, or a draft of one."""

    @property
    def languages(self) -> Sequence[str]:
        """Return the language tags."""


def named_languages(version: Speaking, url: str, chosen: str) -> list[dict[str, Any]]:
    """Return the languages of a version as links: `url` with the language added."""
    return [
        {
            "code": code,
            "name": own_name(code),
            "url": f"{url}?sprak={code}",
            "dir": direction(code),
            "current": code == chosen,
        }
        for code in version.languages
    ]


def chosen_language(request: StaffRequest, version: QuestionnaireVersion) -> str:
    """Return the language that the address asks for, if the version speaks it, else its base."""
    asked = request.GET.get("sprak", "")
    return asked if asked in version.languages else version.base
