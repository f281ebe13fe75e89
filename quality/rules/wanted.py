"""What the Education Act (skollagen 4 kap. 3–5 §§) wants of a goal's analysis and is not there yet: said, it holds nothing up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Lack(StrEnum):
    """What is missing; the page has the sentence."""

    NOT_FOLLOWED_UP = "not_followed_up"  # 3 §: followed up
    NO_ANALYSIS = "no_analysis"  # 3 §: the causes analysed
    NO_EVIDENCE = "no_evidence"  # 3 §: what the analysis rests on
    NO_IMPROVEMENT = "no_improvement"  # 3 §: developed
    NOTHING_SAID_OF_LAST_YEAR = "nothing_said_of_last_year"  # 3 §: continuously
    NO_STAFF = "no_staff"  # 4 §: with the staff and the children
    NO_GUARDIANS = "no_guardians"  # 4 §: guardians take part
    NO_NATIONAL_GOAL = "no_national_goal"  # 5 §: towards the national goals


@dataclass(frozen=True)
class Facts:
    """What there is of a turn. measured: whether each indicator has a value; outcome: of the analysis, None where there is none.

    quoted: the kinds that are quoted. unsaid: improvements taken over of which nobody has said what came. national: whether the
    goal is tied to a goal of the curriculum.
    """

    measured: bool
    outcome: str | None
    quoted: frozenset[str]
    improvements: int
    unsaid: int
    national: bool


def lacking(facts: Facts) -> list[Lack]:
    """Return what is missing, in the order of the law."""
    missing = {
        Lack.NOT_FOLLOWED_UP: not facts.measured,
        Lack.NO_ANALYSIS: facts.outcome is None,
        Lack.NO_EVIDENCE: facts.outcome is not None and not facts.quoted,
        Lack.NO_IMPROVEMENT: facts.outcome not in (None, "reached") and not facts.improvements,
        Lack.NOTHING_SAID_OF_LAST_YEAR: facts.unsaid > 0,
        Lack.NO_STAFF: facts.outcome is not None and "document" not in facts.quoted,
        Lack.NO_GUARDIANS: facts.outcome is not None and not facts.quoted & {"survey", "value"},
        Lack.NO_NATIONAL_GOAL: not facts.national,
    }
    return [lack for lack, is_missing in missing.items() if is_missing]


def uncovered(written: Iterable[str], areas: Mapping[str, str]) -> list[str]:
    """Return the keys of the curriculum's areas that none of `written` names; `areas`: key → what the area is called."""
    said = [" ".join(text.casefold().split()) for text in written]
    return [key for key, name in areas.items() if not any(name.casefold() in text for text in said)]
