"""How a page is looked at and gone through on a journey."""

from tests.browser.harness import axe, is_pictured, no_sideways_scroll, no_small_targets, shot

PHONE, SCREEN = 390, 1280
MOST_TABS = 400
LOOKS = """(selector) => {
  const here = document.activeElement;
  return Boolean(here && here !== document.body && here.matches(selector));
}"""


def attended(page_at, patience):
    """Open a page, and collect what its scripts complain about.

    The editor also saves by itself in between; it is told no (400) where a block is half written or the button has just saved.
    What the button saves, the journey looks at.
    """
    page, said = page_at(SCREEN), []
    page.set_default_timeout(patience)
    page.on("pageerror", lambda fault: said.append(str(fault)))
    page.on(
        "console", lambda line: said.append(line.text) if line.type == "error" and not _is_half_saved(line) else None
    )
    return page, said


def _is_half_saved(line):
    return "400 (Bad Request)" in line.text and "/redaktion/pages/" in line.location.get("url", "")


def looked_at(page, name):
    """Look at a page of ours: accessible and whole, light on a phone and dark on a screen; both on both where it is pictured."""
    for width, usual in ((PHONE, "light"), (SCREEN, "dark")):
        page.set_viewport_size({"width": width, "height": 900})
        no_small_targets(page)
        for scheme in ("light", "dark") if is_pictured() else (usual,):
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
