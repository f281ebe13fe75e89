"""Loads the guardians' survey as an authored page: its next version under way, a question reworded and one language behind."""

from typing import Any

from cms.actions.questionnaires import begin_questionnaire
from cms.actions.questionnaires.rewriting import save
from cms.adoption.drafted import drafted
from cms.adoption.places import changed
from cms.adoption.starting import copied
from surveys.demo.instruments import GUARDIANS
from surveys.models import Questionnaire
from surveys.rules.definition.document import item_path, to_json

QUESTION, NEW_QUESTION = "nojd", "Hur nöjd är du med ditt barns förskola, allt sammantaget?"
NEW_LEAD = "Du ser ditt barns vardag från ett håll som ingen annan gör. Tänk på hur det har varit sedan i våras."


def load() -> None:
    """Begin the next version of the guardians' survey, as whoever published the last one; reword its lead and a question."""
    questionnaire = Questionnaire.objects.select_related("unit").get(key=GUARDIANS)
    latest = questionnaire.versions.order_by("-number").select_related("published_by")[0]
    page = begin_questionnaire(
        unit=questionnaire.unit,
        document=copied(to_json(latest.definition)),
        actor=latest.published_by,
        questionnaire=questionnaire,
    )
    draft = drafted(page)
    version = latest.definition
    written = changed(draft.written, "/lead", lambda held: _reworded(held, NEW_LEAD))
    path = item_path(version, version.item_of[QUESTION])
    save(page, changed(written, f"{path}/text", lambda held: _reworded(held, NEW_QUESTION)), latest.published_by)


def _reworded(held: dict[str, Any], text: str) -> dict[str, Any]:
    """Return a text with other words in Swedish; what was done in other languages is behind."""
    behind = {
        tag: {"text": part, "state": "stale"} if isinstance(part, str) else part
        for tag, part in held["languages"].items()
    }
    return {"text": text, "languages": behind}
