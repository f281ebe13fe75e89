"""What every page must pass, as functions that any app's browser tests call.

`axe(page)`: no accessibility fault. `no_sideways_scroll(page)`: nothing runs out of the screen, at any width.
`keyboard_walk(page)`: all that can be pressed is reached with Tab, in order, and seen when it is. `shot(page, name)`: a picture.
"""

import time
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe

SHOTS = Path(__file__).resolve().parent / "shots"
WIDTHS = (320, 360, 390, 640, 768, 1024, 1280)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
MOST_STOPS = 400

PRESSABLE = """
() => [...document.querySelectorAll(
  'a[href], button:not([disabled]), input:not([type=hidden]):not([disabled]), select:not([disabled]), textarea:not([disabled]), summary, [tabindex="0"]'
)].filter(e => e.checkVisibility({visibilityProperty: true}) && !e.closest('[inert]')
  && !(e.type === 'radio' && e.name && e !== (document.querySelector(`input[name="${CSS.escape(e.name)}"]:checked`)
       ?? document.querySelector(`input[name="${CSS.escape(e.name)}"]`))))
 .map((e, i) => { e.dataset.stop = i; return (e.tagName + ' ' + (e.innerText || e.value || e.ariaLabel || e.name || '')).slice(0, 60) })
"""
STANDING = """
() => { const e = document.activeElement; if (!e || e === document.body) return null;
  const drawn = e.closest('.opt, .step, .dunno') ?? e, style = getComputedStyle(drawn), box = drawn.getBoundingClientRect();
  const bar = document.querySelector('.rail'), fixed = bar && getComputedStyle(bar).position === 'fixed' && !bar.contains(e);
  return {stop: e.dataset.stop === undefined ? null : +e.dataset.stop, name: (e.tagName + ' ' + (e.innerText || e.name || '')).slice(0, 60),
    outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 || e.closest('.wheel') !== null,
    covered: fixed && box.top >= bar.getBoundingClientRect().top - 1, offscreen: box.bottom < 0 || box.top > innerHeight}; }
"""
WIDER = """
() => { const wide = document.documentElement.clientWidth;
  const culprits = [...document.querySelectorAll('body *')].filter(e => !e.closest('.sr, .scroll, .tabs, .skip') && !e.closest('svg')
    && e.checkVisibility() && (e.getBoundingClientRect().right > wide + 1 || e.getBoundingClientRect().left < -1))
    .filter(e => { const s = getComputedStyle(e); return s.clipPath === 'none' })
    .slice(0, 5).map(e => e.tagName + '.' + e.className + ' “' + (e.innerText || '').slice(0, 40) + '”');
  return {over: document.documentElement.scrollWidth - wide, culprits}; }
"""


def axe(page, *, exclude=()):
    """Assert that axe-core finds no violation of WCAG 2.2 A and AA nor of its best practice, with all details open."""
    page.evaluate("() => document.querySelectorAll('details').forEach(d => d.open = true)")
    options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    context = {"exclude": [[selector] for selector in exclude]} if exclude else None
    result = Axe().run(page, context=context, options=options)
    found = [
        f"{fault['id']}: {fault['help']}\n"
        + "\n".join(f"    {node['html'][:160]}\n      {_reasons(node)}" for node in fault["nodes"][:4])
        for fault in result.response["violations"]
    ]
    assert not found, f"{page.url} at {page.viewport_size['width']} px:\n" + "\n".join(found)


def _reasons(node):
    checks = [*node["any"], *node["all"], *node["none"]]
    return "; ".join(check["message"] for check in checks)[:300]


def no_sideways_scroll(page, widths=WIDTHS):
    """Assert that the page never scrolls sideways, at each width; say what is too wide."""
    before = page.viewport_size
    for width in widths:
        page.set_viewport_size({"width": width, "height": before["height"]})
        measured = page.evaluate(WIDER)
        assert measured["over"] <= 0, f"{page.url} is {measured['over']} px too wide at {width}: {measured['culprits']}"
    page.set_viewport_size(before)


def keyboard_walk(page):
    """Press Tab through the page. Assert that each stop can be seen, that all are reached, and in the order they are read.

    Return the names of the stops.
    """
    page.evaluate("() => { document.activeElement?.blur(); window.scrollTo(0, 0) }")
    wanted = page.evaluate(PRESSABLE)
    reached = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(STANDING)
        if stop is None or (reached and stop["stop"] == reached[0]["stop"]):
            break
        assert stop["outlined"], f"{page.url}: focus can't be seen on {stop['name']!r}"
        assert not stop["covered"], f"{page.url}: the tabs cover {stop['name']!r} when it has focus"
        assert not stop["offscreen"], f"{page.url}: {stop['name']!r} has focus outside the screen"
        reached.append(stop)
    order = [stop["stop"] for stop in reached if stop["stop"] is not None]
    missed = [name for index, name in enumerate(wanted) if index not in order]
    assert not missed, f"{page.url}: Tab never reaches {missed}"
    assert order == sorted(order), f"{page.url}: Tab jumps back and forth: {[stop['name'] for stop in reached]}"
    return [stop["name"] for stop in reached]


def shot(page, name, *, full=True):
    """Take a picture into tests/browser/shots/ (not kept in git) and return its path."""
    SHOTS.mkdir(exist_ok=True)
    path = SHOTS / f"{name}.png"
    page.screenshot(path=path, full_page=full)
    return path


def sign_in(page, email, password, *, path="/konto/logga-in/"):
    """Sign in as a person does, and wait for the first page."""
    page.goto(path)
    page.get_by_label("E-post").fill(email)
    page.get_by_label("Lösenord").fill(password)
    page.get_by_role("button", name="Logga in").click()
    page.wait_for_url(lambda url: path not in url)


def settled(page, seconds=0.05):
    """Let the page draw what a script just changed."""
    page.wait_for_load_state("networkidle")
    time.sleep(seconds)
