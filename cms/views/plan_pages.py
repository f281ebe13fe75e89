"""The plans that one may see, one plan, and the ways on from it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cms.access import get_plan_for
from cms.actions import AlreadyBegun, WasAdopted, copy_to_next_year, copy_to_unit, discard_draft, draft_plan
from cms.actions.comments import comment_on_goal
from cms.adoption.plan import plan_text
from cms.enums import PlanState
from cms.forms.plan_pages import CommentForm, NewPlanForm
from cms.models import PlanPage
from cms.queries.plan_pages import comments_on, draft_of, editions_of, find_plans, state_of, writable_units
from cms.rules.periods import following
from ledger import clock
from organisation.enums import Area, Right
from organisation.models import Unit
from organisation.queries.finding import search_units
from organisation.views.choosing import Question, choose, unit_choices
from organisation.views.gates import StaffRequest, may
from quality.actions.plans import open_series
from quality.models import PlanSeries
from quality.queries.carried import left_to
from quality.rules.plan import PlanText
from ui.components import Link

SHOW_AND_SEND = ["GET", "HEAD", "POST"]
PER_PAGE = 50


@may(Area.PLAN, Right.READ)
@require_safe
def plan_pages(request: StaffRequest) -> HttpResponse:
    """List the plans, drafts too, that the person may read."""
    words, state = request.GET.get("q", "").strip(), request.GET.get("lage", "")
    state = state if state in PlanState.values else ""
    page = Paginator(find_plans(request.scope, words=words, state=state), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(plan, state_of(plan)) for plan in page.object_list],
        "count": page.paginator.count,
        "words": words,
        "state": state,
        "states": PlanState.choices,
        "edits": request.scope.may(Area.PLAN, Right.EDIT),
        "comments": request.scope.may(Area.PLAN, Right.COMMENT),
    }
    return render(request, "cms/plans/list.html", context)


@may(Area.PLAN, Right.READ)
@require_safe
def plan_page(request: StaffRequest, pk: int) -> HttpResponse:
    """Show how far a plan has come, its editions, and what may be done with it."""
    plan = get_plan_for(request.scope, pk)
    editions = list(editions_of(plan))
    context = {
        **about(plan),
        "editions": editions,
        "stands": any(edition.withdrawn_at is None for edition in editions),
        "may_edit": request.scope.may(Area.PLAN, Right.EDIT, plan.unit),
        "may_adopt": request.scope.may(Area.ADOPT, Right.DECIDE, plan.unit),
        "comments": sum(map(len, comments_on(plan).values())),
    }
    return render(request, "cms/plans/plan.html", context)


@may(Area.PLAN, Right.READ)
@require_http_methods(SHOW_AND_SEND)
def plan_draft(request: StaffRequest, pk: int) -> HttpResponse:
    """Show the draft as it is written now, goal by goal with remarks; whoever may comment does so here."""
    plan = get_plan_for(request.scope, pk)
    text = plan_text(draft_of(plan))
    may_comment = request.scope.may(Area.PLAN, Right.COMMENT, plan.unit)
    if request.method == "POST":
        get_plan_for(request.scope, pk, Area.PLAN, Right.COMMENT)
        form = CommentForm(request.POST)
        if form.is_valid() and form.cleaned_data["about"] in {goal.id for goal in text.goals}:
            goal = form.cleaned_data["about"]
            comment_on_goal(page=plan, goal=goal, text=form.cleaned_data["text"], actor=request.user)
            messages.success(request, _("Din kommentar ligger nu vid målet, och den som skriver planen ser den."))
            return redirect(f"{reverse('plan_draft', args=[plan.pk])}#mal-{goal}")
        messages.error(request, _("Kommentaren sparades inte. Skriv något och skicka igen."))
    context = {**about(plan), "text": text, "comments": comments_on(plan), "may_comment": may_comment}
    context["left"] = left_to(request.scope, plan.series, plan.starts_on)
    return render(request, "cms/plans/draft.html", context)


@may(Area.PLAN, Right.EDIT)
@require_http_methods(SHOW_AND_SEND)
def plan_new(request: StaffRequest) -> HttpResponse:
    """Begin a plan: whose it is, then what it is called and when it holds."""
    unit = _chosen_unit(request)
    if unit is None:
        return _choose_unit(request, _("Vilken enhets plan vill du skriva?"), reverse("plan_pages"), _("Ny plan"))
    year = clock.today().year + 1
    begun = {"series": _("Verksamhetsplan"), "title": _("Verksamhetsplan %(year)s") % {"year": year}}
    form = NewPlanForm(request.POST or None, initial={**begun, "start": f"{year}-01-01", "end": f"{year}-12-31"})
    if form.is_valid():
        given = form.cleaned_data
        series = PlanSeries.objects.filter(unit=unit, name=given["series"]).first()
        series = series or open_series(unit=unit, name=given["series"], actor=request.user)
        text = PlanText(given["title"], given["start"], given["end"])
        plan = draft_plan(unit=unit, series=series, text=text, actor=request.user)
        messages.success(request, _("Utkastet är påbörjat. Nu kan du skriva målen."))
        return redirect("wagtailadmin_pages:edit", plan.pk)
    return render(request, "cms/plans/new.html", {"form": form, "unit": unit, "crumbs": [_all()]})


@may(Area.PLAN, Right.EDIT)
@require_http_methods(SHOW_AND_SEND)
def next_plan(request: StaffRequest, pk: int) -> HttpResponse:
    """Go on to the next period's plan: the same goals, in a new draft."""
    plan = get_plan_for(request.scope, pk, Area.PLAN, Right.EDIT)
    if request.method != "POST":
        start, end = following(plan.starts_on, plan.ends_on)
        return render(request, "cms/plans/next.html", {**about(plan, itself=True), "start": start, "end": end})
    try:
        begun = copy_to_next_year(page=plan, actor=request.user)
        messages.success(request, _("Nästa plan är påbörjad. Målen fortsätter med sin historia."))
    except AlreadyBegun as found:
        begun = found.page
        messages.info(request, _("Nästa plan är redan påbörjad. Här är den."))
    return redirect("plan_page", begun.pk)


@may(Area.PLAN, Right.EDIT)
@require_http_methods(SHOW_AND_SEND)
def copy(request: StaffRequest, pk: int) -> HttpResponse:
    """Give another unit a draft that says the same, with goals of its own."""
    plan = get_plan_for(request.scope, pk)
    unit = _chosen_unit(request, but=plan.unit)
    if unit is None:
        back = reverse("plan_page", args=[plan.pk])
        return _choose_unit(request, _("Till vilken enhet vill du kopiera planen?"), back, _("Kopiera"), but=plan.unit)
    if request.method != "POST":
        return render(request, "cms/plans/copy.html", {**about(plan, itself=True), "to": unit})
    copied = copy_to_unit(page=plan, unit=unit, actor=request.user)
    messages.success(request, _("%(unit)s har nu ett utkast med samma text.") % {"unit": unit.name})
    return redirect("plan_page", copied.pk)


@may(Area.PLAN, Right.EDIT)
@require_http_methods(SHOW_AND_SEND)
def discard(request: StaffRequest, pk: int) -> HttpResponse:
    """Throw a draft away, if it was never adopted."""
    plan = get_plan_for(request.scope, pk, Area.PLAN, Right.EDIT)
    if request.method != "POST" and state_of(plan) == PlanState.DRAFT:
        return render(request, "cms/plans/discard.html", about(plan, itself=True))
    try:
        if request.method == "POST":
            discard_draft(page=plan, actor=request.user)
            messages.success(request, _("Utkastet är borttaget."))
            return redirect("plan_pages")
    except WasAdopted:
        pass
    messages.error(request, _("Planen har varit antagen och tas inte bort. Den kan återtas i stället."))
    return redirect("plan_page", plan.pk)


def about(plan: PlanPage, *, itself: bool = False) -> dict[str, Any]:
    """Return what every page of a plan begins with."""
    above = [Link(plan.draft_title, reverse("plan_page", args=[plan.pk]))] if itself else []
    return {"plan": plan, "unit": plan.unit, "state": state_of(plan), "crumbs": [_all(), *above]}


def _all() -> Link:
    return Link(_("Planer"), reverse("plan_pages"))


def _chosen_unit(request: StaffRequest, but: Unit | None = None) -> Unit | None:
    """Return the unit that the address names; for whoever writes for one unit only, that one."""
    units = writable_units(request.scope, clock.today()).exclude(pk=but.pk if but else 0)
    key = request.GET.get("enhet", "").replace("\0", "")
    if key:
        return units.filter(key=key).first()
    only = list(units[:2])
    return only[0] if len(only) == 1 and but is None else None


def _choose_unit(request: StaffRequest, title: str, back: str, over: str, but: Unit | None = None) -> HttpResponse:
    today = clock.today()
    units = writable_units(request.scope, today).exclude(pk=but.pk if but else 0)
    question = Question(
        title=title,
        lead=_("Du ser de enheter vars planer du får skriva."),
        cancel=back,
        empty=_("Det finns ingen annan enhet vars planer du får skriva"),
        over=over,
    )
    words = request.GET.get("q", "")
    found = units.filter(pk__in=search_units(request.scope, today, words=words).values("pk")) if words else units
    return choose(request, question, found, unit_choices(request, "enhet", today))
