"""Figures for the gallery, the awkward ones too."""

from typing import Any

from django.http import HttpRequest

from ui.charts import (
    Bar,
    BarFigure,
    Bound,
    Break,
    HeatFigure,
    HeatRow,
    Mark,
    ScaleFigure,
    ScaleRow,
    Series,
    TrendFigure,
)

STEPS = ("Inte alls", "Ganska dåligt", "Delvis", "Ganska bra", "Helt")
LONG = "Andel vårdnadshavare som tycker att förskolelärarlegitimationsinnehavarna hinner lyssna på barnens egna tankar"


def scales(request: HttpRequest) -> dict[str, Any]:
    """All known, joined, withheld; fewer steps; nobody."""
    rows = (
        ScaleRow("Mitt barn känner sig tryggt på förskolan", (4, 10, 16, 32, 38), 3.9),
        ScaleRow("Jag blir väl bemött när jag lämnar och hämtar", (Mark.BELOW, Mark.BELOW, 9, 30, 58), 4.4),
        ScaleRow("Mitt barns tankar och idéer tas på allvar", (Mark.BELOW, 14, 21, 32, 29), 3.7),
        ScaleRow(
            "Min familjs språk och kultur får plats på förskolan",
            Mark.HIDDEN,
            url="#scale",
            link="resultatet för hela Norra Rönnfjärd",
        ),
        ScaleRow("Ingen har tyckt något annat", (0, 0, 0, 0, 100), 5),
        ScaleRow("Frågan ställdes till ingen", (0, 0, 0, 0, 0)),
    )
    three = (ScaleRow("Jag vet vem jag kan prata med", (12, 30, 58)), ScaleRow("Jag hinner ta rast", (41, 33, 26)))
    return {
        "five": ScaleFigure("Svar per fråga, i procent", STEPS, rows),
        "three": ScaleFigure("Arbetsmiljö, i procent", ("Nej", "Delvis", "Ja"), three),
    }


def bars(request: HttpRequest) -> dict[str, Any]:
    """With target and comparison; known as bounds only; many with long names; one; none."""
    sections = (
        Bar("Gläntan", 91),
        Bar("Tuvan", 64),
        Bar("Daggen", Mark.HIDDEN),
        Bar("Stigen", None),
        Bar("Alla förskolor i kommunen", 79, compared=True),
    )
    many = tuple(Bar(f"{LONG} {n}", n * 4.3) for n in range(7))
    return {
        "usual": BarFigure("Andel positiva svar", "Avdelning", sections, target=85),
        "bounds": BarFigure("Av få svar", "Svar", (Bar("Nej", Bound(25)), Bar("Ja", Bound(75, over=True))), high=100),
        "many": BarFigure("Långa namn och många staplar", "Fråga", many, unit="", decimals=1),
        "one": BarFigure("En enda", "Enhet", (Bar("Förskolan Månskäran", 0),), unit="%"),
        "none": BarFigure("Ingenting än", "Enhet", ()),
    }


def trends(request: HttpRequest) -> dict[str, Any]:
    """Three years; ten with a break and gaps; one; none."""
    years = ("2024", "2025", "2026")
    usual = TrendFigure(
        "Andel vårdnadshavare som tycker att barnets idéer tas på allvar",
        "År",
        years,
        Series("Månskäran", (71, 74, 83)),
        Series("Alla förskolor i kommunen", (77, 78, 79)),
        85,
        low=60,
        high=100,
    )
    long = TrendFigure(
        "Sjukfrånvaro",
        "Tertial",
        tuple(f"T{1 + n % 3} {2023 + n // 3}" for n in range(10)),
        Series("Månskäran", (7.9, 8.2, 6.1, 7.4, None, 6.8, 6.4, Mark.HIDDEN, 5.2, 5.9)),
        target=(7.5, 7.5, 7.5, 7.5, 7.5, 7.5, 6.5, 6.5, 6.5, 6.5),
        decimals=1,
        breaks=(Break(6, "målvärdet sänktes och långtidssjuka räknas med."),),
    )
    one = TrendFigure("Första mätningen", "År", ("2026",), Series("Månskäran", (4.2,)), unit="", low=1, high=5)
    none = TrendFigure("Inget mätt", "År", years, Series("Månskäran", (None, None, None)))
    return {"usual": usual, "long": long, "one": one, "none": none}


def heats(request: HttpRequest) -> dict[str, Any]:
    """Units by areas with bounds, withheld and missing cells; as many areas as fit."""
    areas = ("Trygghet", "Inflytande", "Lärande", "Samarbete med hemmet", "Språk och kultur")
    rows = (
        HeatRow("Förskolan Månskäran", (4.5, 4.2, 3.6, 4.4, 3.9)),
        HeatRow("Förskolan Havtornet", (3.1, Bound(2.2), Bound(4.6, over=True), Mark.HIDDEN, None)),
        HeatRow("Familjedaghemmet vid Norra Rönnfjärds gamla lanthandel", (1.2, 2.7, 3.3, 4.1, 4.9)),
    )
    many = tuple(f"Område {n}" for n in range(1, 11))
    return {
        "usual": HeatFigure("Medel per enhet och område", "Enhet", areas, rows, 1, 5, decimals=1),
        "many": HeatFigure(
            "Andel positiva", "Enhet", many, (HeatRow("Månskäran", tuple(range(5, 105, 10))),), 0, 100, "%"
        ),
    }


def arabic(request: HttpRequest) -> dict[str, Any]:
    """A chart among right-to-left text."""
    rows = (ScaleRow("طفلي يشعر بالأمان في الروضة", (4, 10, 16, 32, 38), 3.9),)
    steps = ("أبداً", "قليلاً", "جزئياً", "جيداً", "تماماً")
    trend = TrendFigure("آراء إيجابية", "السنة", ("2025", "2026"), Series("الروضة", (74, 83)), low=60, high=100)
    return {
        "scale": ScaleFigure("الإجابات بالنسبة المئوية", steps, rows),
        "bar": BarFigure("الأقسام", "القسم", (Bar("القسم الأول", 91), Bar("القسم الثاني", 64)), target=85),
        "trend": trend,
    }
