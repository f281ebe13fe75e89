"""The gallery and the error pages: no accessibility fault, no sideways scroll, keyboard alone, in light and dark."""

import pytest

from tests.browser.harness import axe, keyboard_walk, no_sideways_scroll, no_small_targets, shot
from ui.views.gallery.samples import GROUPS

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = {"index": "/ui/"} | {group.key: f"/ui/{group.key}/" for group in GROUPS}
PAGES["question"] = "/ui/fraga/"
PAGES |= {str(status): f"/ui/fel/{status}/" for status in (400, 403, 404, 429, 500, 503)}


LOOKS = ("?text=large", "?dir=rtl", "?text=large&dir=rtl")
BREAKING = (320, 768)  # where large text would break out first: the narrowest, and the first with tables


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_for_everyone(page_at, name):
    """Light on a phone, dark on a screen; the slow suite looks at both colours on both, and takes their pictures."""
    page = page_at(390)
    page.goto(PAGES[name])
    assert keyboard_walk(page)[0] == "A Till innehållet"
    no_small_targets(page)
    axe(page)
    no_sideways_scroll(page)
    for look in LOOKS:
        page.goto(PAGES[name] + look)
        no_sideways_scroll(page, BREAKING)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(PAGES[name])
    no_small_targets(page)
    page.emulate_media(color_scheme="dark")
    axe(page)


@pytest.mark.slow
@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_accessibility_fault_in_light_or_dark_on_phone_or_screen(page_at, name):
    for width in (390, 1280):
        page = page_at(width)
        page.goto(PAGES[name])
        assert keyboard_walk(page)[0] == "A Till innehållet"
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            shot(page, f"ui-{name}-{width}-{scheme}")
            axe(page)
    for look in LOOKS:
        page.goto(PAGES[name] + look)
        no_sideways_scroll(page)
