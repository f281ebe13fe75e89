"""A goal's thread: its story through the years, step by step, each with its day, its person and its source.

Every step comes through the reader's scope; the number of statements is the same however long the story is, and however many
goals there are.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from django.db.models import Count, Max, Min
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organisation.access import Scope
from quality.access import may_read_analyses, visible_documents, visible_turns, visible_values, without_text
from quality.enums import ActivityStatus, Provenance
from quality.models import (
    Activity,
    Analysis,
    Document,
    Goal,
    GoalTurn,
    GoalVersion,
    Improvement,
    IndicatorVersion,
    Observation,
)
from quality.queries.evidence import Reasons, reasons_of
from quality.queries.saying import source_of, written

PLAN, DO, FOLLOW, ANALYSE = "plan", "do", "follow", "analyse"  # the stages as the drawings call them
ORDER = {
    "text": 0,
    "measure": 1,
    "done": 2,
    "documents": 3,
    "values": 4,
    "survey": 5,
    "analysis": 6,
    "improvement": 7,
    "became": 8,
}


@dataclass(frozen=True)
class Line:
    """A line of a step: its words, and the page behind it."""

    text: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class Step:
    """Something that happened to the goal on a day. stage: of the wheel, which gives the knot its look.

    who: a person's or a unit's name; source: the page that it is read on, with its words. lines: figures or sentences, each with
    its own source. reasons: of an analysis.
    """

    kind: str
    day: dt.date
    stage: str
    title: str
    who: str = ""
    text: str = ""
    url: str = ""
    source: str = ""
    lines: Sequence[Line] = ()
    reasons: Reasons | None = None
    ends_on: dt.date | None = None


@dataclass(frozen=True)
class Thread:
    """The steps in order; `withheld`: whether there are analyses that the reader may not read."""

    steps: Sequence[Step] = field(default_factory=list)
    withheld: bool = False


def thread_of(scope: Scope, goal: Goal) -> Thread:
    """Return the story of a goal as the person may read it."""
    turns = list(
        visible_turns(scope).filter(goal=goal).select_related("period", "process").order_by("period__starts_on", "pk")
    )
    readable = may_read_analyses(scope, goal, turns)
    texts = list(_texts(goal))
    steps = [
        *texts,
        *_measures(goal),
        *_values(scope, goal, min((step.day for step in texts), default=dt.date.min)),
        *_documents(scope, goal),
        *_activities(goal),
        *_analyses(scope, [turn for turn in turns if turn.pk in readable]),
        *_improvements(turns),
    ]
    analysed = Analysis.objects.filter(turn__in=[turn.pk for turn in turns if turn.pk not in readable]).exists()
    return Thread(sorted(steps, key=lambda step: (step.day, ORDER[step.kind])), withheld=analysed)


def _texts(goal: Goal) -> Iterator[Step]:
    versions = GoalVersion.objects.filter(goal=goal).select_related("edition__adopted_by")
    versions = versions.defer(*without_text("edition")).order_by("effective_on", "edition__number")
    before = None
    for one in versions:
        if before is not None and (one.title, one.description) == (before.title, before.description):
            before = one
            continue
        title = _("Det här bestämde vi") if before is None else _("Så ändrades målet")
        words = one.title if not one.description else f"{one.title}\n{one.description}"
        yield Step(
            "text",
            one.effective_on,
            PLAN,
            title,
            one.edition.adopted_by.get_full_name(),
            words,
            reverse("goal_history", args=[goal.pk]),
            one.edition.title,
        )
        before = one


def _measures(goal: Goal) -> Iterator[Step]:
    versions = IndicatorVersion.objects.filter(indicator__goal=goal).select_related("decided_by", "indicator")
    rows = list(versions.order_by("effective_on", "indicator__position", "indicator", "pk"))
    seen: set[int] = set()
    for day, group in groupby(rows, key=lambda one: one.effective_on):
        told = list(group)
        new = [one for one in told if one.indicator_id not in seen]
        title = _("Så mäter vi det") if new and not seen else _("Så ändrades måttet")
        seen |= {one.indicator_id for one in told}
        lines = [
            Line(
                f"{one.name} ({_('årsmål %(target)s') % {'target': one.target}})" if one.target else one.name,
                reverse("indicator", args=[one.indicator_id]),
                one.reason,
            )
            for one in told
        ]
        yield Step("measure", day, PLAN, title, told[0].decided_by.get_full_name(), lines=lines)


def _values(scope: Scope, goal: Goal, began: dt.date) -> Iterator[Step]:
    """Yield the goal's own unit's standing values, those of one period and one sort of source together.

    What was known before the goal `began` is where it set out from, and is called so.
    """
    found = visible_values(scope).filter(indicator__goal=goal, unit=goal.unit_id, standing=True)
    rows = list(
        found.select_related("period", "unit", "reported_by").order_by(
            "period__ends_on", "period", "indicator__position", "pk"
        )
    )
    versions = IndicatorVersion.objects.filter(indicator__goal=goal).order_by("indicator", "effective_on", "pk")
    held: dict[int, list[tuple[dt.date, str]]] = {}
    for indicator, day, name in versions.values_list("indicator", "effective_on", "name"):
        held.setdefault(indicator, []).append((day, name))
    for (_pk, survey), group in groupby(rows, key=lambda one: (one.period_id, one.provenance == Provenance.RELEASED)):
        told = list(group)
        last = max(told, key=lambda one: one.reported_at)
        lines = [
            Line(f"{_name(held, one)}: {written(one)}", reverse("value", args=[one.pk]), source_of(one)) for one in told
        ]
        title, day = _("Det här visade enkäten") if survey else _("Så gick det"), localdate(last.reported_at)
        yield Step(
            "survey" if survey else "values",
            day,
            FOLLOW,
            f"{title if day >= began else _('Så var det innan')}, {last.period.label()}",
            "" if survey else last.reported_by.get_full_name(),
            lines=lines,
        )


def _name(held: dict[int, list[tuple[dt.date, str]]], value: Observation) -> str:
    """Return what the indicator was called when the value's period ended."""
    names = held.get(value.indicator_id, [])
    then = [name for day, name in names if day <= value.period.ends_on]
    return then[-1] if then else names[0][1] if names else ""


def _documents(scope: Scope, goal: Goal) -> Iterator[Step]:
    """Yield what teams have written about the goal, a step for each year: how much, and where it is read."""
    written_here = visible_documents(scope).handed_in().filter(goals=goal)
    mine = Document.objects.filter(pk__in=written_here.values("pk")).order_by()
    years = mine.values("day__year").annotate(number=Count("pk"), first=Min("day"), last=Max("day"))
    for year in years.order_by("day__year"):
        told = ngettext("Ett dokument hör till målet.", "%(count)s dokument hör till målet.", year["number"])
        url = f"{reverse('documents')}?mal={goal.pk}"
        text, ends_on = told % {"count": year["number"]}, year["last"]
        yield Step("documents", year["first"], DO, _("Så arbetade vi"), "", text, url, _("Dokumenten"), ends_on=ends_on)


def _activities(goal: Goal) -> Iterator[Step]:
    done = Activity.objects.filter(goal=goal, status__in=(ActivityStatus.DONE, ActivityStatus.CANCELLED))
    url = reverse("goal_activities", args=[goal.pk])
    rows = done.filter(status_on__isnull=False).select_related("owner").order_by("status_on", "pk")
    for day, group in groupby(rows, key=lambda one: one.status_on):
        told = list(group)
        lines = [Line(f"{one.title}: {one.get_status_display()}", url) for one in told]
        who = told[0].owner.get_full_name() if told[0].owner is not None else told[0].responsible
        yield Step("done", day or dt.date.min, DO, _("Det här gjorde vi"), who, lines=lines)


def _analyses(scope: Scope, turns: Sequence[GoalTurn]) -> Iterator[Step]:
    reasons = reasons_of(scope, turns)
    periods = {turn.pk: turn.period.label() for turn in turns}
    for one in Analysis.objects.filter(turn__in=periods).select_related("written_by").order_by("turn"):
        yield Step(
            "analysis",
            localdate(one.written_at),
            ANALYSE,
            _("Därför blev det så, %(period)s") % {"period": periods[one.turn_id]},
            one.written_by.get_full_name(),
            f"{one.get_outcome_display()}.\n\n{one.result}\n\n{one.causes}",
            reverse("goal_turn", args=[one.turn_id]),
            _("Analysen"),
            reasons=reasons[one.turn_id],
        )


def _name_of(turn: GoalTurn) -> str:
    """Return what a turn is called as a source."""
    return _("Varvet %(period)s") % {"period": turn.period.label()}


def _improvements(turns: Sequence[GoalTurn]) -> Iterator[Step]:
    rows = Improvement.objects.filter(turn__in=[turn.pk for turn in turns])
    related = ("owner", "written_by", "became_by", "carried_into__period", "turn__period")
    for one in rows.select_related(*related).order_by("written_at", "pk"):
        into = one.carried_into
        note = _("tas upp i %(period)s") % {"period": into.period.label()} if into is not None else ""
        url = reverse("goal_turn", args=[one.turn_id])
        name = _name_of(one.turn)
        who = (one.owner or one.written_by).get_full_name()
        yield Step(
            "improvement",
            localdate(one.written_at),
            "",
            _("Det här tar vi med oss"),
            who,
            one.measure,
            url,
            name,
            [Line(note)] if note else (),
        )
        if one.became and one.became_on is not None and one.became_by is not None:
            said = str(one.get_became_display())
            text = f"{said}: {one.became_note}" if one.became_note else said
            told_in = into or one.turn
            after, name = reverse("goal_turn", args=[told_in.pk]), _name_of(told_in)
            title, by = _("Så blev det av förbättringen"), one.became_by.get_full_name()
            yield Step("became", one.became_on, DO, title, by, text, after, name, [Line(one.measure)])
