"""The units of Rönnfjärds kommun. Names in all: our own."""

from dataclasses import dataclass

from organisation.enums import UnitKind


@dataclass(frozen=True)
class Preschool:
    """A preschool with its sections; each section has a work team of the same name."""

    key: str
    name: str
    sections: tuple[str, ...]


@dataclass(frozen=True)
class SchoolUnit:
    """A school unit with its preschools."""

    key: str
    name: str
    preschools: tuple[Preschool, ...]


TOP = (
    ("ronnfjard", "Rönnfjärds kommun", UnitKind.MUNICIPALITY),
    ("barnnamnden", "Barn- och utbildningsnämnden", UnitKind.COMMITTEE),
    ("forskoleforvaltningen", "Förskoleförvaltningen", UnitKind.DEPARTMENT),
)
SCHOOL_UNITS = (
    SchoolUnit(
        "norra",
        "Norra Rönnfjärds förskolor",
        (
            Preschool("manskaran", "Förskolan Månskäran", ("Gläntan", "Tuvan", "Daggen", "Stigen")),
            Preschool("tarnan", "Förskolan Tärnan", ("Holmen", "Skäret")),
        ),
    ),
    SchoolUnit(
        "sodra",
        "Södra Rönnfjärds förskolor",
        (
            Preschool("blaklinten", "Förskolan Blåklinten", ("Solsidan", "Ängen")),
            Preschool("kvarnhjulet", "Förskolan Kvarnhjulet", ("Bäcken", "Dammen")),
            Preschool("ekorren", "Förskolan Ekorren", ("Kotten", "Grenen", "Åkern")),
            Preschool("vagen", "Förskolan Vågen", ("Bryggan", "Fyren")),
        ),
    ),
)
MOVED, MOVED_TO = "blaklinten", "norra"  # since the beginning of last school year
CLOSED = "ekorren-akern"  # since the beginning of this school year
