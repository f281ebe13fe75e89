"""Publishing a draft: what is to be put right, from which day, what happens then, and the button."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms.access.wheels import get_wheel_page_for
from cms.actions.wheels import WheelChangedSince, publish_written_wheel
from cms.adoption.drafted_wheel import DraftedWheel, drafted_wheel
from cms.forms.wheels import PublishWheelForm
from cms.models import WheelPage
from cms.views.wheels.looking import difference_of, later_versions
from cms.views.wheels.shell import SHOW_AND_SEND, about, told, writers
from organisation.forms.refusals import saying_why
from organisation.views.gates import StaffRequest
from workflows.queries.forecast import if_written
from workflows.views.library import said_in_parts


@writers
@require_http_methods(SHOW_AND_SEND)
def publish(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask for the day, say what happens then, and publish with one button."""
    page = get_wheel_page_for(request.scope, pk)
    draft = drafted_wheel(page)
    today = request.scope.day
    asked = {"effective_on": today.isoformat(), **request.GET.dict()}
    form = PublishWheelForm(asked if request.method != "POST" else request.POST, today=today)
    if request.method == "POST" and not draft.faults and form.is_valid():
        with saying_why(form):
            try:
                return _published(request, page, form)
            except WheelChangedSince:
                draft = drafted_wheel(page)
                messages.warning(request, _("Någon skrev i hjulet medan du läste. Så här ser det ut nu."))
    return render(request, "cms/wheels/publish.html", _context(page, draft, form))


def _context(page: WheelPage, draft: DraftedWheel, form: PublishWheelForm) -> dict[str, object]:
    day = form.cleaned_data.get("effective_on") if form.is_valid() else None
    ready = day is not None and draft.whole is not None and not draft.is_unchanged
    said = (
        if_written(page.wheel, draft.whole, day, form.today) if ready and page.wheel and day and draft.whole else None
    )
    return {
        **about(page, draft, itself=True),
        "form": form,
        "faults": told(page, draft),
        "day": day,
        "ready": ready,
        "said": said,
        "parts": said_in_parts(said) if said else [],
        "difference": difference_of(draft),
        "later": later_versions(page, day) if day else [],
    }


def _published(request: StaffRequest, page: WheelPage, form: PublishWheelForm) -> HttpResponse:
    day = form.cleaned_data["effective_on"]
    seen = request.POST.get("seen", "")
    version = publish_written_wheel(page=page, effective_on=day, actor=request.user, seen=seen)
    said = {"number": version.number, "day": date_format(day, "j F Y")}
    messages.success(request, _("Version %(number)s är publicerad och gäller från och med %(day)s.") % said)
    return redirect("wheel_draft", page.pk)
