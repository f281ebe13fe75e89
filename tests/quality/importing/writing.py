"""Plans made up from words, and written as text the way each family lays them out.

A made plan is the JSON that the importer prints. The writer keeps to what a reader could tell apart: entries of a list
that are not marked by bullets end well before the edge of the page, as do the last lines of paragraphs.
"""

import random
import textwrap
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hypothesis import strategies as st

from quality.importing.families import FOCUS_LABELS, STOCKHOLM_LABELS
from quality.importing.spelling import one_off
from quality.importing.values import NOT_UNITS, PERIODICITIES, TRENDS, UNITS

WIDTH = 90
TITLE_WIDTH = 78
NAME_WIDTH = 70
HEADS = {
    "direction": "KF:s inriktningsmål:",
    "area": "KF:s mål för verksamhetsområdet:",
    "committee": "Nämndmål:",
    "unit": "Enhetsmål:",
}
BELOW = {
    "": ("direction", "committee"),
    "direction": ("area", "committee"),
    "area": ("committee",),
    "committee": ("unit",),
    "unit": (),
}
TEXTS = (
    ("description", "Beskrivning"),
    ("expected_result", "Förväntat resultat"),
    ("methods", "Arbetssätt"),
    ("resources", "Resursanvändning"),
    ("development", "Utveckling"),
)
KNOWN = {
    word.casefold() for word in (*PERIODICITIES, *UNITS, *NOT_UNITS, *TRENDS, "verksamhetsplan", "kvalitetsplan")
} | {spelling.casefold() for label in (*STOCKHOLM_LABELS, *FOCUS_LABELS) for spelling in label.spellings}
COMMON = (
    "barnen",
    "lek",
    "miljö",
    "språk",
    "gemensamt",
    "lärande",
    "trygghet",
    "natur",
    "måltid",
    "undervisningen",
    "vila",
)


def is_plain(word):
    """Whether a word is far from every word that means something to the importer."""
    return word not in KNOWN and not any(one_off(word, known) for known in KNOWN)


def vocabulary(size=600):
    """Common words, and made-up ones of every length and letter."""
    chance = random.Random(4)
    made = ["".join(chance.choices("abcdefghijklmnopqrstuvwxyzåäöé", k=chance.randint(3, 16))) for _ in range(size)]
    return [word for word in (*COMMON, *COMMON, *made) if is_plain(word)]


VOCABULARY = vocabulary()


def phrases(least, most, longest=400):
    """Phrases of so many words, beginning with a capital: few choices each, so that whole plans are drawn fast."""

    def phrase(count, seed):
        text = " ".join(random.Random(seed).choices(VOCABULARY, k=count))
        while len(text) > longest:
            text = text.rsplit(" ", 1)[0]
        return text[0].upper() + text[1:]

    return st.builds(phrase, st.integers(least, most), st.integers(0, 10_000))


def ends_short(text, width=WIDTH):
    """Whether the last line of a wrapped text leaves plain room."""
    return len(textwrap.wrap(text, width, break_on_hyphens=False)[-1]) <= 0.6 * WIDTH


def shortened(text):
    """A sentence cut to end short."""
    words = text.split(" ")
    while not ends_short(" ".join(words) + "."):
        words.pop()
    return " ".join(words) + "."


sentences = phrases(3, 60).map(shortened)
paragraph_texts = st.lists(sentences, min_size=1, max_size=3).map("\n".join)
entries = st.one_of(phrases(2, 4, 40), sentences)
days = st.dates(date(2015, 1, 1), date(2035, 12, 31))
targets = st.one_of(
    st.integers(0, 100).map(lambda n: f"{n} %"),
    st.integers(1, 99_999).map(lambda n: f"{n} st"),
    st.integers(0, 99).map(lambda n: f"{n},5"),
    st.sampled_from(
        ["minst 3,7", "minst 50 %", "öka", "ska minska", "topp 3", "nivå 2", "0 eller bättre", "högst 4,9", "1 200 kr"]
    ),
)
periodicities = st.sampled_from(["Tertial", "År", "Halvår", "Månad"])


@st.composite
def indicators(draw):
    """An indicator row: both values, the council's alone, one alone (a target), or none."""
    columns = draw(st.sampled_from(["both", "numbers", "council", "lone", "none"]))
    target = draw(targets) if columns in ("both", "numbers", "lone") else None
    council = {"both": "Tas fram av nämnd", "council": "Tas fram av nämnd", "numbers": draw(targets)}.get(columns)
    return {
        "name": draw(phrases(2, 14)),
        "target": target,
        "council_target": council,
        "periodicity": draw(periodicities),
    }


@st.composite
def activities(draw):
    """An activity row, its dates in order."""
    first, last = sorted((draw(days), draw(days)))
    return {"title": draw(phrases(2, 25)), "start": first.isoformat(), "end": last.isoformat()}


def node(level, title, **parts):
    """A goal as JSON."""
    empty: dict[str, Any] = {
        "period": None,
        "texts": {},
        "indicators": [],
        "activities": [],
        "followups": [],
        "children": [],
    }
    return {"level": level, "title": title, **empty, **parts}


@st.composite
def goals(draw, level):
    """A goal of the Stockholm structure with everything below it."""
    keys = draw(st.lists(st.sampled_from([key for key, _ in TEXTS]), unique=True, max_size=5))
    below = (
        [draw(goals(child)) for child in draw(st.lists(st.sampled_from(BELOW[level]), max_size=2))]
        if BELOW[level]
        else []
    )
    return node(
        level,
        draw(phrases(2, 20)),
        texts={key: draw(paragraph_texts) for key, _ in TEXTS if key in keys},
        indicators=draw(st.lists(indicators(), max_size=3)),
        activities=draw(st.lists(activities(), max_size=3)),
        followups=draw(st.lists(entries, max_size=4)),
        children=sorted(below, key=lambda child: child["level"] != "committee"),
    )


@st.composite
def sections(draw):
    """A section before the goals."""
    return {"title": draw(phrases(2, 4, 50)), "text": draw(paragraph_texts)}


@st.composite
def stockholm_plans(draw):
    """A plan of the Stockholm structure."""
    roots = [draw(goals("direction")) for _ in range(draw(st.integers(1, 3)))]
    return {"nodes": roots, "sections": draw(st.lists(sections(), max_size=2))}


@st.composite
def focus_areas(draw):
    """A focus area with a period."""
    first = draw(st.integers(2015, 2035))
    last = first + draw(st.integers(0, 4))
    return node(
        "focus",
        draw(phrases(1, 6, 60)),
        period=[f"{first}-01-01", f"{last}-12-31"],
        activities=[{"title": title, "start": None, "end": None} for title in draw(st.lists(sentences, max_size=4))],
        followups=draw(st.lists(sentences, max_size=4)),
    )


@st.composite
def focus_plans(draw):
    """A plan with focus areas."""
    nodes = [node("committee", title) for title in draw(st.lists(sentences, min_size=1, max_size=5))]
    period = ["2021-01-01", "2024-12-31"]
    nodes += [
        node("operational", f"”{title}”", period=period) for title in draw(st.lists(sentences, min_size=1, max_size=4))
    ]
    nodes += [draw(focus_areas()) for _ in range(draw(st.integers(1, 4)))]
    return {"nodes": nodes, "sections": draw(st.lists(sections(), max_size=2))}


@dataclass
class Writer:
    """Writes lines; `gap` blank lines follow each line of running text, more part the pieces."""

    gap: int = 0
    lines: list[str] = field(default_factory=list)

    def block(self, text, width=WIDTH):
        """Write paragraphs, wrapped."""
        for paragraph in text.split("\n"):
            for line in textwrap.wrap(paragraph, width, break_on_hyphens=False, break_long_words=False):
                self.lines += [line, *[""] * self.gap]
        self.lines.append("")

    def line(self, text):
        """Write a line of its own."""
        self.lines += [text, *[""] * self.gap]

    def text(self):
        """Return what was written."""
        return "\n".join(self.lines) + "\n"


def write_stockholm(plan, gap=0):
    """Return a plan of the Stockholm structure as text."""
    writer = Writer(gap)
    for section in plan["sections"]:
        writer.line(section["title"])
        writer.block(section["text"])
    for goal in plan["nodes"]:
        _write_goal(writer, goal)
    return writer.text()


def _write_goal(writer, goal):
    writer.line(HEADS[goal["level"]])
    writer.block(goal["title"], TITLE_WIDTH)
    _write_indicators(writer, goal["indicators"])
    for key, label in TEXTS:
        if key in goal["texts"]:
            writer.block(label)
            writer.block(goal["texts"][key])
    if goal["followups"]:
        writer.block("Uppföljning")
        writer.block("\n".join(goal["followups"]))
    _write_activities(writer, goal["activities"])
    for child in goal["children"]:
        _write_goal(writer, child)


def _write_indicators(writer, rows):
    if rows:
        writer.block(" Indikator Årsmål KF:s årsmål Periodicitet")
    for row in rows:
        name = textwrap.wrap(row["name"], NAME_WIDTH, break_on_hyphens=False)
        values = " ".join(value for value in (row["target"], row["council_target"]) if value)
        if len(name) == 1 and len(f"{name[0]} {values}") < WIDTH:
            writer.lines.append(" ".join(part for part in (name[0], values, row["periodicity"]) if part))
        else:
            ends = f"{values} {row['periodicity']}".strip()
            if row["council_target"] and "nämnd" in row["council_target"]:
                ends = ends.replace(" nämnd ", "\nnämnd\n\n")  # the column is too narrow for the phrase
            writer.lines += [*name, "", *ends.split("\n")]
        writer.lines.append("")


def _write_activities(writer, rows):
    if rows:
        writer.block(" Aktivitet Startdatum Slutdatum")
    for row in rows:
        dates = f"{row['start']} {row['end']}"
        name = textwrap.wrap(row["title"], NAME_WIDTH, break_on_hyphens=False)
        writer.lines += [f"{name[0]} {dates}", ""] if len(name) == 1 else [*name, "", dates, ""]


def write_focus(plan, gap=1):
    """Return a plan with focus areas as text."""
    writer = Writer(gap)
    for section in plan["sections"]:
        writer.line(section["title"])
        writer.block(section["text"])
    by_level = {
        level: [goal for goal in plan["nodes"] if goal["level"] == level]
        for level in ("committee", "operational", "focus")
    }
    writer.line("Nämndens övergripande mål")
    for goal in by_level["committee"]:
        writer.block(goal["title"])
    writer.line("Förskolans verksamhetsmål 2021-2024:")
    for goal in by_level["operational"]:
        writer.block(goal["title"])
    for number, goal in enumerate(by_level["focus"], 1):
        _write_focus(writer, number, goal)
    return writer.text()


def _write_focus(writer, number, goal):
    writer.block(f"Fokus {number}: {goal['title']}")
    _write_list(writer, "Aktivitet:", [activity["title"] for activity in goal["activities"]])
    first, last = (day[:4] for day in goal["period"])
    writer.block(f"Tidsplanering: {first}-{last}")
    _write_list(writer, "Uppföljning/redovisning:", goal["followups"])


def _write_list(writer, label, rows):
    if len(rows) == 1:
        writer.block(f"{label} {rows[0]}")
    elif rows:
        writer.block(label)
        for row in rows:
            writer.block(f"• {row}")
