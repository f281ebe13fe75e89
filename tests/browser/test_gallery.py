"""The gallery and the error pages: no accessibility fault, no sideways scroll, keyboard alone, light and dark, no scripts."""

import pytest

from tests.browser.harness import axe, keyboard_walk, no_sideways_scroll, shot
from ui.views.gallery.samples import GROUPS

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = {"index": "/ui/"} | {group.key: f"/ui/{group.key}/" for group in GROUPS}
PAGES |= {str(status): f"/ui/fel/{status}/" for status in (400, 403, 404, 429, 500, 503)}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (390, "dark"), (1280, "light"), (1280, "dark")])
def test_a_page_has_no_accessibility_fault(page_at, name, width, scheme):
    page = page_at(width, scheme)
    page.goto(PAGES[name])
    shot(page, f"ui-{name}-{width}-{scheme}")
    axe(page)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("asked", ["", "?text=large", "?dir=rtl", "?text=large&dir=rtl"])
def test_a_page_never_scrolls_sideways(page_at, name, asked):
    page = page_at(320)
    page.goto(PAGES[name] + asked)
    no_sideways_scroll(page)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [390, 1280])
def test_a_page_is_walked_with_the_keyboard_alone(page_at, name, width):
    page = page_at(width)
    page.goto(PAGES[name])
    assert keyboard_walk(page)[0] == "A Till innehållet"
