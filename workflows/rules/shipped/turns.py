"""The turns about something: a goal, a plan's way, the plan against abusive treatment, an action plan; and where stages end."""

from workflows.rules.shipped.words import LATE_TO_OFFICER, LATE_TO_REKTOR, REMINDED, one
from workflows.rules.wheel import ANALYSIS, ANY, CALENDAR_YEAR, DO, FOLLOW_UP, PLAN, StageEnd
from workflows.rules.when import MonthDay, Monthly, PartOfYear

GOAL = {"process": "goal", "calendar": ANY}
GOAL_ENTRIES = (
    one(
        "mal-planera",
        "Planera hur målet ska nås",
        PLAN,
        PartOfYear("period", 45, "start"),
        GOAL,
        REMINDED,
        LATE_TO_OFFICER,
        role="rektor",
        gate=True,
        review=True,
    ),
    one(
        "mal-tertial",
        "Följ upp målet",
        FOLLOW_UP,
        PartOfYear("tertial", 10),
        GOAL,
        role="rektor",
        shift="after",
    ),
    one(
        "mal-utfall",
        "Lämna målets utfall",
        FOLLOW_UP,
        PartOfYear("period", -30),
        GOAL,
        REMINDED,
        LATE_TO_OFFICER,
        role="rektor",
        work="value",
        gate=True,
    ),
    one(
        "mal-analys",
        "Analysera orsakerna och säg vad som ska förbättras",
        ANALYSIS,
        PartOfYear("period", -10),
        GOAL,
        REMINDED,
        LATE_TO_OFFICER,
        role="rektor",
        work="analysis",
        gate=True,
        review=True,
    ),
)

NEXT_PLAN = {
    "process": "plan",
    "calendar": CALENDAR_YEAR,
    "role": "rektor",
    "gate": True,
    "lead": 21,
    "reminders": (3,),
    **LATE_TO_OFFICER,
}
PLAN_ENTRIES = (
    one("plan-utkast", "Skriv utkast till nästa plan", PLAN, MonthDay(11, 1), NEXT_PLAN, work="plan_draft"),
    one("plan-apt", "Ta upp utkastet på APT", DO, MonthDay(11, 15), NEXT_PLAN, work="plan_apt"),
    one(
        "plan-remiss",
        "Remiss: svara på det som har kommit in",
        DO,
        MonthDay(11, 25),
        NEXT_PLAN,
        work="plan_referral",
        help="Skicka utkastet till dem som berörs. Skriv in varje svar, och vad ni gjorde med det.",
    ),
    one("plan-dialog", "Ledningsdialog om planen", FOLLOW_UP, MonthDay(12, 5), NEXT_PLAN, work="plan_dialogue"),
    one("plan-anta", "Anta planen", ANALYSIS, MonthDay(12, 15), NEXT_PLAN, work="plan_adopt"),
)

ABUSE = {"process": "abusive-treatment", "role": "workplace_lead"}
ABUSE_ENTRIES = (
    one(
        "krankande-redovisa",
        "Redovisa förra årets åtgärder mot kränkande behandling",
        PLAN,
        MonthDay(9, 1),
        ABUSE,
        REMINDED,
        LATE_TO_REKTOR,
        work="measures_accounted",
        gate=True,
    ),
    one(
        "plan-krankande",
        "Ta fram årets plan mot kränkande behandling",
        PLAN,
        MonthDay(9, 15),
        ABUSE,
        REMINDED,
        LATE_TO_REKTOR,
        work="measures_written",
        gate=True,
        review=True,
        help="Vad har ni sett, och vad gör ni åt det? Skriv i stort, aldrig om enskilda barn.",
    ),
    one(
        "krankande-manad",
        "Följ upp planen mot kränkande behandling",
        DO,
        Monthly(20),
        ABUSE,
        lead=7,
        help="Skriv hur det går med åtgärderna i stort, aldrig om enskilda barn.",
    ),
)

ACTION = {"process": "action-plan", "calendar": ANY, "role": "rektor"}
ACTION_ENTRIES = (
    one(
        "atgard-plan",
        "Skriv åtgärdsplan",
        PLAN,
        PartOfYear("period", 14, "start"),
        ACTION,
        LATE_TO_OFFICER,
        work="measures_written",
        gate=True,
        help="Vad har ni sett, vad ska göras, av vem och när?",
    ),
    one("atgard-manad", "Följ upp åtgärdsplanen", DO, Monthly(15), ACTION, lead=7),
    one(
        "atgard-utvardering",
        "Säg vad det blev av varje åtgärd",
        DO,
        PartOfYear("period"),
        ACTION,
        LATE_TO_OFFICER,
        work="measures_evaluated",
    ),
)

AT_ONCE = PartOfYear("period", of="start")  # each stage lasts until its measures are settled, not until a day
STAGES = (
    StageEnd("year", PLAN, MonthDay(10, 15), "school_year"),
    StageEnd("year", DO, MonthDay(5, 15), "school_year"),
    StageEnd("year", FOLLOW_UP, MonthDay(6, 15), "school_year"),
    StageEnd("year", PLAN, MonthDay(1, 31), CALENDAR_YEAR),
    StageEnd("year", DO, MonthDay(4, 30), CALENDAR_YEAR),
    StageEnd("year", FOLLOW_UP, MonthDay(12, 31), CALENDAR_YEAR),
    StageEnd("year", ANALYSIS, PartOfYear("calendar_year", 46), CALENDAR_YEAR),
    StageEnd("goal", PLAN, PartOfYear("period", 60, "start")),
    StageEnd("goal", DO, PartOfYear("period", -60)),
    StageEnd("goal", FOLLOW_UP, PartOfYear("period", -25)),
    StageEnd("goal", ANALYSIS, PartOfYear("period")),
    StageEnd("plan", PLAN, MonthDay(11, 1), CALENDAR_YEAR),
    StageEnd("plan", DO, MonthDay(11, 25), CALENDAR_YEAR),
    StageEnd("plan", FOLLOW_UP, MonthDay(12, 5), CALENDAR_YEAR),
    StageEnd("plan", ANALYSIS, MonthDay(12, 15), CALENDAR_YEAR),
    StageEnd("abusive-treatment", PLAN, MonthDay(9, 15)),
    StageEnd("abusive-treatment", DO, MonthDay(6, 15)),
    StageEnd("action-plan", PLAN, AT_ONCE),
    StageEnd("action-plan", DO, AT_ONCE),
    StageEnd("action-plan", FOLLOW_UP, AT_ONCE),
    StageEnd("action-plan", ANALYSIS, AT_ONCE),
)
