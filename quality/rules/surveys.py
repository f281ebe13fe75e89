"""The surveys that a wheel runs: which questionnaire each kind of work asks with, whom, where and for how long."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

WEEKS, MONTHS_KEPT = 3, 24


@dataclass(frozen=True)
class Survey:
    """questionnaire: its key. audiences: who is asked. asked: kinds of unit, the first of which there are some is asked."""

    questionnaire: str
    audiences: Sequence[str]
    asked: Sequence[str]


GUARDIANS, WORK_ENVIRONMENT = "guardian_round", "work_environment_round"
SURVEYS: Mapping[str, Survey] = {
    GUARDIANS: Survey("forskoleundersokningen", ("guardians",), ("section", "preschool")),
    WORK_ENVIRONMENT: Survey("arbetsmiljoenkaten", ("staff",), ("preschool", "school_unit")),
}
"""By kind of work that asks for a round to be prepared."""

CLOSES: Mapping[str, str] = {"guardian_round_closed": GUARDIANS}
"""The kinds of work that ask for the round of another to be closed."""


def kind_asked(survey: Survey, kinds: Sequence[str]) -> str:
    """Return the kind of unit that a survey asks, of those that there are; empty where there is none of them."""
    return next((kind for kind in survey.asked if kind in kinds), "")
