"""The wheel that comes with the product: a preschool's year as many municipalities live it. A start to change, not a rule."""

from collections.abc import Mapping

from workflows.rules.wheel import ANALYSIS, ANY, CALENDAR_YEAR, DO, FOLLOW_UP, PLAN, Entry, StageEnd, WheelText
from workflows.rules.when import IsoWeek, MonthDay, Monthly, MonthlyWeekday, NthWeekday, PartOfYear, Weekly, When

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = 1, 2, 3, 4, 5
SUMMER = frozenset({28, 29, 30, 31})
TEAM = {"unit_kind": "team", "role": "teacher"}
PRESCHOOL = {"unit_kind": "preschool", "role": "workplace_lead"}
SCHOOL_UNIT = {"unit_kind": "school_unit", "role": "rektor"}
DEPARTMENT = {"unit_kind": "department", "role": "quality_officer"}
REMINDED = {"lead": 21, "reminders": (7, 1)}
LATE_TO_REKTOR = {"escalate_after": 3, "escalate_to": "rektor"}
LATE_TO_OFFICER = {"escalate_after": 3, "escalate_to": "quality_officer"}


def _one(key: str, title: str, stage: str, when: When, *traits: Mapping[str, object], **rest: object) -> Entry:
    said: dict[str, object] = {}
    for trait in (*traits, rest):
        said |= trait
    return Entry(key, title, stage, when, **said)  # type: ignore[arg-type]


SCHOOL_YEAR_ENTRIES = (
    # Höstens analys och planer
    _one("lasarsstart", "Läsåret börjar", PLAN, MonthDay(8, 15), PRESCHOOL, asks=False, shift="after"),
    _one(
        "enhetens-analys",
        "Lämna in enhetens analys av förra läsåret",
        PLAN,
        MonthDay(8, 25),
        PRESCHOOL,
        REMINDED,
        LATE_TO_REKTOR,
        work="analysis_text",
        gate=True,
        review=True,
        help="Vad blev resultatet, vad beror det på, och vad gör ni åt det? Citera ur reflektioner och enkäter.",
    ),
    _one("vfu", "Planera VFU med partnerförskolorna", PLAN, MonthDay(8, 20), PRESCHOOL),
    _one("mentorer", "Utse mentorer för nyexaminerade", PLAN, MonthDay(8, 31), SCHOOL_UNIT),
    _one(
        "introduktion",
        "Håll introduktionssamtal med nya barns vårdnadshavare",
        PLAN,
        MonthDay(9, 10),
        TEAM,
        LATE_TO_REKTOR,
    ),
    _one(
        "foraldramote-host",
        "Höstens föräldramöte med dagordning och frågor",
        DO,
        NthWeekday(9, 3, WEDNESDAY),
        PRESCHOOL,
    ),
    _one(
        "undervisningsplan",
        "Skriv undervisningsplan",
        PLAN,
        MonthDay(9, 30),
        TEAM,
        REMINDED,
        LATE_TO_REKTOR,
        work="teaching_plan",
        gate=True,
        review=True,
        help="Varför, hur, och hur ni ser att det blev något. Ett undervisningsområde i taget.",
    ),
    _one("arbetsplan", "Uppdatera arbetsplanen", PLAN, MonthDay(9, 30), TEAM),
    _one(
        "utbildningsplan",
        "Skriv utbildningsplan",
        PLAN,
        MonthDay(10, 15),
        PRESCHOOL,
        REMINDED,
        LATE_TO_REKTOR,
        review=True,
    ),
    _one(
        "arbetsmiljoenkat",
        "Öppna arbetsmiljöenkäten",
        DO,
        IsoWeek(40, MONDAY),
        SCHOOL_UNIT,
        work="work_environment_round",
        help="Omgången är förberedd. Läs igenom den, bjud in och säg att den får öppna.",
    ),
    _one(
        "kartlaggning", "Årlig kartläggning och program (ESTER, NTA, Motivationslyftet)", DO, MonthDay(10, 1), PRESCHOOL
    ),
    _one("fortbildning", "Berätta för kollegor om höstens kompetensutveckling", DO, MonthDay(10, 15), PRESCHOOL),
    _one("utvecklingssamtal-host", "Håll höstens utvecklingssamtal", DO, MonthDay(11, 15), TEAM, lead=45),
    _one("vandring-host", "Gå en pedagogisk vandring", DO, MonthDay(11, 30), PRESCHOOL, lead=45, work="walk"),
    _one("vernissage-host", "Vernissage", DO, NthWeekday(12, 1, THURSDAY), PRESCHOOL, asks=False),
    # Vårens uppföljning
    _one(
        "foraldramote-var", "Vårens föräldramöte med dagordning och frågor", DO, NthWeekday(2, 3, WEDNESDAY), PRESCHOOL
    ),
    _one("individuella-planer", "Följ upp personalens individuella planer", DO, MonthDay(2, 28), SCHOOL_UNIT),
    _one("halsosamtal", "Håll hälsosamtal", DO, MonthDay(3, 15), SCHOOL_UNIT, lead=30),
    _one("utvecklingssamtal-var", "Håll vårens utvecklingssamtal", DO, MonthDay(4, 15), TEAM, lead=45),
    _one("vandring-var", "Gå en pedagogisk vandring", DO, MonthDay(4, 30), PRESCHOOL, lead=45, work="walk"),
    _one("vernissage-var", "Vernissage", DO, NthWeekday(5, 3, THURSDAY), PRESCHOOL, asks=False),
    _one(
        "enkatresultat",
        "Läs enkätresultatet och välj utvecklingsområden",
        FOLLOW_UP,
        MonthDay(5, 31),
        TEAM,
        REMINDED,
        LATE_TO_REKTOR,
        work="analysis_text",
        gate=True,
    ),
    _one("dialog", "Dialog med vårdnadshavare om enkätens resultat", FOLLOW_UP, MonthDay(6, 5), PRESCHOOL),
    _one(
        "kvalitetsindikatorn",
        "Skatta er i kvalitetsindikatorn",
        FOLLOW_UP,
        MonthDay(6, 10),
        TEAM,
        REMINDED,
        LATE_TO_REKTOR,
        work="self_rating",
        gate=True,
        help="Enas om en nivå i varje område. Samtalet är viktigare än siffran.",
    ),
    # Varje vecka och månad
    _one(
        "reflektion",
        "Skriv reflektionsdokument",
        DO,
        Weekly(FRIDAY),
        TEAM,
        lead=4,
        work="reflection",
        review=True,
        help="Var är vi, vart ska vi, hur gör vi och hur blev det? Fem minuter räcker.",
    ),
    _one("apt", "Håll APT", DO, MonthlyWeekday((1,), TUESDAY), PRESCHOOL, lead=7, shift="after"),
    _one("forskollararforum", "Förskollärarforum", DO, MonthlyWeekday((2,), WEDNESDAY), PRESCHOOL, asks=False),
    _one("ledningsgrupp", "Ledningsgrupp", DO, MonthlyWeekday((1, 3), MONDAY), SCHOOL_UNIT, asks=False, shift="after"),
    _one("manadsbrev", "Skicka månadsbrev", DO, Monthly(25), PRESCHOOL, lead=7),
    _one(
        "sarskilt-stod",
        "Följ upp stödet till barn i behov av det",
        DO,
        Monthly(15),
        PRESCHOOL,
        lead=7,
        help="Skriv om insatser och behov i stort, aldrig om enskilda barn.",
    ),
)

CALENDAR_YEAR_ENTRIES = (
    _one(
        "verksamhetsberattelse",
        "Skriv verksamhetsberättelse",
        ANALYSIS,
        PartOfYear("calendar_year", 45),
        SCHOOL_UNIT,
        LATE_TO_OFFICER,
        work="report",
        calendar=CALENDAR_YEAR,
        lead=40,
        reminders=(14, 3),
        gate=True,
        review=True,
    ),
    _one(
        "andel-legitimerade",
        "Lämna andelen legitimerade till bokslutet",
        DO,
        MonthDay(1, 31),
        SCHOOL_UNIT,
        calendar=CALENDAR_YEAR,
    ),
    _one(
        "enkat-oppnar",
        "Öppna förskoleundersökningen",
        DO,
        IsoWeek(9, MONDAY),
        DEPARTMENT,
        calendar=CALENDAR_YEAR,
        work="guardian_round",
        help="Omgången är förberedd. Läs igenom den, bjud in och säg att den får öppna.",
    ),
    _one(
        "enkat-stanger",
        "Stäng förskoleundersökningen",
        DO,
        IsoWeek(14, FRIDAY),
        DEPARTMENT,
        calendar=CALENDAR_YEAR,
        work="guardian_round_closed",
        help="Omgången stänger av sig själv efter sin sista dag. Förläng den om få har svarat.",
    ),
    _one("miljonivaer", "Redovisa miljönivåer", DO, MonthDay(3, 31), PRESCHOOL, calendar=CALENDAR_YEAR),
    _one(
        "tertial-1",
        "Skriv tertialrapport 1",
        FOLLOW_UP,
        MonthDay(5, 10),
        SCHOOL_UNIT,
        REMINDED,
        LATE_TO_OFFICER,
        work="report",
        calendar=CALENDAR_YEAR,
        gate=True,
        review=True,
        help="Läget till och med den 30 april.",
    ),
    _one(
        "tertial-2",
        "Skriv tertialrapport 2",
        FOLLOW_UP,
        MonthDay(9, 10),
        SCHOOL_UNIT,
        REMINDED,
        LATE_TO_OFFICER,
        work="report",
        calendar=CALENDAR_YEAR,
        gate=True,
        review=True,
        help="Läget till och med den 31 augusti.",
    ),
    _one("prognos", "Lämna ekonomisk prognos", DO, Monthly(12), SCHOOL_UNIT, calendar=CALENDAR_YEAR, lead=7),
    _one("sjukfranvaro", "Följ upp sjukfrånvaron", DO, Monthly(15), SCHOOL_UNIT, calendar=CALENDAR_YEAR, lead=7),
    _one(
        "ko",
        "Kontrollera kö och placering inom fyra månader",
        DO,
        Monthly(1),
        SCHOOL_UNIT,
        calendar=CALENDAR_YEAR,
        lead=7,
    ),
)

GOAL = {"process": "goal", "calendar": ANY}
GOAL_ENTRIES = (
    _one(
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
    _one(
        "mal-tertial",
        "Följ upp målet",
        FOLLOW_UP,
        PartOfYear("tertial", 10),
        GOAL,
        role="rektor",
        shift="after",
    ),
    _one(
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
    _one(
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
    _one("plan-utkast", "Skriv utkast till nästa plan", PLAN, MonthDay(11, 1), NEXT_PLAN, work="plan_draft"),
    _one("plan-apt", "Ta upp utkastet på APT", DO, MonthDay(11, 15), NEXT_PLAN, work="plan_apt"),
    _one(
        "plan-remiss",
        "Remiss: svara på det som har kommit in",
        DO,
        MonthDay(11, 25),
        NEXT_PLAN,
        work="plan_referral",
        help="Skicka utkastet till dem som berörs. Skriv in varje svar, och vad ni gjorde med det.",
    ),
    _one("plan-dialog", "Ledningsdialog om planen", FOLLOW_UP, MonthDay(12, 5), NEXT_PLAN, work="plan_dialogue"),
    _one("plan-anta", "Anta planen", ANALYSIS, MonthDay(12, 15), NEXT_PLAN, work="plan_adopt"),
)

ABUSE = {"process": "abusive-treatment", "role": "workplace_lead"}
ABUSE_ENTRIES = (
    _one(
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
    _one(
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
    _one(
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
    _one(
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
    _one("atgard-manad", "Följ upp åtgärdsplanen", DO, Monthly(15), ACTION, lead=7),
    _one(
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

PRESCHOOL_WHEEL = WheelText(
    "Förskolans årshjul",
    (*SCHOOL_YEAR_ENTRIES, *CALENDAR_YEAR_ENTRIES, *GOAL_ENTRIES, *PLAN_ENTRIES, *ABUSE_ENTRIES, *ACTION_ENTRIES),
    STAGES,
    SUMMER,
)
