"""Invented content for the gallery. It is data, as names are: it stands in Swedish whatever the language of the page."""

import re
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.core.paginator import Paginator
from django.http import HttpRequest

from ui import components as c
from ui.views.again import Again

LONG_NAME = "Förskoleverksamhetsutvecklingsgruppens samordnare för Norra Rönnfjärds landsbygdsförskolor"


def icons(request: HttpRequest) -> dict[str, Any]:
    """Every name in the sprite."""
    sprite = Path(str(finders.find("ui/icons.svg"))).read_text(encoding="utf-8")
    names = re.findall(r'<symbol id="([\w-]+)"', sprite)
    return {"icons": [name for name in names if name != "calm"]}


def crumbs(request: HttpRequest) -> dict[str, Any]:
    """Two ways up."""
    return {"crumbs": [c.Link("Målen", "#crumbs"), c.Link("Plan 2026, Månskäran", "#crumbs")]}


def tabs(request: HttpRequest) -> dict[str, Any]:
    """Three tabs, one with something new."""
    return {
        "tabs": [
            c.Tab("Ändrat sedan sist", "#tabs", current=True),
            c.Tab("Hela texten", "#tabs"),
            c.Tab("Kommentarer", "#tabs", count=2),
        ]
    }


def pages(request: HttpRequest) -> dict[str, Any]:
    """A few pages, and many."""
    return {"few": Paginator(range(30), 10).page(2), "many": Paginator(range(500), 10).page(24)}


def question(back: str) -> dict[str, Any]:
    """A question that can't be taken back."""
    return {
        "question": "Ta bort bilagan?",
        "text": "Den går inte att få tillbaka.",
        "yes": "Ta bort",
        "no": "Behåll",
        "no_url": back,
        "danger": True,
        "crumbs": [c.Link("Bilagor", back)],
    }


def languages(request: HttpRequest) -> dict[str, Any]:
    """Languages under their own names, one of them chosen."""
    names = [("sv", "Svenska"), ("en", "English"), ("ar", "العربية"), ("so", "Soomaali"), ("uk", "Українська")]
    return {
        "languages": [
            {"code": code, "name": name, "url": "#languages", "rtl": code == "ar", "current": code == "sv"}
            for code, name in names
        ]
    }


def stages(request: HttpRequest) -> dict[str, Any]:
    """A goal that is being followed up, and one that is done."""
    return {
        "now": [
            c.Step("plan", state="done"),
            c.Step("do", state="done"),
            c.Step("follow", state="now"),
            c.Step("analyse", "maj"),
        ],
        "done": [c.Step(name, "2026", "done") for name in ("plan", "do", "follow", "analyse")],
    }


def todos(request: HttpRequest) -> dict[str, Any]:
    """One late, one returned, one ahead."""
    return {
        "todos": [
            c.Todo(
                "do",
                "Veckans reflektion, vecka 47",
                c.Link("Fortsätt skriva", "#todo"),
                "Ni har skrivit två av fyra rutor. Dragan skrev senast i går 14.20.",
                "Tar ungefär fem minuter",
                "Två dagar sen",
                first=True,
            ),
            c.Todo(
                "analyse",
                "Analysen av målet om barnens röst",
                c.Link("Läs och ändra", "#todo"),
                "Joel har skickat tillbaka er analys med en kommentar.",
                "Svara senast torsdag 26 november",
            ),
            c.Todo("plan", "Ge synpunkter på verksamhetsplanen 2027", c.Link("Läs utkastet", "#todo")),
        ]
    }


def agenda(request: HttpRequest) -> dict[str, Any]:
    """Three dates ahead."""
    return {
        "comings": [
            c.Coming("2026-12-01", "1 dec", "Uppföljning av planen mot kränkande behandling", "#agenda", "Varje månad"),
            c.Coming("2026-12-04", "4 dec", "Pedagogisk promenad: läsmiljön på Gläntan", "#agenda"),
            c.Coming("2026-12-15", "15 dec", "Verksamhetsplanen 2027 antas", note="Efter ledningsdialogen"),
        ]
    }


def thread(request: HttpRequest) -> dict[str, Any]:
    """A goal from the plan's sentence to what comes next."""
    said = "Varje barn ska få uttrycka vad det vill, tänker och undrar, och märka att det spelar roll."
    return {
        "nodes": [
            c.Node(
                "Det här bestämde vi",
                "plan",
                "15 december 2025 · Amina Lindvall, rektor",
                quote=said,
                source=c.Link("Verksamhetsplan 2026, mål 2", "#thread"),
            ),
            c.Node(
                "Så arbetade vi",
                "do",
                "Februari–november · arbetslagen Gläntan och Tuvan",
                "Barnmöten i liten grupp två gånger i veckan, med bilder som stöd.",
                "I dag valde de tystaste barnen själva vad vi skulle bygga.",
                "Gläntan, reflektion vecka 17",
                c.Link("14 reflektioner hör till målet", "#thread"),
            ),
            c.Node(
                "Det här visade enkäten",
                "follow",
                "19 mars 2026",
                "83 procent är positiva, nio procentenheter fler än i fjol.",
                source=c.Link("Enkätresultat 2026, fråga 4", "#thread"),
            ),
            c.Node(
                "Därför blev det så, tror vi",
                "analyse",
                "Pågår · Sanna Ek och arbetslaget Gläntan",
                "Barn som fått bildstöd tar initiativ oftare.",
                action=c.Link("Fortsätt analysen", "#thread"),
            ),
            c.Node(
                "Det här tar vi med oss",
                "",
                "Nästa steg · läggs i planen för 2027",
                "Varje arbetslag har en egen rutin.",
            ),
        ]
    }


def chain(request: HttpRequest) -> dict[str, Any]:
    """From council to unit."""
    return {
        "levels": [
            c.Level("Inriktningsmål · kommunfullmäktige", "Barn och unga i Rönnfjärd växer upp med framtidstro"),
            c.Level("Nämndmål · förskolenämnden", "Barn och elever har inflytande över sin utbildning", url="#chain"),
            c.Level("Enhetsmål 2 · Månskäran", "Alla barn gör sin röst hörd varje dag", here=True),
        ]
    }


def likert(request: HttpRequest) -> dict[str, Any]:
    """Three statements on five steps."""
    return {
        "steps": ["Inte alls", "Ganska dåligt", "Delvis", "Ganska bra", "Helt"],
        "statements": [
            "Mitt barn känner sig tryggt på förskolan",
            "Jag blir väl bemött när jag lämnar och hämtar",
            "Jag får veta vad mitt barn lär sig och upptäcker",
        ],
    }


def messages(request: HttpRequest) -> dict[str, Any]:
    """One of each kind."""
    return {
        "each": [
            ("success", "Reflektionen är inlämnad", "Joel får den i sin lista."),
            ("info", "Dragan skriver i samma ruta", "Dina rader är sparade. Läs hans ändring innan du fortsätter."),
            ("warning", "Enkäten stänger om tre dagar", "En påminnelse går ut i morgon klockan 8."),
            ("error", "Vi fick inte iväg ändringen", "Nätet bröts. Texten finns kvar här."),
        ]
    }


def again(request: HttpRequest) -> dict[str, Any]:
    """Return a form that could not be taken just now."""
    return {"kept": Again("#again", posts=True, fields=[("text", "Barnen valde sagan.")])}


def empty(request: HttpRequest) -> dict[str, Any]:
    """With one way on, and with two things to do."""
    return {"actions": [c.Link("Ny plan", "#empty"), c.Link("Läs in en plan", "#empty")]}


def errors(request: HttpRequest) -> dict[str, Any]:
    """The pages that exist."""
    return {
        "pages": [
            (400, "Adressen går inte att läsa"),
            (403, "Sidan är för andra"),
            (404, "Sidan finns inte"),
            (429, "Många försök"),
            (500, "Något gick fel hos oss"),
            (503, "Kort paus"),
        ]
    }


def figures(request: HttpRequest) -> dict[str, Any]:
    """Up, down and unchanged."""
    return {
        "figures": [
            c.KeyFigure("Positiva svar", "83", c.Link("Enkät 2026", "#figures"), "%", "9 sedan 2025", "up"),
            c.KeyFigure(
                "Sjukfrånvaro", "6,4", c.Link("Infört från lönesystemet", "#figures"), "%", "0,8 sedan T1", "down"
            ),
            c.KeyFigure(
                "Barnmöten per vecka", "1,7", c.Link("Rapporterat av arbetslagen, T2", "#figures"), "", "mål 2"
            ),
        ]
    }


def tables(request: HttpRequest) -> dict[str, Any]:
    """With sorting and links, and without a row."""
    columns = [
        c.Column("Enhet", wide=True, sort="name"),
        c.Column("Sort", sort="kind"),
        c.Column("Barn", number=True, sort="children"),
        c.Column("Rektor"),
    ]
    rows = [
        c.Row("Förskolan Månskäran", ["Förskola", "74", c.Cell("Amina Lindvall", "#table")], "#table"),
        c.Row("Förskolan Havtornet", ["Förskola", "52", "ingen än"], "#table", "öppnar 1 augusti"),
        c.Row("Rönnfjärdsskolan", ["Skolenhet", c.Cell("1 204", keep=True), "Petra Holmqvist"], "#table"),
    ]
    return {"full": c.Table("Enheter", columns, rows), "bare": c.Table("Enheter utan rektor", columns[:2])}


def words(request: HttpRequest) -> dict[str, Any]:
    """A changed sentence and a remark about it."""
    return {
        "pieces": [
            c.Piece("same", "Planeringstiden flyttas till"),
            c.Piece("removed", "en annan dag"),
            c.Piece("added", "onsdagar 12.30, när bemanningen är som störst"),
            c.Piece("same", "och följs upp i januari."),
        ],
        "remark": c.Remark("Joel, 17 november", "Bra och konkret."),
    }


def long(request: HttpRequest) -> dict[str, Any]:
    """Words that are longer than a phone is wide, and more of everything than there should be."""
    columns = [c.Column("Benämning"), c.Column("Ansvarig"), c.Column("Andel", number=True)]
    rows = [c.Row(f"{LONG_NAME} {n}", [LONG_NAME, f"{n} %"]) for n in range(1, 4)]
    return {
        "title": LONG_NAME,
        "actions": [c.Link(LONG_NAME, "#long"), c.Link("Avbryt", "#long")],
        "crumbs": [c.Link(LONG_NAME, "#long") for _ in range(3)],
        "tabs": [c.Tab(f"Avdelningen nummer {n}", "#long", current=n == 1, count=n * 37) for n in range(1, 12)],
        "table": c.Table(LONG_NAME, columns, rows),
        "levels": [c.Level(LONG_NAME, LONG_NAME, here=n == 1) for n in range(2)],
        "figures": [
            c.KeyFigure(LONG_NAME, "1 234 567", c.Link(LONG_NAME, "#long"), "kronor per inskrivet barn", LONG_NAME)
        ],
    }
