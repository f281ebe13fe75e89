"""The surveys that a wheel runs: which questionnaire each kind of work asks with, whom, where and for how long."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

WEEKS, TWO_YEARS, MONTHS_KEPT = 3, 104, 24


@dataclass(frozen=True)
class Survey:
    """questionnaire: its key. audiences: who is asked. asked: kinds of unit, the first of which there are some is asked.

    weeks: how long it is open where the wheel does not say. pool_size: of a pool, after how many answers nobody new is taken in.
    """

    questionnaire: str
    audiences: Sequence[str]
    asked: Sequence[str]
    weeks: int = WEEKS
    pool_size: int | None = None


GUARDIANS, WORK_ENVIRONMENT, STUDENTS = "guardian_round", "work_environment_round", "vfu_pool"
SURVEYS: Mapping[str, Survey] = {
    GUARDIANS: Survey("forskoleundersokningen", ("guardians",), ("section", "preschool")),
    WORK_ENVIRONMENT: Survey("arbetsmiljoenkaten", ("staff",), ("preschool", "school_unit")),
    STUDENTS: Survey("vfu-studenter", ("students",), ("preschool",), weeks=TWO_YEARS, pool_size=20),
}
"""By kind of work that asks for a round to be prepared."""

CLOSES: Mapping[str, str] = {"guardian_round_closed": GUARDIANS}
"""The kinds of work that ask for the round of another to be closed."""


def kind_asked(survey: Survey, kinds: Sequence[str]) -> str:
    """Return the kind of unit that a survey asks, of those that there are; empty where there is none of them."""
    return next((kind for kind in survey.asked if kind in kinds), "")
