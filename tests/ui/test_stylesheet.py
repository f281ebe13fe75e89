"""The stylesheets keep their promises: contrast, two equal sets of dark tokens, logical properties, few and small files."""

import itertools
import re
from pathlib import Path

import pytest

from tests.ui.css import CHOSEN_DARK, DARK, LIGHT, SHEETS, SYSTEM_DARK, contrast, layer, lightness

TEMPLATES = Path(__file__).resolve().parents[2] / "ui" / "templates"
TEXT = [
    *((ink, ground) for ink in ("ink", "ink-2", "accent") for ground in ("paper", "surface", "sunk")),
    ("accent", "accent-soft"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("ink", "accent-soft"),
    ("accent-strong", "accent-soft"),
    ("hero-ink", "hero"),
    ("ink", "mark"),
    *((name, ground) for name in ("ok", "warn", "bad") for ground in (f"{name}-soft", "surface", "paper")),
    ("on-bad", "bad"),
    *((f"{stage}-ink", stage) for stage in ("plan", "do", "follow", "analyse")),
    *(
        (f"{stage}-text", ground)
        for stage in ("plan", "do", "follow", "analyse")
        for ground in (f"{stage}-soft", "surface")
    ),
    *((f"l{step}-ink", f"l{step}") for step in range(1, 6)),
]
EDGES = [
    *(("line-strong", ground) for ground in ("surface", "paper", "sunk")),
    *(("focus", ground) for ground in ("paper", "surface", "sunk", "accent-soft")),
    ("follow-text", "surface"),
]
THEMES = {"light": LIGHT, "dark": DARK}
PHYSICAL = re.compile(
    r"(?<![\w-])(margin|padding|border)-(left|right|top|bottom)|(?<![\w-])(left|right|top|bottom|width|height|max-width|min-width|"
    r"max-height|min-height)\s*:|text-align:\s*(left|right)|float:\s*(left|right)"
)


def test_the_dark_tokens_stand_twice_word_for_word():
    assert SYSTEM_DARK == CHOSEN_DARK
    assert len(CHOSEN_DARK) > 40


def test_dark_changes_only_what_light_has():
    assert set(CHOSEN_DARK) - set(LIGHT) == set()


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_can_be_read(theme, ink, ground):
    tokens = THEMES[theme]
    assert contrast(tokens[f"--{ink}"], tokens[f"--{ground}"]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_edges_and_focus_can_be_seen(theme, edge, ground):
    tokens = THEMES[theme]
    assert contrast(tokens[f"--{edge}"], tokens[f"--{ground}"]) >= 3


@pytest.mark.parametrize("theme", THEMES)
def test_the_stages_go_from_dark_to_light(theme):
    order = [lightness(THEMES[theme][f"--{stage}"]) for stage in ("plan", "do", "follow", "analyse")]
    assert order == sorted(order)
    assert min(later - earlier for earlier, later in itertools.pairwise(order)) > 5


def test_contrast_is_counted_as_wcag_does():
    assert round(contrast("#ffffff", "#000000"), 2) == 21.0
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_sheet_is_read_in_one_go(sheet):
    assert SHEETS[sheet].count("\n") <= 400


@pytest.mark.parametrize("sheet", SHEETS)
def test_properties_are_logical(sheet):
    text = re.sub(r"/\*.*?\*/", "", SHEETS[sheet], flags=re.DOTALL)
    text = re.sub(r"@media \([^{]*\{|@page \{[^}]*\}", "", text)
    assert [hit.group() for hit in PHYSICAL.finditer(text)] == []


@pytest.mark.parametrize("sheet", SHEETS)
def test_colours_stand_among_the_tokens_only(sheet):
    outside = SHEETS[sheet]
    for known in ("tokens", "paper"):
        if kept := layer(sheet, known):
            outside = outside.replace(kept, "")
    outside = outside.replace("rgb(20 15 8 / .5)", "")  # the veil behind a dialog
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|rgb\([^)]*\)|hsl\([^)]*\)", outside) == []


@pytest.mark.parametrize("sheet", SHEETS)
def test_nothing_is_loaded_from_elsewhere(sheet):
    assert re.findall(r"url\([^)]*\)|@import|@font-face", SHEETS[sheet]) == []


def test_important_is_for_paper_only():
    for sheet in SHEETS:
        assert "!important" not in SHEETS[sheet].replace(layer(sheet, "paper") or "\0", "")


def test_every_class_in_a_template_has_a_rule():
    known = set(re.findall(r"\.([a-z][\w-]*)", "\n".join(SHEETS.values())))
    used = {}
    for path in TEMPLATES.rglob("*.html"):
        text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "§", path.read_text(encoding="utf-8"))
        for names in re.findall(r'class="([^"]*)"', text):
            for name in names.split():
                if "§" not in name:
                    used.setdefault(name, path.name)
    named_for_scripts_and_lists = {"rail-list", "crumb-list", "foot-links", "open-top"}
    assert {name: file for name, file in used.items() if name not in known | named_for_scripts_and_lists} == {}
