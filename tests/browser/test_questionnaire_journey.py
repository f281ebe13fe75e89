"""A shipped questionnaire in the back office: opened and saved whole. One written from the first word: tests/journeys."""

import json

import pytest

from cms.actions.questionnaires import begin_questionnaire
from cms.adoption.drafted import drafted
from cms.models import QuestionnairePage
from organisation.enums import Role
from surveys.actions import create_questionnaire, publish_version
from surveys.demo.instruments import GUARDIANS, documents
from surveys.rules.definition.document import to_json
from tests.browser.harness import shot
from tests.browser.test_organisation_ways import enter
from tests.browser.test_plan_journey import EDITOR, edit, listened_to, open_all, save
from tests.browser.test_survey_payloads import PAYLOAD, RAN, TOUCH, document, nothing_runs, opened  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def officer(cast):
    return cast.of("a", Role.QUALITY_OFFICER)


def test_a_shipped_questionnaire_is_opened_and_saved_whole_but_for_what_was_rewritten(page_at, cast, officer):
    page, said = listened_to(page_at)
    shipped = next(one for one in documents() if one["key"] == GUARDIANS)
    stored = begin_questionnaire(unit=cast.a["school_unit"], document=shipped, actor=officer)
    before = to_json(drafted(stored).version)
    enter(page, officer.email)
    edit(page, stored.pk)
    shot(page, "questionnaire-editor", full=False)
    open_all(page)
    shot(page, "questionnaire-editor-open", full=False)
    title = page.locator("textarea[name$='-value-title']").first
    assert title.input_value() == before["title"]["sv"]
    title.fill("En ny rubrik")
    save(page)
    after = to_json(drafted(QuestionnairePage.objects.get(pk=stored.pk)).version)
    expected = {tag: {"text": part, "state": "stale"} if isinstance(part, str) else part
                for tag, part in before["title"].items()} | {"sv": "En ny rubrik"}  # fmt: skip
    assert json.dumps(after, sort_keys=True) == json.dumps({**before, "title": expected}, sort_keys=True)
    assert sorted(set(said)) == []


@pytest.mark.timeout(900)
def test_no_text_of_a_draft_runs_where_it_is_written_tried_out_compared_or_published(cast, opened):  # noqa: F811
    made = create_questionnaire(key="varje-sort", unit=cast.municipality)
    publish_version(questionnaire=made, definition=document())
    changed = document()
    changed["sections"][0]["items"][1]["text"] = {"sv": f"{PAYLOAD} igen"}
    draft = begin_questionnaire(unit=cast.municipality, document=changed, actor=cast.administrator, questionnaire=made)
    opened.set_default_timeout(EDITOR)
    for part in ("", "sprak/?sprak=ar", "villkor/?plats=/sections/2/items/4", "index/", "index/index/", "visa/",
                 "prova/?del=flera", "jamfor/", "publicera/"):  # fmt: skip
        assert opened.goto(f"/enkatarbete/{draft.pk}/{part}").status == 200, part
        nothing_runs(opened)
    for part in ("edit/", "history/"):  # there the office's own scripts stand in the pages
        assert opened.goto(f"/redaktion/pages/{draft.pk}/{part}", wait_until="load").status == 200, part
        if part == "edit/":
            opened.locator(".c-sf-add-button").first.wait_for()
            open_all(opened)
        opened.evaluate(TOUCH)
        assert opened.evaluate(RAN) == [], part
