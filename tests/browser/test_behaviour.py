"""What the shells and components do in a browser, with and without scripts, on screen and on paper."""

import pytest

from tests.browser.harness import axe, shot
from tests.ui.css import CHOSEN_DARK, LIGHT

pytestmark = pytest.mark.django_db(transaction=True)

PAPER = "() => getComputedStyle(document.body).backgroundColor"
COLD = 60_000  # bytes: what the first page may weigh, all in all
REQUESTS = 6
COUNT_SENDINGS = """
() => { window.times = 0; document.addEventListener("submit", (event) => {
  if (!event.defaultPrevented) window.times += 1;
  event.preventDefault();
}) }
"""


def rgb(colour):
    return "rgb({}, {}, {})".format(*(int(colour[place : place + 2], 16) for place in (1, 3, 5)))


def test_the_first_page_is_light(page_at):
    """Counted as they are sent here, uncompressed; production sends them compressed."""
    page = page_at(390)
    fetched = []
    page.on("response", lambda response: fetched.append((response.url, len(response.body()))))
    page.goto("/ui/fel/404/")
    page.wait_for_load_state("networkidle")
    assert len(fetched) <= REQUESTS, fetched
    assert sum(size for _, size in fetched) <= COLD, fetched


def test_nothing_is_fetched_from_elsewhere_and_no_policy_is_broken(page_at, live):
    page = page_at(1280)
    fetched, said = [], []
    page.on("request", lambda request: fetched.append(request.url))
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    for path in ("/ui/diagram/", "/ui/formular/", "/ui/hjulet/"):
        page.goto(path)
        page.wait_for_load_state("networkidle")
    assert [url for url in fetched if not url.startswith((live, "data:"))] == []
    assert said == []


@pytest.mark.parametrize("script", [True, False])
def test_the_error_list_has_focus_and_leads_to_the_field(page_at, script):
    page = page_at(390, script=script)
    page.goto("/ui/formular/")
    assert page.evaluate("() => document.activeElement.className") == "errors"
    page.get_by_role("link", name="Värdet ska vara ett tal").click()
    assert page.evaluate("() => document.activeElement.name || location.hash") in {"faulty-value", "#id_faulty-value"}


@pytest.mark.parametrize("script", [True, False])
def test_colours_text_and_language_are_chosen_in_the_footer(page_at, script):
    page = page_at(1280, "light", script=script)
    page.goto("/ui/grund/")
    assert page.evaluate(PAPER) == rgb(LIGHT["--paper"])
    page.get_by_role("button", name="Mörkt").click()
    assert page.url.endswith("/ui/grund/")
    assert page.evaluate(PAPER) == rgb(CHOSEN_DARK["--paper"])
    page.get_by_role("button", name="Större").click()
    assert page.evaluate("() => getComputedStyle(document.documentElement).fontSize") == "20px"
    page.get_by_role("button", name="English").click()
    assert page.get_by_role("heading", level=1).inner_text() == "The ground"
    assert page.evaluate("() => document.documentElement.lang") == "en"
    assert page.get_by_role("button", name="Dark").get_attribute("aria-pressed") == "true"
    page.get_by_role("button", name="As the system").click()
    assert page.evaluate(PAPER) == rgb(LIGHT["--paper"])


def test_the_system_wish_for_dark_is_followed_unless_the_reader_chose_light(page_at):
    page = page_at(1280, "dark")
    page.goto("/ui/grund/")
    assert page.evaluate(PAPER) == rgb(CHOSEN_DARK["--paper"])
    page.get_by_role("button", name="Ljust").click()
    assert page.evaluate(PAPER) == rgb(LIGHT["--paper"])


def test_the_skip_link_leads_past_the_menu(page_at):
    page = page_at(1280)
    page.goto("/ui/grund/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "innehall"


def test_a_question_is_asked_in_a_dialog_and_put_away_again(page_at):
    page = page_at(390)
    page.goto("/ui/handlingar/")
    page.get_by_role("link", name="Öppna frågan här").click()
    dialog = page.locator("#gallery-dialog")
    assert dialog.is_visible()
    assert page.evaluate("() => document.querySelector('#gallery-dialog').matches(':modal')")
    axe(page)
    dialog.get_by_role("link", name="Behåll").click()
    assert not dialog.is_visible()
    page.get_by_role("link", name="Öppna frågan här").click()
    page.keyboard.press("Escape")
    assert not dialog.is_visible()


def test_without_a_script_the_question_is_a_page_of_its_own(page_at):
    page = page_at(390, script=False)
    page.goto("/ui/handlingar/")
    page.get_by_role("link", name="Öppna frågan här").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Ta bort bilagan?"
    page.get_by_role("button", name="Ta bort").click()
    assert page.url.endswith("/ui/handlingar/")


def test_a_form_is_sent_once(page_at):
    page = page_at(1280)
    page.goto("/ui/formular/")
    page.evaluate(COUNT_SENDINGS)
    page.evaluate(
        "() => { const form = document.querySelector('form.card'); form.requestSubmit(); form.requestSubmit() }"
    )
    assert page.evaluate("() => window.times") == 1


def test_tables_behind_charts_are_open_on_paper(page_at):
    page = page_at(1280, "dark", cookies=[("theme", "dark")])
    page.goto("/ui/diagram/")
    table = page.locator("details table").first
    assert table.evaluate("table => table.getBoundingClientRect().height") == 0
    page.emulate_media(media="print")
    assert table.evaluate("table => table.getBoundingClientRect().height") > 40
    assert page.evaluate(PAPER) == "rgb(255, 255, 255)"
    assert not page.locator(".foot").is_visible()
    shot(page, "ui-diagram-print")


def test_large_text_is_a_quarter_larger_everywhere(page_at):
    usual, large = page_at(1280), page_at(1280, text="large")
    for page in (usual, large):
        page.goto("/ui/fel/404/")
    size = "() => parseFloat(getComputedStyle(document.querySelector('p.prose')).fontSize)"
    assert large.evaluate(size) / usual.evaluate(size) == pytest.approx(1.25, abs=0.05)


def test_charts_keep_their_text_size_on_a_phone(page_at):
    sizes = []
    for width in (390, 1280):
        page = page_at(width)
        page.goto("/ui/diagram/")
        sizes.append(page.locator("svg.chart text").first.evaluate("text => getComputedStyle(text).fontSize"))
        boxes = page.locator("svg.chart").evaluate_all(
            "charts => charts.map(chart => chart.getBoundingClientRect().height)"
        )
        assert all(height > 15 for height in boxes)
    assert sizes == ["14px", "14px"]
