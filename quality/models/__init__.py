"""What quality work stores."""

from quality.models.activity import Activity
from quality.models.document import Document, Remark, Submission
from quality.models.evidence import Cause, Quotation
from quality.models.goal import Goal, GoalVersion
from quality.models.indicator import Indicator, IndicatorVersion, Observation
from quality.models.measure import Measure, MeasurePlan
from quality.models.passage import Passage
from quality.models.placement import Placement
from quality.models.plan import PlanEdition, PlanSeries
from quality.models.report import Report, ReportEdition, ReportPrint
from quality.models.source import IndicatorSource
from quality.models.telling import Telling
from quality.models.turn import Analysis, GoalTurn, Improvement
from quality.models.value_import import Movement, ValueImport
from quality.models.way import PlanStep, ReferralAnswer
from quality.models.week_letter import WeekLetter

__all__ = [
    "Activity",
    "Analysis",
    "Cause",
    "Document",
    "Goal",
    "GoalTurn",
    "GoalVersion",
    "Improvement",
    "Indicator",
    "IndicatorSource",
    "IndicatorVersion",
    "Measure",
    "MeasurePlan",
    "Movement",
    "Observation",
    "Passage",
    "Placement",
    "PlanEdition",
    "PlanSeries",
    "PlanStep",
    "Quotation",
    "ReferralAnswer",
    "Remark",
    "Report",
    "ReportEdition",
    "ReportPrint",
    "Submission",
    "Telling",
    "ValueImport",
    "WeekLetter",
]
