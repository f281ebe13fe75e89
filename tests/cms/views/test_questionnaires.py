"""A quality officer writes a questionnaire on our own pages: begins, translates, sets conditions, publishes, compares."""

import io
import json

import pytest

from cms.actions.questionnaires import begin_questionnaire
from cms.actions.questionnaires.rewriting import save
from cms.adoption.drafted import drafted
from cms.adoption.places import changed
from cms.models import QuestionnairePage
from cms.views.questionnaires.languages import digest
from organisation.enums import Role
from surveys.actions import create_questionnaire, publish_version
from surveys.models import Questionnaire
from surveys.rules.definition.document import to_json
from tests.surveys.rules import sample

HOME = "/enkatarbete/"
OFTEN = "/sections/1/items/0"


@pytest.fixture
def officer(cast, client):
    client.force_login(cast.of("a", Role.QUALITY_OFFICER))
    return client


@pytest.fixture
def published(cast):
    made = create_questionnaire(key="vardnadshavare", unit=cast.a["school_unit"])
    return publish_version(questionnaire=made, definition=sample.document())


@pytest.fixture
def page(cast, published):
    actor = cast.of("a", Role.QUALITY_OFFICER)
    document = to_json(published.definition)
    made = begin_questionnaire(
        unit=cast.a["school_unit"], document=document, actor=actor, questionnaire=published.questionnaire
    )
    return QuestionnairePage.objects.get(pk=made.pk)


def seen(client, path, **sent):
    """Return a page as text without breaks, after redirects."""
    response = client.post(path, sent, follow=True) if sent else client.get(path, follow=True)
    assert response.status_code == 200, (path, response.status_code)
    return " ".join(response.content.decode().split())


def rewrite(page, path, change, actor=None):
    """Change one stored part of the draft, as the editor would."""
    page = QuestionnairePage.objects.get(pk=page.pk)
    save(page, changed(drafted(page).written, path, change), actor)
    return QuestionnairePage.objects.get(pk=page.pk)


def said(text):
    return lambda held: {**held, "text": text}


def fresh(page):
    return drafted(QuestionnairePage.objects.get(pk=page.pk))


class TestBeginning:
    def test_an_empty_one(self, cast, officer):
        assert "Inga utkast än" in seen(officer, HOME)
        unit = cast.a["school_unit"]
        page = seen(officer, f"{HOME}ny/", title="Så trivs vi", unit=unit.pk, source="")
        assert "Utkastet är påbörjat" in page
        assert "Avsnittet har inga frågor än." in page
        made = QuestionnairePage.objects.get()
        assert (made.key, made.title, made.unit) == ("sa-trivs-vi", "Så trivs vi", unit)
        assert "Så trivs vi" in seen(officer, HOME)

    def test_a_copy_from_the_library_is_a_questionnaire_of_its_own(self, cast, officer, published):
        unit = cast.a["school_unit"]
        seen(officer, f"{HOME}ny/", title="Min egen", unit=unit.pk, source="vardnadshavare")
        made = QuestionnairePage.objects.get()
        assert made.questionnaire is None
        document = drafted(made).document
        assert (document["key"], document["title"]["sv"]) == ("min-egen", "Min egen")
        assert document["sections"] == json.loads(published.content)["sections"]

    def test_two_with_one_title_have_keys_of_their_own(self, cast, officer):
        for _ in range(2):
            seen(officer, f"{HOME}ny/", title="Trivsel", unit=cast.a["school_unit"].pk, source="")
        assert set(QuestionnairePage.objects.values_list("key", flat=True)) == {"trivsel", "trivsel-2"}

    def test_the_next_version_goes_on_and_is_begun_once(self, officer, published):
        seen(officer, f"{HOME}nasta/vardnadshavare/", x="1")
        seen(officer, f"{HOME}nasta/vardnadshavare/", x="1")
        made = QuestionnairePage.objects.get()
        assert made.questionnaire == published.questionnaire
        assert drafted(made).version == published.definition

    def test_the_library_leads_to_all_ways_to_begin(self, officer, published):
        top, one = seen(officer, "/enkatbibliotek/"), seen(officer, "/enkatbibliotek/vardnadshavare/")
        assert 'href="/enkatarbete/ny/"' in top
        assert 'href="/enkatarbete/ny/?fran=vardnadshavare"' in one
        assert 'method="post" action="/enkatarbete/nasta/vardnadshavare/"' in one

    def test_the_library_leads_a_reader_nowhere(self, cast, client, published):
        client.force_login(cast.of("a", Role.REKTOR))
        for path in ("/enkatbibliotek/", "/enkatbibliotek/vardnadshavare/"):
            assert "/enkatarbete/" not in seen(client, path)

    def test_the_copy_that_the_library_leads_to_is_chosen_already(self, officer, published):
        shown = seen(officer, f"{HOME}ny/?fran=vardnadshavare")
        assert '<option value="vardnadshavare" selected>' in shown

    def test_a_file_becomes_a_draft_and_comes_out_as_it_was(self, cast, officer):
        document = to_json(sample.version(sample.with_changes({"/key": "ny-enkat"})))
        file = io.BytesIO(json.dumps(document).encode())
        file.name = "enkat.json"
        assert "Filen är nu ett utkast" in seen(officer, f"{HOME}las-in/", file=file, unit=cast.a["school_unit"].pk)
        made = QuestionnairePage.objects.get()
        handed_out = officer.get(f"{HOME}{made.pk}/enkat.json")
        assert "ny-enkat-utkast.json" in handed_out["Content-Disposition"]
        assert to_json(fresh(made).version) == document
        assert json.loads(handed_out.content)["sections"][1]["items"] == document["sections"][1]["items"]

    def test_a_file_of_the_wrong_shape_is_told_with_the_place(self, cast, officer):
        text = json.dumps(sample.with_changes({"/sections/1/items/0/scale": 7}))
        page = seen(officer, f"{HOME}las-in/", pasted=text, unit=cast.a["school_unit"].pk)
        assert "Filen går inte att läsa som den är" in page
        assert not QuestionnairePage.objects.exists()

    def test_a_file_of_another_units_questionnaire_is_refused(self, cast, officer):
        create_questionnaire(key="vardnadshavare", unit=cast.b["school_unit"])
        page = seen(officer, f"{HOME}las-in/", pasted=json.dumps(sample.document()))
        assert "Du kan inte ändra enkäter här" in page
        assert not QuestionnairePage.objects.exists()


class TestDraft:
    def test_it_shows_what_is_asked_and_when(self, officer, page):
        shown = seen(officer, f"{HOME}{page.pk}/")
        assert "Nästa utgåva, under arbete" in shown
        assert "Utgåva 1" in shown
        assert "Visas om" in shown
        assert f"/redaktion/pages/{page.pk}/edit/#block-" in shown

    def test_a_fault_is_named_with_its_place_and_the_way_there(self, officer, page):
        broken = rewrite(page, "/sections/0/items/2/scale", lambda _: "finns-inte")
        block = fresh(page).spot("/sections/0/items/2/scale").block
        shown = seen(officer, f"{HOME}{broken.pk}/publicera/")
        assert "Skalan ”finns-inte” finns inte." in shown
        assert f"/redaktion/pages/{page.pk}/edit/#block-{block}-section" in shown
        assert "Gäller från och med" not in shown

    def test_it_is_thrown_away_only_while_unpublished(self, officer, page):
        assert "Utkastet är borttaget" in seen(officer, f"{HOME}{page.pk}/ta-bort/", x="1")
        assert not QuestionnairePage.objects.exists()
        assert Questionnaire.objects.exists()

    def test_it_is_tried_out_in_any_language(self, officer, page):
        shown = seen(officer, f"{HOME}{page.pk}/visa/?sprak=en&bredd=dator")
        assert f"/enkatarbete/{page.pk}/prova/?sprak=en" in shown
        tried = seen(officer, f"{HOME}{page.pk}/prova/?sprak=en")
        assert 'lang="en"' in tried
        assert "Till utkastet" in tried


class TestPublishing:
    def test_the_first_version(self, cast, officer):
        document = sample.with_changes({"/key": "helt-ny"})
        actor = cast.of("a", Role.QUALITY_OFFICER)
        page = begin_questionnaire(unit=cast.a["school_unit"], document=document, actor=actor)
        shown = seen(officer, f"{HOME}{page.pk}/publicera/", effective_on="2026-08-01")
        assert "Utgåva 1 av Förskoleundersökningen är publicerad." in shown
        made = Questionnaire.objects.get(key="helt-ny").versions.get()
        assert to_json(made.definition) == document | {"key": "helt-ny"}
        stored = QuestionnairePage.objects.get(pk=page.pk)
        assert (stored.live, stored.has_unpublished_changes, stored.questionnaire) == (True, False, made.questionnaire)
        assert [one.version for one in stored.publications.all()] == [made]
        assert "Inget har ändrats sedan den senaste utgåvan" in seen(officer, f"{HOME}{page.pk}/publicera/")
        officer.post(f"{HOME}{page.pk}/ta-bort/", {"x": "1"})
        assert QuestionnairePage.objects.filter(pk=page.pk).exists()

    def test_what_differs_is_asked_for_and_answered(self, officer, page, published):
        rewrite(page, "/sections/0/items/2/text", said("Är ditt barn ute ofta?"))
        path = f"{HOME}{page.pk}/publicera/"
        shown = seen(officer, path)
        assert "Omformulerad: trenden fortsätter och märks" in shown
        unanswered = seen(officer, path, effective_on="2026-08-01")
        assert "Säg hur frågan förhåller sig till den förra utgåvan." in unanswered
        assert published.questionnaire.versions.count() == 1
        assert "Utgåva 2" in seen(officer, path, effective_on="2026-08-01", q0="reworded")
        made = published.questionnaire.versions.get(number=2)
        key = made.definition.sections[0].items[2].key
        assert made.lineage[key] == "reworded"
        assert fresh(page).version.item_of[key].lineage == ""
        assert "Inget har ändrats" in seen(officer, path)

    def test_a_question_that_is_new_gets_a_key_of_its_own_and_conditions_follow(self, officer, page, published):
        rewrite(page, "/sections/0/items/2/text", said("Något helt annat?"))
        key = published.definition.sections[0].items[2].key
        seen(officer, f"{HOME}{page.pk}/publicera/", effective_on="2026-08-01", q0="new")
        made = published.questionnaire.versions.get(number=2)
        assert made.definition.sections[0].items[2].key == f"{key}-2"
        assert made.lineage[f"{key}-2"] == "new"
        assert f'"{key}"' not in made.content
        assert f'{{"var":"{key}-2' in made.content

    def test_a_draft_rewritten_meanwhile_is_shown_again(self, officer, page, published):
        rewrite(page, "/sections/0/items/2/text", said("Är ditt barn ute ofta?"))
        path = f"{HOME}{page.pk}/publicera/"
        shown = seen(officer, path, effective_on="2026-08-01", q0="same", seen="0" * 64)
        assert "Någon skrev på enkäten medan du läste" in shown
        assert published.questionnaire.versions.count() == 1

    def test_the_draft_beside_the_published_version(self, officer, page):
        rewrite(page, "/sections/0/items/2/text", said("Är ditt barn ute ofta?"))
        shown = seen(officer, f"{HOME}{page.pk}/jamfor/")
        assert "Utkastet mot utgåva 1" in shown
        assert "Är ditt barn ute ofta?" in shown
        assert "frågar vi hur 1 ändrad fråga" in shown


class TestLanguages:
    def test_a_translation_is_written_beside_its_base(self, officer, page):
        place = next(one for one in fresh(page).texts() if one.path == "/title")
        path = f"{HOME}{page.pk}/sprak/?sprak=en"
        assert "Guardian survey" in seen(officer, path)
        seen(officer, path, **{f"t-{place.mark}": "The survey", f"s-{place.mark}": "machine"})
        assert fresh(page).document["title"]["en"] == {
            "text": "The survey",
            "state": "stale",
        }  # what was seen is not told

    def test_what_was_seen_decides_the_state(self, officer, page):
        place = next(one for one in fresh(page).texts() if one.path == "/title")
        sent = {f"t-{place.mark}": "The survey", f"s-{place.mark}": "machine", f"b-{place.mark}": digest(place.base)}
        seen(officer, f"{HOME}{page.pk}/sprak/?sprak=en", **sent)
        assert fresh(page).document["title"]["en"] == {"text": "The survey", "state": "machine"}

    def test_a_language_comes_and_goes(self, officer, page):
        seen(officer, f"{HOME}{page.pk}/sprak/", do="add", language="ar")
        assert fresh(page).written.languages == ("sv", "en", "ar")
        shown = seen(officer, f"{HOME}{page.pk}/sprak/?sprak=ar")
        assert 'dir="rtl"' in shown
        seen(officer, f"{HOME}{page.pk}/sprak/?sprak=en", do="drop")
        assert fresh(page).written.languages == ("sv", "ar")
        assert '"en"' not in json.dumps(fresh(page).document)

    def test_one_that_is_no_language_is_refused(self, officer, page):
        assert "Skriv språket som en kod" in seen(officer, f"{HOME}{page.pk}/sprak/", do="add", language="<b>")


class TestConditions:
    def test_rows_become_a_tree_and_words(self, officer, page):
        version = fresh(page).version
        items = version.sections[0].items
        single = next(item for item in items if item.type == "single")
        where = "/sections/1/items/0"
        path = f"{HOME}{page.pk}/villkor/?plats={where}"
        code = version.scale_of[single.scale].codes[0]
        shown = seen(officer, path, rows="1", **{"r0-name": single.key, "r0-of": "", "do": "save"})
        assert 'name="r0-operator"' in shown
        row = {"r0-name": single.key, "r0-of": single.key, "r0-operator": "is", "r0-value": [code]}
        assert "Så läses villkoret" in seen(officer, path, rows="1", do="look", **row)
        seen(officer, path, rows="1", do="save", seen=str(latest(page)), **row)
        assert fresh(page).document["sections"][1]["items"][0]["when"] == {"==": [{"var": single.key}, code]}
        assert "Visas om" in seen(officer, path)
        seen(officer, path, rows="1", do="clear", seen=str(latest(page)))
        assert "when" not in fresh(page).document["sections"][1]["items"][0]

    def test_an_unfinished_row_is_told(self, officer, page):
        path = f"{HOME}{page.pk}/villkor/?plats=/sections/1"
        assert "Välj en fråga." in seen(officer, path, rows="1", do="save", **{"r0-name": "", "r0-of": ""})

    def test_a_richer_one_is_shown_in_words_and_kept(self, officer, page):
        version = fresh(page).version
        single = next(item for item in version.sections[0].items if item.type == "single")
        rich = {"<": [{"+": [{"var": f"{single.key}.weight"}, 1]}, 3]}
        rewrite(page, "/sections/1/when", lambda _: {"kept": rich})
        shown = seen(officer, f"{HOME}{page.pk}/villkor/?plats=/sections/1")
        assert "Ett sammansatt villkor" in shown
        assert 'name="rows"' not in shown
        assert fresh(page).document["sections"][1]["when"] == rich

    def test_places_that_are_none(self, officer, page):
        for place in ("x", "/x", "/sections/99", "/sections/0/items/0/rows/0", "/sections/a", "/sections/0/items"):
            assert officer.get(f"{HOME}{page.pk}/villkor/?plats={place}").status_code == 404, place


def latest(page):
    return QuestionnairePage.objects.get(pk=page.pk).latest_revision_id


def test_a_rektor_only_chooses_from_the_library(cast, client, page):
    client.force_login(cast.of("a", Role.REKTOR))
    assert client.get(HOME).status_code == 404
    assert client.get(f"{HOME}{page.pk}/").status_code == 404
    assert client.get(f"/redaktion/pages/{page.pk}/edit/").status_code == 302
    client.force_login(cast.of("b", Role.QUALITY_OFFICER))
    assert client.get(f"{HOME}{page.pk}/").status_code == 404


def test_the_administrator_writes_too(cast, client, page):
    client.force_login(cast.administrator)
    assert client.get(f"{HOME}{page.pk}/").status_code == 200
    assert client.get(f"/redaktion/pages/{page.pk}/edit/").status_code == 200
    assert client.get("/redaktion/").url == HOME
