"""Every page, in every state: nothing that it says escapes translation, and neither language is left in the other."""

import re
from pathlib import Path

import polib
import pytest
from django.test import Client
from django.utils import translation

from tests.browser import every_page
from tests.browser.own_words import data
from tests.browser.states import STATES
from tests.pseudo import besides, escapes, pseudo, texts

pytestmark = pytest.mark.django_db(transaction=True)

ASKED = (
    "questionnaire_try",
    "questionnaire-try",
    "questionnaire_draft_try",
    "document-write",
    "answer",
    "walk",
)  # pages in the language of those who answer, whoever tries them out
LISTED = every_page.listed()
STOPS = {name: stop for name, stop in (LISTED | STATES).items() if not name.startswith(ASKED)}
IN_ENGLISH = [pytest.param(name, "en", 0, marks=[] if name in LISTED else pytest.mark.slow) for name in STOPS]
IN_SWEDISH = [pytest.param(name, "sv", 1, marks=pytest.mark.slow) for name in STOPS]
CATALOGUES = sorted(Path(__file__).resolve().parents[2].glob("*/locale/en/LC_MESSAGES/django.po"))
WORD = re.compile(r"[^\W\d_]{3,}")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}|<[^>]+>")


@pytest.fixture(scope="module")
def house(django_db_setup, django_db_blocker):
    """The world, one for all pages here."""
    with django_db_blocker.unblock(), every_page.house() as (world, url):
        yield world, url


@pytest.fixture(scope="module")
def before_any_state(house):
    """What is nobody's to translate before any state is made: most pages hold nothing else, and reading it anew is slow."""
    return frozenset(data())


@pytest.fixture
def _django_db_helper(house):
    """Take the place of what empties the database after each test: all pages of this module share one world."""
    with every_page.for_a_while(house[0]):
        yield


@pytest.fixture
def read(house, tmp_path):
    """Read a stop without a browser: `html = read(stop, "en")`."""
    world, _ = house

    def text_of(stop, language="sv"):
        client = Client()
        client.cookies.update(world.client(stop.column).cookies)
        client.cookies["django_language"] = language
        with every_page.settings_of(stop, tmp_path), translation.override(language):
            return every_page.asked(world, stop, client).content.decode()

    return text_of


def words(texts):
    """Return the words of `texts`, placeholders and markup apart, as they are compared: in small letters."""
    return {word.lower() for text in texts for word in WORD.findall(PLACEHOLDER.sub(" ", text))}


def only_swedish_and_only_english():
    """Return the words that only Swedish texts of the house have, and those that only the English ones have."""
    entries = [entry for path in CATALOGUES for entry in polib.pofile(str(path)) if not entry.obsolete]
    swedish = words(text for entry in entries for text in (entry.msgid, entry.msgid_plural) if text)
    english = words(text for entry in entries for text in (entry.msgstr, *entry.msgstr_plural.values()) if text)
    return swedish - english, english - swedish


WORDS = only_swedish_and_only_english()


def said(html, known):
    """Return the words of a page that are the house's own."""
    return words(left for _, _, left in besides(texts(html), known))


def test_the_two_lists_of_words_know_their_languages():
    swedish, english = WORDS
    assert {"enheter", "personer", "lösenord", "och"} <= swedish
    assert {"units", "people", "password", "and"} <= english


@pytest.mark.parametrize("name", STOPS)
def test_nothing_on_a_page_escapes_translation(read, before_any_state, name):
    with pseudo():
        html = read(STOPS[name])
    assert "⟦" in html
    assert not escapes(html, data=before_any_state) or escapes(html, data=data()) == []


@pytest.mark.parametrize(("name", "language", "other"), [*IN_ENGLISH, *IN_SWEDISH])
def test_a_page_speaks_one_language(read, before_any_state, name, language, other):
    """In the small suite each address in English; that no word of any state escapes translation is shown above."""
    html = read(STOPS[name], language)
    assert f'<html lang="{language}"' in html
    assert not said(html, before_any_state) & WORDS[other] or said(html, data()) & WORDS[other] == set()
