"""The library of questionnaires: nothing there, faults with their places, a version tried out to its end."""

import json

from django.urls import reverse

from surveys.actions import archive_questionnaire, create_questionnaire, publish_version
from tests.browser.states.making import at, number, state
from tests.surveys import every_type
from tests.surveys.rules import sample

READ_IN = "/enkatbibliotek/-/las-in/"
FAULTY = {"/sections/1/items/1/scale": "borta", "/sections/0/items/3/when": {"==": [{"var": "kanal"}, "app"]}}


def _new(world, document, **more):
    key = f"enkat-{next(number)}"
    made = create_questionnaire(key=key, unit=world.cast.a["school_unit"])
    publish_version(questionnaire=made, definition={**document, "key": key, **more})
    return made


at("questionnaires-not-found", "/enkatbibliotek/?q=qqq")
at("questionnaires-archived-none", "/enkatbibliotek/?arkiv=1&q=qqq")


@state("questionnaires-archived")
def questionnaires_archived(world):
    archive_questionnaire(questionnaire=_new(world, sample.document()))
    return "/enkatbibliotek/?arkiv=1"


@state("questionnaires-many")
def questionnaires_many(world):
    for _ in range(55):
        create_questionnaire(key=f"enkat-{next(number)}", unit=world.cast.a["school_unit"])
    return "/enkatbibliotek/?q=enkat"


@state("questionnaire-without-versions")
def questionnaire_without_versions(world):
    made = create_questionnaire(key=f"enkat-{next(number)}", unit=world.cast.a["school_unit"])
    return reverse("questionnaire", args=[made.key])


def _sent(changes, **more):
    return {"pasted": json.dumps(sample.with_changes(changes)), "effective_on": "2027-01-15", "do": "check", **more}


at("questionnaire-import-faults", READ_IN, sent=_sent(FAULTY))
at("questionnaire-import-fine", READ_IN, sent=_sent({"/key": "ny-enkat"}))
at("questionnaire-import-no-json", READ_IN, sent={"pasted": "{", "effective_on": "x", "do": "publish"})


@state("questionnaire-compare-much")
def questionnaire_compare_much(world):
    made = _new(world, sample.document())
    changes = {
        "/key": made.key,
        "/sections/0/items/2/text/sv": "Hur ofta är barnet utomhus?",
        "/sections/0/items/2/lineage": "reworded",
        "/sections/1/items/3/most": 12,
        "/sections/1/items/3/lineage": "scale-changed",
        "/sections/1/items/7": None,
        "/languages": ["sv", "en", "ar"],
    }
    publish_version(questionnaire=made, definition=sample.with_changes(changes))
    return reverse("questionnaire_compare", args=[made.key, 2, 1])


@state("questionnaire-preview-desk")
def questionnaire_preview_desk(world):
    return f"{reverse('questionnaire_preview', args=[_new(world, every_type.DOCUMENT).key, 1])}?sprak=ar&bredd=dator"


@state("questionnaire-languages-one")
def questionnaire_languages_one(world):
    document = every_type.document_in("sv")
    return reverse("questionnaire_languages", args=[_new(world, document).key, 1])


def _try(world):
    return reverse("questionnaire_try", args=[_new(world, sample.document()).key, 1])


state("questionnaire-try-review", sent={"at": "review", "way": "on"})(_try)
state("questionnaire-try-sent", sent={"at": "review", "way": "send"})(_try)
state("questionnaire-try-revealed", sent={"at": "trivsel", "seen": "1010", "q-ute": "sallan", "q-lyssnar": "aldrig"})(
    _try
)


DRAFT_INDICES = {"measure": "share", "over": "answers", "least": "50", "decimals": "1", "do": "look"}


def _draft(world, where):
    return f"/enkatarbete/{world.things['questionnaire_page', 'own']}/index/{where}"


@state("questionnaire-index-said", sent={**DRAFT_INDICES, "title": "Ute", "items": "ute", "positive": "ofta"})
def questionnaire_index_said(world):
    return _draft(world, "-/nytt/")


@state("questionnaire-index-faulty", sent={**DRAFT_INDICES, "title": "", "items": "ute", "b0-text": "högt"})
def questionnaire_index_faulty(world):
    return _draft(world, "andel-ute/")
