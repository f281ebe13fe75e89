"""The plans of Rönnfjärds kommun as texts: pure data in our own words, ready to be written as pages or adopted."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from quality.demo import committee, norra, sodra
from quality.demo.building import ident
from quality.rules.plan import PlanText

COMMITTEE = "barnnamnden"
UNITS = {"norra": norra.text, "sodra": sodra.text}
SERIES = "Verksamhetsplan"  # what each series of plans is called

#: A unit's goal → the committee's goal that it contributes to. A text is adopted with numbers, which only the tables know.
CONTRIBUTES: Mapping[UUID, UUID] = {
    ident("goal", key): ident("goal", above) for key, above in (*norra.CONTRIBUTES, *sodra.CONTRIBUTES)
}


def committee_plan(year: int, this_year: int | None = None) -> PlanText:
    """Return the committee's plan for `year` as it reads when the present year is `this_year` (the same, if not said).

    Two years before it has other goals and targets, so that there is a history to read.
    """
    return committee.text(year, year - (this_year or year))


def unit_plan(key: str, year: int, this_year: int | None = None) -> PlanText:
    """Return the plan of the school unit `key` for `year`; what its goals contribute to is told by `contributing`."""
    return UNITS[key](year, year - (this_year or year))


def plans(year: int, this_year: int | None = None) -> dict[str, PlanText]:
    """Return every unit's plan for `year` by the unit's key, the committee's first."""
    return {
        COMMITTEE: committee_plan(year, this_year),
        **{key: unit_plan(key, year, this_year) for key in UNITS},
    }


def this_year(year: int) -> dict[str, PlanText]:
    """Return every unit's plan for the present year, the committee's first."""
    return plans(year)


def contributing(text: PlanText, numbers: Mapping[UUID, int]) -> PlanText:
    """Return `text` with each goal tied to the committee's goal that it contributes to; `numbers`: block id → goal."""
    return replace(
        text,
        goals=tuple(
            replace(goal, contributes_to=numbers.get(CONTRIBUTES[goal.id])) if goal.id in CONTRIBUTES else goal
            for goal in text.goals
        ),
    )
