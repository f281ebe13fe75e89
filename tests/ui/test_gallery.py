"""The gallery shows every component there is, and only where it may."""

import re
from pathlib import Path

import pytest
from django.test import Client

from ui.views.gallery.samples import GROUPS, group

UI = Path(__file__).resolve().parents[2] / "ui"
TEMPLATES = UI / "templates"
SPRITE = set(re.findall(r'<symbol id="([\w-]+)"', (UI / "static" / "ui" / "icons.svg").read_text(encoding="utf-8")))
ADDRESSES = ["/ui/", "/ui/fel/404/", *(f"/ui/{found.key}/" for found in GROUPS)]
SAMPLES = [sample for found in GROUPS for sample in found.samples]


@pytest.mark.parametrize("path", ADDRESSES)
@pytest.mark.parametrize(("mode", "status"), [("demo", 200), ("test", 200), ("production", 404)])
def test_the_gallery_is_shown_in_demo_and_test_alone(settings, path, mode, status):
    settings.MODE = mode
    assert Client().get(path).status_code == status


def test_what_is_not_in_the_gallery_is_not_found():
    assert Client().get("/ui/inget/").status_code == 404
    assert Client().get("/ui/fel/418/").status_code == 404
    assert group("inget") is None


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.key)
def test_a_sample_is_shown_with_when_to_use_it_and_how_it_is_written(sample):
    (found,) = [made for made in GROUPS if sample in made.samples]
    html = Client().get(f"/ui/{found.key}/").content.decode()
    section = html.split(f'<section class="sample" aria-labelledby="{sample.key}">')[1].split(
        '<section class="sample"'
    )[0]
    assert str(sample.title) in section
    assert str(sample.use).split(",")[0] in section
    assert "<pre" in section


def test_every_component_stands_in_the_gallery():
    written = "\n".join(path.read_text(encoding="utf-8") for path in (TEMPLATES / "ui" / "gallery").glob("*.html"))
    inner = {"column", "table_scroll", "messages"}  # parts of others; drawn by the shells
    components = {path.stem for path in (TEMPLATES / "ui" / "components").glob("*.html")}
    assert {name for name in components - inner if f"components/{name}.html" not in written} == set()


def test_every_template_of_a_sample_belongs_to_one():
    pages = {"index", "group"}
    assert {path.stem for path in (TEMPLATES / "ui" / "gallery").glob("*.html")} - pages == {
        sample.key for sample in SAMPLES
    }


def test_keys_are_unique_so_that_links_lead_right():
    keys = [sample.key for sample in SAMPLES]
    assert len(keys) == len(set(keys))


def test_every_icon_that_a_template_names_is_in_the_sprite():
    named = {
        name
        for path in TEMPLATES.rglob("*.html")
        for name in re.findall(r'\{% icon "([\w-]+)"', path.read_text(encoding="utf-8"))
    }
    assert named <= SPRITE
    assert {
        "home",
        "people",
        "unit",
        "bell",
        "gear",
        "download",
        "upload",
        "search",
        "plus",
        "mail",
        "key",
        "clock",
    } <= SPRITE


def test_icons_are_drawn_in_one_hand():
    sprite = (UI / "static" / "ui" / "icons.svg").read_text(encoding="utf-8")
    boxes = set(re.findall(r'viewBox="([^"]+)"', sprite))
    assert boxes == {"0 0 24 24", "0 0 96 96"}
    assert not re.search(r"#[0-9a-fA-F]{3,6}\b", sprite)


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("?dir=rtl", 'dir="rtl"'),
        ("?theme=dark", 'data-theme="dark"'),
        ("?text=large", 'data-text="large"'),
        ("?theme=pink", 'dir="ltr">'),
    ],
)
def test_the_address_may_ask_for_another_look(asked, shown):
    assert shown in Client().get(f"/ui/grund/{asked}").content.decode()[:120]


def test_looking_at_an_error_page_is_no_error():
    assert Client().get("/ui/fel/500/").status_code == 200
    assert "7F3A-21" in Client().get("/ui/fel/500/").content.decode()
