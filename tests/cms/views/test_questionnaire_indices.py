"""Indices of a draft on their own pages: filled in, said in words, refused with a reason, stored, taken away."""

import pytest

from cms.actions.questionnaires import begin_questionnaire
from cms.adoption.drafted import drafted
from cms.models import QuestionnairePage
from tests.cms.views.test_questionnaires import officer, page, published, seen  # noqa: F401 - fixtures
from tests.surveys.rules import sample

LISTS = ["lyssnar", "svarar"]
FILLED = {"title": "Trygghet", "measure": "mean", "over": "persons", "least": "50", "decimals": "1"}


def scores(page):  # noqa: F811
    """Return the indices of the draft as they are stored."""
    return {one["key"]: one for one in drafted(QuestionnairePage.objects.get(pk=page.pk)).document["scores"]}


def way(page, key="-/nytt"):  # noqa: F811
    return f"/enkatarbete/{page.pk}/index/{key}/"


def form(page, **more):  # noqa: F811
    return {**FILLED, "seen": QuestionnairePage.objects.get(pk=page.pk).latest_revision_id, "do": "save", **more}


def test_every_index_is_said_in_words(officer, page):  # noqa: F811
    shown = seen(officer, f"/enkatarbete/{page.pk}/index/")
    assert "Medelvärde: först för varje person över 2 frågor" in shown
    assert "Positiva svar: Ofta och Alltid." in shown
    assert "Från 75:" in shown


def test_an_index_is_begun_said_and_stored(officer, page):  # noqa: F811
    asked = seen(officer, way(page), **form(page, items=LISTS, do="look"))
    assert "Poäng: Aldrig 1, Sällan 2, Ibland 3, Ofta 4, Alltid 5." in asked
    assert "Skalan säger 5." in asked
    assert "trygghet" not in scores(page)
    more = {"reversed": ["svarar"], "p-alltid": "10", "minus": "1", "times": "25", "b0-start": "0", "b0-text": "lågt"}
    stored = seen(officer, way(page), **form(page, items=LISTS, **more))
    assert "Indexet är sparat i utkastet." in stored
    assert scores(page)["trygghet"] == {
        "key": "trygghet",
        "title": {"sv": "Trygghet"},
        "measure": "mean",
        "over": "persons",
        "items": [{"name": "lyssnar"}, {"name": "svarar", "reversed": True}],
        "least": 0.5,
        "points": {"alltid": 10},
        "minus": 1,
        "times": 25,
        "bands": [{"start": 0, "text": {"sv": "lågt"}}],
        "decimals": 1,
    }


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"title": " "}, "Skriv vad indexet heter."),
        ({"measure": "share", "items": ["ute"]}, "positiv"),
        ({"items": ["ute"], "p-ofta": "många"}, "Skriv ett tal."),
        ({"items": ["ute"], "b0-text": "lågt"}, "Skriv från vilket värde texten gäller."),
        ({"items": ["ute"], "least": "101"}, "100"),
        ({"items": ["mer"]}, "mer"),
        ({}, "index"),
        ({"items": ["ute"], "parts": ["andel-ute"]}, "index"),
        ({"measure": "sum", "over": "answers", "items": ["ute"]}, "summa"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_stored(officer, page, sent, sentence):  # noqa: F811
    before = scores(page)
    shown = seen(officer, way(page), **form(page, **sent))
    assert 'class="errors"' in shown
    assert sentence in shown[shown.index('class="errors"') :].casefold() or sentence in shown
    assert scores(page) == before


def test_an_index_of_indices_and_one_taken_away(officer, page):  # noqa: F811
    seen(officer, way(page), **form(page, title="Helheten", parts=["index-personal", "andel-ute"]))
    assert scores(page)["helheten"]["parts"] == ["index-personal", "andel-ute"]
    assert "Medelvärde av ‘Personalen’ och ‘Ute ofta’." in seen(officer, way(page, "helheten"))
    assert "Indexet är borttaget." in seen(officer, way(page, "andel-ute"), **form(page, do="drop"))
    assert "andel-ute" not in scores(page)
    assert "Det finns inget index som heter ”andel-ute”." in seen(officer, f"/enkatarbete/{page.pk}/")
    assert f'href="{way(page, "helheten")}"' in seen(officer, f"/enkatarbete/{page.pk}/")  # where it is put right


def test_what_somebody_wrote_meanwhile_is_not_overwritten(officer, page):  # noqa: F811
    shown = seen(officer, way(page, "andel-ute"), **form(page, title="Annat", items=["ute"], seen="1"))
    assert "Någon skrev på enkäten medan du fyllde i." in shown
    assert scores(page)["andel-ute"]["title"]["sv"] == "Ute ofta"


def test_an_index_that_is_not_there_and_a_draft_without_scales(officer, page, cast):  # noqa: F811
    assert officer.get(way(page, "finns-inte")).status_code == 404
    bare = {"/key": "bar", "/sections": [{"key": "a", "title": {"sv": "A"}, "items": []}], "/scores": []}
    empty = begin_questionnaire(unit=cast.a["school_unit"], document=sample.with_changes(bare), actor=None)
    assert "Inget att räkna på än" in seen(officer, f"/enkatarbete/{empty.pk}/index/")
    assert "Inget att räkna på än" in seen(officer, way(empty))


def test_an_index_of_a_question_that_is_gone_can_be_put_right(officer, cast):  # noqa: F811
    gone = {"/key": "utan", "/scores/1/items/+": {"name": "borta", "reversed": True}}
    draft = begin_questionnaire(unit=cast.a["school_unit"], document=sample.with_changes(gone), actor=None)
    assert "borta" in seen(officer, f"/enkatarbete/{draft.pk}/index/")
    assert 'value="ute"' in seen(officer, way(draft, "andel-ute"))
    sent = form(draft, title="Ute ofta", measure="share", items=["ute"], positive=["ofta"])
    assert "Indexet är sparat i utkastet." in seen(officer, way(draft, "andel-ute"), **sent)
    assert [item["name"] for item in scores(draft)["andel-ute"]["items"]] == ["ute"]
