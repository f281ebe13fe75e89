"""Whatever is written in a questionnaire, none of the pages where it is written runs it; no page of it is another unit's."""

import pytest

from cms.actions.questionnaires import begin_questionnaire
from organisation.enums import Role
from surveys.actions import create_questionnaire, publish_version
from tests.surveys.forms.test_pages import PAYLOADS, with_payload
from tests.surveys.rules import sample

PAGES = ["", "sprak/", "villkor/?plats=/sections/1", "visa/", "prova/", "publicera/", "ta-bort/"]
INDICES = ["index/", "index/-/nytt/", "index/index-personal/"]
OFFICE = ["edit/", "history/", "lock/", "revisions/"]


def begun(cast, document):
    actor = cast.of("a", Role.QUALITY_OFFICER)
    return begin_questionnaire(unit=cast.a["school_unit"], document=document, actor=actor)


@pytest.mark.parametrize("payload", [payload for payload in PAYLOADS if "<" in payload])
def test_no_text_of_a_draft_can_run(cast, client, payload):
    page = begun(cast, with_payload(sample.document(), payload))
    client.force_login(cast.of("a", Role.QUALITY_OFFICER))
    for path in ["/enkatarbete/", *(f"/enkatarbete/{page.pk}/{part}" for part in PAGES + INDICES)]:
        response = client.get(path)
        assert response.status_code == 200, path
        assert payload not in response.content.decode(), path
    for path in ("edit/", "history/"):
        response = client.get(f"/redaktion/pages/{page.pk}/{path}")
        assert response.status_code == 200, path
        assert payload not in response.content.decode(), path


@pytest.mark.parametrize("payload", [payload for payload in PAYLOADS if "<" in payload])
def test_no_text_that_was_published_can_run_where_the_next_version_is_compared_with_it(cast, client, payload):
    officer, unit = cast.of("a", Role.QUALITY_OFFICER), cast.a["school_unit"]
    document = with_payload(sample.document(), payload)
    made = create_questionnaire(key=document["key"], unit=unit)
    publish_version(questionnaire=made, definition=document)
    item = document["sections"][0]["items"][2]
    item["text"]["sv"] = f"{payload} rewritten"
    page = begin_questionnaire(unit=unit, document=document, actor=officer, questionnaire=made)
    client.force_login(officer)
    for part in ("publicera/", "jamfor/"):
        shown = client.get(f"/enkatarbete/{page.pk}/{part}").content.decode()
        assert "rewritten" in shown, part
        assert payload not in shown, part


def test_no_page_of_the_back_office_tells_another_unit_of_it(cast, client):
    page = begun(cast, sample.with_changes({"/title/sv": "Steglitsens hemlighet"}))
    for person in (cast.of("b", Role.QUALITY_OFFICER), cast.of("a", Role.REKTOR), cast.of("b", Role.ADMINISTRATOR)):
        client.force_login(person)
        for path in [f"{page.pk}/{part}" for part in OFFICE] + ["", "search/?q=Steglitsen"]:
            response = client.get(f"/redaktion/pages/{path}", follow=True)
            assert "hemlighet" not in response.content.decode(), (person, path)


@pytest.mark.parametrize(
    "what",
    [
        "publish",
        "unpublish",
        "move",
        "copy",
        "delete",
        "view_draft",
        "revisions/compare/earliest...latest",
        "add_subpage",
    ],
)
def test_what_has_a_door_of_ours_is_closed_in_the_back_office(cast, client, what):
    page = begun(cast, sample.document())
    client.force_login(cast.of("a", Role.QUALITY_OFFICER))
    for method in (client.get, client.post):
        assert method(f"/redaktion/pages/{page.pk}/{what}/").status_code in {302, 404}
    page.refresh_from_db()
    assert not page.live
