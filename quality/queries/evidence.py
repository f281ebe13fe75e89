"""Quotations as one person may read them, and the causes that they are evidence of.

The words of a quotation are shown to whoever may read its source, and to nobody else (docs/adr/0080).
Eight statements at most, however many.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.urls import reverse

from organisation.access import Scope
from organisation.enums import Area, Right
from quality.access import visible_goals, visible_submissions, visible_turns, visible_values
from quality.enums import QuotedFrom
from quality.models import Cause, GoalTurn, Quotation
from surveys.models import ReleasedPlace


@dataclass(frozen=True)
class Shown:
    """A quotation as somebody reads it: `hidden` where its source is not theirs to read, and then it has no words and no name.

    url: the page of the source; empty where the person reads the words, but has no page of their own for the rest.
    """

    quotation: Quotation
    text: str = ""
    name: str = ""
    url: str = ""
    hidden: bool = False

    @property
    def kind(self) -> str:
        """What it was taken from, in words."""
        return str(QuotedFrom(self.quotation.kind).label)


@dataclass(frozen=True)
class Reasons:
    """The causes of a turn, each with its evidence, and what was quoted without being evidence of any."""

    causes: Sequence[tuple[Cause, Sequence[Shown]]] = ()
    loose: Sequence[Shown] = ()


@dataclass
class _Reach:
    """What of the sources a person may read, by id."""

    values: set[int] = field(default_factory=set)
    submissions: set[int] = field(default_factory=set)
    goals: set[int] = field(default_factory=set)
    turns: set[int] = field(default_factory=set)
    results: set[int] = field(default_factory=set)


def reasons_of(scope: Scope, turns: Iterable[GoalTurn]) -> dict[int, Reasons]:
    """Return by turn its causes with their evidence, as the person may read them. Whether they read the analysis: `access`."""
    wanted = [turn.pk for turn in turns]
    quotations = shown(scope, Quotation.objects.filter(turn__in=wanted).order_by("pk"))
    by_cause: dict[int | None, list[Shown]] = defaultdict(list)
    loose: dict[int, list[Shown]] = defaultdict(list)
    for one in quotations:
        by_cause[one.quotation.cause_id].append(one)
        if one.quotation.cause_id is None:
            loose[one.quotation.turn_id].append(one)
    causes: dict[int, list[tuple[Cause, Sequence[Shown]]]] = defaultdict(list)
    for cause in Cause.objects.filter(turn__in=wanted).order_by("pk"):
        causes[cause.turn_id].append((cause, by_cause[cause.pk]))
    return {pk: Reasons(causes[pk], loose[pk]) for pk in wanted}


def shown(scope: Scope, quotations: Iterable[Quotation]) -> list[Shown]:
    """Return the quotations in their order, each as the person may read it."""
    found = _whole(quotations)
    reach = _reach(scope, found)
    return [_one(quotation, reach) for quotation in found]


def _whole(quotations: Iterable[Quotation]) -> list[Quotation]:
    pks = [one.pk for one in quotations]
    related = ("observation__unit", "cell__place", "submission", "activity", "improvement")
    by_pk = Quotation.objects.select_related(*related, "quoted_by").defer("submission__said").in_bulk(pks)
    return [by_pk[pk] for pk in pks]


def _reach(scope: Scope, found: Sequence[Quotation]) -> _Reach:
    """Return what the person may read of all sources at once: a statement for each kind that there is."""
    reach = _Reach()
    values = {one.observation_id for one in found if one.observation_id}
    handed_in = {one.submission_id for one in found if one.submission_id}
    goals = {one.activity.goal_id for one in found if one.activity}
    turns = {one.improvement.turn_id for one in found if one.improvement}
    places = {one.cell.place_id for one in found if one.cell}
    if values:
        reach.values = set(visible_values(scope).filter(pk__in=values).values_list("pk", flat=True))
    if handed_in:
        reach.submissions = set(visible_submissions(scope).filter(pk__in=handed_in).values_list("pk", flat=True))
    if goals:
        reach.goals = set(visible_goals(scope).filter(pk__in=goals).values_list("pk", flat=True))
    if turns:
        reach.turns = set(visible_turns(scope).filter(pk__in=turns).values_list("pk", flat=True))
    if places and scope.may(Area.CELLS, Right.READ):
        mine = scope.q(Area.CELLS, Right.READ, "unit")
        reach.results = set(ReleasedPlace.objects.filter(mine, pk__in=places).values_list("pk", flat=True))
    return reach


def _one(one: Quotation, reach: _Reach) -> Shown:
    if one.observation_id is not None:
        read, url = one.observation_id in reach.values, reverse("value", args=[one.observation_id])
    elif one.cell is not None:  # only what everybody may see is quoted: the page behind it is not everybody's
        place = one.cell.place
        read = True
        known = place.pk in reach.results
        url = reverse("result_unit", args=[place.release_id, place.pk, one.cell.audience]) if known else ""
    elif one.submission is not None:
        read = one.submission_id in reach.submissions
        url = f"{reverse('document_read', args=[one.submission.document_id])}?utgava={one.submission.number}"
    elif one.activity is not None:
        read, url = one.activity.goal_id in reach.goals, reverse("goal_activities", args=[one.activity.goal_id])
    elif one.improvement is not None:
        read = one.improvement.turn_id in reach.turns
        url = reverse("goal_turn", args=[one.improvement.turn_id])
    else:
        read, url = False, ""
    return Shown(one, one.text, one.source_name, url) if read else Shown(one, hidden=True)
