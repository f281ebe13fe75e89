"""What every page must pass, as functions that any app's browser tests call.

`axe(page)`: no accessibility fault. `no_sideways_scroll(page)`: nothing runs out of the screen, at any width.
`keyboard_walk(page)`: all that can be pressed is reached with Tab on the way down, and seen when it is.
`no_small_targets(page)`: what is pressed is as large as a thumb. `shot(page, name)`: a picture to look at, where one is wanted.
"""

import os
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT

HERE = Path(__file__).resolve().parent
SHOTS = HERE / "shots"
PROBE = (HERE / "probe.js").read_text(encoding="utf-8")
CALL = f"([name, given]) => {{ if (!window.probe) {{ {PROBE} }} return probe[name](...given) }}"
WIDTHS = (320, 390, 768, 1024)  # the narrowest, a usual phone, and where the two layouts of wider screens begin
ALL_WIDTHS = (320, 360, 390, 640, 768, 1024, 1280)  # where somebody is to look
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = "() => Boolean(window.axe)"
RUN = """
async ([around, options]) => {
  const { violations } = await axe.run(around ?? document, options);
  return violations.map(({ id, help, nodes }) => ({ id, help, nodes }));
}
"""
TAB = {"type": "rawKeyDown", "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9}
MOST_STOPS = 400
THUMB = 44  # CSS pixels
TALLEST = (
    16_000  # CSS pixels of a picture: Chromium paints no surface of more than 16,384, and a longer page takes minutes
)


def probe(page, name, *arguments):
    """Call a function of probe.js in the page."""
    return page.evaluate(CALL, [name, list(arguments)])


def axe(page, *, exclude=()):
    """Assert that axe-core finds no violation of WCAG 2.2 A and AA nor of its best practice, with all details open."""
    page.evaluate("() => document.activeElement?.blur()")
    page.evaluate("() => document.querySelectorAll('details').forEach(folded => { folded.open = true })")
    options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    around = {"exclude": [[selector] for selector in exclude]} if exclude else None
    if not page.evaluate(AXE):
        page.evaluate(AXE_SCRIPT)
    found = [_told(fault) for fault in page.evaluate(RUN, [around, options])]
    assert not found, f"{page.url} at {page.viewport_size['width']} px:\n" + "\n".join(found)


def _told(fault):
    nodes = [f"    {node['html'][:160]}\n      {_reasons(node)}" for node in fault["nodes"][:4]]
    return f"{fault['id']}: {fault['help']}\n" + "\n".join(nodes)


def _reasons(node):
    checks = [*node["any"], *node["all"], *node["none"]]
    return "; ".join(check["message"] for check in checks)[:300]


def no_sideways_scroll(page, widths=()):
    """Assert that the page never scrolls sideways, at each width; say what is too wide."""
    widths = widths or (ALL_WIDTHS if is_pictured() else WIDTHS)
    before = page.viewport_size
    line = page.context.new_cdp_session(page)  # resizing past Playwright takes a quarter of the time

    def resize(width):
        size = {"width": width, "height": before["height"], "deviceScaleFactor": 1, "mobile": False}
        line.send("Emulation.setDeviceMetricsOverride", size)

    for width in widths:
        resize(width)
        measured = probe(page, "wider")
        assert measured["over"] <= 0, f"{page.url} is {measured['over']} px too wide at {width}: {measured['culprits']}"
    resize(before["width"])  # Playwright knows of no other size, and would picture the page in the last one
    line.detach()
    page.set_viewport_size(before)


def no_small_targets(page, least=THUMB):
    """Assert that whatever is pressed is at least `least` pixels high; links inside sentences apart."""
    small = probe(page, "small", least)
    assert not small, f"{page.url} at {page.viewport_size['width']} px: too small for a thumb: {small}"


def keyboard_walk(page):
    """Press Tab through the page from its top. Assert that each stop can be seen and that all are reached on the way down.

    A tabindex above 0, which would make Tab jump, is told as a stop that is never reached. Return the names of the stops.
    """
    probe(page, "fromTop")
    wanted = probe(page, "pressable")
    reached = _tabbed(page, len(wanted) + 2)
    for stop in reached:
        assert stop["outlined"], f"{page.url}: focus can't be seen on {stop['name']!r}"
        assert not stop["covered"], f"{page.url}: the tabs cover {stop['name']!r} when it has focus"
        assert not stop["offscreen"], f"{page.url}: {stop['name']!r} has focus outside the screen"
    numbers = {stop["stop"] for stop in reached}
    missed = [name for index, name in enumerate(wanted) if index not in numbers]
    assert not missed, f"{page.url}: Tab never reaches {missed}"
    return [stop["name"] for stop in reached]


def _tabbed(page, presses):
    """Press Tab until the focus leaves the page or is back at the first stop, and return the stops on the way.

    The page itself writes down where it stands whenever Tab is about to be pressed: asking it after each takes twice as long.
    """
    line = page.context.new_cdp_session(page)
    pressed, stops, is_round = 0, [], False
    while not is_round and pressed < MOST_STOPS:
        for _ in range(presses):
            line.send("Input.dispatchKeyEvent", TAB)
        pressed, presses = pressed + presses, 20
        stops, is_round = probe(page, "walked")
    line.detach()
    return stops


def is_pictured():
    """Say whether somebody is to look at pages: `make slow`, and `PICTURES=1 make test`."""
    return bool(os.environ.get("PICTURES"))


def shot(page, name, *, full=True):
    """Take a picture into tests/browser/shots/ (not kept in git), when pictures are wanted."""
    if not is_pictured():
        return
    SHOTS.mkdir(exist_ok=True)
    path = SHOTS / f"{name}.png"
    page.evaluate("() => window.scrollTo(0, 0)")  # else what is sticky is pictured where it was scrolled to
    if full:
        width, height = page.evaluate("() => [innerWidth, document.documentElement.scrollHeight]")
        page.screenshot(
            path=path, full_page=True, clip={"x": 0, "y": 0, "width": width, "height": min(height, TALLEST)}
        )
    else:
        page.screenshot(path=path)
