"""How a page is looked at and gone through on a journey."""

from tests.browser.harness import axe, no_sideways_scroll, no_small_targets, shot

PHONE, SCREEN = 390, 1280
MOST_TABS = 400
LOOKS = """(selector) => {
  const here = document.activeElement;
  return Boolean(here && here !== document.body && here.matches(selector));
}"""


def looked_at(page, name):
    """Look at a page of ours: accessible and whole, on a phone and a screen, light and dark, and in four pictures."""
    for width in (PHONE, SCREEN):
        page.set_viewport_size({"width": width, "height": 900})
        no_small_targets(page)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            axe(page)
            shot(page, f"{name}-{width}-{scheme}")
    page.emulate_media(color_scheme="light")
    no_sideways_scroll(page)


def tab_to(page, selector):
    """Press Tab until what has focus is what `selector` says."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate(LOOKS, selector):
            return
    raise AssertionError(f"{page.url}: Tab never reaches {selector}")


def choose(page, value):
    """Choose an option of the list that has focus, with the arrow keys."""
    for _ in range(MOST_TABS):
        if page.evaluate("() => document.activeElement.value") == value:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{page.url}: the list never comes to {value}")


def press(page, key="Enter"):
    """Press a key that leads to another page, and wait for it."""
    with page.expect_navigation():
        page.keyboard.press(key)
