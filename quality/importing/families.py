"""The two families of plans, and telling which one a text follows."""

from collections.abc import Sequence
from dataclasses import dataclass

from quality.importing.headers import find_header
from quality.importing.labels import Kind, Label, find_label
from quality.importing.lines import Line
from quality.importing.outline import Level
from quality.importing.periods import DATE
from quality.importing.values import closing

STOCKHOLM_LABELS = (
    Label(
        Kind.GOAL,
        ("KF:s inriktningsmål", "Kommunfullmäktiges inriktningsmål"),
        Level.DIRECTION,
        colon=True,
        inline=True,
    ),
    Label(
        Kind.GOAL,
        (
            "KF:s mål för verksamhetsområdet",
            "Kommunfullmäktiges mål för verksamhetsområdet",
            "Mål för verksamhetsområdet",
        ),
        Level.AREA,
        colon=True,
        inline=True,
    ),
    Label(Kind.GOAL, ("Nämndmål", "Nämndens mål"), Level.COMMITTEE, colon=True, inline=True),
    Label(Kind.GOAL, ("Enhetsmål", "Enhetens mål"), Level.UNIT, colon=True, inline=True),
    Label(Kind.TEXT, ("Beskrivning",), key="description"),
    Label(Kind.TEXT, ("Förväntat resultat", "Förväntade resultat"), key="expected_result"),
    Label(Kind.TEXT, ("Arbetssätt",), key="methods"),
    Label(Kind.TEXT, ("Resursanvändning",), key="resources"),
    Label(Kind.FOLLOWUPS, ("Uppföljning",)),
    Label(Kind.TEXT, ("Utveckling",), key="development"),
    Label(Kind.SECTION, ("Övriga frågor", "Särskilda redovisningar", "Bilagor")),
)

FOCUS_LABELS = (
    Label(
        Kind.GOALS,
        ("Nämndens övergripande mål", "Nämndens mål", "Nämndmål", "Övergripande mål"),
        Level.COMMITTEE,
        dated=True,
    ),
    Label(
        Kind.GOALS,
        (
            "Förskolans verksamhetsmål",
            "Förskolornas verksamhetsmål",
            "Skolans verksamhetsmål",
            "Grundskolans verksamhetsmål",
            "Fritidshemmets verksamhetsmål",
            "Enhetens verksamhetsmål",
            "Verksamhetens mål",
            "Verksamhetsmål",
        ),
        Level.OPERATIONAL,
        dated=True,
    ),
    Label(Kind.GOAL, ("Fokus", "Fokusområde"), Level.FOCUS, numbered=True),
    Label(Kind.ACTIVITIES, ("Aktivitet", "Aktiviteter"), colon=True, inline=True),
    Label(Kind.PERIOD, ("Tidsplanering", "Tidsplan"), colon=True, inline=True),
    Label(
        Kind.FOLLOWUPS,
        ("Uppföljning/redovisning", "Uppföljning och redovisning", "Uppföljning", "Redovisning"),
        colon=True,
        inline=True,
    ),
    Label(Kind.INDICATORS, ("Indikator", "Indikatorer"), colon=True, inline=True),
    Label(Kind.TEXT, ("Beskrivning", "Bakgrund", "Syfte"), key="description", colon=True, inline=True),
    Label(Kind.TEXT, ("Förväntat resultat", "Mål"), key="expected_result", colon=True, inline=True),
    Label(Kind.TEXT, ("Arbetssätt", "Metod"), key="methods", colon=True, inline=True),
    Label(Kind.TEXT, ("Resurser", "Resursanvändning"), key="resources", colon=True, inline=True),
    Label(Kind.TEXT, ("Utveckling",), key="development", colon=True, inline=True),
)


@dataclass(frozen=True, slots=True)
class Family:
    """A family of plans: its key and its labels."""

    key: str
    labels: tuple[Label, ...]


STOCKHOLM = Family("stockholm", STOCKHOLM_LABELS)
FOCUS = Family("focus", FOCUS_LABELS)
UNKNOWN = Family("", ())


def _hits(family: Family, lines: Sequence[Line]) -> int:
    """Return how many lines carry a label that only this family has."""
    telling = tuple(label for label in family.labels if not label.needs_goal and label.kind is not Kind.SECTION)
    return sum(find_label(line, telling, under_goal=False) is not None for line in lines)


def family_of(lines: Sequence[Line]) -> Family:
    """Return the family whose goal labels the text has most of; UNKNOWN where it has none of either."""
    stockholm, focus = _hits(STOCKHOLM, lines), _hits(FOCUS, lines)
    if stockholm or focus:
        return STOCKHOLM if stockholm >= focus else FOCUS
    return UNKNOWN


def carries_meaning(text: str) -> bool:
    """Return whether a line is a label, a table head, or the end of a table's row: never a page header."""
    line = Line(1, 0, text, text)
    if find_label(line, STOCKHOLM_LABELS + FOCUS_LABELS, under_goal=True) or find_header([line], 0):
        return True
    dates = DATE.findall(text)
    return len(dates) > 1 or text in dates or closing(text) is not None
