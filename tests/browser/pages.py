"""What every test in a browser uses: `browser` (one a session), `live` (the app), `page_at` (a page of any width and look)."""

import os

import pytest

from tests.browser import chromium

HEIGHT = 900
TOUCH_BELOW = 600


def _stand_where_a_click_leads():
    """Let a click end when the page that it led to has loaded: by itself it ends when that page begins to come."""
    from playwright.sync_api import Locator

    click = Locator.click

    def clicked(self, *, no_wait_after=None, **how):
        click(self, no_wait_after=no_wait_after, **how)
        if not no_wait_after:
            self.page.wait_for_load_state()

    Locator.click = clicked


@pytest.fixture(scope="session")
def browser():
    """One Chromium for the whole run. Without one the tests are skipped by hand, and fail where a machine checks."""
    from playwright.sync_api import sync_playwright

    path = chromium.path()
    if not path:
        reason = "No Chromium was found: install the package chromium, or name one in CHROMIUM."
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    _stand_where_a_click_leads()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=chromium.FLAGS)
        yield started
        started.close()


@pytest.fixture
def live(live_server, settings):
    """The address of the real app, served from another thread; rows made by the test are seen."""
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "localhost", "127.0.0.1"]
    return live_server.url


@pytest.fixture
def page_at(browser, live):
    """Open pages: `page_at(390)`, `page_at(1280, "dark")`, `page_at(320, script=False)`. Addresses are relative to the app."""
    contexts = []

    def opened(width=1280, scheme="light", *, script=True, language="sv-SE", height=HEIGHT, text="normal", cookies=()):
        context = browser.new_context(
            base_url=live,
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            java_script_enabled=script,
            locale=language,
            has_touch=width < TOUCH_BELOW,
            reduced_motion="reduce",
        )
        kept = [{"name": name, "value": value, "url": live} for name, value in cookies]
        if text != "normal":
            kept.append({"name": "text", "value": text, "url": live})
        if kept:
            context.add_cookies(kept)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        return page

    yield opened
    for context in contexts:
        context.close()
