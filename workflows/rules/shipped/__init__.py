"""The wheel that comes with the product: a preschool's year as many municipalities live it. A start to change, not a rule."""

from workflows.rules.shipped.turns import ABUSE_ENTRIES, ACTION_ENTRIES, GOAL_ENTRIES, PLAN_ENTRIES, STAGES
from workflows.rules.shipped.years import CALENDAR_YEAR_ENTRIES, SCHOOL_YEAR_ENTRIES
from workflows.rules.wheel import WheelText

SUMMER = frozenset({28, 29, 30, 31})

PRESCHOOL_WHEEL = WheelText(
    "Förskolans årshjul",
    (*SCHOOL_YEAR_ENTRIES, *CALENDAR_YEAR_ENTRIES, *GOAL_ENTRIES, *PLAN_ENTRIES, *ABUSE_ENTRIES, *ACTION_ENTRIES),
    STAGES,
    SUMMER,
)
