"""Plans to read, in our own words: a committee's, a unit's with everything that a plan can hold, and one of any size."""

import datetime as dt
from uuid import NAMESPACE_URL, UUID, uuid5

from quality.rules.plan import ActivityText, GoalText, IndicatorText, PlanText

NEW_YEAR, NEW_YEARS_EVE = dt.date(2040, 1, 1), dt.date(2040, 12, 31)
HOSTILE = '#read("/etc/passwd") $x$ @y <z> \\ *fet* <script>alert(1)</script>'


def uid(name) -> UUID:
    return uuid5(NAMESPACE_URL, str(name))


def committee() -> PlanText:
    direction = GoalText(uid("riktning"), "direction", "Barn växer upp med framtidstro")
    voice = GoalText(uid("nämnd"), "committee", "Barn har inflytande över sin dag", parent=direction.id)
    body = [{"kind": "goal", "id": str(goal.id)} for goal in (direction, voice)]
    return PlanText("Nämndens plan 2040", NEW_YEAR, NEW_YEARS_EVE, (direction, voice), body)


def unit(*, contributes_to=None, title="Verksamhetsplan 2040") -> PlanText:
    """Return a plan with prose, lists, a table of its own, goals under one another, indicators and activities."""
    voice = GoalText(
        uid("röst"),
        "unit",
        "Alla barn gör sin röst hörd varje dag",
        description="Varje barn märker att det spelar roll vad det vill.\nOckså den som inte talar.\n\nDet gäller hela dagen.",
        expected_result="Barnen föreslår, väljer och ändrar.",
        methods="Barnmöten i liten grupp. Bildstöd i alla rum.",
        resources="Två timmar gemensam planering per vecka.",
        follow_up="Reflektion varje vecka, enkät i mars.",
        development="Fler rum där barnen själva når materialet.",
        contributes_to=contributes_to,
        curriculum=("Lpfö 18, 2.3 Barns delaktighet och inflytande",),
        indicators=(
            IndicatorText(
                uid("andel"),
                "Andel vårdnadshavare som ser att barnet blir lyssnat på",
                "%",
                "higher",
                "85 %",
                "82 %",
                "year",
            ),
            IndicatorText(
                uid("möten"), "Barnmöten per avdelning och vecka", "", "unknown", "2", "tas fram av nämnd", "tertial"
            ),
            IndicatorText(uid("skattning"), "Arbetslagets skattning", "", "higher", "minst 3,7"),
        ),
        activities=(
            ActivityText(uid("bildstöd"), "Utbildning i bildstöd", dt.date(2040, 1, 12), dt.date(2040, 3, 27), "Joel"),
            ActivityText(uid("besök"), "Besök hos varandra", dt.date(2040, 9, 14)),
        ),
    )
    yard = GoalText(uid("gård"), "unit", "En trygg gård, hela året", parent=voice.id)
    body = [
        {"kind": "heading", "level": 2, "text": "Vår förskola", "id": str(uid("h1"))},
        {
            "kind": "text",
            "html": "<p>Månskäran ligger vid <strong>skogen</strong> &amp; sjön. Läs <a href='https://exempel.se/a?b=1&amp;c=2'>mer</a>.</p>"
            "<h4>Ute varje dag</h4><ul><li>en skogsdag</li><li>en <em>sagostund</em><ol><li>på morgonen</li></ol></li></ul>",
        },
        {
            "kind": "table",
            "caption": "Barn och medarbetare",
            "header": ["Avdelning", "Barn", "Medarbetare"],
            "rows": [["Gläntan", "19", "4"], ["Tuvan", "18", ""]],
        },
        {"kind": "heading", "level": 2, "text": "Mål för 2040", "id": str(uid("h2"))},
        {"kind": "goal", "id": str(voice.id)},
        {"kind": "heading", "level": 3, "text": "Gården", "id": str(uid("h3"))},
        {"kind": "goal", "id": str(yard.id)},
    ]
    return PlanText(title, NEW_YEAR, NEW_YEARS_EVE, (voice, yard), body)


def of_size(goals: int, word: str = "") -> PlanText:
    """Return a plan with that many goals, three indicators and four activities each, all with words of their own."""
    made = tuple(
        GoalText(
            uid(f"mål {n}"),
            "unit",
            f"Mål nummer {n}: barnen visar vägen {word}".strip(),
            description=f"Det här målet är det {n}:e i ordningen och handlar om vardagen på avdelningen.",
            expected_result="Barnen väljer, vuxna lyssnar, och vi ser skillnad redan till våren.",
            methods="Vi arbetar i små grupper, dokumenterar och återkopplar till vårdnadshavarna varje månad.",
            follow_up="Reflektion varje vecka och enkät i mars.",
            indicators=tuple(
                IndicatorText(
                    uid(f"indikator {n} {k}"), f"Indikator {n}.{k}", "%", "higher", f"{80 + k} %", "", "tertial"
                )
                for k in range(3)
            ),
            activities=tuple(
                ActivityText(uid(f"aktivitet {n} {k}"), f"Aktivitet {n}.{k}", NEW_YEAR, NEW_YEARS_EVE, "Arbetslaget")
                for k in range(4)
            ),
        )
        for n in range(1, goals + 1)
    )
    body = [
        {"kind": "heading", "level": 2, "text": "Mål", "id": str(uid("h"))},
        *({"kind": "goal", "id": str(goal.id)} for goal in made),
    ]
    return PlanText(f"Plan med {goals} mål", NEW_YEAR, NEW_YEARS_EVE, made, body)


def hostile() -> PlanText:
    """Return a plan that says something nasty in every place where a person can write."""
    goal = GoalText(
        uid("ond"),
        "unit",
        HOSTILE,
        *([HOSTILE] * 6),
        curriculum=(HOSTILE[:60],),
        indicators=(IndicatorText(uid("ond i"), HOSTILE, "#x", "higher", HOSTILE, HOSTILE, "year"),),
        activities=(ActivityText(uid("ond a"), HOSTILE, NEW_YEAR, NEW_YEARS_EVE, HOSTILE),),
    )
    body = [
        {"kind": "heading", "level": 2, "text": HOSTILE, "id": str(uid("oh"))},
        {
            "kind": "text",
            "html": "<p onclick='x()'>Hej <script>alert(1)</script><img src=x onerror=alert(1)>"
            "<a href='javascript:alert(1)'>tryck</a> <a href='https://exempel.se/'>bra</a></p><style>p{}</style>"
            '<iframe src="https://exempel.se"></iframe><p>#read("/etc/passwd")</p>',
        },
        {"kind": "table", "caption": HOSTILE, "header": [HOSTILE, "B"], "rows": [[HOSTILE, "2"], ["kort"]]},
        {"kind": "goal", "id": str(goal.id)},
    ]
    return PlanText("Ond plan <b>", NEW_YEAR, NEW_YEARS_EVE, (goal,), body)
