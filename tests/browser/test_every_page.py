"""Every page, in every state: no accessibility fault, no sideways scroll, keyboard alone, large enough for a thumb."""

import pytest

from tests.access.columns import ANYONE, COLUMNS, WHOLE
from tests.access.doors import doors
from tests.access.world import give_work
from tests.browser import every_page
from tests.browser.every_page import NO_PAGES
from tests.browser.harness import axe, keyboard_walk, no_sideways_scroll, no_small_targets, shot
from tests.browser.states import STATES

pytestmark = pytest.mark.django_db(transaction=True)

LISTED = every_page.listed()
STOPS = LISTED | STATES
PHONE, SCREEN = 390, 1280
BREAKING = (320, 768)  # where large text would break out first: the narrowest, and the first with tables
DEMO = ("demo", "demo_letters", "demo_letter")  # 404 for all in the table, which is not of demo mode
LARGE = "() => { document.documentElement.dataset.text = 'large' }"
USUAL = "() => { delete document.documentElement.dataset.text }"


@pytest.fixture(scope="module")
def house(django_db_setup, django_db_blocker):
    """The world for all to see and the app that serves it, one for all pages here."""
    with django_db_blocker.unblock(), every_page.house() as (world, url):
        yield world, url


@pytest.fixture
def _django_db_helper(house):
    """Take the place of what empties the database after each test: all pages of this module share one world."""
    with every_page.for_a_while(house[0]):
        yield


@pytest.fixture(scope="module")
def tab(browser, house):
    """The one tab that all pages are looked at in: a tab of their own takes as long as the looking."""
    context = browser.new_context(base_url=house[1], locale="sv-SE", reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(30_000)
    yield page
    context.close()


@pytest.fixture
def visit(tab, house, tmp_path):
    """Come to a stop as somebody who has been nowhere before: `page = visit(stop, 390)`."""
    world, url = house

    def visited(stop, width):
        tab.goto("about:blank")
        tab.context.clear_cookies()
        _forget_what_was_typed(tab, url)
        tab.set_viewport_size({"width": width, "height": 900})
        tab.emulate_media(color_scheme="light")
        tab.context.add_cookies(every_page.cookies_of(world, stop.column, url))
        with every_page.settings_of(stop, tmp_path):
            every_page.opened(tab, world, stop)
        return tab

    return visited


def _forget_what_was_typed(page, url):
    line = page.context.new_cdp_session(page)
    line.send("Storage.clearDataForOrigin", {"origin": url, "storageTypes": "local_storage,indexeddb"})
    line.detach()


@pytest.mark.parametrize("name", [*LISTED, *(pytest.param(name, marks=pytest.mark.slow) for name in STATES)])
def test_a_page_is_for_everyone(visit, name):
    """Light, on a phone and in large text; the dark, both on a screen, and more widths are looked at in full size."""
    page = visit(STOPS[name], PHONE)
    keyboard_walk(page)
    no_small_targets(page)
    axe(page)
    no_sideways_scroll(page)
    page.evaluate(LARGE)
    no_sideways_scroll(page, BREAKING)
    page.evaluate(USUAL)
    page.set_viewport_size({"width": SCREEN, "height": 900})
    no_small_targets(page)


@pytest.mark.slow
@pytest.mark.parametrize("name", STOPS)
@pytest.mark.parametrize("width", [PHONE, SCREEN])
def test_a_page_holds_in_both_colours_and_in_large_text(visit, name, width):
    """And a picture of each, to look at."""
    page = visit(STOPS[name], width)
    keyboard_walk(page)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        shot(page, f"{name}-{width}-{scheme}")
        axe(page)
    no_sideways_scroll(page)
    page.evaluate(LARGE)
    no_sideways_scroll(page)
    no_small_targets(page)
    axe(page)


@pytest.mark.slow
@pytest.mark.parametrize("column", [column for column in COLUMNS if column not in {ANYONE, WHOLE}])
def test_a_page_holds_for_every_role_that_sees_it(house, visit, column):
    give_work(house[0])  # some states are about people who have none
    faults = []
    for stop in every_page.listed([column]).values():
        page = visit(stop, PHONE)
        try:
            keyboard_walk(page)
            no_small_targets(page)
            axe(page)
            no_sideways_scroll(page)
        except AssertionError as fault:
            faults.append(f"{stop.name}: {fault}")
    assert not faults, "\n".join(faults)


def test_every_address_has_a_page_or_a_reason():
    """An address that only takes what is sent shows its faults, if it has any, by the table's own POST rows."""
    shown = {stop.door for stop in STOPS.values()} | set(NO_PAGES)
    opened = {row.name for row in every_page.ROWS if row.method == "GET" and set(row.letters) - set("sm- ")}
    assert {name for name, _ in doors()} & opened - shown == set(), "A new address needs a stop or a reason."
    assert set(NO_PAGES) - {name for name, _ in doors()} == set()
    assert {name for name in DEMO if name not in shown} == set()
