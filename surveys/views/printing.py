"""A questionnaire on paper, in any of its languages."""

import datetime as dt
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

import surveys
from organisation.views.gates import StaffRequest
from surveys.access import get_version_for
from surveys.rules.checks.texts import texts
from surveys.rules.definition.language import direction
from surveys.rules.definition.texts import State
from surveys.rules.definition.version import Version
from surveys.rules.printing import Printer
from surveys.views.gates import readers
from surveys.views.header import chosen_language
from surveys.views.version import reckoned
from ui.rules.numbers import number as figure
from ui.typeset import NotTypeset
from ui.views.documents import document_response

TEMPLATE = Path(surveys.__file__).resolve().parent / "templates" / "surveys" / "printed" / "questionnaire.typ"
logger = logging.getLogger("surveys.printing")


@readers
@require_safe
def questionnaire_pdf(request: StaffRequest, key: str, number: int) -> HttpResponse:
    """Give a published version as PDF."""
    version = get_version_for(request.scope, key, number)
    over = _("Enkät · utgåva %(number)d") % {"number": number}
    found = on_paper(request, version.definition, chosen_language(request, version), over, version.effective_on)
    return found or redirect("questionnaire_version", key, number)


def on_paper(request: HttpRequest, version: Version, language: str, over: str, day: dt.date) -> HttpResponse | None:
    """Return a version as PDF; None, with a message, where it could not be set. `over`: what stands over its title."""
    data = document_of(version, language, over, day)
    try:
        return document_response(request, TEMPLATE, data, title=f"{data['title']} {language}")
    except NotTypeset:
        logger.exception("A questionnaire could not be set as PDF")
        messages.error(request, _("PDF:en blev inte klar. Vänta några minuter och försök igen."))
        return None


def document_of(version: Version, language: str, over: str, day: dt.date) -> dict[str, Any]:
    """Return what the template sets. The words around it are in the reader's language, the questionnaire in its own."""
    printer, reader = Printer(version, language), get_language() or "sv"
    title, spoken = version.title.shown(language, version.base)
    machine = any(one.text.state(language) is State.MACHINE for one in texts(version))
    return {
        "title": title or version.key,
        "title_language": spoken,
        "date": day.isoformat(),
        "language": language,
        "way": direction(language),
        "label_language": reader,
        "page_language": printer.words.language,
        "over": over,
        "footer": title or version.key,
        "notice": printer.hint("machine") if machine else None,
        "lead": printer.flow(version.lead),
        "sections": printer.sections(),
        "closing": printer.flow(version.closing),
        "reckoned": [_reckoned(one, reader) for one in reckoned(version, reader)],
        "words": {
            "page": printer.words.say("page", number="{n}", count="{total}"),
            "unanswerable": _("Frågan är av en sort som inte går att besvara än."),
            "reckoned": _("Så räknas svaren"),
            "reckoned-lead": _("Den här sidan är för er som ska läsa resultatet. Den delas inte ut med frågorna."),
        },
    }


def _reckoned(rule: Mapping[str, Any], reader: str) -> dict[str, Any]:
    bands = [
        {"start": _("Från %(start)s:") % {"start": figure(start, language=reader)}, "text": text, "lang": language}
        for start, text, language in rule["bands"]
    ]
    return {"title": {"text": rule["title"], "lang": rule["language"]}, "rule": rule["rule"], "bands": bands}
