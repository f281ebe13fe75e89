"""*Hjulet*: a year as a picture with its list, for a unit and for oneself. Nothing here changes anything."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from organisation.enums import Area, Right
from organisation.views.choosing import Question, choose, unit_choices
from organisation.views.gates import StaffRequest, may
from ui.components import Tab
from ui.templatetags.ui.marks import STAGES
from ui.templatetags.ui.words import day as in_words
from workflows.charts import Dots, Mark, WheelFigure
from workflows.charts.wheel import LOOKS
from workflows.enums import ProcessState, TaskState
from workflows.models import Task
from workflows.queries.year import Item, Often, YearRound, own_tasks, tasks_at, year_of_person, year_of_unit
from workflows.rules.ring import Year
from workflows.rules.wheel import CALENDAR_YEAR, SCHOOL_YEAR
from workflows.views.asked import MINE, Asked, asked_in

PER_PAGE = 25
LATE = "late"  # of a list of tasks: those that should have been done and were not
LONG, LONGEST = 21, 183  # days between opening and last day: a band is drawn for what lasts longer, though not for ever


@dataclass(frozen=True)
class Line:
    """One line of the list beside the picture: the same number, and where it leads (empty: it asks nobody)."""

    item: Item
    number: int
    url: str
    state: str
    look: str
    past: bool

    @property
    def since(self) -> Any:
        """The first day, where it is told: of what lasts long."""
        return self.item.opens_on if self.item.asks and _lasts(self.item) else None


@dataclass(frozen=True)
class Repeated:
    """What comes again and again, as a line."""

    row: Often
    url: str
    following: Any
    look: str
    state: str


@may(Area.VALUES, Right.READ)
@require_safe
def wheel(request: StaffRequest) -> HttpResponse:
    """Show the year."""
    asked = asked_in(request)
    scope = request.scope
    round_ = year_of_person(scope, asked.span) if asked.unit is None else year_of_unit(scope, asked.unit, asked.span)
    lines = [_line(asked, item, number, scope.day) for number, item in enumerate(round_.items, 1)]
    now = [line for line in lines if line.item.is_now(scope.day)]
    past = [line for line in lines if line.past]
    coming = [line for line in lines if not line.past and not line.item.is_now(scope.day)]
    context = {
        "asked": asked,
        "figure": _figure(asked, round_, lines, request),
        "round": round_,
        "now": now,
        "past": past,
        "coming": coming,
        "often": [_repeated(asked, row, request) for row in round_.often],
        "tabs": _tabs(asked, request),
        "before": asked.address(ar=f"{asked.before.starts_on:%Y-%m}"),
        "after": asked.address(ar=f"{asked.after.starts_on:%Y-%m}"),
        "processes": asked.address("processes", ar="", visa=""),
        "today": scope.day,
    }
    return render(request, "workflows/wheel/wheel.html", context)


@may(Area.VALUES, Right.READ)
@require_safe
def tasks(request: StaffRequest) -> HttpResponse:
    """List the tasks of one entry in a year, or all of them, in order of date; or those that are late.

    What is late is late whichever year it belongs to: an address that names no year asks for all of it.
    """
    asked = asked_in(request)
    state = request.GET.get("lage", "")
    span = None if state == LATE and not request.GET.get("ar") else asked.span
    found = own_tasks(request.scope, span) if asked.unit is None else tasks_at(request.scope, asked.unit, span)
    entry, slot = (request.GET.get(name, "").replace("\0", "") for name in ("post", "tillfalle"))
    if entry:
        found = found.filter(entry=entry)
    if slot:
        found = found.filter(slot=slot)
    if state == LATE:
        found = found.overdue(request.scope.day).filter(process__state=ProcessState.RUNNING)
    elif state in TaskState.values:
        found = found.filter(state=state)
    rows = found.select_related("unit", "process", "person").order_by("due_on", "unit__sort_key", "pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    listed: list[Task] = list(page.object_list)
    context = {
        "asked": asked,
        "page": page,
        "rows": [(task, task.is_overdue(request.scope.day)) for task in listed],
        "count": page.paginator.count,
        "state": state,
        "states": [(LATE, _("Försenad")), *TaskState.choices],
        "every_year": span is None,
        "kept": [(name, value) for name, value in request.GET.items() if name not in ("lage", "page")],
        "title": listed[0].title if entry and listed else "",
        "back": asked.address(),
    }
    return render(request, "workflows/tasks/list.html", context)


@may(Area.VALUES, Right.READ)
@require_safe
def choose_unit(request: StaffRequest) -> HttpResponse:
    """Choose whose year to look at."""
    chosen = request.GET.get("enhet", "")
    if chosen:
        return redirect(asked_in(request).address(visa=""))
    question = Question(
        title=_("Vems år vill du se?"),
        lead=_("Du ser enheten och allt som ligger under den."),
        cancel=reverse("wheel"),
        empty=_("Ingen enhet stämmer"),
        over=_("Hjulet"),
    )
    today = request.scope.day
    here = request.scope.units(Area.VALUES, Right.READ).open_on(today)
    words = request.GET.get("q", "").strip().replace("\0", "")
    found = here.filter(name__icontains=words) if words else here
    return choose(request, question, found.in_order(), unit_choices(request, "enhet", today))


def _line(asked: Asked, item: Item, number: int, today: Any) -> Line:
    past = item.is_past(today)
    return Line(item, number, _url(asked, item), _state(item, today), LOOKS[item.stage], past)


def _url(asked: Asked, item: Item) -> str:
    if item.only is not None:
        return reverse("task", args=[item.only])
    return asked.address("tasks", post=item.entry, tillfalle=item.slot) if item.count else ""


def _state(item: Item, today: Any) -> str:
    """Return how far a thing has come, in words."""
    if not item.count:
        return _("har varit") if item.is_past(today) else _("kommer")
    if item.count == 1 and item.late:
        return _("försenad")
    if item.count == 1 and item.only_state in (TaskState.SUBMITTED, TaskState.RETURNED, TaskState.WAIVED):
        return str(TaskState(item.only_state).label).lower()
    if item.settled == item.count:
        return _("klart")
    said = [_("kommer") if item.opens_on > today else _("pågår")]
    if item.count > 1:
        said = [_("%(settled)s av %(count)s klara") % {"settled": item.settled, "count": item.count}]
    if item.to_review and item.count > 1:
        said.append(_("%(number)s att granska") % {"number": item.to_review})
    if item.late and item.count > 1:
        said.append(ngettext("%(number)s försenad", "%(number)s försenade", item.late) % {"number": item.late})
    return " · ".join(said)


def _repeated(asked: Asked, row: Often, request: StaffRequest) -> Repeated:
    said = []
    if row.count:
        said.append(_("%(settled)s av %(count)s klara") % {"settled": row.settled, "count": row.count})
    if row.late:
        said.append(ngettext("%(number)s försenad", "%(number)s försenade", row.late) % {"number": row.late})
    url = asked.address("tasks", post=row.entry) if row.count else ""
    return Repeated(row, url, row.following(request.scope.day), LOOKS[row.stage], " · ".join(said))


def _lasts(item: Item) -> bool:
    return LONG < (item.due_on - item.opens_on).days <= LONGEST


def _figure(asked: Asked, round_: YearRound, lines: list[Line], request: StaffRequest) -> WheelFigure | None:
    if not round_:
        return None
    return WheelFigure(
        title=_("Årshjulet för %(year)s") % {"year": asked.label[:1].lower() + asked.label[1:]},
        year=Year(asked.span.starts_on, asked.span.ends_on),
        today=request.scope.day,
        marks=list(_marks(lines)),
        names={stage: str(STAGES[look]) for stage, look in LOOKS.items()},
        dots=[Dots(row.stage, [item.due_on for item in row.items]) for row in round_.often],
        centre=asked.label.rsplit(" ", 1)[-1],
    )


def _marks(lines: list[Line]) -> Iterator[Mark]:
    for line in lines:
        item = line.item
        days = in_words(item.due_on)
        if line.since:
            days = f"{in_words(line.since)}–{days}"
        words = f"{line.number}. {item.title}, {days}, {str(STAGES[line.look]).lower()}, {line.state}"
        yield Mark(line.number, item.stage, item.due_on, words, f"#post-{line.number}", line.past, line.since)


def _tabs(asked: Asked, request: StaffRequest) -> list[Tab]:
    unit = asked.home.key if asked.home else ""
    kinds = ((_("Läsår"), SCHOOL_YEAR), (_("Kalenderår"), CALENDAR_YEAR))
    tabs = [
        Tab(
            label,
            asked.address(ar=asked.year_of(kind, request.scope.day), visa="", enhet=unit),
            current=not asked.mine and asked.span.kind == kind,
        )
        for label, kind in kinds
        if asked.home
    ]
    return [*tabs, Tab(_("Bara mitt"), asked.address(visa=MINE), current=asked.mine)]
