"""The queue of answers in free text: a named person reads each before any leader does."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ledger import clock
from organisation.enums import Area, Right
from organisation.forms.refusals import saying_why
from organisation.views.gates import StaffRequest, may
from surveys.actions import clear_text
from surveys.enums import Clearing
from surveys.forms.clearing import ClearingForm
from surveys.models import Release, ReleasedText
from surveys.queries.texts import question_texts, to_clear
from ui.components import Link, Tab

PER_PAGE = 10


@may(Area.FREE_TEXT, Right.CLEAR)
@require_http_methods(["GET", "HEAD", "POST"])
def texts(request: StaffRequest, pk: int) -> HttpResponse:
    """Show the answers that wait, or those that are done with; decide about one."""
    release = get_object_or_404(Release.objects.select_related("version", "round__unit"), pk=pk)
    theirs = to_clear(request.scope, release)
    if not theirs.exists() and not request.scope.may(Area.FREE_TEXT, Right.CLEAR, release.round.unit):
        raise Http404(_("Resultatet finns inte, eller så har du inte tillgång till det."))
    done = "klara" in request.GET
    asked = _asked(request) if request.method == "POST" else None
    sent = theirs.filter(pk=asked).first() if asked else None
    form = _decided(request, sent) if sent else None
    if sent and form and not form.errors:
        messages.success(request, _("Svaret visas.") if request.POST["do"] == "show" else _("Svaret visas inte."))
        return redirect(request.get_full_path())
    states = [Clearing.SHOWN, Clearing.WITHHELD] if done else [Clearing.WAITING]
    page = Paginator(theirs.filter(state__in=states), PER_PAGE).get_page(request.GET.get("page"))
    words = question_texts(release.version.definition, get_language() or "sv")
    url = reverse("result_texts", args=[pk])
    context = {
        "release": release,
        "page": page,
        "rows": [
            (text, words.get(text.question, ""), form if form and sent == text else ClearingForm(text=text))
            for text in page
        ],
        "done": done,
        "tabs": [Tab(_("Väntar"), url, current=not done), Tab(_("Klara"), f"{url}?klara", current=done)],
        "crumbs": [Link(_("Resultat"), reverse("results"))],
    }
    return render(request, "surveys/results/texts.html", context)


def _asked(request: StaffRequest) -> UUID | None:
    """The id of the answer that was decided about; None where what was sent is no such thing."""
    try:
        return UUID(request.POST.get("text", "")) if request.POST.get("do") in {"show", "withhold"} else None
    except ValueError:
        return None


def _decided(request: StaffRequest, text: ReleasedText) -> ClearingForm:
    form = ClearingForm(request.POST, text=text)
    if form.is_valid():
        shown = form.cleaned_data["shown"] if request.POST["do"] == "show" else ""
        if request.POST["do"] == "show" and not shown:
            form.add_error("shown", _("Skriv hur svaret ska visas, eller välj att inte visa det."))
            return form
        with saying_why(form):
            clear_text(text=text, shown=shown, actor=request.user, now=clock.now())
    return form
