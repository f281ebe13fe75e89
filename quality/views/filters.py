"""What an address says of a list: the filter lives there and nowhere else."""

from django.http import HttpRequest

from quality.enums import GoalLevel
from quality.queries.goals import GoalFilter
from quality.queries.values import ActivityFilter
from quality.rules.targets import Outcome
from workflows.enums import Stage

LARGEST = 2**63 - 1  # what a row's number can be
MOST_WORDS = 200  # characters


def number_in(request: HttpRequest, name: str) -> int | None:
    """Return the row number that the address carries as `name`; 0, which no row has, for what is none."""
    said = request.GET.get(name, "")
    if not said:
        return None
    return int(said) if said.isascii() and said.isdigit() and len(said) < len(str(LARGEST)) else 0


def goal_filter(request: HttpRequest) -> GoalFilter:
    """Return what *Målen* is narrowed down to; a level, an outcome or a stage that there is not counts for nothing."""
    level, outcome = request.GET.get("niva", ""), request.GET.get("lage", "")
    stage = request.GET.get("steg", "")
    return GoalFilter(
        words=request.GET.get("q", "").strip()[:MOST_WORDS],
        level=level if level in GoalLevel.values else "",
        unit=request.GET.get("enhet", ""),
        outcome=outcome if outcome in set(Outcome) else "",
        stage=stage if stage in Stage.values else "",
        owner=number_in(request, "ansvarig"),
        retired=request.GET.get("visa") == "avslutade",
    )


def activity_filter(request: HttpRequest) -> ActivityFilter:
    """Return what a list of activities is narrowed down to."""
    return ActivityFilter(
        words=request.GET.get("q", "").strip()[:MOST_WORDS],
        status=request.GET.get("lage", ""),
        unit=request.GET.get("enhet", ""),
        owner=number_in(request, "ansvarig"),
    )
