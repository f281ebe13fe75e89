"""What belongs to a goal's turn, gathered for its analysis: each thing with its words, its source, and a key to quote it by.

What belongs to a turn ends with its period; what is said of an activity or an improvement after a turn is over is told in the
turn that it was said in. What was quoted stands as it was quoted. Everything comes through the reader's scope, and of surveys
only what everybody may see: an analysis is read by others than those who read documents and results (docs/adr/0080).
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from organisation.access import Scope
from quality.access import visible_documents, visible_values
from quality.enums import ActivityStatus, QuotedFrom
from quality.models import Document, GoalTurn, Improvement, IndicatorVersion, Observation, Submission
from quality.queries.measures import Measured, measured
from quality.queries.passages import kept_passages
from quality.queries.saying import source_of, week_about, written
from surveys.enums import Audience
from surveys.models import Release, ReleasedCell
from surveys.models.release import PUBLIC
from surveys.queries.measures import EXACT, in_words, measures_of
from surveys.rules.definition.fields import Kind, fields

MOST_VALUES, MOST_CELLS, MOST_DOCUMENTS, MOST_ACTIVITIES, MOST_KEPT = 60, 40, 30, 60, 60
APART = ":"


@dataclass(frozen=True)
class Material:
    """One thing that can be quoted. key: what a click sends; text: its words; name: the source in words; url: its page.

    label: the question that a document's text answers. source: the columns of a quotation that hold the source.
    """

    key: str
    kind: QuotedFrom
    text: str
    name: str
    day: dt.date
    url: str
    source: dict[str, object]
    label: str = ""


@dataclass(frozen=True)
class Gathered:
    """What belongs to a turn, by kind; `indicators`: as they stand to their targets."""

    indicators: list[Measured]
    values: list[Material]
    surveys: list[Material]
    documents: list[Material]
    activities: list[Material]
    improvements: list[Material]

    def all(self) -> Iterator[Material]:
        """Yield all of it."""
        for group in (self.values, self.surveys, self.documents, self.activities, self.improvements):
            yield from group

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to quote."""
        return not any(self.all())


def gathered(scope: Scope, turn: GoalTurn) -> Gathered:
    """Return what belongs to a turn as the person may read it."""
    return Gathered(
        indicators=measured(scope, [turn.goal], min(scope.day, turn.period.ends_on))[turn.goal_id],
        values=_values(scope, turn),
        surveys=_surveys(turn),
        documents=[*_kept(scope, turn), *_documents(scope, turn)],
        activities=_activities(turn),
        improvements=_improvements(turn),
    )


def _last_day(turn: GoalTurn) -> dt.date:
    """Return the last day that a turn tells of: of one that is over its period's, or the day that it was closed, if later."""
    ended_on = turn.process.ended_on if turn.is_over else None
    return dt.date.max if ended_on is None else max(turn.period.ends_on, ended_on)


def found(scope: Scope, turn: GoalTurn, key: str) -> Material | None:
    """Return the thing with that key, if it is among what the person was shown."""
    return next((one for one in gathered(scope, turn).all() if one.key == key), None)


def _values(scope: Scope, turn: GoalTurn) -> list[Material]:
    inside = {"period__ends_on__gte": turn.period.starts_on, "period__starts_on__lte": turn.period.ends_on}
    known = Q(period__ends_on__lte=turn.period.ends_on) | Q(reported_at__date__lte=_last_day(turn))
    rows = visible_values(scope).filter(known, indicator__goal=turn.goal_id, standing=True, **inside)
    rows = rows.select_related("period", "unit", "reported_by").order_by(
        "indicator__position", "-period__ends_on", "pk"
    )
    listed = list(rows[:MOST_VALUES])
    held = IndicatorVersion.objects.in_force(turn.period.ends_on).filter(
        indicator__in={one.indicator_id for one in listed}
    )
    names = dict(held.values_list("indicator", "name"))
    return [_value(one, names.get(one.indicator_id, "")) for one in listed]


def _value(one: Observation, name: str) -> Material:
    text = f"{name}: {written(one)} ({one.unit.name}, {one.period.label()})"
    day, url = localdate(one.reported_at), reverse("value", args=[one.pk])
    return Material(f"value{APART}{one.pk}", QuotedFrom.VALUE, text, source_of(one), day, url, {"observation": one})


def _surveys(turn: GoalTurn) -> list[Material]:
    """Return the areas and questions of surveys in the turn, at the goal's unit: the public part, exact means alone."""
    releases = Release.objects.filter(closed_on__range=(turn.period.starts_on, turn.period.ends_on))
    releases = releases.filter(places__unit=turn.goal.unit_id).select_related("version__questionnaire")
    known = {one.pk: one for one in releases.defer("head", "report").order_by("closed_on", "pk")}
    cells = ReleasedCell.objects.filter(release__in=known, place__unit=turn.goal.unit_id, part=PUBLIC)
    cells = cells.filter(audience=Audience.GUARDIANS, mean_is=EXACT).select_related("place")
    language = get_language() or "sv"
    measures = {pk: measures_of(one.version, language) for pk, one in known.items()}
    rows = [
        _cell(cell, known[cell.release_id], in_words(measures[cell.release_id][cell.measure]))
        for cell in cells.order_by("release", "pk")
        if cell.measure in measures[cell.release_id]
    ]
    once = {
        (one.name, one.text): one for one in reversed(rows)
    }  # an index of one question says the same as the question
    return [one for one in rows if once[one.name, one.text] is one][:MOST_CELLS]


def _cell(cell: ReleasedCell, release: Release, measure: str) -> Material:
    number = number_format(cell.mean or 0, decimal_pos=1)
    name = f"{release.name}, {cell.place.name}"
    url = reverse("result_unit", args=[release.pk, cell.place_id, cell.audience])
    text = f"{measure}: {number}"
    return Material(f"survey{APART}{cell.pk}", QuotedFrom.SURVEY, text, name, release.closed_on, url, {"cell": cell})


def _kept(scope: Scope, turn: GoalTurn) -> list[Material]:
    """Return the passages about the goal that somebody kept for the analysis, newest first."""
    inside = (turn.period.starts_on, turn.period.ends_on)
    rows = kept_passages(scope, goal=turn.goal).filter(submission__document__day__range=inside)[:MOST_KEPT]
    return [
        Material(
            f"passage{APART}{one.pk}",
            QuotedFrom.DOCUMENT,
            one.text,
            _name_of(one.submission.document),
            one.submission.document.day,
            _read_at(one.submission),
            {"submission": one.submission, "field": one.field},
            _("Sparat för analysen"),
        )
        for one in rows
    ]


def _documents(scope: Scope, turn: GoalTurn) -> list[Material]:
    """Return what teams wrote about the goal, as it was last handed in: the answers in words, newest first."""
    inside = (turn.period.starts_on, turn.period.ends_on)
    readable = visible_documents(scope).handed_in().filter(goals=turn.goal_id, day__range=inside)
    documents = {
        one.pk: one for one in readable.select_related("unit").defer("draft").order_by("-day", "-pk")[:MOST_DOCUMENTS]
    }
    handed_in = Submission.objects.filter(document__in=documents).order_by("document", "-number").distinct("document")
    last = {one.document_id: one for one in handed_in.select_related("sheet__version")}
    return [made for pk, one in documents.items() if pk in last for made in _texts(one, last[pk])]


def _texts(document: Document, submission: Submission) -> Iterator[Material]:
    version = submission.sheet.version
    questions = {one.name: one for one in fields(version.definition)}
    answers = submission.sheet.thawed
    url, name = _read_at(submission), _name_of(document)
    for field in questions.values():
        text = answers.get(field.name)
        if field.kind is Kind.TEXT and isinstance(text, str) and text.strip():
            label = field.item.text.shown(get_language() or "sv", version.definition.base)[0]
            source: dict[str, object] = {"submission": submission, "field": field.name}
            key = f"document{APART}{submission.pk}{APART}{field.name}"
            yield Material(key, QuotedFrom.DOCUMENT, text, name, document.day, url, source, label)


def _name_of(document: Document) -> str:
    """Return what a document is called as a source: its title, whose it is, and of which week."""
    return f"{document.title}, {document.unit.name}, {week_about(document)}"


def _read_at(submission: Submission) -> str:
    """Return where what was handed in is read."""
    return f"{reverse('document_read', args=[submission.document_id])}?utgava={submission.number}"


def _activities(turn: GoalTurn) -> list[Material]:
    # What a later plan leaves out was carried out in this turn all the same.
    carried_out = Q(retired_in=None) | Q(retired_in__effective_on__gt=turn.period.starts_on)
    later = Q(starts_on__gt=turn.period.ends_on)
    settled = Q(status__in=(ActivityStatus.DONE, ActivityStatus.CANCELLED), status_on__lt=turn.period.starts_on)
    rows = turn.goal.activities.filter(carried_out).exclude(later).exclude(settled)
    rows = rows.order_by("starts_on", "ends_on", "pk")[:MOST_ACTIVITIES]
    last_day = _last_day(turn)
    url = reverse("goal_activities", args=[turn.goal_id])
    return [
        Material(
            f"activity{APART}{one.pk}",
            QuotedFrom.ACTIVITY,
            f"{one.title}: {one.get_status_display()}" if (one.status_on or last_day) <= last_day else one.title,
            _("Målets aktiviteter"),
            one.status_on if one.status_on and one.status_on <= last_day else turn.period.starts_on,
            url,
            {"activity": one},
        )
        for one in rows
    ]


def _improvements(turn: GoalTurn) -> list[Material]:
    rows = turn.carried.select_related("turn__period").order_by("pk")
    return [_improvement(one, _last_day(turn)) for one in rows]


def _improvement(one: Improvement, last_day: dt.date) -> Material:
    said_on = one.became_on if one.became and one.became_on is not None and one.became_on <= last_day else None
    became = one.get_became_display() if said_on else _("Ingen har sagt vad det blev av den")
    text = f"{one.measure} – {became}" + (f": {one.became_note}" if said_on and one.became_note else "")
    name = _("Förbättring från %(period)s") % {"period": one.turn.period.label()}
    day = said_on or localdate(one.written_at)
    url = reverse("goal_turn", args=[one.turn_id])
    return Material(f"improvement{APART}{one.pk}", QuotedFrom.IMPROVEMENT, text, name, day, url, {"improvement": one})
