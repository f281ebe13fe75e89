"""Accessibility and privacy: what is promised, and where to tell what is not kept."""

from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organisation.actions.feedback import handle_feedback, leave_feedback
from organisation.enums import Area, Right
from organisation.forms.feedback import FeedbackForm
from organisation.models import AccessibilityFeedback
from organisation.views.gates import StaffRequest, may

PER_PAGE = 25
TRAP = "website"  # a field that people don't see and machines fill in: what they send is thanked for and thrown away


@require_http_methods(["GET", "HEAD", "POST"])
def accessibility(request: HttpRequest) -> HttpResponse:
    """Show the accessibility statement, and take what someone tells; open to all, limited to five an hour."""
    form = FeedbackForm(request.POST or None)
    if not form.is_valid():
        return _open(request, "organisation/about/accessibility.html", {"form": form})
    if not ratelimit.consume(request, action="feedback"):
        form.add_error(None, _("Det har kommit många synpunkter härifrån. Vänta en timme och skicka igen."))
        response = _open(request, "organisation/about/accessibility.html", {"form": form})
        response.status_code, response["Retry-After"] = 429, "3600"
        return response
    if not request.POST.get(TRAP):
        leave_feedback(text=form.cleaned_data["text"], email=form.cleaned_data["email"])
    messages.success(request, _("Tack! Vi läser det du har skrivit och svarar om du har lämnat din e-post."))
    return redirect("accessibility")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Say which personal data is kept, why, and for how long."""
    return _open(request, "organisation/about/privacy.html", {})


@may(Area.OPERATIONS, Right.READ)
@require_safe
def feedback_list(request: StaffRequest) -> HttpResponse:
    """List what has been told, what waits first."""
    rows = AccessibilityFeedback.objects.select_related("handled_by").order_by(
        F("handled_at").desc(nulls_first=True), "-pk"
    )
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    waiting = AccessibilityFeedback.objects.open().count()
    return render(request, "organisation/about/feedback.html", {"page": page, "waiting": waiting})


@may(Area.OPERATIONS, Right.EDIT)
@require_POST
def feedback_handled(request: StaffRequest, pk: int) -> HttpResponse:
    """Mark one as taken care of."""
    found = AccessibilityFeedback.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    handle_feedback(feedback=found, actor=request.user)
    messages.success(request, _("Markerad som hanterad."))
    return redirect("feedback_list")


def _open(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """Draw an open page in the staff's shell for those who are signed in."""
    shell = "organisation/app.html" if request.user.is_authenticated else "organisation/open.html"
    return render(request, template, {"base": shell} | context)
