"""A shipped questionnaire in the back office: opened and saved whole. One written from the first word: tests/journeys."""

import json

import pytest

from cms.actions.questionnaires import begin_questionnaire
from cms.adoption.drafted import drafted
from cms.models import QuestionnairePage
from organisation.enums import Role
from surveys.demo.instruments import GUARDIANS, documents
from surveys.rules.definition.document import to_json
from tests.browser.harness import shot
from tests.browser.test_organisation_ways import enter
from tests.browser.test_plan_journey import edit, listened_to, open_all, save

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def officer(cast):
    return cast.of("a", Role.QUALITY_OFFICER)


def test_a_shipped_questionnaire_is_opened_and_saved_whole_but_for_what_was_rewritten(page_at, cast, officer):
    page, said = listened_to(page_at)
    document = next(one for one in documents() if one["key"] == GUARDIANS)
    stored = begin_questionnaire(unit=cast.a["school_unit"], document=document, actor=officer)
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
