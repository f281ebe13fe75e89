"""The plan of Södra Rönnfjärds förskolor: Kvarnhjulet, Ekorren and Vågen."""

import datetime as dt
from typing import Any

from quality.demo.building import activity, goal, heading, measure, places, plan, words
from quality.rules.plan import GoalText, PlanText

AT_FIRST, LAST_YEAR, NOW = -2, -1, 0
CONTRIBUTES = (
    ("s-inskolning", "rf-trygghet"),
    ("s-flersprak", "rf-sprak"),
    ("s-lasa", "rf-sprak"),
    ("s-ute", "rf-natur"),
    ("s-halsa", "rf-personal"),
    ("s-mat", "rf-ekonomi"),
)


def text(year: int, step: int) -> PlanText:
    """Return the plan for `year`, which lies `step` years from the present one."""
    goals = [*_beginning(year, step), *_languages(year, step), *_every_day(year, step), *_staff(year, step)]
    return plan(f"Verksamhetsplan {year} för Södra Rönnfjärds förskolor", year, goals, _body(year, goals))


def _beginning(year: int, step: int) -> list[GoalText]:
    return [
        goal(
            "s-inskolning",
            "unit",
            "Barn som börjar hos oss får en trygg introduktion",
            description="Barnet och vårdnadshavaren lär känna en av oss först. Sedan resten av huset.",
            expected_result="Efter tre veckor söker barnet tröst hos en vuxen i gruppen, och vårdnadshavaren vågar gå.",
            methods="Ansvarspedagog för varje barn. Hembesök för den som vill. Introduktionen planeras med vårdnadshavaren.",
            follow_up="Uppföljande samtal efter tre veckor, tre frågor till vårdnadshavaren.",
            curriculum=("Lpfö 18, 2.4 Förskola och hem", "Lpfö 18, 2.5 Övergång och samverkan"),
            indicators=(
                measure(
                    "s-introduktion",
                    "Andel vårdnadshavare som är nöjda med introduktionen" if step >= NOW else "Nöjda med inskolningen",
                    "%",
                    target="90 %",
                ),
                measure(
                    "s-samtal",
                    "Samtal efter tre veckor",
                    "%",
                    target="minst 95 %" if step >= LAST_YEAR else "",
                    every="half_year",
                ),
            ),
            activities=(
                activity(
                    "s-hembesok",
                    "Erbjuda hembesök till alla nya familjer",
                    dt.date(year, 1, 7),
                    dt.date(year, 12, 18),
                    "Ansvarspedagogerna",
                ),
                activity(
                    f"s-folder-{year}",
                    "Läsa in välkomstbrevet på sex språk" if step >= NOW else "Skriva om välkomstbrevet på sex språk",
                    dt.date(year, 2, 2),
                    dt.date(year, 5, 15),
                    "Paula Engdahl",
                ),
            ),
        )
    ]


def _languages(year: int, step: int) -> list[GoalText]:
    return [
        goal(
            "s-flersprak",
            "unit",
            "Alla språk som talas hemma syns och hörs hos oss",
            description="Hos oss talas elva språk. Ett barn som får visa sitt språk får visa mer av sig själv.",
            expected_result="Barnen hälsar, räknar och sjunger på varandras språk. Vårdnadshavare läser in sagor.",
            methods="Språkväggar, inlästa sagor och sånger från hemmen. Tecken som stöd i alla grupper.",
            curriculum=("Lpfö 18, 2.2 Omsorg, utveckling och lärande",),
            indicators=(
                measure(
                    "s-modersmal",
                    "Grupper som arbetar med barnens modersmål varje vecka",
                    "%",
                    target="minst 50 %" if step == AT_FIRST else "80 %",
                    every="tertial",
                ),
                measure("s-sprakomradet", "Kvalitetsindikatorn, språk och kommunikation", target="minst 3,7"),
            ),
            activities=(
                activity(
                    "s-sagor",
                    "Spela in sagor med vårdnadshavare",
                    dt.date(year, 2, 9),
                    dt.date(year, 11, 13),
                    "Nadia Rahimi",
                ),
                activity(
                    f"s-tecken-{year}",
                    "Kurs i tecken som stöd",
                    dt.date(year, 9, 7),
                    dt.date(year, 10, 16),
                    "Alla medarbetare",
                ),
            ),
        ),
        goal(
            "s-lasa",
            "unit",
            "Böckerna står framme och byts ut",
            under="s-flersprak",
            description="En bok som är i barnets höjd blir läst. En hylla som aldrig ändras blir osynlig.",
            expected_result="Det finns böcker i varje rum, och hälften av dem är nya för barnen varje månad.",
            indicators=(
                measure("s-lan", "Lån från bokbussen", "st", target="topp 3 bland förskolorna", every="half_year"),
            ),
            activities=(
                activity(
                    f"s-hyllor-{year}",
                    "Sätta upp låga hyllor på Vågen",
                    dt.date(year, 1, 19),
                    dt.date(year, 3, 27),
                    "Bengt Carlén",
                ),
            ),
        ),
    ]


def _every_day(year: int, step: int) -> list[GoalText]:
    goals = [
        goal(
            "s-mat",
            "focus",
            "Måltiden är en lugn stund som vi delar",
            description="Vid bordet övas tålamod, turtagning och ord. Och vi slänger mindre mat.",
            expected_result="Barnen tar själva. Matsvinnet minskar.",
            methods="Små karotter, en vuxen vid varje bord, låg ljudnivå.",
            indicators=(
                measure(
                    "s-svinn",
                    "Matsvinn per barn och dag",
                    "gram",
                    direction="lower",
                    target="högst 25 gram" if step >= LAST_YEAR else "ska minska",
                    every="month",
                ),
            ),
            activities=(
                activity(
                    f"s-vagning-{year}",
                    "Väga matsvinnet en vecka varje månad",
                    dt.date(year, 1, 12),
                    dt.date(year, 12, 11),
                    "Köksansvariga",
                ),
            ),
        )
    ]
    if step >= NOW:
        goals.append(
            goal(
                "s-ute",
                "unit",
                "Vi är vid vattnet varje månad",
                description="Från Vågen ser man fjärden. Från Ekorren tar det en kvart att gå.",
                expected_result="Barnen känner igen djur och växter vid stranden och vet vad allemansrätten säger.",
                indicators=(
                    measure("s-strand", "Utflykter till vattnet", "st", target="tas fram av enheten", every="tertial"),
                ),
                activities=(
                    activity(
                        f"s-vastar-{year}",
                        "Köpa flytvästar i barnstorlek",
                        dt.date(year, 3, 2),
                        dt.date(year, 4, 17),
                        "Camilla Roos",
                    ),
                    activity(
                        f"s-haven-{year}",
                        "Delta i strandstädningen",
                        dt.date(year, 5, 4),
                        dt.date(year, 5, 8),
                        "Alla grupper",
                    ),
                ),
            )
        )
    return goals


def _staff(year: int, step: int) -> list[GoalText]:
    return [
        goal(
            "s-halsa",
            "unit",
            "Vi orkar hela veckan",
            description="Korttidsfrånvaron är högst i november och februari. Då blir det många vikarier, och barnen "
            "märker det.",
            expected_result="Frånvaron sjunker, och de som är här hinner ta rast.",
            methods="Fast vikarie på varje förskola. Rastschema som hålls. Hälsosamtal efter tredje frånvaron.",
            resources="Tre fasta vikarier delas mellan husen.",
            indicators=(
                measure("s-sjukfranvaro", "Sjukfrånvaro", "%", direction="lower", target="högst 7 %", every="tertial"),
                measure("s-rast", "Dagar då alla fick sin rast", "%", target="öka", every="tertial"),
            ),
            activities=(
                activity(
                    "s-vikarier",
                    "Anställa fasta vikarier",
                    dt.date(year, 1, 7),
                    dt.date(year, 3, 31),
                    "Henrik Dahlqvist",
                ),
            ),
        )
    ]


def _body(year: int, goals: list[GoalText]) -> list[dict[str, Any]]:
    return [
        heading("s-inledning", "Det här är vi"),
        words(
            "Södra Rönnfjärds förskolor är Kvarnhjulet, Ekorren och Vågen. Här talas elva språk, och vi ser det som "
            "en tillgång.",
            f"Planen för {year} bygger på förra årets analys, på förskoleundersökningen och på vad barnen har berättat under "
            "sina husvandringar.",
        ),
        heading("s-mal", "Våra mål"),
        *places(goals),
        heading("s-kvalitet", "Så följer vi upp"),
        words(
            "Arbetslagen reflekterar varje vecka och samlar det viktigaste inför APT. I augusti analyserar vi året "
            "tillsammans, "
            "och i november läser alla ett utkast till nästa plan."
        ),
    ]
