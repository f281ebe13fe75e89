"""The harness sees the faults it is there to see: each is planted in a page of its own."""

import pytest

from tests.browser.harness import axe, keyboard_walk, no_sideways_scroll, no_small_targets

GOOD = """<!doctype html><html lang="sv"><head><title>En sida</title><meta name="viewport" content="width=device-width"><style>
:focus-visible {{ outline: 3px solid blue }} a, button {{ display: inline-block; min-height: 44px }} {style}</style></head>
<body><main><h1>Rubrik</h1>{body}<p><a href="#a">Första</a> <button>Andra</button></p></main></body></html>"""


@pytest.fixture
def planted(browser):
    """Open a page that is good but for what is planted in it."""
    context = browser.new_context(viewport={"width": 390, "height": 600})

    def opened(body="", style=""):
        page = context.new_page()
        page.set_content(GOOD.format(body=body, style=style))
        return page

    yield opened
    context.close()


def test_a_good_page_passes_all(planted):
    page = planted()
    axe(page)
    no_sideways_scroll(page)
    no_small_targets(page)
    assert keyboard_walk(page) == ["A Första", "BUTTON Andra"]


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ("<input>", "label"),
        ('<p style="color: #aaa">blek</p>', "color-contrast"),
        ("<h3>För djupt</h3>", "heading-order"),
        ("<details><summary>Mer</summary><img src='data:,'></details>", "image-alt"),
    ],
)
def test_accessibility_faults_are_told(planted, body, rule):
    with pytest.raises(AssertionError, match=rule):
        axe(planted(body))


def test_what_runs_out_of_the_screen_is_named(planted):
    with pytest.raises(AssertionError, match=r"px too wide at 320: \['DIV bred"):
        no_sideways_scroll(planted('<div style="width: 350px">bred</div>'))


def test_wide_text_in_a_region_that_scrolls_is_no_fault(planted):
    no_sideways_scroll(
        planted('<div class="scroll" style="overflow-x: auto"><div style="width: 2000px">bred</div></div>')
    )


def test_a_focus_that_is_not_seen_is_named(planted):
    with pytest.raises(AssertionError, match="focus can't be seen on 'BUTTON Andra'"):
        keyboard_walk(planted(style="button:focus-visible { outline: none }"))


def test_what_tab_never_reaches_is_named(planted):
    with pytest.raises(AssertionError, match=r"Tab never reaches \['A Gömd för tangentbordet'\]"):
        keyboard_walk(planted('<a href="#b" tabindex="-1">Gömd för tangentbordet</a>'))


def test_an_order_that_jumps_is_told(planted):
    page = planted()
    page.evaluate("() => { document.querySelector('button').tabIndex = 1 }")
    with pytest.raises(AssertionError, match=r"Tab never reaches \['BUTTON Andra'\]"):
        keyboard_walk(page)


def test_tabs_that_cover_the_focus_are_told(planted):
    page = planted(
        '<nav class="rail" style="position: fixed; inset: 0; background: white" aria-label="Meny"><a href="#d">Flik</a></nav>'
    )
    with pytest.raises(AssertionError, match="the tabs cover 'A Första'"):
        keyboard_walk(page)


def test_a_small_target_is_named(planted):
    with pytest.raises(AssertionError, match="BUTTON Liten: 2"):
        no_small_targets(planted("<button class='low'>Liten</button>", ".low { min-height: 0; height: 24px }"))


def test_a_link_inside_a_sentence_may_be_small(planted):
    no_small_targets(
        planted('<p>Läs <a href="#e" class="in">mer</a> här.</p>', ".in { display: inline; min-height: 0 }")
    )
