"""A guardian's way: from the letter in the mail to the receipt, on a phone, in their language, whatever the network does."""

import datetime as dt
import re

import pytest

from ledger import clock
from ledger.models import Effect
from ledger.tasks import relay
from surveys import actions
from surveys.actions import keeping, letters
from surveys.models import Draft, Inbox, Invitation
from tests.browser.harness import axe, keyboard_walk, no_sideways_scroll, no_small_targets, shot
from tests.journeys.looking import PHONE, press, tab_to
from tests.journeys.post import PostOffice
from tests.surveys import walking
from tests.surveys.rounds import keys, published, sections_of

__all__ = ["keys"]

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("keys"),
    pytest.mark.timeout(900),
]
MONTH = dt.timedelta(days=28)
ARABIC = "عربي"
FIRST, SECOND = "lo@post.example", "li@post.example"
ON, SEND = "[name=way][value=on]", "[name=way][value=send]"


@pytest.fixture
def office(settings):
    """A real mail server for the house."""
    office = PostOffice()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", office.port, False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    yield office
    office.close()


def spoken(thing):
    """Return a questionnaire that speaks Arabic too."""
    if isinstance(thing, dict):
        if set(thing) == {"sv", "en"}:
            return {**thing, "ar": f"{ARABIC} {thing['sv']}"}
        return {key: spoken(value) for key, value in thing.items()}
    if isinstance(thing, list):
        return [item if isinstance(item, str) else spoken(item) for item in thing]
    return thing


@pytest.fixture
def posted(cast, office):
    """Open a round for two children of one guardian and one of another, and let the letters go out by the real outbox."""
    unit = cast.a["school_unit"]
    made = {**spoken(walking.document(single=6, boolean=1, text=2)), "languages": ["sv", "en", "ar"]}
    held = actions.make_round(
        plan=actions.Plan(
            version=published(unit, document=made),
            unit=unit,
            name="Vårens enkät",
            policies={"guardians": {"": "guardians"}},
            languages=["sv", "en", "ar"],
            opens_on=clock.today(),
            closes_on=clock.today() + MONTH,
            keep_months=24,
        )
    )
    (section,) = sections_of(cast.a["preschool"], 1)
    actions.ask_units(round=held, units=[section])
    people = [(FIRST, "sv"), (FIRST, "sv"), (SECOND, "ar")]
    actions.invite(
        round=held,
        invitees=[
            actions.Invitee(unit=section.pk, audience="guardians", email=email, language=language, child=f"barn {row}")
            for row, (email, language) in enumerate(people)
        ],
    )
    actions.make_ready(round=held)
    keeping.open_due(clock.now())
    letters.send_due(clock.now())
    for pk in Effect.objects.filter(kind=letters.LETTER).values_list("pk", flat=True):
        relay(pk)
    assert len(office.opened) == len(people)
    return held


def looked_at(page, name):
    """Look at what a respondent sees, in both colours."""
    no_small_targets(page)
    no_sideways_scroll(page, (320, PHONE))
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        axe(page)
        shot(page, f"guardian-{name}-{scheme}")
    page.emulate_media(color_scheme="light")


def begin(page, link):
    """Open a letter's link and press Start."""
    page.goto(link)
    page.locator(".survey-start").click()
    page.locator("#svar").wait_for()


def fill(page, step):
    """Answer every question on the page: the same step everywhere, yes, and some words."""
    for name in {box.get_attribute("name") for box in page.locator("#svar [type=radio]").all()}:
        values = [box.get_attribute("value") for box in page.locator(f'[name="{name}"]').all()]
        value = step if step in values else "yes"
        page.locator(f'[name="{name}"][value="{value}"]').check(force=True)
    for box in page.locator("#svar textarea, #svar input.input").all():
        box.fill(f"Ord {step}")


def chosen(page):
    """Return the codes that are chosen on the page."""
    return {box.get_attribute("value") for box in page.locator("#svar [type=radio]:checked").all()}


def go(page, button=ON):
    with page.expect_navigation():
        page.locator(button).click()


def to_review(page, step):
    while page.locator(ON).count():
        fill(page, step)
        go(page)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_two_children_one_browser_and_the_network_lost_between_two_pages(page_at, posted, office, script):
    look = looked_at if script else lambda *given: None
    page = page_at(PHONE, script=script)
    first, second = office.links(FIRST)
    page.goto(first)
    look(page, "landing")
    assert Draft.objects.count() == 0
    begin(page, first)
    look(page, "page")
    fill(page, "3")
    go(page)
    where = page.url
    fill(page, "4")
    page.context.set_offline(True)
    with page.expect_event("requestfailed"):
        page.locator(ON).click(no_wait_after=True)
    page.context.set_offline(False)
    page = page.context.new_page()  # the old one may still show what was typed
    page.goto(where)
    assert chosen(page) == set()  # what was not sent is not there, and that is all
    page.goto(where.replace("del-1", "del-0"))
    assert chosen(page) == {"3"}
    # the other child, in the same browser: a walk of its own
    begin(page, second)
    assert chosen(page) == set()
    to_review(page, "5")
    look(page, "review")
    go(page, SEND)
    assert "/-/kvitto/" in page.url
    look(page, "receipt")
    assert (Inbox.objects.count(), Invitation.objects.filter(used=True).count()) == (1, 1)
    # back to the first child, on a second browser: what was sent is there
    other = page_at(PHONE, script=script)
    other.goto(first)
    assert other.locator(".survey-start").inner_text().strip() == "Fortsätt svara"
    other.locator(".survey-start").click()
    other.goto(re.sub(r"del-\d", "del-0", other.url) if "del-" in other.url else where.replace("del-1", "del-0"))
    assert chosen(other) == {"3"}
    to_review(other, "2")
    go(other, SEND)
    said = other.locator("main").inner_text()
    assert Inbox.objects.count() == 2
    # the first browser still stands on an old page of the same walk: it is shown the receipt, and nothing is stored
    page.goto(where)
    assert page.locator("main").inner_text() == said or "/-/kvitto/" in page.url
    assert Inbox.objects.count() == 2
    assert not Draft.objects.filter(invitation__in=Invitation.objects.filter(used=True)).exists()
    page.goto(first)
    assert "Länken är redan använd" in page.locator("main").inner_text()
    look(page, "spent")


def test_an_arabic_reader_comes_from_an_arabic_letter_to_an_arabic_receipt(page_at, posted, office):
    page = page_at(PHONE, language="sv-SE")
    (link,) = office.links(SECOND)
    begin(page, link)
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert ARABIC in page.locator("main").inner_text()
    looked_at(page, "arabic-page")
    to_review(page, "1")
    looked_at(page, "arabic-review")
    go(page, SEND)
    assert page.locator("html").get_attribute("lang") == "ar"
    looked_at(page, "arabic-receipt")
    assert Inbox.objects.count() == 1


def test_the_whole_way_by_keyboard_alone(page_at, posted, office):
    page = page_at(PHONE)
    page.goto(office.links(FIRST)[0])
    keyboard_walk(page)
    page.reload()
    tab_to(page, ".survey-start")
    press(page)
    while page.locator(ON).count():
        answered_by_keyboard(page)
        tab_to(page, ON)
        press(page)
    keyboard_walk(page)
    page.reload()
    tab_to(page, SEND)
    press(page)
    assert "/-/kvitto/" in page.url
    assert Inbox.objects.count() == 1


def answered_by_keyboard(page):
    """Go through the page with Tab: the arrow keys choose, words are typed."""
    groups = page.locator("#svar fieldset[data-item]").count()
    boxes = page.locator("#svar textarea, #svar input.input").count()
    for _ in range(groups):
        tab_to(page, "#svar [type=radio]")
        page.keyboard.press("ArrowDown")
    for _ in range(boxes):
        tab_to(page, "#svar textarea, #svar input.input")
        page.keyboard.type("Bra")
    assert page.locator("#svar [type=radio]:checked").count() == groups
