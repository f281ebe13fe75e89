"""Every page, in every state: nothing that it says escapes translation, and neither language is left in the other."""

import json
import re
from html import unescape
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation
from django.utils.html import escape

from cms.adoption.drafted import drafted
from cms.adoption.drafted_wheel import drafted_wheel
from cms.models import PlanImport, PlanPage, QuestionnairePage, WheelPage
from ledger.models import Effect, EventPayload, Job, Notice, Reconciliation
from organisation.models import AccessibilityFeedback, RegisterImport, Unit, User
from quality.importing.findings import MESSAGES, Code
from quality.models import (
    Activity,
    Analysis,
    Document,
    GoalVersion,
    Improvement,
    IndicatorVersion,
    Observation,
    PlanEdition,
    PlanSeries,
    Remark,
    Submission,
)
from surveys.models import Questionnaire, QuestionnaireVersion, RecipientList, Release, ReleasedText, Round
from surveys.rules.definition.language import OWN_NAMES
from tests.browser import every_page
from tests.browser.states import STATES
from tests.browser.states.accounts import LETTER, SUBJECT
from tests.browser.states.register import PASTED
from tests.pseudo import besides, escapes, pseudo, texts
from workflows.models import Process, Review, Task, Wheel, WheelVersion

pytestmark = pytest.mark.django_db(transaction=True)

ASKED = (
    "questionnaire_try",
    "questionnaire-try",
    "questionnaire_draft_try",
    "document-write",
    "answer",
    "walk",
)  # pages in the language of those who answer, whoever tries them out
STOPS = {name: stop for name, stop in (every_page.listed() | STATES).items() if not name.startswith(ASKED)}
CATALOGUES = sorted(Path(__file__).resolve().parents[2].glob("*/locale/en/LC_MESSAGES/django.po"))
MILLISECONDS = "ms"  # the same in every language
WORD = re.compile(r"[^\W\d_]{3,}")
TAG = re.compile(r"<[^>]*>|\n")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}|<[^>]+>")


@pytest.fixture(scope="module")
def house(django_db_setup, django_db_blocker):
    """The world, one for all pages here."""
    with django_db_blocker.unblock(), every_page.house() as (world, url):
        yield world, url


@pytest.fixture
def _django_db_helper(house):
    """Take the place of what empties the database after each test: one world is stored for all pages of this module."""


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


def data():
    """Return what is nobody's to translate: what people wrote, what machines report, languages in their own tongue."""
    told = [
        *Unit.objects.values_list("name", "key"),
        *User.objects.values_list("first_name", "last_name", "email"),
        *Job.objects.values_list("title", "summary", "error"),
        *Notice.objects.values_list("text"),
        *Effect.objects.values_list("error", "kind", "key"),
        *Reconciliation.objects.values_list("name", "error"),
        *RegisterImport.objects.values_list("filename"),
        *AccessibilityFeedback.objects.values_list("text", "email"),
        *GoalVersion.objects.values_list("title", "description"),
        *IndicatorVersion.objects.values_list("name", "target", "unit_of_measure", "reason"),
        *Activity.objects.values_list("title", "responsible"),
        *Observation.objects.values_list("comment", "source"),
        *PlanEdition.objects.values_list("title"),
        *PlanSeries.objects.values_list("name"),
        *Analysis.objects.values_list("result", "causes"),
        *Improvement.objects.values_list("measure"),
        *Document.objects.values_list("title"),
        *Submission.objects.values_list("said"),
        *Remark.objects.values_list("text"),
        *Review.objects.values_list("comment", "note"),
        *Task.objects.values_list("title", "help", "note", "reason"),
        *Process.objects.values_list("title", "reason"),
        *Wheel.objects.values_list("name"),
        *Release.objects.values_list("name"),
        *ReleasedText.objects.values_list("text", "shown"),
        *Round.objects.values_list("name"),
        *RecipientList.objects.values_list("filename"),
    ]
    people = [person.get_full_name() for person in User.objects.all()]
    lines = [line for row in told for word in row for line in word.splitlines()]
    return {
        *people,
        *lines,
        *asked(),
        *planned(),
        *turned(),
        *OWN_NAMES.values(),
        *dict(settings.LANGUAGES).values(),
        *LETTER.splitlines(),
        *PASTED.splitlines(),
        SUBJECT,
        MILLISECONDS,
    } - {"", "x"}


def asked():
    """Return the names of questionnaires, and what is pasted to be read in as one. What they ask is marked on the page."""
    for content in QuestionnaireVersion.objects.values_list("content", flat=True):
        yield from strings(json.loads(content))
    for title in QuestionnaireVersion.objects.values_list("title", flat=True):
        yield from title.values()
    yield from Questionnaire.objects.values_list("key", flat=True)
    for page in QuestionnairePage.objects.all():
        yield from strings([page.draft_title, drafted(page).document])
    for stop in STATES.values():
        yield escape((stop.sent or {}).get("pasted", ""))
        yield (stop.sent or {}).get("pasted", "")


def turned():
    """Return what wheels and drafts of them call their entries, and what people wrote in the histories of turns."""
    for content in WheelVersion.objects.values_list("content", flat=True):
        yield from (entry["title"] for entry in content["entries"])
    for page in WheelPage.objects.all():
        yield from strings([page.draft_title, drafted_wheel(page).document])
    for payload in EventPayload.objects.filter(event__subject__startswith="process:"):
        yield from (payload.data.get(word, "") for word in ("comment", "reason", "text"))


def planned():
    """Return what plans say, drafts and plans read in too, and the importer's own sentences: they have a table of their own."""
    for row in PlanEdition.objects.values_list("body", "goals", "tree"):
        yield from strings(row)
    for page in PlanPage.objects.all():
        yield page.draft_title
        yield from strings(
            json.loads(json.dumps(page.get_latest_revision_as_object().body.get_prep_value(), default=str))
        )
    for read in PlanImport.objects.all():
        yield from strings([read.rows, read.source, read.steps, read.filename])
        yield from (MESSAGES[Code(found["code"])][1].format(**found["values"]) for found in read.findings)
        if read.refusal:
            yield read.refusal["sentence"].format(**read.refusal["values"])


def strings(data):
    """Yield every text in JSON data, without marks, in pieces as the page draws them."""
    if isinstance(data, str):
        yield from (piece for piece in map(str.strip, TAG.split(unescape(data))) if len(piece) > 1)
        yield from data.splitlines()
    elif isinstance(data, dict):
        yield from (text for value in data.values() for text in strings(value))
    elif isinstance(data, (list, tuple)):
        yield from (text for value in data for text in strings(value))


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
def test_nothing_on_a_page_escapes_translation(read, name):
    with pseudo():
        html = read(STOPS[name])
    assert "⟦" in html
    assert escapes(html, data=data()) == []


@pytest.mark.parametrize(("language", "other"), [("en", 0), ("sv", 1)])
@pytest.mark.parametrize("name", STOPS)
def test_a_page_speaks_one_language(read, name, language, other):
    html = read(STOPS[name], language)
    assert f'<html lang="{language}"' in html
    assert said(html, data()) & WORDS[other] == set()
