"""What quality work stores."""

from quality.models.activity import Activity
from quality.models.goal import Goal, GoalVersion
from quality.models.indicator import Indicator, IndicatorVersion, Observation
from quality.models.plan import PlanEdition, PlanSeries

__all__ = [
    "Activity",
    "Goal",
    "GoalVersion",
    "Indicator",
    "IndicatorVersion",
    "Observation",
    "PlanEdition",
    "PlanSeries",
]
