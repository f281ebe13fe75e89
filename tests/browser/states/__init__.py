"""Pages that no address alone leads to: second steps, faults, limits, states of jobs and of the machinery.

Each function makes what its page shows, for itself, and returns the address.
"""

from tests.browser.states import (
    accounts,
    answering,
    documents,
    goals,
    placements,
    plan_imports,
    plans,
    plans_of_measures,
    reading,
    register,
    reports,
    results,
    rounds,
    running,
    surveys,
    told,
    turns,
    wheel,
    written_wheels,
)
from tests.browser.states.making import STATES

__all__ = [
    "STATES",
    "accounts",
    "answering",
    "documents",
    "goals",
    "placements",
    "plan_imports",
    "plans",
    "plans_of_measures",
    "reading",
    "register",
    "reports",
    "results",
    "rounds",
    "running",
    "surveys",
    "told",
    "turns",
    "wheel",
    "written_wheels",
]
