"""Three years of values for the demo's indicators: oldest first, two years before the present one to now. “-” is a gap."""

from dataclasses import dataclass
from uuid import UUID

from quality.demo.building import ident

PERSONNEL, ACCOUNTS = "Personalsystemet", "Ekonomisystemet"


@dataclass(frozen=True)
class Line:
    """The values of one indicator at one unit; with a `source` they are read in from there, else reported."""

    key: str
    unit: str
    every: str
    values: str
    source: str = ""

    @property
    def indicator(self) -> UUID:
        """The block id of the indicator."""
        return ident("indicator", self.key)


@dataclass(frozen=True)
class Correction:
    """A value that was put right: which of the line's values, what it is now, and why."""

    key: str
    unit: str
    place: int
    value: str
    comment: str


@dataclass(frozen=True)
class Redefinition:
    """A definition decided in mid-year: from the first day of `month` of last year."""

    key: str
    month: int
    reason: str
    changed: dict[str, str]


LINES = (
    Line("rf-trygga", "barnnamnden", "year", "87 89 91"),
    Line("rf-trygga", "norra", "year", "85 90 93"),
    Line("rf-trygga", "sodra", "year", "89 88 89"),
    Line("rf-gruppstorlek", "barnnamnden", "tertial", "5,3 5,2 5,2 5,1 5 5 4,9 4,8"),
    Line("rf-kvalitetsindikator-sprak", "barnnamnden", "year", "3,4 3,6 3,7"),
    Line("rf-bokbuss", "barnnamnden", "half_year", "142 151 160 168 171"),
    Line("rf-digitalt-lag", "barnnamnden", "year", "38 54"),
    Line("rf-legitimerade", "barnnamnden", "tertial", "41 41,5 42 42 42,5 43,1 43 42,6", PERSONNEL),
    Line("rf-sjukfranvaro", "barnnamnden", "tertial", "8,9 7,2 8,1 8,4 6,9 7,6 7,8 6,4", PERSONNEL),
    Line("rf-budget", "barnnamnden", "tertial", "-310 -120 45 60 -85 20 110 -40", ACCOUNTS),
    Line("rf-placering", "barnnamnden", "year", "7 5 4"),
    Line("rf-utflykter", "barnnamnden", "tertial", "- - - - - - 43 71"),
    Line("n-ideer", "norra", "year", "71 74 83"),
    Line("n-ideer", "manskaran", "year", "68 72 85"),
    Line("n-ideer", "tarnan", "year", "75 78 80"),
    Line("n-ideer", "blaklinten", "year", "- 73 82"),
    Line("n-barnmoten", "norra", "tertial", "0,8 1 1,2 1,1 1,4 1,6 1,9 1,7"),
    Line("n-barnmoten", "manskaran", "tertial", "0,9 1,1 1,4 1,3 1,8 1,9 2,2 2,1"),
    Line("n-barnmoten", "tarnan", "tertial", "0,7 0,9 1 1 1,1 1,4 1,6 1,3"),
    Line("n-dagen", "norra", "year", "78 81 88"),
    Line("n-sprakomradet", "norra", "year", "3,3 3,6 3,8"),
    Line("n-lasdagar", "norra", "tertial", "58 61 66 69 72 64 70 78"),
    Line("n-gardsrond", "norra", "year", "11 14"),
    Line("n-skogsdagar", "norra", "tertial", "- - - - - - 118 131"),
    Line("n-auskultation", "norra", "half_year", "9 14 17 21 26"),
    Line("n-sjukfranvaro", "norra", "tertial", "9,2 7,4 8,3 8,1 6,6 7,2 7,4 6,1", PERSONNEL),
    Line("s-introduktion", "sodra", "year", "84 88 92"),
    Line("s-samtal", "sodra", "half_year", "61 74 83 91 93"),
    Line("s-modersmal", "sodra", "tertial", "33 41 48 55 58 66 69 74"),
    Line("s-sprakomradet", "sodra", "year", "3,5 3,6 3,6"),
    Line(
        "s-svinn",
        "kvarnhjulet",
        "month",
        "38 36 35 37 34 33 31 34 33 32 30 31 30 31 29 30 28 27 26 27 26 25 24 24 24 25 23 24 23 22 23 24 22 22",
    ),
    Line("s-strand", "sodra", "tertial", "- - - - - - 14 22"),
    Line("s-sjukfranvaro", "sodra", "tertial", "8,6 7 7,9 8,7 7,2 8 8,2 6,8", PERSONNEL),
    Line("s-rast", "sodra", "tertial", "52 60 63 61 66 70 68 72"),
)
CORRECTIONS = (Correction("n-barnmoten", "tarnan", 4, "1,2", "Holmens möten i juni hade fallit bort i räkningen."),)
LASDAGAR = "Andel dagar då varje barn hörde högläsning i liten grupp"
REDEFINITIONS = (
    Redefinition(
        "n-lasdagar",
        9,
        "Vi räknar per barn i stället för per avdelning, så att de som kommer sent också räknas.",
        {"name": LASDAGAR},
    ),
)

DONE = "done"
#: How far activities have come: status, how many days ago it was said, and who answers for it (by e-mail's first part).
MOVES: dict[str, tuple[str, int, str]] = {
    "rf-undersokning-{last}": (DONE, 500, "helin.aydin"),
    "rf-undersokning-{now}": (DONE, 190, "helin.aydin"),
    "rf-mentorer-{last}": ("cancelled", 520, ""),
    "rf-mentorer-{now}": (DONE, 160, ""),
    "rf-sprakplan": ("under_way", 240, "saga.wikander"),
    "n-bildstod": ("under_way", 300, "dragan.petrovic"),
    "n-barnmote-{last}": (DONE, 560, "saga.wikander"),
    "n-barnmote-{now}": (DONE, 240, "saga.wikander"),
    "n-tavlan-{last}": (DONE, 520, "karin.sjodin"),
    "n-tavlan-{now}": (DONE, 215, "viktor.hedman"),
    "n-lashornor": ("under_way", 180, "joel.sandgren"),
    "n-bocker-{last}": (DONE, 330, ""),
    "n-bocker-{now}": ("under_way", 40, "sanna.ek"),
    "n-byggmaterial": ("cancelled", 500, "viktor.hedman"),
    "n-platser-{now}": (DONE, 260, "viktor.hedman"),
    "n-par-{last}": (DONE, 640, "saga.wikander"),
    "n-par-{now}": (DONE, 290, "saga.wikander"),
    "n-studiedag-{now}": (DONE, 100, "amina.lindvall"),
    "s-hembesok": ("under_way", 300, "nadia.rahimi"),
    "s-folder-{last}": (DONE, 540, "paula.engdahl"),
    "s-folder-{now}": (DONE, 180, "paula.engdahl"),
    "s-sagor": ("under_way", 250, "nadia.rahimi"),
    "s-tecken-{now}": ("cancelled", 60, "paula.engdahl"),
    "s-hyllor-{now}": (DONE, 230, "bengt.carlen"),
    "s-vagning-{now}": ("under_way", 300, ""),
    "s-vastar-{now}": (DONE, 210, "camilla.roos"),
    "s-vikarier": (DONE, 220, "henrik.dahlqvist"),
}
