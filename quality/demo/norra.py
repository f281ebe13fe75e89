"""The plan of Norra Rönnfjärds förskolor: Månskäran, Tärnan and Blåklinten."""

import datetime as dt
from typing import Any

from quality.demo.building import activity, goal, heading, measure, places, plan, table, words
from quality.demo.values import LASDAGAR
from quality.rules.plan import GoalText, PlanText

AT_FIRST, LAST_YEAR, NOW = -2, -1, 0
CONTRIBUTES = (
    ("n-rost", "rf-trygghet"),
    ("n-dorren", "rf-trygghet"),
    ("n-hoglasning", "rf-sprak"),
    ("n-skogen", "rf-natur"),
    ("n-kollegialt", "rf-personal"),
)


def text(year: int, step: int) -> PlanText:
    """Return the plan for `year`, which lies `step` years from the present one."""
    goals = [
        *_voice(year, step),
        *_door(year, step),
        *_language(year, step),
        *_outdoors(year, step),
        *_together(year, step),
    ]
    return plan(f"Verksamhetsplan {year} för Norra Rönnfjärds förskolor", year, goals, _body(year, goals))


def _voice(year: int, step: int) -> list[GoalText]:
    return [
        goal(
            "n-rost",
            "unit",
            "Alla barn gör sin röst hörd" if step == AT_FIRST else "Alla barn gör sin röst hörd varje dag",
            description="Varje barn ska få uttrycka vad det vill, tänker och undrar, och märka att det spelar roll "
            "för vad vi gör.",
            expected_result="Barnen tar upp egna idéer på barnmöten, med ord, tecken eller bilder. Vi kan peka på beslut som "
            "barnen har varit med om att fatta.",
            methods="Barnmöten i liten grupp två gånger i veckan. Bildstöd på varje avdelning. Fotoväggen hänger i "
            "barnens höjd.",
            resources="Planeringstid en timme i veckan för den som leder barnmötena.",
            follow_up="Arbetslaget reflekterar varje vecka. Antalet barnmöten rapporteras varje tertial.",
            development="Barnmötena håller när ordinarie personal är på plats. Vi behöver en rutin som vikarier kan följa."
            if step >= NOW
            else "",
            curriculum=("Lpfö 18, 2.3 Barns delaktighet och inflytande",),
            indicators=(
                measure(
                    "n-ideer",
                    "Andel vårdnadshavare som svarar att barnets idéer tas på allvar",
                    "%",
                    target=f"{_aims(step, 80, 80, 85, 88)} %",
                ),
                measure("n-barnmoten", "Barnmöten per grupp och vecka", target="minst 2", every="tertial"),
            ),
            activities=(
                activity(
                    "n-bildstod",
                    "Bildstöd på alla avdelningar",
                    dt.date(year, 1, 12),
                    dt.date(year, 6, 12),
                    "Arbetsplatsledare",
                ),
                activity(
                    f"n-barnmote-{year}",
                    "Halvdag om att rösta med bilder" if step >= NOW else "Gemensam halvdag om barnmöten",
                    dt.date(year, 3, 16),
                    dt.date(year, 3, 16),
                    "Pedagogisk utvecklingsledare",
                ),
            ),
        ),
    ]


def _door(year: int, step: int) -> list[GoalText]:
    return [
        goal(
            "n-dorren",
            "unit",
            "Ingen går härifrån utan att ha hört något om barnets dag",
            under="n-rost",
            description="Mötet vid dörren är kort men viktigt. Vårdnadshavaren ska få veta något som just deras barn "
            "har gjort.",
            expected_result="Vårdnadshavare svarar att de får veta hur barnet har haft det.",
            methods="Den som stänger skriver tre ord om varje barn på tavlan före klockan tre.",
            curriculum=("Lpfö 18, 2.4 Förskola och hem",),
            indicators=(
                measure(
                    "n-dagen",
                    "Andel vårdnadshavare som får veta hur barnets dag har varit",
                    "%",
                    target="90 %" if step >= LAST_YEAR else "öka",
                ),
            ),
            activities=(
                activity(
                    f"n-tavlan-{year}",
                    "Sätta upp tavlor vid dörren på Blåklinten" if step >= NOW else "Prova tavlan vid dörren på Tärnan",
                    dt.date(year, 2, 2),
                    dt.date(year, 4, 30),
                    "Viktor Hedman" if step >= NOW else "Karin Sjödin",
                ),
            )
            if step >= LAST_YEAR
            else (),
        ),
    ]


def _language(year: int, step: int) -> list[GoalText]:
    return [
        goal(
            "n-hoglasning",
            "unit",
            "Vi läser högt för varje barn varje dag",
            description="Högläsning i liten grupp ger fler ord än högläsning i stor samling. Därför delar vi på oss.",
            expected_result="Varje barn är med om högläsning i en grupp på högst sex barn, varje dag.",
            methods="Läsvilan delas i tre rum. Vi lånar böcker på barnens modersmål från biblioteket.",
            resources="Tre läshörnor med mattor och hyllor, 18 000 kronor.",
            follow_up="Läsloggen räknas ihop varje tertial.",
            curriculum=("Lpfö 18, 2.2 Omsorg, utveckling och lärande",),
            indicators=(
                measure(
                    "n-sprakomradet",
                    "Kvalitetsindikatorn, språk och kommunikation",
                    target="minst 3,5" if step == AT_FIRST else "minst 3,7",
                ),
                measure(
                    "n-lasdagar",
                    LASDAGAR if step >= NOW else "Andel dagar med högläsning i liten grupp",
                    "%",
                    target=f"{_aims(step, 70, 75, 80, 85)} %",
                    every="tertial",
                ),
            ),
            activities=(
                activity(
                    "n-lashornor",
                    "Bygga läshörnor på Månskäran och Blåklinten",
                    dt.date(year, 1, 26),
                    dt.date(year, 10, 30),
                    "Joel Sandgren",
                ),
                activity(
                    f"n-bocker-{year}",
                    "Köpa böcker på barnens modersmål",
                    dt.date(year, 8, 17),
                    dt.date(year, 12, 11),
                    "Förskollärarna",
                ),
            ),
        )
    ]


def _outdoors(year: int, step: int) -> list[GoalText]:
    if step < NOW:
        return [
            goal(
                "n-gardarna",
                "focus",
                "Gårdarna lockar till rörelse",
                description="Gårdarna är tomma på annat än gungor. Vi vill ha material att bära, bygga och klättra på.",
                expected_result="Barnen rör sig mer och på fler sätt när de är ute på gården.",
                indicators=(measure("n-gardsrond", "Gårdsronden, poäng av 20", target="16"),),
                activities=(
                    activity(
                        "n-byggmaterial",
                        "Skaffa löst byggmaterial till gårdarna",
                        dt.date(year, 3, 2),
                        dt.date(year, 5, 29),
                        "Viktor Hedman",
                    ),
                ),
            )
        ]
    return [
        goal(
            "n-skogen",
            "unit",
            "Varje grupp har sin egen plats i skogen",
            description="En plats som man kommer tillbaka till blir barnens egen. Där syns årstiderna, och där finns det tid.",
            expected_result="Grupperna är på sin plats minst en förmiddag i veckan, också på vintern.",
            methods="Ryggsäckar packas dagen innan. Två vuxna följer alltid med sju barn.",
            curriculum=("Lpfö 18, 2.2 Omsorg, utveckling och lärande",),
            indicators=(
                measure("n-skogsdagar", "Skogsförmiddagar", "st", target="360 st", every="tertial"),
                measure("n-miljo", "Miljömärkning", target="nivå 2"),
            ),
            activities=(
                activity(
                    f"n-platser-{year}",
                    "Välja platserna tillsammans med barnen",
                    dt.date(year, 1, 19),
                    dt.date(year, 2, 27),
                    "Arbetslagen",
                ),
                activity(
                    f"n-vindskydd-{year}",
                    "Bygga vindskydd vid Blåklintens plats",
                    dt.date(year, 4, 13),
                    dt.date(year, 9, 25),
                    "Viktor Hedman",
                ),
            ),
        )
    ]


def _together(year: int, step: int) -> list[GoalText]:
    return [
        goal(
            "n-kollegialt",
            "unit",
            "Vi lär av varandra över avdelningarna",
            description="Det finns mer kunskap i huset än vad som syns i det egna rummet.",
            expected_result="Alla har varit hos ett annat arbetslag minst en gång i halvåret och berättat vad de såg.",
            methods="Auskultation i par, med en fråga som man har valt innan. Förskollärarforum en gång i månaden.",
            resources="Vikarier två dagar per termin.",
            indicators=(
                measure("n-auskultation", "Auskultationer", "st", target="24 st", every="half_year"),
                measure("n-sjukfranvaro", "Sjukfrånvaro", "%", direction="lower", target="ska minska", every="tertial"),
                measure(
                    "n-arbetsmiljo",
                    "Vad arbetslagen säger om återhämtning",
                    direction="unknown",
                    target="bättre än i fjol, enligt samtal på APT",
                ),
            ),
            activities=(
                activity(
                    f"n-par-{year}",
                    "Bilda par för auskultation",
                    dt.date(year, 1, 12),
                    dt.date(year, 1, 30),
                    "Saga Wikander",
                ),
                activity(
                    f"n-studiedag-{year}",
                    "Studiedag tillsammans med Södra",
                    dt.date(year, 8, 10),
                    dt.date(year, 8, 10),
                    "Rektorerna",
                ),
            ),
        )
    ]


def _aims(step: int, *numbers: int) -> int:
    return numbers[max(0, min(step + 2, len(numbers) - 1))]


def _body(year: int, goals: list[GoalText]) -> list[dict[str, Any]]:
    return [
        heading("n-inledning", "Det här är vi"),
        words(
            "Norra Rönnfjärds förskolor är Månskäran, Tärnan och Blåklinten. Tillsammans har vi åtta avdelningar och ungefär "
            "hundrafyrtio barn.",
            f"Planen för {year} är skriven av rektor tillsammans med arbetsplatsledarna, efter samtal på APT i november och "
            "med det som arbetslagen såg i sina reflektioner under året.",
        ),
        heading("n-lage", "Var är vi?"),
        words(
            "Vi är bra på att möta barn en och en. När gruppen är stor hörs en del av barnen mindre, och det är de "
            "barnen vi vill "
            "nå i år. Vårdnadshavarna är nöjda med bemötandet men vill veta mer om barnets dag."
        ),
        heading("n-mal", "Våra mål"),
        *places(goals),
        heading("n-kvalitet", "Så följer vi upp"),
        table(
            "Vårt år",
            ("När", "Vad"),
            ("Varje vecka", "Arbetslagen skriver reflektionsdokument"),
            ("Varje månad", "APT och förskollärarforum"),
            ("Maj", "Kvalitetsindikatorn och barnens trygghetsvandring"),
            ("Augusti", "Analys och nya frågor inför hösten"),
        ),
    ]
