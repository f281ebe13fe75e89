"""Targets and periodicities at the end of an indicator row.

value       = "tas fram av nämnd(en)" | bound? number unit? | "nivå" n | "topp" n | n "eller" word | "ska"? trend
bound       = minst, högst, max, över, under, cirka, …, "ska"? "öka till", …   unit = % st kr tkr mnkr dagar timmar …
trend       = öka, minska, oförändrad, …                          periodicity = Tertial, Halvår, År, Månad, …
"""

import re
from dataclasses import dataclass

from quality.importing.spelling import one_off

PERIODICITIES = ("Tertial", "Halvår", "År", "Månad", "Kvartal", "Vecka", "Termin", "Läsår", "Årligen")
COUNCIL_PHRASES = ("tas fram av nämnd", "tas fram av nämnden")
UNITS = ("st", "procent", "kr", "tkr", "mnkr", "mkr", "dagar", "dgr", "timmar", "tim", "poäng", "kwh", "kg", "ton")
NOT_UNITS = ("år", "åk", "är")  # "barn under 3 år": part of the name
TRENDS = ("öka", "ökar", "minska", "minskar", "bibehålla", "bibehålls", "oförändrad", "oförändrat")
TO = r"(?:ska(?:ll)?\s+)?(?:öka[rs]?|höjas?|höjs|minska[rs]?|sänkas?|sänks)\s+till"
BOUND = rf"(?:{TO}\s+)?(?:(?:minst|högst|max|min|över|under|mer än|mindre än|lägst|cirka|ca\.?|[<>≤≥])\s*)?"
PLAIN = r"[-−]?\d+(?:[,.:]\d+)?"
GROUPED = r"(?<!nivå )(?<!topp )(?<!steg )(?<!plats )[-−]?\d{1,3}(?:[ .]\d{3})+(?:,\d+)?"  # not "topp 3 100 st"
NUMBER = rf"{GROUPED}|{PLAIN}"
SPAN = rf"(?:{NUMBER})(?:\s?[-–]\s?(?:{NUMBER}))?"
SHARE = rf"(?:{PLAIN})(?:\s?[-–]\s?(?:{PLAIN}))?"  # hundreds of per cent are not grouped

COUNCIL = re.compile(r"(?:^|(?<=\s))(?P<value>\S+ \S+ \S+ \S+)$")
PERCENT = re.compile(rf"(?:^|(?<=\s))(?P<value>{BOUND}(?:{SHARE})\s?[%‰])$", re.IGNORECASE)
COUNTED = re.compile(rf"(?:^|(?<=\s))(?P<value>{BOUND}(?:{SPAN}) ?(?P<unit>[^\W\d]+))$", re.IGNORECASE)
STEP = re.compile(r"(?:^|(?<=\s))(?P<value>(?:minst )?(?:nivå|topp|steg|plats) \d+)$", re.IGNORECASE)
OR_BETTER = re.compile(
    rf"(?:^|(?<=\s))(?P<value>(?:{NUMBER}) eller (?:bättre|fler|färre|mer|mindre|högre|lägre))$", re.IGNORECASE
)
TREND = re.compile(rf"(?:^|(?<=\s))(?P<value>(?:ska )?(?:{'|'.join(TRENDS)}))$", re.IGNORECASE)
BARE = re.compile(rf"(?:^|(?<=\s))(?P<value>{BOUND}(?:{SPAN}))$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Value:
    """A value from `start` to the end of the text looked at. `sure`: it cannot well be part of the name before it."""

    start: int
    end: int
    sure: bool
    by_council: bool = False


def last_value(text: str) -> Value | None:
    """Return the value that the text ends with."""
    end = len(text)
    found = COUNCIL.search(text)
    if found and any(
        found["value"].casefold() == phrase or one_off(found["value"], phrase) for phrase in COUNCIL_PHRASES
    ):
        return Value(found.start(), end, sure=True, by_council=True)
    found = PERCENT.search(text)
    if found:
        return Value(found.start(), end, sure=True)
    found = COUNTED.search(text)
    if found and _is_unit(found["unit"].casefold()):
        return Value(found.start(), end, sure=True)
    found = STEP.search(text) or OR_BETTER.search(text) or TREND.search(text) or BARE.search(text)
    return Value(found.start(), end, sure=found.start() == 0) if found else None


def _is_unit(word: str) -> bool:
    """Return whether a word after a number is a unit of measure, also with one letter wrong."""
    return word not in NOT_UNITS and any(
        word == unit or (len(word) == len(unit) and one_off(word, unit)) for unit in UNITS
    )


@dataclass(frozen=True, slots=True)
class Closing:
    """A periodicity that ends a row: from `start` to `end` of the line. `meant` is the word it is a letter off."""

    start: int
    end: int
    meant: str = ""


def closing(line: str) -> Closing | None:
    """Return the periodicity at the end of a line of an indicator table.

    Spelled as the tables do ("År", "Tertial") it ends the row wherever the line begins; otherwise only alone on
    the line or right after a value, for a name may go on with "… under ett år".
    """
    start = line.rfind(" ") + 1
    word = line[start:]
    if word in PERIODICITIES:
        return Closing(start, len(line))
    if start and (word in NOT_UNITS or not last_value(line[: start - 1])):
        return None
    meant = next((known for known in PERIODICITIES if one_off(word, known)), "")
    return Closing(start, len(line), meant) if meant else None
