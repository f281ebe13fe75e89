"""The frame of the pages where plans are read: the staff's for those who are signed in, else the open one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from cms.access.reading import PlanWithdrawn
from cms.queries.reading_addresses import plan_url
from cms.queries.reading_list import current_of
from cms.rules.reading_document import LANGUAGE
from organisation.access import request_scope


def shown(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """Draw a page of plans. `sv` marks the plan's own words where the page is in another language."""
    shell = "organisation/app.html" if request.user.is_authenticated else "organisation/open.html"
    return render(request, template, {"base": shell, "sv": own_language()} | context, status=status)


def own_language() -> SafeString:
    """Return the attribute that says which language a plan is in, where the page around it is in another."""
    return SafeString() if (get_language() or LANGUAGE) == LANGUAGE else format_html(' lang="{}"', LANGUAGE)


def gone(request: HttpRequest, withdrawn: PlanWithdrawn) -> HttpResponse:
    """Say that a plan was withdrawn, and where the one that holds is read, if there is one."""
    current = current_of(request_scope(request), withdrawn.series.pk)
    context = {"current_url": plan_url(withdrawn.series) if current else ""}
    return shown(request, "cms/reading/withdrawn.html", context, status=410)
