"""A questionnaire is read in from its own file: looked over first, with the place of each fault, then published."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ledger import clock
from organisation.actions import Refused
from organisation.forms.refusals import saying_why
from organisation.views.gates import StaffRequest
from surveys.actions import CannotPublish, import_questionnaire, look_over
from surveys.forms.importing import ImportForm
from surveys.queries import owners
from surveys.queries.shipped import not_taken
from surveys.rules.findings import Finding, Severity, place, stops
from surveys.views.gates import writers
from ui.components import Link

HEADINGS = {
    Severity.ERROR: gettext_lazy("Behöver rättas"),
    Severity.WARNING: gettext_lazy("Tänk på"),
    Severity.NOTE: gettext_lazy("Bra att veta"),
}


@writers
@require_http_methods(["GET", "HEAD", "POST"])
def read_in(request: StaffRequest) -> HttpResponse:
    """Show the form, what there is to say about a file, or lead to the version that it became."""
    today = clock.today()
    units = owners(request.scope, today)
    form = ImportForm(
        request.POST or None,
        request.FILES or None,
        units=units,
        today=today,
        ready=not_taken(),
        language=get_language() or "sv",
    )
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, {})
    text = form.content()
    if request.POST.get("do") == "publish":
        return _publish(request, form, text)
    with saying_why(form):
        version, found, document = look_over(text=text, actor=request.user)
        told = {
            "looked_over": True,
            "title": version.title.shown(get_language() or "sv")[0] if version else "",
            "next_step": _("Välj filen en gång till och tryck på Publicera.")
            if form.cleaned_data["file"]
            else _("Tryck på Publicera."),
        }
        return _page(request, form, {**told, "found": _told(found, document), "may_publish": not stops(found)})
    return _page(request, form, {})


def _publish(request: StaffRequest, form: ImportForm, text: bytes | str) -> HttpResponse:
    data: dict[str, Any] = {"unit": form.cleaned_data["unit"], "effective_on": form.cleaned_data["effective_on"]}
    try:
        version = import_questionnaire(text=text, actor=request.user, **data)
    except CannotPublish as fault:
        return _page(request, form, {"looked_over": True, "found": _told(fault.findings, fault.document)})
    except Refused as fault:
        form.add_error(None, str(fault))
        return _page(request, form, {})
    said = {"number": version.number, "title": version.shown_title(get_language() or "sv")}
    messages.success(request, _("Utgåva %(number)s av %(title)s är publicerad.") % said)
    return redirect("questionnaire_version", version.questionnaire.key, version.number)


def _told(findings: Sequence[Finding], document: object) -> list[dict[str, Any]]:
    """Return findings in groups, what stops first: the place and the sentence of each."""
    language = get_language() or "sv"
    groups = []
    for severity, heading in HEADINGS.items():
        listed = [
            (place(document, finding.path, language), finding.sentence(language))
            for finding in findings
            if finding.severity is severity
        ]
        if listed:
            groups.append({"heading": heading, "lines": listed})
    return groups


def _page(request: StaffRequest, form: ImportForm, context: dict[str, Any]) -> HttpResponse:
    crumbs = [Link(_("Enkätbibliotek"), reverse("questionnaires"))]
    return render(request, "surveys/library/import.html", {"form": form, "crumbs": crumbs, **context})
