"""The demo's guardian survey is a page, with its next version under way."""

from cms.adoption.asking import asked
from cms.adoption.drafted import drafted
from cms.demo import questionnaires
from cms.models import QuestionnairePage
from surveys.demo import instruments


def test_the_guardians_survey_is_under_way_with_a_question_to_ask_about(cast):
    instruments.load()
    questionnaires.load()
    page = QuestionnairePage.objects.get()
    draft = drafted(page)
    assert (page.key, page.live, len(draft.earlier)) == (instruments.GUARDIANS, False, 2)
    assert [one.key for one in asked(draft)] == [questionnaires.QUESTION]
    assert not draft.is_stopped
    assert draft.document["lead"]["en"]["state"] == "stale"
