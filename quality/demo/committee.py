"""The committee's plan: what the council and the committee want of every preschool in Rönnfjärd."""

import datetime as dt
from typing import Any

from quality.demo.building import activity, goal, heading, measure, places, plan, table, words
from quality.rules.plan import GoalText, PlanText

AT_FIRST, LAST_YEAR, NOW = -2, -1, 0


def text(year: int, step: int) -> PlanText:
    """Return the plan for `year`, which lies `step` years from the present one."""
    goals = [*_direction(), *_care(year, step), *_learning(year, step), *_staff(year, step), *_money(year, step)]
    return plan(f"Verksamhetsplan {year} för förskolan i Rönnfjärd", year, goals, _body(year, goals))


def _direction() -> list[GoalText]:
    return [
        goal(
            "rf-uppvaxt",
            "direction",
            "Rönnfjärd är en kommun där alla barn får växa upp trygga och nyfikna",
            description="Fullmäktige vill att varje barn, oavsett var i kommunen det bor, möts av vuxna som har tid, "
            "kunskap och höga förväntningar.",
        ),
        goal(
            "rf-forskola",
            "area",
            "Förskolan ger alla barn en likvärdig och god början",
            under="rf-uppvaxt",
            description="Skillnaderna mellan förskolorna ska minska, utan att någon förskola blir sämre.",
        ),
    ]


def _care(year: int, step: int) -> list[GoalText]:
    title = (
        "Barn och vårdnadshavare känner sig trygga i förskolan"
        if step == AT_FIRST
        else "Varje barn är tryggt i förskolan, och vårdnadshavarna vet varför"
    )
    return [
        goal(
            "rf-trygghet",
            "committee",
            title,
            under="rf-forskola",
            description="Trygghet är grunden för att leka och lära. Den byggs i mötet vid dörren på morgonen, i små grupper "
            "och i att vårdnadshavare får veta hur barnets dag har varit.",
            expected_result="Vårdnadshavare svarar att barnet är tryggt. Barnen själva visar platser där de trivs och kan "
            "säga till när något inte känns bra.",
            follow_up="Förskoleundersökningen i februari och mars, barnens trygghetsvandringar i maj.",
            curriculum=("Lpfö 18, 2.1 Normer och värden", "Lpfö 18, 2.4 Förskola och hem"),
            indicators=(
                measure(
                    "rf-trygga",
                    "Andel vårdnadshavare som svarar att barnet är tryggt i förskolan",
                    "%",
                    target=f"{_rising(88, step)} %",
                    council="90 %",
                ),
                measure(
                    "rf-gruppstorlek",
                    "Antal barn per årsarbetare",
                    direction="lower",
                    target="4,9" if step >= LAST_YEAR else "5,1",
                    council="tas fram av nämnd",
                    every="tertial",
                ),
            ),
            activities=(
                activity(
                    f"rf-undersokning-{year}",
                    "Genomföra förskoleundersökningen och återkoppla till varje förskola",
                    dt.date(year, 1, 19),
                    dt.date(year, 4, 30),
                    "Kvalitetsutvecklare",
                ),
            ),
        )
    ]


def _learning(year: int, step: int) -> list[GoalText]:
    return [
        goal(
            "rf-sprak",
            "committee",
            "Alla barn utvecklar ett rikt språk",
            under="rf-forskola",
            description="Barn som får ord för sina tankar får inflytande över sin vardag. Det gäller svenska, modersmål och "
            "kommunikation på andra sätt än med tal.",
            expected_result="Högläsning och samtal om böcker finns varje dag i varje grupp. Barn med annat modersmål hör och "
            "ser sina språk i förskolan.",
            methods="Gemensam språkplan för alla förskolor. Biblioteket kör bokbuss till varje förskola var tredje vecka.",
            follow_up="Kvalitetsindikatorn i maj. Samtal i ledningsdialogen i oktober.",
            curriculum=("Lpfö 18, 2.2 Omsorg, utveckling och lärande",),
            indicators=(
                measure(
                    "rf-kvalitetsindikator-sprak",
                    "Kvalitetsindikatorn, området språk och kommunikation",
                    target="minst 3,5" if step == AT_FIRST else "minst 3,7",
                ),
                measure("rf-bokbuss", "Besök av bokbussen", "st", target="360 st", every="half_year"),
            ),
            activities=(
                activity(
                    "rf-sprakplan",
                    "Ta fram en gemensam språkplan",
                    dt.date(year, 1, 12),
                    dt.date(year, 9, 30),
                    "Pedagogisk utvecklingsledare",
                ),
            ),
        ),
        _nature() if step >= NOW else _digital(),
    ]


def _digital() -> GoalText:
    return goal(
        "rf-digitalt",
        "committee",
        "Barnen möter digitala verktyg som de kan skapa med",
        under="rf-forskola",
        description="Lärplattor används till att skapa, dokumentera och undersöka, inte till att fördriva tid.",
        expected_result="Varje arbetslag har ett eget sätt att använda digitala verktyg tillsammans med barnen.",
        indicators=(measure("rf-digitalt-lag", "Andel arbetslag med en egen rutin", "%", target="öka"),),
    )


def _nature() -> GoalText:
    return goal(
        "rf-natur",
        "committee",
        "Barnen är ute i naturen varje vecka, året om",
        under="rf-forskola",
        description="Rönnfjärd har skog och vatten inom gångavstånd från varje förskola. Det ska märkas i "
        "barnens vardag.",
        expected_result="Varje grupp är i skogen eller vid vattnet minst en gång i veckan.",
        indicators=(
            measure("rf-utflykter", "Grupper med utflykt varje vecka", "%", target="minst 50 %", every="tertial"),
            measure("rf-miljo", "Miljömärkning, lägsta nivå bland förskolorna", target="nivå 2"),
        ),
    )


def _staff(year: int, step: int) -> list[GoalText]:
    return [
        goal(
            "rf-personal",
            "committee",
            "Förskolan är en arbetsplats som man vill söka sig till och stanna på",
            under="rf-forskola",
            description="Utan utbildade medarbetare som orkar och trivs blir inget annat mål nått.",
            expected_result="Fler förskollärare söker utlysta tjänster. Sjukfrånvaron går ned utan att fler går till "
            "arbetet sjuka.",
            methods="Introduktion med mentor under första året. Planeringstid som läggs i schema och vikarie som sätts in.",
            resources="400 000 kronor för handledning och kompetensutveckling.",
            follow_up="Arbetsmiljöenkäten i september, personalstatistik varje tertial.",
            indicators=(
                measure(
                    "rf-legitimerade",
                    "Andel förskollärare med legitimation",
                    "%",
                    target="öka",
                    council="tas fram av nämnd",
                    every="tertial",
                ),
                measure(
                    "rf-sjukfranvaro",
                    "Sjukfrånvaro",
                    "%",
                    direction="lower",
                    target="ska minska" if step == AT_FIRST else "högst 6,5 %",
                    council="ska minska",
                    every="tertial",
                ),
                measure("rf-rekommenderar", "Andel medarbetare som rekommenderar sin arbetsplats", "%"),
            ),
            activities=(
                activity(
                    f"rf-mentorer-{year}",
                    "Utbilda mentorer för nyanställda",
                    dt.date(year, 2, 2),
                    dt.date(year, 5, 29),
                    "HR-partner",
                ),
            ),
        )
    ]


def _money(year: int, step: int) -> list[GoalText]:
    return [
        goal(
            "rf-ekonomi",
            "committee",
            "Pengarna används där de gör störst nytta för barnen",
            under="rf-forskola",
            description="Budgeten hålls, och resurser fördelas efter barnens behov.",
            indicators=(
                measure(
                    "rf-budget",
                    "Avvikelse mot budget, tusen kronor",
                    "tkr",
                    target="0 eller bättre",
                    council="0 eller bättre",
                    every="tertial",
                ),
                measure(
                    "rf-placering",
                    "Plats bland länets kommuner i vårdnadshavarnas betyg",
                    direction="lower",
                    target="topp 3" if step >= LAST_YEAR else "topp 5",
                ),
            ),
        )
    ]


def _rising(first: int, step: int) -> int:
    return first + step + 2


def _body(year: int, goals: list[GoalText]) -> list[dict[str, Any]]:
    return [
        heading("rf-inledning", "Nämndens uppdrag"),
        words(
            "Barn- och utbildningsnämnden ansvarar för kommunens sex förskolor. De är samlade i två enheter, Norra och Södra, "
            "med var sin rektor.",
            f"Planen beskriver vad nämnden vill nå under {year} och hur vi tar reda på om vi har kommit dit. "
            "Varje enhet har en egen plan som utgår från den här.",
        ),
        heading("rf-mal", "Mål och indikatorer"),
        *places(goals),
        heading("rf-uppfoljning", "Så följer vi upp"),
        words("Uppföljningen är gemensam. Det som en förskola har skrivit en gång ska ingen behöva fråga efter igen."),
        table(
            "Uppföljning under året",
            ("När", "Vad", "Vem"),
            ("Januari", "Verksamhetsberättelse för året som gick", "Förvaltningschef"),
            ("April", "Tertialrapport 1 och förskoleundersökningen", "Rektorer"),
            ("Augusti", "Tertialrapport 2 och enheternas analyser", "Rektorer"),
            ("Oktober", "Ledningsdialog inför nästa plan", "Nämnd och förvaltning"),
        ),
    ]
