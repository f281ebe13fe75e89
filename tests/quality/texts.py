"""Plans to adopt, as plain data."""

import datetime as dt
from uuid import UUID

from quality.rules.plan import ActivityText, GoalText, IndicatorText, PlanText


def uid(number):
    return UUID(int=number)


SHARE = IndicatorText(uid(10), "Andel vårdnadshavare som känner sig hörda", "%", "higher", "85 %", "", "year")
MEETINGS = IndicatorText(
    uid(11), "Barnmöten per avdelning och vecka", "", "higher", "2", "tas fram av nämnd", "tertial"
)
WALK = ActivityText(uid(20), "Skogsdag", dt.date(2026, 2, 1), dt.date(2026, 5, 1), "Sanna")
VOICE = GoalText(
    uid(1), "unit", "Alla barn gör sin röst hörd", methods="Barnmöten", indicators=(SHARE, MEETINGS), activities=(WALK,)
)
YARD = GoalText(uid(2), "unit", "En trygg gård", parent=uid(1))
PLAN_2026 = PlanText("Verksamhetsplan 2026", dt.date(2026, 1, 1), dt.date(2026, 12, 31), (VOICE, YARD), [])


def plan_of(*titles, year=2026, **parts):
    """Return a plan with a goal for each title, each with one indicator and one activity."""
    goals = [
        GoalText(
            uid(1000 + number),
            "unit",
            title,
            indicators=(IndicatorText(uid(2000 + number), f"Mått på: {title}", "%", "higher", "85 %", "", "year"),),
            activities=(
                ActivityText(
                    uid(3000 + number), f"Arbeta med: {title}", dt.date(year, 2, 1), dt.date(year, 5, 1), "Arbetslagen"
                ),
            ),
            **parts,
        )
        for number, title in enumerate(titles)
    ]
    return PlanText(f"Verksamhetsplan {year}", dt.date(year, 1, 1), dt.date(year, 12, 31), tuple(goals), [])
