"""Activities: all that the person sees, how far one has come, and who answers for it."""

from dataclasses import asdict

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ledger import clock
from organisation.enums import Area, Right
from organisation.views.choosing import Choice, Question, choose, person_choices
from organisation.views.gates import StaffRequest, may
from quality.access import get_activity_for, get_own_activity_for
from quality.actions.values import give_activity, move_activity
from quality.enums import ActivityStatus
from quality.forms.activities import MoveForm
from quality.models import Activity
from quality.queries import goals, values
from quality.queries.values import LATE
from quality.views.filters import activity_filter, number_in
from quality.views.goals import MOST_UNITS

SHOW_AND_SEND = ["GET", "HEAD", "POST"]
PER_PAGE = 25
NOBODY = "-"  # no person has this number


@may(Area.VALUES, Right.READ)
@require_safe
def activity_list(request: StaffRequest) -> HttpResponse:
    """List the activities that the person sees, the first to end first."""
    today, wanted = clock.today(), activity_filter(request)
    page = Paginator(values.activities_found(request.scope, wanted, today), PER_PAGE).get_page(request.GET.get("page"))
    rows: list[Activity] = list(page.object_list)
    titles = goals.titles_of([row.goal for row in rows], today)
    here = request.scope.units(Area.VALUES, Right.EDIT).filter(pk__in=[row.goal.unit_id for row in rows])
    me, edited = request.user.pk, set(here.values_list("pk", flat=True))
    units = list(goals.units_with_goals(request.scope)[: MOST_UNITS + 1])
    context = {
        "page": page,
        "rows": [
            (row, titles.get(row.goal_id, ""), row.is_late(today), row.goal.unit_id in edited or row.owner_id == me)
            for row in rows
        ],
        "count": page.paginator.count,
        "wanted": wanted,
        "narrowed": any(asdict(wanted).values()),
        "states": [(LATE, _("Försenade")), *ActivityStatus.choices],
        "units": units if len(units) <= MOST_UNITS else [],
        "owners": goals.owners(request.scope),
    }
    return render(request, "quality/activities/list.html", context)


@may(Area.VALUES, Right.READ)
@require_http_methods(SHOW_AND_SEND)
def move(request: StaffRequest, pk: int) -> HttpResponse:
    """Say how far an activity has come."""
    activity = get_own_activity_for(request.scope, pk)
    form = MoveForm(request.POST or None, activity=activity, today=clock.today())
    if form.is_valid():
        status = ActivityStatus(form.cleaned_data["status"])
        move_activity(activity=activity, status=status, on=form.cleaned_data["on"], actor=request.user)
        messages.success(request, _("”%(title)s”: %(state)s.") % {"title": activity.title, "state": status.label})
        return redirect("goal_activities", activity.goal_id)
    return render(request, "quality/activities/move.html", {"form": form, "activity": activity})


@may(Area.VALUES, Right.EDIT)
@require_http_methods(SHOW_AND_SEND)
def give(request: StaffRequest, pk: int) -> HttpResponse:
    """Name who answers for an activity: first who, then it is done."""
    activity = get_activity_for(request.scope, pk, Right.EDIT)
    said = request.GET.get("person", "")
    if not said:
        return _choose_person(request, activity)
    people = values.people_for(activity, "", clock.today())
    person = None if said == NOBODY else people.filter(pk=number_in(request, "person") or 0).first()
    if said != NOBODY and person is None:
        messages.error(request, _("Den personen kan inte ansvara för aktiviteten. Välj någon i listan."))
        return redirect("activity_give", activity.pk)
    if request.method != "POST":
        return render(request, "quality/activities/give.html", {"activity": activity, "person": person})
    give_activity(activity=activity, owner=person, actor=request.user)
    told = {"title": activity.title, "person": person.get_full_name() if person else ""}
    done = _("%(person)s ansvarar för ”%(title)s”.") if person else _("Ingen ansvarar för ”%(title)s” nu.")
    messages.success(request, done % told)
    return redirect("goal_activities", activity.goal_id)


def _choose_person(request: StaffRequest, activity: Activity) -> HttpResponse:
    nobody = Choice(_("Ingen"), _("Aktiviteten ligger kvar utan ansvarig person."), f"?person={NOBODY}")
    question = Question(
        title=_("Vem ansvarar för aktiviteten?"),
        lead=activity.title,
        cancel=reverse("goal_activities", args=[activity.goal_id]),
        empty=_("Ingen har en roll på enheten"),
        over=_("Ansvarig"),
        extra=(nobody,) if activity.owner_id else (),
    )
    found = values.people_for(activity, request.GET.get("q", ""), clock.today())
    return choose(request, question, found, person_choices(request, "person"))
